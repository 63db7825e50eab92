"""Writes the articles of a JSONL file as one text file each and as one whole, and 500 terms of the lexicons: texts.py JSONL FOLDER LEXICONS TERMS"""
import json
import pathlib
import re
import shutil
import sys

source, folder, lexicons, terms = map(pathlib.Path, sys.argv[1:])
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir(parents=True)
with source.open(encoding="utf-8") as lines, (folder.parent / "whole.txt").open("w", encoding="utf-8") as whole:
    for number, line in enumerate(lines):
        text = json.loads(line)["text"]
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        whole.write(text + "\n\n")
        if number == 0:
            # What each tool needs before it has read anything is measured on this one.
            (folder.parent / "one.jsonl").write_text(line, encoding="utf-8")
            shutil.rmtree(folder.parent / "one", ignore_errors=True)
            (folder.parent / "one").mkdir()
            (folder.parent / "one" / "000000.txt").write_text(text, encoding="utf-8")
words = [w for f in sorted(lexicons.glob("loaded/*.toml")) for w in re.findall(r'^(?:term|lemma) = "([^"]+)"', f.read_text(encoding="utf-8"), re.M)]
terms.write_text("\n".join(words[:: max(1, len(words) // 500)][:500]) + "\n", encoding="utf-8")
