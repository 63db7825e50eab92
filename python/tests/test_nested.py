"""What Spark's workers do, without Spark: record batches of `(article, item)` in, judged articles out."""

import pickle

import pytest
import sayso

from world import ARTICLES

pa = pytest.importorskip("pyarrow")
pytest.importorskip("numpy")

from sayso import _nested  # noqa: E402

OPTIONS = {"fields": {}, "keep": ["desk"]}


@pytest.fixture(scope="module")
def pickled():
    return pickle.dumps(sayso.Analyzer(engine="fast", profile="research"))


def batch(keys, records):
    names = sorted({name for record in records for name in record})
    columns = [pa.array([record.get(name) for record in records], pa.string()) for name in names]
    return pa.RecordBatch.from_arrays([pa.array(keys, pa.int64()), pa.StructArray.from_arrays(columns, names=names)], names=["article", "item"])


def judge(pickled, *batches):
    return pa.Table.from_batches(list(_nested.judge_batches(pickled, OPTIONS, iter(batches)))).to_pylist()


def test_tables_are_those_of_a_corpus_under_other_keys(pickled):
    keys = [70, 5, 2**62, 1]
    rows = judge(pickled, batch(keys[:3], ARTICLES[:3]), batch(keys[3:], ARTICLES[3:]))
    assert [row["article"] for row in rows] == keys and all(row["error"] is None for row in rows)
    tables = pickle.loads(pickled).corpus(ARTICLES, keep=["desk"], duplicate_window=0).tables()
    for name in ("sentences", "findings", "sources", "attributions"):
        ours = [{"article": row["article"], **part} for row in rows for part in row[name]]
        theirs = [{**part, "article": keys[part["article"] - 1]} for part in tables[name].to_pylist()]
        assert ours == theirs and ours
    for row, article in zip(rows, tables["articles"].to_pylist()):
        assert {"article": row["article"], **row["articles"]} == {**article, "article": row["article"], "line": None}
        assert len(row["signature"] or b"") == (0 if article["article_id"] == "fish" else 48), "too short for near-copies"
    assert rows[0]["signature"] != rows[3]["signature"]


def test_rows_that_are_no_articles_are_told_apart(pickled):
    broken = batch([1, 2, None], [{"text": None, "id": "x"}, {"text": " ", "id": "y"}, {"text": "It rained.", "id": "z"}])
    bytes_ = pa.array([b"It rained.", b"caf\xe9"], pa.binary()).view(pa.string())
    latin = pa.RecordBatch.from_arrays([pa.array([4, 5], pa.int64()), pa.StructArray.from_arrays([bytes_], names=["text"])], names=["article", "item"])
    rows = judge(pickled, broken, latin)
    assert [row["articles"]["article_id"] for row in rows if row["articles"]] == ["item-4"], "a name that no partition changes"
    told = {row["article"]: row["error"] for row in rows if row["error"]}
    words = {1: "fields=", 2: "no text", None: "null", 5: "UTF-8"}
    assert told.keys() == words.keys()
    for key, word in words.items():
        assert word in told[key]["reason"]
    assert [told[key]["article_id"] for key in (1, 2, None, 5)] == ["x", "y", "z", None]
    assert all(row["sentences"] is None for row in rows if row["error"])


def test_an_analyzer_is_made_once_a_worker(pickled):
    assert _nested.analyzer(pickled) is _nested.analyzer(bytes(bytearray(pickled)))
