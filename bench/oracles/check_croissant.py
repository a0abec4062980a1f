"""Checks a package's croissant.json with MLCommons' own reader, and reads the rows by it.

    python bench/oracles/check_croissant.py FOLDER

FOLDER: an unpacked package, or what `npm run headless -- synthesize` wrote. Needs PyPI `mlcroissant` (checked with 1.1.1).
src/core/handover/fixtures/croissant.json is one that it accepted, with its rows.
"""

import sys
from pathlib import Path

import mlcroissant

file = Path(sys.argv[1]) / "croissant.json"
dataset = mlcroissant.Dataset(str(file))
issues = dataset.metadata.ctx.issues
rows = list(dataset.records("rows"))
print(f"errors: {sorted(issues.errors)}")
print(f"warnings: {sorted(issues.warnings)}")
print(f"rows: {len(rows)}; the first: {rows[0]}")
sys.exit(1 if issues.errors else 0)
