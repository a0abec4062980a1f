"""Writes src/core/metrics/fixtures/scores.json: predictions, and what scikit-learn says about them.

    python bench/oracles/scores_oracle.py > src/core/metrics/fixtures/scores.json

Weights are whole numbers, as a bootstrap draws them. The reliability curve has 15 bins of equal numbers of rows.
"""
import json
import sys

import numpy as np
import scipy
import sklearn
from scipy.stats import spearmanr
from sklearn.calibration import calibration_curve
from sklearn.metrics import (accuracy_score, average_precision_score, brier_score_loss, f1_score, log_loss,
                             mean_absolute_error, r2_score, roc_auc_score)
from sklearn.preprocessing import label_binarize

draw = np.random.RandomState(4)
n = 300


def binary(p, y, w):
    return {
        'auc': roc_auc_score(y, p, sample_weight=w),
        'average-precision': average_precision_score(y, p, sample_weight=w),
        'accuracy': accuracy_score(y, p > .5, sample_weight=w),
        'macro-f1': f1_score(y, p > .5, average='macro', sample_weight=w),
        'brier': brier_score_loss(y, p, sample_weight=w),
    }


def several(p, y, w):
    return {
        'auc': roc_auc_score(y, p, multi_class='ovr', average='macro', sample_weight=w),
        'average-precision': average_precision_score(label_binarize(y, classes=range(p.shape[1])), p, average='macro', sample_weight=w),
        'accuracy': accuracy_score(y, p.argmax(1), sample_weight=w),
        'macro-f1': f1_score(y, p.argmax(1), average='macro', sample_weight=w),
        'brier': brier_score_loss(y, p, sample_weight=w),
    }


def regression(p, y, w):
    return {'r2': r2_score(y, p, sample_weight=w), 'mae': mean_absolute_error(y, p, sample_weight=w)}


def case(kind, score, predicted, target, **more):
    once, weights = np.ones(len(target)), draw.multinomial(len(target), np.ones(len(target)) / len(target))
    return {'kind': kind, 'predicted': predicted.ravel().tolist(), 'target': target.tolist(), 'weights': weights.tolist(),
            'scores': score(predicted, target, once), 'weighted': score(predicted, target, weights), **more}


def curve(p, y):
    was, said = calibration_curve(y, p, n_bins=15, strategy='quantile')
    return {'said': said.tolist(), 'was': was.tolist(), 'error': float(np.mean(np.abs(said - was)))}


y = (draw.uniform(size=n) < .3).astype(int)
p = np.round(1 / (1 + np.exp(-(draw.normal(size=n) + 1.5 * y - 1))), 6)
tied = np.round(p, 1)
classes = draw.choice(4, n, p=[.5, .3, .15, .05])
raw = draw.normal(size=(n, 4)) + 1.5 * np.eye(4)[classes]
shares = np.round(np.exp(raw) / np.exp(raw).sum(1, keepdims=True), 9)
shares /= shares.sum(1, keepdims=True)
number = draw.normal(3, 2, n)
guess = number + draw.normal(0, 1, n)
top = shares.max(1)
json.dump({
    'versions': {'scikit-learn': sklearn.__version__, 'scipy': scipy.__version__},
    'cases': [
        case('binary', binary, p, y, calibration=curve(p, y), logLoss=log_loss(y, p)),
        case('binary', binary, tied, y),
        case('multiclass', several, shares, classes, calibration=curve(top, (shares.argmax(1) == classes).astype(int)), logLoss=log_loss(classes, shares)),
        case('regression', regression, guess, number),
    ],
    'ranks': [{'a': a, 'b': b, 'rho': float(spearmanr(a, b).statistic)} for a, b in (
        ([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]), ([.4, .3, .2, .1, 0, 0], [.3, .4, .1, .2, 0, 0]), ([3, 1, 2], [1, 2, 3]))],
}, sys.stdout, separators=(',', ':'))
