"""Judged articles with their tables nested in them, batch by batch: what runs in the Python workers of Spark. Needs no PySpark."""

from __future__ import annotations

import pickle
from functools import lru_cache
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple

import numpy as np
import pyarrow as pa

from ._analyzer import Analyzer
from ._tables import BATCH

Tables = Dict[str, pa.RecordBatch]

#: Columns that an article may have without being asked for. `publisher` is the outlet of those without one.
FIELDS = ("id", "text", "title", "outlet", "date", "url", "author", "publisher")
#: Of the column `error`.
ERROR = pa.struct([("article_id", pa.string()), ("reason", pa.string())])


@lru_cache(maxsize=4)
def analyzer(pickled: bytes) -> Analyzer:
    """Lexicons and settings, compiled once a worker: Spark keeps a worker for many tasks, and unpickles its function for each."""
    made: Analyzer = pickle.loads(pickled)
    return made


class Row(NamedTuple):
    """What is kept of an item until it is judged."""

    key: Optional[int]
    id: Optional[str]
    #: Why the item was not even read.
    reason: Optional[str]


def judge_batches(pickled: bytes, options: Dict[str, Any], batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The rows of `judge` for rows of `(article, item)`."""
    named = options["fields"].get("id")
    rows: Dict[int, Row] = {}

    def items() -> Iterator[Dict[str, Any]]:
        number = 0
        for batch in batches:
            for key, item in zip(batch.column(0).to_pylist(), batch.column(1)):
                number += 1
                record, reason = read(item)
                if key is None:
                    reason = "the column that was named as key is null; give each row a number of its own"
                identity = record.get(named or "id")
                rows[number] = Row(key, None if identity is None else str(identity), reason)
                if named is None and not str(identity or "").strip():
                    # Not the number of the item, which depends on the partition.
                    record["id"] = f"item-{key}"
                yield {} if reason else record

    corpus = analyzer(pickled).corpus(items(), threads=1, profile=None, duplicate_window=0, **options)
    for tables, signatures in corpus._signed(BATCH):
        if len(signatures):
            yield articles(tables, signatures, rows)
        if corpus.rejects:
            yield errors(corpus.rejects, rows, tables)
            corpus.rejects.clear()


def read(item: pa.StructScalar) -> Tuple[Dict[str, Any], Optional[str]]:
    """The fields of an item, and what is wrong with one of them: Spark's strings may hold any bytes, and its days any year."""
    record: Dict[str, Any] = {}
    reason = None
    for name, cell in item.items():
        try:
            record[name] = cell.as_py()
        except UnicodeDecodeError as error:
            reason = f'the field "{name}" is no UTF-8 ({error}); decode it with the right encoding'
        except (ValueError, OverflowError, ArithmeticError) as error:
            reason = f'the field "{name}" cannot be read: {error}'
    return record, reason


def articles(tables: Tables, signatures: pa.Array[Any], rows: Dict[int, Row]) -> pa.RecordBatch:
    """Judged articles, their other tables nested in them."""
    one, *many = tables
    numbers: Any = tables[one].column(0)
    keys = pa.array([rows.pop(number).key for number in numbers.to_pylist()], pa.int64())
    # The number of the item is no line of anything.
    line = tables[one].schema.get_field_index("line")
    columns: Dict[str, Any] = {"article": keys, one: struct(tables[one].set_column(line, "line", pa.nulls(len(keys), pa.int64())))}
    for name in many:
        # In all tables articles stand in the same order.
        begins = np.searchsorted(tables[name].column(0).to_numpy(), numbers.to_numpy())
        offsets = pa.array([*begins.tolist(), tables[name].num_rows], pa.int32())
        columns[name] = pa.ListArray.from_arrays(offsets, struct(tables[name]))
    columns["signature"] = signatures.cast(pa.binary())
    columns["error"] = pa.nulls(len(keys), ERROR)
    return pa.RecordBatch.from_pydict(columns)


def errors(rejects: List[Tuple[int, str]], rows: Dict[int, Row], tables: Tables) -> pa.RecordBatch:
    """Items that are no articles."""
    gone = [(rows.pop(number), reason) for number, reason in rejects]
    one, *many = tables
    none: Dict[str, Any] = {one: struct(tables[one]).type, **{name: pa.list_(struct(tables[name]).type) for name in many}, "signature": pa.binary()}
    columns: Dict[str, Any] = {"article": pa.array([row.key for row, _ in gone], pa.int64())}
    columns.update((name, pa.nulls(len(gone), kind)) for name, kind in none.items())
    told = [{"article_id": row.id, "reason": row.reason or reason} for row, reason in gone]
    columns["error"] = pa.array(told, ERROR)
    return pa.RecordBatch.from_pydict(columns)


def struct(table: pa.RecordBatch) -> pa.StructArray:
    """The rows of a table without their key, which stands beside them."""
    return pa.StructArray.from_arrays(table.columns[1:], names=table.schema.names[1:])
