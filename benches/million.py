"""Writes a table like that of `sayso corpus`, of invented counts, to measure `sayso compare` with:

    python3 benches/million.py GROUPS even|small HEADER > million/articles.csv
    /usr/bin/time -v sayso compare million --by outlet[,month] [--against 'Outlet 44'] > /dev/null

HEADER is an `articles.csv` of this version, of which the first line is read. `even` makes groups of one size, `small` one large group (the
last) and others of up to 1,000 articles.
"""
import random
import sys

ROWS, MONTHS = 1_000_000, 120
groups, shape = int(sys.argv[1]), sys.argv[2]
with open(sys.argv[3], encoding="utf-8") as file:
    names = file.readline().strip().split(",") + ["meta_topic"]
at = {name: i for i, name in enumerate(names)}
rng = random.Random(4)


def article():
    """Counts of one article; cells that `compare` does not read are filled, too, for they take time to pass over."""
    own, outlet, attributed, mixed, sources = rng.randint(60, 900), rng.randint(2, 30), rng.randint(0, 30), rng.randint(0, 8), rng.randint(0, 12)
    attributions = attributed + mixed
    direct = rng.randint(0, attributions)
    cells = dict.fromkeys(names, "0") | {name: "1.234567" for name in names if name.endswith("_per_1000")}
    cells |= {
        "own_words": own, "words": own + rng.randint(0, 900), "sentences_outlet": outlet, "sentences_attributed": attributed,
        "sentences_mixed": mixed, "attributions": attributions, "attributions_direct": direct, "attributions_mixed": 0,
        "sources": sources, "sources_named": rng.randint(0, sources), "sources_official": rng.randint(0, sources),
        "loaded_terms": rng.randint(0, 12), "vague_attribution": rng.randint(0, 3), "single_source_claim": rng.randint(0, 3),
        "unattributed": rng.randint(0, outlet + mixed), "anonymous_source": rng.randint(0, 1), "language": "en", "duplicate_of": "",
        "genre": rng.choice(["news", "opinion"]), "meta_topic": rng.choice(["city", "sport", "courts", "harbour"]),
        "headline": "Council narrows its plan for the riverside flats after warnings",
    }
    return [str(cells[name]) for name in names]


kinds = [article() for _ in range(5000)]
group_of = [row % groups for row in range(ROWS)]
if shape == "small":
    group_of = [group for group in range(groups - 1) for _ in range(1000 * (group + 1) // groups)]
    group_of += [groups - 1] * (ROWS - len(group_of))
    rng.shuffle(group_of)
print(",".join(names))
for row, group in enumerate(group_of):
    cells, month = list(rng.choice(kinds)), rng.randrange(MONTHS)
    date = f"{2010 + month // 12}-{month % 12 + 1:02}-{row % 28 + 1:02}"
    for name, cell in [("article", row + 1), ("article_id", f"article-{row}"), ("outlet", f"Outlet {group:02}"), ("author", f"Author {rng.randrange(3000)}"), ("date_iso", date)]:
        cells[at[name]] = str(cell)
    print(",".join(cells))
