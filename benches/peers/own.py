"""Speed of `sayso corpus` on one thread and on two, and its memory on few and on many articles: own.py WORK ARTICLES..."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

work = pathlib.Path(sys.argv[1])
sizes = [int(n) for n in sys.argv[2:]]
BINARY = "target/release/sayso"


def generate(articles, sentences):
    path = work / f"{articles}x{sentences}.jsonl"
    if not path.exists():
        with path.open("wb") as out:
            subprocess.run(["target/release/sayso-train", "generate", "--articles", str(articles), "--sentences", str(sentences)], stdout=out, check=True)
    return path


def run(jsonl, threads):
    """MB of text, CPU seconds, seconds by the clock, peak memory in MB."""
    tables = work / "tables"
    shutil.rmtree(tables, ignore_errors=True)
    command = [BINARY, "corpus", "--engine", "fast", str(jsonl), "--output", str(tables), "--no-config", "--threads", str(threads)]
    start = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit code {process.returncode}")
    seconds = time.monotonic() - start
    text = json.loads((tables / "run.json").read_text(encoding="utf-8"))["counts"]["text_bytes"] / 1e6
    shutil.rmtree(tables)
    return text, usage.ru_utime + usage.ru_stime, seconds, usage.ru_maxrss / 1024


long = generate(6000, 24)
(text, cpu, one, _), (_, cpu2, two, _) = run(long, 1), run(long, 2)
print("| `sayso corpus`, JSONL to CSV | |")
print("| --- | --: |")
print(f"| MB of text a CPU second, one thread ({text:.1f} MB in 6,000 articles) | {text / cpu:.2f} |")
print(f"| times as fast on two threads as on one, by the clock | {one / two:.2f} |")
print(f"| CPU seconds on two threads for one on one | {cpu2 / cpu:.2f} |")
for articles in sizes:
    _, _, seconds, memory = run(generate(articles, 2), 2)
    print(f"| peak memory, MB, {articles:,} short articles, two threads ({seconds:.0f} s) | {memory:.0f} |")
