#!/usr/bin/env bash
# The accuracy table: reports of every development set, scored. Usage: train/accuracy.sh [SHARED_DIR] [ENGINE]   (needs ../shared, not part of CI)
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${1:-../shared}; engine=${2:-context}; bin=${SAYSO:-target/release/sayso}
[ -d "$shared/data" ] || { echo "$shared/data is absent: nothing to measure"; exit 0; }
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
score() { # name task gold [technique]
  "$bin" check --profile research --input jsonl --engine "$engine" --fail-on never --format jsonl "$shared/data/$3" > "$out/$1.jsonl"
  printf '\n== %s: %s, engine %s\n' "$2" "$3" "$engine"
  python3 "$shared/eval/score.py" "$2" "$shared/data/$3" "$out/$1.jsonl" ${4:-}
}
score reported attribution polnear_gold_reported.dev.jsonl
score claims claims claims.dev.jsonl
score sources sources sources.dev.jsonl
score babe babe babe_sg2.dev.jsonl
score basil basil basil.dev.jsonl
score ptc spans ptc_train.jsonl Loaded_Language
