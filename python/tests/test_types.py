"""The package holds what its types say: checked by mypy --strict, over itself and over what a script does with it."""

from importlib.metadata import files

import pytest

api = pytest.importorskip("mypy.api", reason="mypy is not installed")

SCRIPT = """import sayso

report = sayso.Analyzer(settings={"rules": {}}, engine="fast").analyze("The regime fell.", title="Harbour")
start: int = report.findings[0].trigger.start
wrong: str = report.findings[0].trigger.start
for told in sayso.Analyzer().analyze_many(["The regime fell."]):
    print(told.reason if isinstance(told, sayso.Problem) else told.findings)
sayso.Analyzer().analyze(7)
"""


def check(cache, *args):
    # Whether pandas, polars, pyarrow and PySpark bring types is not ours to say.
    out, problems, _ = api.run(["--strict", "--ignore-missing-imports", "--no-error-summary", "--cache-dir", str(cache), *args])
    assert not problems
    return [line for line in out.splitlines() if ": error: " in line]


def test_licences_and_the_notices_of_the_weights_come_along():
    names = {file.name for file in files("sayso") or []}
    assert {"LICENSE-MIT", "LICENSE-APACHE", "encoder.LICENSE.md", "pos.LICENSE.md", "py.typed"} <= names


def test_the_package_is_strictly_typed(tmp_path):
    assert check(tmp_path, "-p", "sayso") == []


def test_a_script_gets_types_and_not_any(tmp_path):
    file = tmp_path / "script.py"
    file.write_text(SCRIPT)
    errors = check(tmp_path, str(file))
    assert [(line.split(":")[-3], line.rsplit("[", 1)[1]) for line in errors] == [("5", "assignment]"), ("8", "arg-type]")], errors
