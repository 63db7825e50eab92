"""CPU seconds of the package beside those of the program, one thread, start-up included: python speed.py PROGRAM ARTICLES.jsonl [ENGINE]"""

import resource
import subprocess
import sys
import tempfile

PACKAGE = """
import json, sayso, sys
articles, engine, what = sys.argv[1:]
items = map(json.loads, open(articles, encoding="utf-8"))
analyzer = sayso.Analyzer(engine=engine, profile="research")
if what == "reports":
    with open("/dev/null", "wb") as out:
        for report in analyzer.analyze_many(items, threads=1):
            out.write(bytes(report))
else:
    for batch in analyzer.corpus(items, threads=1).batches():
        pass
"""


def seconds(command):
    """Of user and system, the least of three runs."""

    def once():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    return min(once() for _ in range(3))


program, articles, *engines = sys.argv[1:]
for engine in engines or ["context", "fast"]:
    how = ["--no-config", "--engine", engine, "--profile", "research"]
    with tempfile.TemporaryDirectory() as out:
        theirs = {
            "reports": [program, "check", *how, "--input", "jsonl", "--format", "jsonl", "--fail-on", "never", articles],
            "tables": [program, "corpus", *how, "--threads", "1", "--force", "--output", out, articles],
        }
        for what, command in theirs.items():
            a, b = seconds(command), seconds([sys.executable, "-c", PACKAGE, articles, engine, what])
            print(f"{engine} {what}: program {a:.2f} s, package {b:.2f} s, {100 * a / b:.0f} % of its speed")
