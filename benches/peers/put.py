"""Puts standard input between `<!-- NAME -->` and `<!-- /NAME -->` of a file: put.py NAME FILE"""
import pathlib
import sys

name, path = sys.argv[1], pathlib.Path(sys.argv[2])
begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
text = path.read_text(encoding="utf-8")
if begin not in text or end not in text:
    sys.exit(f"{path}: has no {begin.strip()} ... {end}")
before, rest = text.split(begin, 1)
path.write_text(before + begin + sys.stdin.read().rstrip() + "\n" + end + rest.split(end, 1)[1], encoding="utf-8")
