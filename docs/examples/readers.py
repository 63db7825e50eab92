"""Do the readers that are installed take every column of the tables for what the codebook says it is? python docs/examples/readers.py DIR"""
import csv
import importlib.util
import os
import sys

# The files beside this one are called like the libraries; their folder must not be searched for them.
sys.path = [p for p in sys.path if os.path.abspath(p or ".") != os.path.dirname(os.path.abspath(__file__))]
folder = sys.argv[1]
with open(f"{folder}/codebook.csv", newline="", encoding="utf-8") as file:
    codebook = {(row["table"], row["name"]): row["type"] for row in csv.DictReader(file)}
tables = ["articles", "sentences", "findings", "sources", "attributions"]


def family(name):
    """The codebook's word for a reader's type."""
    name = str(name).lower()
    for kind, parts in {"boolean": ["bool"], "integer": ["int"], "real": ["float", "double"], "text": ["str", "object", "varchar", "string"]}.items():
        if any(part in name for part in parts):
            return kind
    return name


def check(reader, table, types, empty):
    for column, found in types.items():
        wanted = codebook[table, column]
        # pandas takes whole numbers with a gap for reals. A text whose values all look like numbers or days is no fault of the table.
        fine = {wanted} | ({"real"} if wanted == "integer" and reader == "pandas" else set())
        if wanted != "text" and column not in empty and family(found) not in fine:
            raise SystemExit(f"{reader}: {table}.{column} is {wanted}, and was read as {found}")


for table in tables:
    path = f"{folder}/{table}.csv"
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    empty = {column for column in (rows[0] if rows else {}) if all(row[column] == "" for row in rows)}
    if importlib.util.find_spec("pandas"):
        import pandas

        frame = pandas.read_csv(path)
        check("pandas", table, frame.dtypes.to_dict(), empty)
        assert len(frame) == len(rows)
    if importlib.util.find_spec("polars"):
        import polars

        frame = polars.read_csv(path)
        check("polars", table, dict(zip(frame.columns, frame.dtypes)), empty)
        assert len(frame) == len(rows)
    if importlib.util.find_spec("duckdb"):
        import duckdb

        described = duckdb.sql(f"describe select * from read_csv('{path}')").fetchall()
        check("duckdb", table, {row[0]: row[1] for row in described}, empty)
        assert duckdb.sql(f"select count(*) from read_csv('{path}')").fetchall()[0][0] == len(rows)
print("read:", ", ".join(name for name in ["pandas", "polars", "duckdb"] if importlib.util.find_spec(name)))
