//! The command line from outside: `tests/cli/*.trycmd` and `*.toml`, each in its folder `*.in`. `TRYCMD=overwrite` rewrites them.
#[test]
fn the_command_line_does_what_the_cases_say() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd").case("tests/cli/*.toml");
}
