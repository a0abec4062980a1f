"""Writes src/core/reports/fairness/fixtures/fairness.json: two models' answers by group, and what scikit-learn says;
of three classes, what Fairlearn says of each against the rest.

    python bench/oracles/fairness_oracle.py > src/core/reports/fairness/fixtures/fairness.json
"""
import json
import sys

import fairlearn
import numpy as np
import scipy
import sklearn
from fairlearn.metrics import demographic_parity_difference, equalized_odds_difference
from scipy.stats.contingency import relative_risk
from sklearn.metrics import accuracy_score, recall_score, roc_auc_score

draw = np.random.RandomState(9)
n = 600
group = draw.choice(3, n, p=[.5, .46, .04])
y = (draw.uniform(size=n) < np.array([.3, .5, .4])[group]).astype(int)


def answers(strength, bias):
    return np.round(1 / (1 + np.exp(-(draw.normal(size=n) + strength * (2 * y - 1) + np.array(bias)[group]))), 6)


def audit(p):
    guess = (p > .5).astype(int)
    rates = []
    for g in (0, 1):  # The third group has fewer than 30 rows.
        own = group == g
        rates.append({
            'rows': int(own.sum()),
            'selected': float(guess[own].mean()),
            'truePositive': recall_score(y[own], guess[own]),
            'falsePositive': 1 - recall_score(y[own], guess[own], pos_label=0),
            'accuracy': accuracy_score(y[own], guess[own]),
            'auc': roc_auc_score(y[own], p[own]),
        })
    a, b = rates
    return {
        'groups': rates,
        'parity': abs(a['selected'] - b['selected']),
        'odds': max(abs(a['truePositive'] - b['truePositive']), abs(a['falsePositive'] - b['falsePositive'])),
        'worst': min(a['accuracy'], b['accuracy']),
    }


def class_answers(strength):
    logits = draw.normal(size=(n, 3)) + strength * np.eye(3)[species] + .6 * np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]])[group]
    p = np.exp(logits)
    return np.round(p / p.sum(axis=1, keepdims=True), 6)


def class_audit(p):
    guess, own = p.argmax(axis=1), group < 2
    per_class = [(species[own] == k, guess[own] == k) for k in range(3)]
    parity = [demographic_parity_difference(y, g, sensitive_features=group[own]) for y, g in per_class]
    odds = [equalized_odds_difference(y, g, sensitive_features=group[own]) for y, g in per_class]
    rates = [{
        'rows': int((group == g).sum()),
        'accuracy': accuracy_score(species[group == g], guess[group == g]),
        'auc': roc_auc_score(species[group == g], p[group == g] / p[group == g].sum(axis=1, keepdims=True), multi_class='ovr', average='macro'),
    } for g in (0, 1)]
    return {
        'groups': rates,
        'parity': max(parity), 'parityClass': int(np.argmax(parity)),
        'odds': max(odds), 'oddsClass': int(np.argmax(odds)),
        'worst': min(one['accuracy'] for one in rates),
    }


synthetic, real = answers(.8, [.4, -.3, 0]), answers(1, [0, 0, 0])
species = np.array([draw.choice(3, p=[[.6, .3, .1], [.2, .3, .5], [.3, .3, .4]][g]) for g in group])
several = {'synthetic': class_answers(1), 'real': class_answers(1.6)}
risk = relative_risk(exposed_cases=150, exposed_total=1000, control_cases=240, control_total=2000)
interval = risk.confidence_interval(.95)
json.dump({
    'versions': {'scikit-learn': sklearn.__version__, 'scipy': scipy.__version__, 'fairlearn': fairlearn.__version__},
    'group': group.tolist(),
    'target': y.tolist(),
    'synthetic': {'predicted': synthetic.tolist(), **audit(synthetic)},
    'real': {'predicted': real.tolist(), **audit(real)},
    'several': {
        'target': species.tolist(),
        **{side: {'predicted': p.ravel().tolist(), **class_audit(p)} for side, p in several.items()},
    },
    # 240 of 2,000 real and 150 of 1,000 synthetic rows.
    'ratio': {'value': risk.relative_risk, 'low': interval.low, 'high': interval.high},
}, sys.stdout, separators=(',', ':'))
