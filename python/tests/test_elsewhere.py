"""The ten lines for Dask and Ray in docs/spark.md run as they stand there."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT

pd = pytest.importorskip("pandas")

TEXT = "The regime at Orvane fell on Monday, critics say. Many believe the mayor lied about budget {}."


@pytest.mark.parametrize("library", ["dask", "ray"])
def test_the_documented_lines_run(library, tmp_path):
    pytest.importorskip(f"{library}.dataframe" if library == "dask" else library)
    _, section = (ROOT / "docs/spark.md").read_text(encoding="utf-8").split("## Dask and Ray")
    judge, *ways = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    [lines] = [way for way in ways if f"import {library}" in way or f", {library}" in way]
    (tmp_path / "archive").mkdir()
    for part in range(2):
        rows = [{"number": 10 * part + i, "text": TEXT.format(i) if i != 2 else None} for i in range(4)]
        pd.DataFrame(rows).to_parquet(tmp_path / f"archive/{part}.parquet")
    (tmp_path / "judge.py").write_text(judge)
    main = "".join(f"    {line}\n" for line in lines.splitlines())
    (tmp_path / "script.py").write_text(f'if __name__ == "__main__":\n{main}    print([int(key) for part in errors for key, _ in part])\n')
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[2, 12]", done.stdout
    articles = pd.concat(pd.read_parquet(file) for file in sorted((tmp_path / "tables/articles").iterdir()))
    assert articles["article"].tolist() == [0, 1, 3, 10, 11, 13]
    assert set(pd.read_parquet(tmp_path / "tables/findings")["article"]) <= set(articles["article"])
