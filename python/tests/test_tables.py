"""Tables: row by row and column by column those of `sayso corpus`."""

import csv

import pytest
import sayso

from world import ARTICLES, BROKEN

pa = pytest.importorskip("pyarrow")
NAMES = ["articles", "sentences", "findings", "sources", "attributions"]


def cell(value, kind):
    """A cell of a CSV table as its column's type has it."""
    if value == "":
        return None
    return {"int64": int, "double": float, "bool": lambda v: v == "TRUE", "string": str}[str(kind)](value)


@pytest.mark.parametrize("engine", ["context", "fast"])
def test_the_program_writes_the_same(program, archive, tmp_path, engine):
    out = tmp_path / "tables"
    program("corpus", archive, "--output", out, "--no-config", "--engine", engine, "--keep", "desk", "--sentence-text", "--messages")
    corpus = sayso.Analyzer(engine=engine).corpus(ARTICLES, threads=2, keep=["desk"], sentence_text=True, messages=True)
    tables = corpus.tables()
    assert list(tables) == NAMES and corpus.rejects == []
    for name, table in tables.items():
        with open(out / f"{name}.csv", encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert table.column_names == header
        ours = [list(row.values()) for row in table.to_pylist()]
        theirs = [[cell(v, kind) for v, kind in zip(row, table.schema.types)] for row in rows]
        if name == "articles":
            at = header.index("file")
            assert all(row[at] is None for row in ours)
            for row in theirs:
                row[at] = None
        assert ours == theirs and len(rows) > 0
    assert tables["articles"]["duplicate_of"].to_pylist() == [None, None, 1, None]
    with open(out / "codebook.csv", encoding="utf-8", newline="") as file:
        assert corpus.codebook() == list(csv.DictReader(file))


def test_threads_and_batches_change_nothing():
    analyzer, many = sayso.Analyzer(engine="fast"), ARTICLES * 5
    one = analyzer.corpus(iter(many), threads=1).tables()
    two = analyzer.corpus(iter(many), threads=2)
    batches = list(two.batches(size=3))
    assert len(batches) == 7 and [b["articles"].num_rows for b in batches] == [3] * 6 + [2]
    for name in NAMES:
        batched = pa.Table.from_batches([b[name] for b in batches])
        batched.validate(full=True)
        assert batched.equals(one[name])


def test_profile_is_that_of_the_program_unless_told():
    analyzer = sayso.Analyzer(engine="fast", profile="strict")
    rows = [len(analyzer.corpus(ARTICLES, profile=p).tables()["findings"]) for p in ("research", None)]
    assert rows[0] == len(sayso.Analyzer(engine="fast", profile="research").corpus(ARTICLES, profile=None).tables()["findings"])
    assert rows[0] >= rows[1]


def test_broken_items_keep_their_numbers():
    items = [BROKEN[0][0], *ARTICLES[:2], BROKEN[3][0]]
    corpus = sayso.Analyzer(engine="fast").corpus(items)
    assert corpus.tables()["articles"]["article"].to_pylist() == [2, 3]
    assert [number for number, _ in corpus.rejects] == [1, 4]
    with pytest.raises(sayso.ArticleError, match="item 1"):
        sayso.Analyzer(engine="fast").corpus(items, errors="raise").tables()
    only = sayso.Analyzer(engine="fast").corpus([BROKEN[0][0]])
    assert len(only.tables()["articles"]) == 0 and len(only.rejects) == 1
    assert len(sayso.Analyzer(engine="fast").corpus([]).tables()["sources"]) == 0


def test_arrow_data_are_read_row_by_row():
    analyzer, options = sayso.Analyzer(engine="fast"), {"keep": ["desk"]}
    table = pa.Table.from_pylist(ARTICLES, pa.schema([(name, pa.string()) for name in ("id", "text", "title", "outlet", "date", "desk")]))
    asked = analyzer.corpus(ARTICLES, **options).tables()
    forms = [table, table.to_batches(max_chunksize=2), table.to_reader(), iter(table.to_batches(max_chunksize=1)), [table.slice(0, 2), *ARTICLES[2:]]]
    try:
        import pandas
        import polars

        forms += [polars.from_arrow(table), table.to_pandas()] if hasattr(pandas.DataFrame, "__arrow_c_stream__") else [polars.from_arrow(table)]
    except ImportError:
        pass
    for form in forms:
        tables = analyzer.corpus(form, **options).tables()
        assert all(tables[name].equals(asked[name]) for name in NAMES), type(form)
    assert list(analyzer.analyze_many(table)) == list(analyzer.analyze_many(ARTICLES))
    numbered = table.append_column("text_", pa.array([b"caf\xe9"] * 4, pa.binary()))
    found = analyzer.corpus(numbered, fields={"text": "text_"})
    assert found.tables()["articles"].num_rows == 0 and len(found.rejects) == 4


def test_columns_say_what_they_mean():
    schema = sayso.Analyzer().corpus([]).schemas()["articles"]
    assert schema.field("words").metadata == {b"definition": b"Words and numbers", b"unit": b"words"}


def test_pandas_frames_know_types_and_missing_values():
    pytest.importorskip("pandas")
    frames = sayso.Analyzer(engine="fast").corpus(ARTICLES).to_pandas()
    articles = frames["articles"].set_index("article")
    assert {str(articles[c].dtype) for c in ("words", "direct_share", "outlet")} == {"Int64", "Float64", "string"}
    assert str(frames["findings"]["counted"].dtype) == "boolean"
    assert articles["outlet"].isna().tolist() == [False, False, False, True]
    assert articles["sentences_outlet"].isna().tolist() == [False, False, False, True], "another language is not judged"


def test_polars_frames_know_types():
    pl = pytest.importorskip("polars")
    frames = sayso.Analyzer(engine="fast").corpus(ARTICLES).to_polars()
    assert list(frames) == NAMES
    assert frames["articles"].schema["words"] == pl.Int64 and frames["findings"].schema["counted"] == pl.Boolean
