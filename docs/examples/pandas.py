"""Reads the tables of `sayso corpus` with pandas: python docs/examples/pandas.py DIR"""
import os
import sys

# This file is called like the library; its folder must not be searched for it.
sys.path = [p for p in sys.path if os.path.abspath(p or ".") != os.path.dirname(os.path.abspath(__file__))]
import pandas as pd  # noqa: E402

folder = sys.argv[1]
# Only an empty cell is missing: a source may be called "None" or "NA".
read = {"keep_default_na": False, "na_values": [""]}
tables = {name: pd.read_csv(f"{folder}/{name}.csv", **read) for name in ["articles", "sentences", "findings", "sources", "attributions"]}
articles, findings, sources = tables["articles"], tables["findings"], tables["sources"]

# Every table is joined by `article`, and has a key of its own beside it.
assert articles["article"].is_unique
assert not sources.duplicated(["article", "source"]).any()
assert findings["article"].isin(articles["article"]).all()

# What is in another language was not judged: its measures are missing. Near-copies of one report would count it several times.
judged = articles[(articles["language"] == "en") & articles["duplicate_of"].isna()]

# Counts stand beside every rate, so rates of groups are summed first and divided after.
by_outlet = judged.groupby("outlet")[["own_words", "loaded_terms", "sources", "sources_named"]].sum()
by_outlet["loaded_per_1000"] = 1000 * by_outlet["loaded_terms"] / by_outlet["own_words"]
by_outlet["named_share"] = by_outlet["sources_named"] / by_outlet["sources"]
print(by_outlet.round(3).to_string())

# The rate of each article is that of its findings, counted again from their own table.
counted = findings[findings["counted"] & (findings["rule"] == "loaded-term")].groupby("article").size()
recounted = articles[articles["language"] == "en"].set_index("article")["loaded_terms"].sub(counted, fill_value=0)
assert (recounted == 0).all()

# Who is quoted most, over all articles.
print(sources[sources["kind"] == "named-person"].groupby("name")["words"].sum().nlargest(5).to_string())

# The codebook tells the type and meaning of each column.
codebook = pd.read_csv(f"{folder}/codebook.csv")
for name, table in tables.items():
    assert list(table.columns) == list(codebook.loc[codebook["table"] == name, "name"]), name
