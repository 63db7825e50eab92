"""Near-copies by a Spark job: the signatures of `sayso corpus`, compared by joins.

MinHash with locality-sensitive hashing, as src/corpus/duplicates.rs has it: 24 minima in eight bands of three; alike are articles with at
least 18 equal minima. Six unequal ones spoil at most six bands, so whatever is alike meets in two bands: the joins lose no pair.
"""

from __future__ import annotations

from functools import reduce
from operator import add

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

_HASHES, _BANDS, _ALIKE = 24, 8, 18
#: Bytes of a minimum, and of a band of them.
_HASH, _BAND = 2, 6


def near_copies(judged: DataFrame) -> DataFrame:
    """`article` and `duplicate_of`, one row for each article that is a near-copy of one with a smaller key.

    `duplicate_of` is what `sayso corpus` writes where articles are read in the order of their keys and its `--duplicate-window` holds all of
    them: the first of the copies of the first article that this one is like. Here is no window: all are compared with all.

    judged: what `judge` made, best read back from where it was written; `article` and `signature` are read.

    Runs Spark jobs at once, a handful: one to find the pairs, and one for each step of copies of copies, until nothing changes. It
    keeps its steps on the workers (`localCheckpoint`); where one of them is lost, call it again.
    """
    signed = judged.where("signature IS NOT NULL").select("article", "signature")
    members = signed.join(_groups(signed), "signature").select("article", "group").localCheckpoint()
    before = Window.partitionBy("group").orderBy("article").rowsBetween(Window.unboundedPreceding, Window.currentRow)
    first = members.select("article", F.col("article").alias("first")).distinct()
    total = None
    while True:
        # In a group all are alike: each takes the first of those before it.
        seen = members.join(first, "article").select("article", F.min("first").over(before).alias("first"))
        first = seen.groupBy("article").agg(F.min("first").alias("first")).localCheckpoint()
        # It only ever falls. Keys have 63 bits, and so many of them have more.
        last, total = total, first.agg(F.sum(F.col("first").cast("decimal(38,0)"))).collect()[0][0]
        if last == total:
            return first.where("first < article").select("article", F.col("first").alias("duplicate_of"))


def _groups(signed: DataFrame) -> DataFrame:
    """`signature`, `group`: signatures that are alike, two by two, and such as several articles have. Exact copies, however many, are
    one signature, so that their pairs need not be counted out."""
    counted = signed.groupBy("signature").count()
    starts = (F.struct(F.lit(b).alias("band"), _cut(F.col("signature"), b, _BAND).alias("minima")) for b in range(_BANDS))
    bands = counted.select("signature", F.explode(F.array(*starts)).alias("band"))
    one, other = bands.toDF("one", "band"), bands.toDF("other", "band")
    equal = reduce(add, (F.when(_cut(F.col("one"), i, _HASH) == _cut(F.col("other"), i, _HASH), 1).otherwise(0) for i in range(_HASHES)))
    pairs = one.join(other, "band").where("one < other").where(equal >= _ALIKE).select("one", "other").distinct()
    alike = pairs.select(F.concat("one", "other").alias("group"), F.explode(F.array("one", "other")).alias("signature"))
    several = counted.where("count > 1").select(F.col("signature").alias("group"), "signature")
    return alike.select("signature", "group").union(several.select("signature", "group"))


def _cut(signature: Column, number: int, size: int) -> Column:
    return F.substring(signature, number * size + 1, size)
