"""The program to compare with, and what it reads."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from world import ARTICLES

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


@pytest.fixture(scope="session")
def program():
    """The program `sayso`, newest build first."""
    builds = [p for p in (TARGET / "release/sayso", TARGET / "debug/sayso") if p.exists()]
    path = os.environ.get("SAYSO") or max(builds, key=lambda p: p.stat().st_mtime, default=None)
    if path is None:
        pytest.skip("no program to compare with: cargo build")

    def run(*args):
        done = subprocess.run([str(path), *map(str, args)], capture_output=True, text=True, encoding="utf-8")
        # An article in another language is left out and told, and the exit code is 2.
        assert done.returncode in (0, 1) or "has judged nothing" in done.stderr, done.stderr
        return done.stdout

    return run


@pytest.fixture
def archive(tmp_path):
    """The articles as JSON Lines."""
    file = tmp_path / "archive.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    return file
