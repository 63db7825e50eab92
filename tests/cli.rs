//! The command line from outside: `tests/cli/*.trycmd` and `*.toml`, each in its folder `*.in`. `TRYCMD=overwrite` rewrites them.
#[test]
fn the_command_line_does_what_the_cases_say() {
    let cases = trycmd::TestCases::new();
    cases.case("tests/cli/*.trycmd").case("tests/cli/*.toml");
    if cfg!(feature = "serve") {
        cases.case("tests/cli/serve/*.trycmd");
    }
}
