"""Writes bench/learners-references.json: what XGBoost scores where bench/learners.ts tests our boosting.

    python bench/oracles/learners_oracle.py ../shared/data > bench/learners-references.json

Adult: its official train and test files. Magic and Shoppers: every fifth row is a test row. XGBoost's own defaults
(100 trees, depth 6, rate .3, histograms), once with its own categorical splits and once one-hot, and at our rate .1.
"""
import json
import os
import sys
import time

import numpy as np
import pandas as pd
import sklearn
import xgboost
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDER = sys.argv[1]
TABLES = {
    'adult': ('adult_train.csv', 'adult_test.csv', 'income', '>50K', ['age', 'fnlwgt', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week']),
    'magic': ('magic_telescope.csv', None, 'class', 'h', None),
    'shoppers': ('online_shoppers.csv', None, 'Revenue', 'TRUE', ['Administrative', 'Administrative_Duration', 'Informational', 'Informational_Duration', 'ProductRelated', 'ProductRelated_Duration', 'BounceRates', 'ExitRates', 'PageValues', 'SpecialDay']),
}


def read(file):
    return pd.read_csv(os.path.join(FOLDER, file), dtype=str, keep_default_na=False)


def parts(name):
    file, other, target, positive, numeric = TABLES[name]
    whole = read(file)
    if other:
        train, test = whole, read(other)[whole.columns]
    else:
        held = np.arange(len(whole)) % 5 == 0
        train, test = whole[~held].reset_index(drop=True), whole[held].reset_index(drop=True)
    numeric = numeric or [c for c in whole.columns if c != target]
    return train, test, numeric, target, positive


def features(train, test, numeric, target):
    levels = [c for c in train.columns if c not in numeric and c != target]
    native, hot = [], []
    for part in (train, test):
        numbers = part[numeric].apply(pd.to_numeric, errors='coerce').astype(float)
        own = numbers.copy()
        for c in levels:
            own[c] = pd.Categorical(part[c].where(part[c] != '?'), categories=sorted(set(train[c]) - {'?'}))
        native.append(own)
        hot.append(np.hstack([numbers.values] + [(part[c].values[:, None] == np.array(sorted(set(train[c])))[None]).astype(float) for c in levels]))
    return native, hot


def score(x, y, **options):
    model = xgboost.XGBClassifier(tree_method='hist', n_jobs=1, **options)
    started = time.perf_counter()
    model.fit(x[0], y[0])
    seconds = time.perf_counter() - started
    return {'auc': round(float(roc_auc_score(y[1], model.predict_proba(x[1])[:, 1])), 4), 'seconds': round(seconds, 2)}


def linear(hot, y):
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    model.fit(hot[0], y[0])
    return round(float(roc_auc_score(y[1], model.predict_proba(hot[1])[:, 1])), 4)


tables = {}
for name in TABLES:
    train, test, numeric, target, positive = parts(name)
    native, hot = features(train, test, numeric, target)
    y = [(part[target] == positive).values.astype(int) for part in (train, test)]
    tables[name] = {
        'trainRows': len(train),
        'testRows': len(test),
        'default': score(native, y, enable_categorical=True),
        'oneHot': score(hot, y),
        'rateTenth': score(native, y, enable_categorical=True, learning_rate=0.1),
        'logistic': linear(hot, y),
    }
versions = {'xgboost': xgboost.__version__, 'scikit-learn': sklearn.__version__, 'python': sys.version.split()[0]}
json.dump({'versions': versions, 'tables': tables}, sys.stdout, indent=2)
print()
