"""Synthetic tables made elsewhere, for the audit's tests: CTGAN and GaussianCopula of SDV, with default settings.

    python bench/oracles/foreign_synthetic.py adult_train.csv adult_test.csv src/core/audit/fixtures

Needs PyPI `sdv` (made with sdv 2.0.0, ctgan 0.12.1, copulas 0.14.1, torch 2.14.1, seed 1). Writes 2,400 real rows of Adult, 1,200 rows
that neither tool saw, and 2,400 rows of each tool. Known faults of both, which the audit has to name first: CTGAN gets
the columns' shapes wrong, the copula loses spikes (nine of ten rows have a capital gain of 0) and the links of categories.
"""

import sys
from importlib.metadata import version

import numpy
import pandas
import torch
from sdv.metadata import Metadata
from sdv.single_table import CTGANSynthesizer, GaussianCopulaSynthesizer

train_file, test_file, folder = sys.argv[1:4]
real = pandas.read_csv(train_file, keep_default_na=False).sample(2400, random_state=1)
holdout = pandas.read_csv(test_file, keep_default_na=False).sample(1200, random_state=1)
real.to_csv(f"{folder}/adult-real.csv", index=False)
holdout.to_csv(f"{folder}/adult-holdout.csv", index=False)
metadata = Metadata.detect_from_dataframes({"adult": real})
for name, synthesizer in (
    ("copula", GaussianCopulaSynthesizer(metadata)),
    ("ctgan", CTGANSynthesizer(metadata)),
):
    numpy.random.seed(1)
    torch.manual_seed(1)
    synthesizer.fit({"adult": real})
    synthesizer.sample(2400)["adult"].to_csv(f"{folder}/adult-{name}.csv", index=False)
print({package: version(package) for package in ("sdv", "ctgan", "copulas", "torch")})
