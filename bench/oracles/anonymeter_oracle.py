"""Writes src/core/privacy/attacks/fixtures/anonymeter.json: what Anonymeter's attacks find in three synthetic tables.

    python bench/oracles/anonymeter_oracle.py > src/core/privacy/attacks/fixtures/anonymeter.json

The real rows are the first 1,200 of src/core/audit/fixtures/adult-real.csv, the control rows those of adult-holdout.csv.
Synthetic: what SDV's CTGAN and Gaussian copula made, and a table that repeats the real rows with a year more of age.
"""
import json
import sys
import warnings
from importlib.metadata import version

import numpy as np
import pandas as pd
from anonymeter.evaluators import InferenceEvaluator, LinkabilityEvaluator, SinglingOutEvaluator

warnings.filterwarnings('ignore')
np.random.seed(1)
folder = 'src/core/audit/fixtures/adult-%s.csv'
read = lambda name: pd.read_csv(folder % name, skipinitialspace=True)
rows, attacks = 1200, 500
real, control = read('real').iloc[:rows].reset_index(drop=True), read('holdout').iloc[:rows].reset_index(drop=True)
tables = {'copula': read('copula').iloc[:rows], 'ctgan': read('ctgan').iloc[:rows], 'repeated': real.assign(age=real.age + 1)}
columns = list(real.columns)
order = [np.random.permutation(columns) for _ in range(9)]
halves = [(list(own[:8]), list(own[8:])) for own in order]
secret = 'income'


def told(evaluator, **more):
    evaluator.evaluate(**more)
    found = evaluator.results(confidence_level=.95)
    risk = evaluator.risk(confidence_level=.95)
    return {
        'rate': found.attack_rate.value, 'control': found.control_rate.value,
        'risk': risk.value, 'interval': [float(end) for end in risk.ci],
    }


def over(found):
    """Of several halvings of the columns: means, and from the lowest to the highest end."""
    ends = [one['interval'] for one in found]
    mean = {key: float(np.mean([one[key] for one in found])) for key in ('rate', 'control', 'risk')}
    return {**mean, 'interval': [min(low for low, _ in ends), max(high for _, high in ends)]}


def rounded(of):
    if isinstance(of, dict):
        return {key: rounded(value) for key, value in of.items()}
    return [rounded(one) for one in of] if isinstance(of, list) else round(of, 6) if isinstance(of, float) else of


def audit(made):
    made = made[columns].reset_index(drop=True)
    given = dict(ori=real, syn=made, control=control)
    known = [name for name in columns if name != secret]
    return {
        'singling-out': told(SinglingOutEvaluator(**given, n_attacks=attacks), mode='univariate'),
        'singling-out-multivariate': told(SinglingOutEvaluator(**given, n_attacks=attacks, n_cols=3), mode='multivariate'),
        'linkability': over([told(LinkabilityEvaluator(**given, aux_cols=own, n_attacks=attacks, n_neighbors=1), n_jobs=1) for own in halves]),
        'attribute-inference': told(InferenceEvaluator(**given, aux_cols=known, secret=secret, regression=False, n_attacks=attacks), n_jobs=1),
    }


json.dump({
    'versions': {name: version(name) for name in ('anonymeter', 'pandas', 'numpy')},
    'tables': {name: rounded(audit(made)) for name, made in tables.items()},
}, sys.stdout, indent=1)
