"""Tables: the buffers of the compiled half as Arrow record batches, and what pandas and polars make of them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, List, Mapping, Protocol, Tuple, Union

from ._sayso import Core

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

#: Articles among which near-copies are looked for, as `sayso corpus` has it.
WINDOW = 250_000
#: Articles of a record batch.
BATCH = 1000
#: Bytes of the signature by which an article's near-copies are found: 24 MinHash minima of 16 bits.
SIGNATURE = 48


class ArrowStream(Protocol):
    """What hands over Arrow data: a table, record batch or reader of pyarrow, a frame of polars or pandas (2.2 or later)."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


#: What is read: texts, mappings with a "text", and rows of Arrow data.
Articles = Union[ArrowStream, Iterable[Union[str, Mapping[str, Any], ArrowStream]]]

#: A column: `(rows, missing, buffers)`.
Buffers = Tuple[int, int, List[Any]]


class Corpus:
    """Articles on their way into five tables, joined by the column `article`: the number of the item, from 1.

    Read it once: by `batches` (memory does not grow with the number of articles), `tables`, `to_pandas` or `to_polars`. All need
    pyarrow (`pip install sayso[pandas]` or `sayso[polars]`).
    """

    def __init__(self, core: Core, articles: Any, how: Any, run: Any, what: Any, window: int) -> None:
        self._core, self._articles, self._how, self._run, self._what, self._window = core, articles, how, run, what, window
        #: Items that are no articles, as (number, reason): complete when the tables are.
        self.rejects: List[Tuple[int, str]] = []

    def schemas(self) -> Dict[str, pyarrow.Schema]:
        """The columns of each table; a field's metadata hold its definition and its unit."""
        pa = arrow()
        types = {"integer": pa.int64(), "real": pa.float64(), "boolean": pa.bool_(), "text": pa.string()}

        def field(name: str, kind: str, unit: str, definition: str) -> pyarrow.Field[Any]:
            made: pyarrow.Field[Any] = pa.field(name, types[kind], metadata={"definition": definition, "unit": unit})
            return made

        return {table: pa.schema([field(*column) for column in columns]) for table, columns in self._core.columns(self._what)}

    def batches(self, size: int = BATCH) -> Iterator[Dict[str, pyarrow.RecordBatch]]:
        """Record batches, of each of the five tables one at a time, for `size` articles (fewer where their texts are very long)."""
        for tables, _ in self._signed(size):
            yield tables

    def _signed(self, size: int) -> Iterator[Tuple[Dict[str, pyarrow.RecordBatch], pyarrow.Array[Any]]]:
        """As `batches`, with the signatures of the articles: 48 bytes each, null for a text of fewer than thirty words."""
        pa = arrow()
        schemas = self.schemas()
        batches = self._core.batches(rows(self._articles), self._how, self._run, self._what, (size, self._window))
        for tables, rejects, signatures in batches:
            self.rejects.extend(rejects)
            parts = zip(schemas.items(), tables)
            yield {name: record_batch(pa, schema, columns) for (name, schema), columns in parts}, array(pa, pa.binary(SIGNATURE), signatures)

    def tables(self) -> Dict[str, pyarrow.Table]:
        """The five tables by name."""
        pa = arrow()
        batches = list(self.batches())
        return {name: pa.Table.from_batches([b[name] for b in batches], schema) for name, schema in self.schemas().items()}

    def to_pandas(self) -> Dict[str, pandas.DataFrame]:
        """The five tables as data frames. Types are those that know missing values: Int64, Float64, boolean, string."""
        pa = arrow()
        import pandas as pd

        types = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype(), pa.string(): pd.StringDtype()}
        return {name: table.to_pandas(types_mapper=types.get) for name, table in self.tables().items()}

    def to_polars(self) -> Dict[str, polars.DataFrame]:
        """The five tables as data frames of polars: Int64, Float64, Boolean, String."""
        import polars as pl

        return {name: pl.DataFrame(pl.from_arrow(table)) for name, table in self.tables().items()}

    def codebook(self) -> List[Dict[str, str]]:
        """What every column means: see `Analyzer.codebook`."""
        return list(csv.DictReader(io.StringIO(self._core.codebook(self._what), newline="")))


def rows(articles: Any) -> Iterator[Any]:
    """The articles one by one: rows of Arrow data as mappings, whatever else as it is."""
    if not hasattr(articles, "__arrow_c_stream__"):
        for item in articles:
            if hasattr(item, "__arrow_c_stream__"):
                yield from rows(item)
            else:
                yield item
        return
    for batch in arrow().RecordBatchReader.from_stream(articles):
        for at in range(0, batch.num_rows, BATCH):
            yield from batch.slice(at, BATCH).to_pylist()


def record_batch(pa: Any, schema: pyarrow.Schema, columns: List[Buffers]) -> pyarrow.RecordBatch:
    """One table's columns."""
    arrays = [array(pa, field.type, column) for field, column in zip(schema, columns)]
    batch: pyarrow.RecordBatch = pa.RecordBatch.from_arrays(arrays, schema=schema)
    return batch


def array(pa: Any, kind: pyarrow.DataType, column: Buffers) -> pyarrow.Array[Any]:
    """A column, without copying it."""
    rows, missing, buffers = column
    held = [buffer if buffer is None else pa.py_buffer(buffer) for buffer in buffers]
    made: pyarrow.Array[Any] = pa.Array.from_buffers(kind, rows, held, missing)
    return made


def arrow() -> Any:
    """pyarrow, or a word on how to get it."""
    try:
        import pyarrow
    except ImportError as error:
        raise ImportError("tables need pyarrow: pip install sayso[pandas] or sayso[polars]") from error
    return pyarrow
