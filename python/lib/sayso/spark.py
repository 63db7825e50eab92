"""Articles of a Spark DataFrame into the five tables of `sayso corpus`, and near-copies by a Spark job.

>>> import sayso.spark
>>> judged = sayso.spark.judge(df, sayso.Analyzer(engine="fast"), key="number")  # doctest: +SKIP
>>> judged.write.parquet("judged")  # the engine runs here, once                 # doctest: +SKIP
>>> tables = sayso.spark.tables(spark.read.parquet("judged"))                    # doctest: +SKIP

Needs `pip install sayso[spark]` where the session runs, and sayso and pyarrow on every worker. docs/spark.md says the rest.
"""

from __future__ import annotations

import pickle
from functools import partial
from typing import Any, Dict, Mapping, Optional, Sequence

from ._analyzer import CORPUS_BYTES, Analyzer

try:
    from pyspark.sql import Column, DataFrame
    from pyspark.sql import functions as F
    from pyspark.sql import types as T
except ImportError as error:
    raise ImportError("sayso.spark needs PySpark: pip install sayso[spark]") from error

from ._copies import near_copies
from ._nested import FIELDS, judge_batches

__all__ = ["judge", "near_copies", "tables"]

_TYPES = {"int64": T.LongType(), "double": T.DoubleType(), "bool": T.BooleanType(), "string": T.StringType()}
_WHOLE = (T.ByteType, T.ShortType, T.IntegerType, T.LongType)


def judge(
    df: DataFrame,
    analyzer: Optional[Analyzer] = None,
    *,
    key: Optional[str] = None,
    profile: Optional[str] = "research",
    keep: Sequence[str] = (),
    sentence_text: bool = False,
    messages: bool = False,
    fields: Optional[Mapping[str, str]] = None,
    without_title: bool = False,
    max_bytes: int = CORPUS_BYTES,
) -> DataFrame:
    """One row for each row of `df`, with all that `tables` and `near_copies` need. Lazy, and by far the most work: write it, and read
    it back, before you ask it for several tables.

    df: articles, one a row: a column "text" of strings, and any of id, title, outlet, date, url, author.
    analyzer: lexicons and settings; each Python worker compiles them once. Analyzer() if None.
    key: column of whole numbers, a different one in each row, that becomes `article`. If None, 63 bits of a hash of id and text
        (Spark's xxhash64): the same in any order and partitioning, but the same, too, for two rows of one id and one text.
    The rest as in `Analyzer.corpus`. Near-copies are another job, and `line` and `file` are missing, for a row has no place.

    Columns: `article`; `articles`, a struct; `sentences`, `findings`, `sources` and `attributions`, arrays of structs; `signature`,
    binary; `error`, a struct, set where all but `article` is null. A row that is no article never stops the job.

    Raises ValueError where `df` lacks a column or has it in another type, and SettingsError where `fields` names no field.
    """
    named = dict(fields or {})
    options: Dict[str, Any] = dict(keep=list(keep), sentence_text=sentence_text, messages=messages)
    options.update(fields=named, without_title=without_title, max_bytes=max_bytes)
    analyzer = analyzer or Analyzer()
    analyzer = analyzer if profile is None else analyzer.with_profile(profile)
    probe = analyzer.corpus((), profile=None, **options)
    # Wrong options are told here, and not by a worker.
    probe.tables()
    wanted = {field: named.get(field, field) for field in FIELDS}
    text, identity = _column(df, wanted["text"], 'fields={"text": NAME}', T.StringType), wanted["id"]
    given = [*named.values(), *keep, *([key] if key else [])]
    for name in given:
        _column(df, name, "fields, keep or key")
    if key:
        number = _column(df, key, "key=NAME", *_WHOLE).cast("long")
    else:
        both = [df[_quoted(identity)], text] if identity in df.columns else [text]
        number = F.xxhash64(*both).bitwiseAND(F.lit(2**63 - 1))
    names = [name for name in dict.fromkeys([*wanted.values(), *keep]) if name in df.columns]
    item = F.struct(*(df[_quoted(name)].alias(name) for name in names))
    work = partial(judge_batches, pickle.dumps(analyzer), options)
    return df.select(number.alias("article"), item.alias("item")).mapInArrow(work, _schema(probe.schemas()))


def tables(judged: DataFrame, copies: Optional[DataFrame] = None) -> Dict[str, DataFrame]:
    """The five tables of `sayso corpus` by name, and `errors`: article, article_id, reason.

    judged: what `judge` made, best read back from where it was written.
    copies: what `near_copies` made, for the column `duplicate_of`; without it that column is null.
    """
    articles = judged.where("articles IS NOT NULL").select("article", "articles.*")
    if copies is not None:
        articles = articles.drop("duplicate_of").join(copies, "article", "left")
    parts = ("sentences", "findings", "sources", "attributions")
    found = {name: judged.select("article", F.inline(name)) for name in parts}
    return {"articles": articles, **found, "errors": judged.where("error IS NOT NULL").select("article", "error.*")}


def _schema(schemas: Mapping[str, Any]) -> T.StructType:
    """Of `judge`. The key stands once."""

    def rows(name: str) -> T.StructType:
        _, *columns = schemas[name]
        return T.StructType([T.StructField(column.name, _TYPES[str(column.type)]) for column in columns])

    one, *many = schemas
    schema = T.StructType().add("article", T.LongType()).add(one, rows(one))
    for name in many:
        schema = schema.add(name, T.ArrayType(rows(name)))
    error = T.StructType().add("article_id", T.StringType()).add("reason", T.StringType())
    return schema.add("signature", T.BinaryType()).add("error", error)


def _column(df: DataFrame, name: str, mend: str, *types: type) -> Column:
    if name not in df.columns:
        raise ValueError(f"the frame has no column {name!r}: name the right one with {mend}; it has {', '.join(df.columns)}")
    kind = df.schema[name].dataType
    if types and not isinstance(kind, types):
        told = " or ".join(t().simpleString() for t in types)
        raise ValueError(f"the column {name!r} is of type {kind.simpleString()} and must be {told}: cast or decode it")
    return df[_quoted(name)]


def _quoted(name: str) -> str:
    """A dot in a name is no path."""
    return "`" + name.replace("`", "``") + "`"
