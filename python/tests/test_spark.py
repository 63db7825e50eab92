"""Spark: row by row the tables of `sayso corpus`, whatever the partitions. Needs PySpark and Java, and takes half a minute."""

import csv
import json
import os
import shutil
import subprocess
import sys

import pytest
import sayso

from conftest import TARGET
from test_tables import cell
from world import ARTICLES, BODY, LEDE

pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'sayso[spark]'")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java 17, and there is none", allow_module_level=True)

import sayso.spark  # noqa: E402

SCHEMA = "number long, id string, text string, title string, outlet string, date string, desk string"
FIELDS = SCHEMA.replace(" long", "").replace(" string", "").split(", ")


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "4", "spark.driver.host": "localhost"}
    # Else the workers are whatever `python3` is.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield session
    session.stop()


def frame(spark, articles, partitions):
    """Numbered as `sayso corpus` numbers them, and not in that order."""
    rows = [[number, *(article.get(name) for name in FIELDS[1:])] for number, article in enumerate(articles, 1)]
    return spark.createDataFrame(rows[::-1], SCHEMA).repartition(partitions)


def with_copies(articles):
    """Some again with another end, and some of these again: copies of copies."""
    for n, article in enumerate(articles):
        yield article
        if n % 40 == 0:
            for end in ("", " It rained.", " It rained in Halden all day on Monday, and nobody came."):
                yield {**article, "id": f"{article['id']}-{len(end)}", "text": article["text"] + end}


def same(program, tmp_path, tables, articles, engine):
    """Are the tables those that the program writes about the articles?"""
    archive, out = tmp_path / "archive.jsonl", tmp_path / "tables"
    archive.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    program("corpus", archive, "--output", out, "--no-config", "--engine", engine, "--keep", "desk")
    for name in ("articles", "sentences", "findings", "sources", "attributions"):
        ours = tables[name].toArrow()
        with open(out / f"{name}.csv", encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert ours.column_names == header
        # Within an article the rows stand in their order; articles come as the partitions do.
        ours_rows = sorted((list(row.values()) for row in ours.to_pylist()), key=lambda row: row[0])
        theirs = [[cell(v, kind) for v, kind in zip(row, ours.schema.types)] for row in rows]
        for at in (header.index(n) for n in ("file", "line") if name == "articles"):
            assert all(row[at] is None for row in ours_rows)
            for row in theirs:
                row[at] = None
        assert ours_rows == theirs and rows


def test_two_thousand_articles_are_those_of_the_program(spark, program, tmp_path):
    generator = next((p for p in (TARGET / "release/sayso-train", TARGET / "debug/sayso-train") if p.exists()), os.environ.get("SAYSO_TRAIN"))
    if generator is None:
        pytest.skip("no generator of articles: cargo build -p sayso-train, or SAYSO_TRAIN")
    made = subprocess.run([generator, "generate", "--articles", "1850"], capture_output=True, check=True, encoding="utf-8").stdout
    articles = list(with_copies(json.loads(line) for line in made.splitlines()))
    judged = sayso.spark.judge(frame(spark, articles, 7), sayso.Analyzer(engine="fast"), key="number", keep=["desk"])
    judged.write.parquet(str(tmp_path / "judged"))
    judged = spark.read.parquet(str(tmp_path / "judged"))
    copies = sayso.spark.near_copies(judged)
    tables = sayso.spark.tables(judged, copies)
    same(program, tmp_path, tables, articles, "fast")
    assert copies.count() >= 100 and tables["errors"].count() == 0


def test_the_context_engine_reads_the_same(spark, program, tmp_path):
    articles = [{**a, "id": f"{a['id']}-{n}"} for n in range(6) for a in ARTICLES]
    judged = sayso.spark.judge(frame(spark, articles, 3), key="number", keep=["desk"]).cache()
    same(program, tmp_path, sayso.spark.tables(judged, sayso.spark.near_copies(judged)), articles, "context")


def test_bad_rows_are_errors_and_keys_know_no_partition(spark):
    articles = [*ARTICLES, {"id": "none"}, {"text": " "}, {"id": "nul", "text": "a\0b"}, {"text": f"{LEDE} {BODY}"}]
    analyzer = sayso.Analyzer(engine="fast")
    keys = []
    for partitions in (1, 3):
        df = frame(spark, articles, partitions)
        latin = df.limit(1).selectExpr("number", "'latin' AS id", "CAST(X'636166E9' AS STRING) AS text", "title", "outlet", "date", "desk")
        tables = sayso.spark.tables(sayso.spark.judge(df.unionByName(latin), analyzer).cache())
        rows = tables["articles"].select("article", "article_id").toArrow().to_pylist()
        keys.append(sorted((row["article_id"], row["article"]) for row in rows))
        reasons = {row["article_id"]: row["reason"] for row in tables["errors"].toArrow().to_pylist()}
        assert reasons.keys() == {"none", None, "nul", "latin"} and "UTF-8" in reasons["latin"] and "NUL" in reasons["nul"]
        assert len(rows) == 5 and all(row["article"] >= 0 for row in rows)
    assert keys[0] == keys[1] and len(set(keys[0])) == 5


def test_wrong_calls_are_told_before_any_job(spark):
    df = frame(spark, ARTICLES, 1)
    for frame_, options, word in [
        (df.drop("text"), {}, "no column 'text': name the right one with fields="),
        (df.withColumn("text", df.text.cast("binary")), {}, "type binary and must be string"),
        (df, {"key": "id"}, "'id' is of type string and must be"),
        (df, {"keep": ["section"]}, "no column 'section'"),
    ]:
        with pytest.raises(ValueError, match=word):
            sayso.spark.judge(frame_, **options)
    with pytest.raises(sayso.SettingsError, match="there is no field"):
        sayso.spark.judge(df, fields={"body": "text"})


def test_merge_reads_what_spark_tasks_wrote(spark, program, tmp_path):
    paths = []
    for n in range(4):
        paths.append(tmp_path / f"part-{n}.jsonl")
        # The same articles in each: near-copies across shards.
        paths[-1].write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    how = ["--no-config", "--engine", "fast", "--threads", "1"]
    folder = str(tmp_path)

    def shard(number, part):
        program("corpus", *part, "--output", f"{folder}/shard-{number:05}", *how)
        yield number

    assert spark.sparkContext.parallelize(paths, 2).mapPartitionsWithIndex(shard).collect() == [0, 1]
    program("corpus", "merge", f"{folder}/shard-00000", f"{folder}/shard-00001", "--output", f"{folder}/merged")
    program("corpus", *paths, "--output", f"{folder}/whole", *how)
    for name in ("articles", "sentences", "findings", "sources", "attributions", "inputs"):
        assert (tmp_path / f"merged/{name}.csv").read_bytes() == (tmp_path / f"whole/{name}.csv").read_bytes()
