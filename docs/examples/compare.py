"""Computes two figures of `sayso compare` again with pandas: python docs/examples/compare.py TABLES RESULTS

TABLES is the folder of `sayso corpus`; RESULTS that of `sayso compare TABLES --by outlet --format csv --output RESULTS`.
"""
import os
import sys

# A file beside this one is called like the library; the folder must not be searched for it.
sys.path = [p for p in sys.path if os.path.abspath(p or ".") != os.path.dirname(os.path.abspath(__file__))]
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

articles = pd.read_csv(f"{sys.argv[1]}/articles.csv")
articles = articles[(articles["language"] == "en") & (articles["own_words"] > 0)]
articles["outlet"] = articles["outlet"].fillna("(none)")
groups = pd.read_csv(f"{sys.argv[2]}/groups.csv")
groups = groups[groups["measure"] == "loaded terms"].set_index("group")

# The interval of a rate over articles: linearised (docs/statistics.md), and by drawing articles anew.
for outlet, part in articles.groupby("outlet"):
    k, n, m = part["loaded_terms"].to_numpy(), part["own_words"].to_numpy(), len(part)
    rate = k.sum() / n.sum()
    ours = groups.loc[outlet]
    assert np.isclose(1000 * rate, ours["rate"], rtol=1e-5), outlet
    if ours["interval"] == "linearised by article":
        error = np.sqrt(m / (m - 1) * ((k - rate * n) ** 2).sum()) / n.sum()
        z = 1.959964
        t = z + (z**3 + z) / (4 * (m - 1))  # Student's t of hundreds of articles, without SciPy
        again = 1000 * rate * np.exp(t * np.array([-1, 1]) * error / rate)
        assert np.allclose(again, [ours["low"], ours["high"]], rtol=1e-4), outlet
    elif ours["interval"] == "bootstrap by article":
        drawn = np.random.default_rng(1).integers(0, m, (4000, m))
        again = 1000 * np.percentile(k[drawn].sum(1) / n[drawn].sum(1), [2.5, 97.5])
        assert np.allclose(again, [ours["low"], ours["high"]], rtol=0.25, atol=0.3), (outlet, again)
    print(f"{outlet}: {1000 * rate:.2f} per 1,000 own-voice words")

# Benjamini and Hochberg: q of every p-value that the sheet shows.
tables = [pd.read_csv(f"{sys.argv[2]}/{name}.csv") for name in ["overall", "differences"] if os.path.exists(f"{sys.argv[2]}/{name}.csv")]
if tables:
    p = pd.concat([t[c] for t in tables for c in ["p", "rank_p"] if c in t]).reset_index(drop=True)
    q = pd.concat([t[c] for t in tables for c in ["q", "rank_q"] if c in t]).reset_index(drop=True)
    p, q = p.dropna(), q.dropna()
    order = p.sort_values(ascending=False).index
    again = (p[order] * len(p) / np.arange(len(p), 0, -1)).cummin().clip(upper=1)
    assert np.allclose(again, q[order], rtol=1e-4)
