"""Writes src/core/metrics/fixtures/sdmetrics.json: two small tables and what SDMetrics says about them.

    python bench/oracles/sdmetrics_oracle.py > src/core/metrics/fixtures/sdmetrics.json

Made with sdmetrics 0.32.0, numpy 2.4.6, pandas 2.3.3, scipy 1.17.1.
"""
import json
import sys
import warnings

import numpy as np
import pandas as pd
from scipy.stats.contingency import association
from sdmetrics.reports.single_table import QualityReport
from sdmetrics.single_column import MissingValueSimilarity
from sdmetrics.single_column import KSComplement

warnings.filterwarnings('ignore')


def table(seed, rows, shift):
    draw = np.random.RandomState(seed)
    age = draw.randint(17, 90, rows) + 5 * shift
    income = np.round(np.exp(draw.normal(7 + age / 60, 0.6)), 2)
    gain = np.where(draw.uniform(size=rows) < 0.85, 0.0, np.round(draw.exponential(5000, rows)))
    city = draw.choice(['Bonn', 'Köln', 'Ulm', 'a,b', 'x"y'], rows, p=[0.4, 0.3, 0.2, 0.07, 0.03])
    if shift:
        city[:3] = 'Nowhere'
    member = np.where(draw.uniform(size=rows) < age / 120, 'yes', 'no')
    day = pd.Timestamp('2020-02-20') + pd.to_timedelta(draw.randint(0, 900, rows) + age, unit='D')
    data = pd.DataFrame({'age': age.astype(float), 'income': income, 'gain': gain, 'city': city, 'member': member, 'day': day})
    data.loc[draw.uniform(size=rows) < 0.08 + 0.05 * shift, 'income'] = np.nan
    data.loc[draw.uniform(size=rows) < 0.1, 'city'] = None
    data['constant'] = 'same'
    data['level'] = 3.5
    return data


KINDS = {'age': 'numerical', 'income': 'numerical', 'gain': 'numerical', 'city': 'categorical', 'member': 'categorical', 'day': 'datetime', 'constant': 'categorical', 'level': 'numerical'}


def cells(series):
    if series.name == 'day':
        return [d.strftime('%Y-%m-%d') for d in series]
    return [None if pd.isna(v) else v for v in series]


def number(value):
    return None if pd.isna(value) else float(value)


def report(real, made, **thresholds):
    quality = QualityReport()
    for name, value in thresholds.items():
        setattr(quality, name, value)
    quality.generate(real.copy(), made.copy(), {'columns': {c: {'sdtype': k} for c, k in KINDS.items()}}, verbose=False)
    return quality


def pairs(quality):
    details = quality.get_details('Column Pair Trends')
    return [
        {'a': row['Column 1'], 'b': row['Column 2'], 'metric': row['Metric'], 'score': number(row['Score'])}
        for _, row in details.iterrows()
    ]


real, made = table(1, 300, 0), table(2, 350, 1)
strong = report(real, made)
every = report(real, made, real_correlation_threshold=0, real_association_threshold=0)
shapes = every.get_details('Column Shapes')
json.dump(
    {
        'real': {c: cells(real[c]) for c in real},
        'synthetic': {c: cells(made[c]) for c in made},
        'columns': [{'name': r['Column'], 'metric': r['Metric'], 'score': number(r['Score'])} for _, r in shapes.iterrows()],
        'missing': {c: float(MissingValueSimilarity.compute(real[c], made[c])) for c in real},
        'pairs': pairs(every),
        'strongPairs': pairs(strong),
        'cramersV': {
            'city,member': float(association(pd.crosstab(real['city'].fillna('?'), real['member']).values, method='cramer'))
        },
        'shape': number(every.get_properties().set_index('Property')['Score']['Column Shapes']),
        'trend': number(every.get_properties().set_index('Property')['Score']['Column Pair Trends']),
        'strongTrend': number(strong.get_properties().set_index('Property')['Score']['Column Pair Trends']),
    },
    sys.stdout,
    ensure_ascii=False,
    separators=(',', ':'),
)
