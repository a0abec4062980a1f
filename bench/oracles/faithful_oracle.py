"""Writes src/core/metrics/fixtures/faithful.json: what SciPy, scikit-learn, SDMetrics and prdc say about three tables.

    python bench/oracles/faithful_oracle.py PENGUINS.csv > src/core/metrics/fixtures/faithful.json

Made with sdmetrics 0.32.0, scikit-learn 1.9.1, scipy 1.17.1, numpy 2.4.6, pandas 2.3.3, prdc 0.2. The tables: Palmer
penguins (CC0), every other row against the rest; heavy tails and ties, drawn; levels with rare ones, drawn.
"""
import contextlib
import json
import sys
import warnings

import numpy as np
import pandas as pd
from prdc import compute_prdc
from scipy import stats
from scipy.stats.contingency import association
from sdmetrics import column_pairs, single_column
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

warnings.filterwarnings('ignore')


def penguins():
    data = pd.read_csv(sys.argv[1])
    data = data[['species', 'island', 'bill_length_mm', 'bill_depth_mm', 'body_mass_g', 'sex']]
    return data.iloc[0::2].reset_index(drop=True), data.iloc[1::2].reset_index(drop=True)


def heavy(seed, rows, shift):
    draw = np.random.RandomState(seed)
    base = draw.normal(size=rows)
    return pd.DataFrame({
        'tail': np.round(np.exp(1.5 * base + shift), 3),
        'mostly_zero': np.where(draw.uniform(size=rows) < 0.8, 0.0, np.round(draw.exponential(900, rows))),
        'grade': np.clip(np.round(3 + base + draw.normal(size=rows)), 1, 6),
        'even': np.round(draw.uniform(-1, 1, rows) + shift / 3, 4),
    })


def levels(seed, rows, shift):
    draw = np.random.RandomState(seed)
    shop = draw.choice(['north', 'south', 'east', 'rare', 'once'], rows, p=[0.5, 0.3, 0.15, 0.04, 0.01])
    size = np.where(draw.uniform(size=rows) < 0.2 + 0.4 * (shop == 'north') - shift, 'L', draw.choice(['S', 'M'], rows))
    spend = np.round(20 * (shop == 'north') + 10 * (size == 'L') + draw.normal(0, 6, rows), 2)
    data = pd.DataFrame({'shop': shop, 'size': size, 'spend': spend})
    data.loc[draw.uniform(size=rows) < 0.07, 'size'] = None
    return data


def is_level(series):
    return series.dtype == object


def number(v):
    return None if pd.isna(v) else float(v)


def columns(real, made):
    out = {}
    for name in real:
        a, b = real[name], made[name]
        if is_level(a):
            out[name] = {
                'category-adherence': number(single_column.CategoryAdherence.compute(a, b)),
                'category-coverage': number(single_column.CategoryCoverage.compute(a, b)),
                'tv-complement': number(single_column.TVComplement.compute(a, b)),
            }
            continue
        x, y = a.dropna(), b.dropna()
        out[name] = {
            'wasserstein': number(stats.wasserstein_distance(x, y) / np.std(x)),
            'boundary-adherence': number(single_column.BoundaryAdherence.compute(a, b)),
            'range-coverage': number(single_column.RangeCoverage.compute(a, b)),
            'ks-complement': number(1 - stats.ks_2samp(x, y).statistic),
        }
    return out


def eta(group, values):
    both = pd.DataFrame({'g': group.fillna('(missing)'), 'v': values}).dropna()
    mean = both['v'].mean()
    between = sum(len(g) * (g['v'].mean() - mean) ** 2 for _, g in both.groupby('g'))
    return np.sqrt(between / ((both['v'] - mean) ** 2).sum())


def pairs(real, made):
    out = []
    names = list(real)
    for i, a in enumerate(names):
        for b in names[i + 1:]:
            entry = {'a': a, 'b': b}
            for side, table in (('real', real), ('synthetic', made)):
                x, y = table[a], table[b]
                if is_level(x) and is_level(y):
                    grid = pd.crosstab(x.fillna('(missing)'), y.fillna('(missing)')).values
                    entry[side] = {'cramers-v': number(association(grid, method='cramer'))}
                elif is_level(x) or is_level(y):
                    entry[side] = {'correlation-ratio': number(eta(x, y) if is_level(x) else eta(y, x))}
                else:
                    both = pd.concat([x, y], axis=1).dropna()
                    entry[side] = {
                        'pearson': number(stats.pearsonr(both[a], both[b]).statistic),
                        'spearman': number(stats.spearmanr(both[a], both[b]).statistic),
                    }
            if not is_level(real[a]) and not is_level(real[b]):
                entry['rank-correlation-similarity'] = number(
                    column_pairs.CorrelationSimilarity.compute(real[[a, b]], made[[a, b]], coefficient='Spearman')
                )
            out.append(entry)
    return out


def features(real, made):
    """The space of core/metrics/table/mixed-points.ts, spelt out as plain features."""
    blocks = ([], [])
    for name in real:
        a, b = real[name], made[name]
        if is_level(a):
            texts = sorted(set(a.fillna('')) | set(b.fillna('')))
            for block, series in zip(blocks, (a, b)):
                block.append((series.fillna('').values[:, None] == np.array(texts)[None]) / np.sqrt(2))
            continue
        known = np.sort(a.dropna().values)
        gaps = a.isna().any() or b.isna().any()
        for block, series in zip(blocks, (a, b)):
            low, high = np.searchsorted(known, series, 'left'), np.searchsorted(known, series, 'right')
            rank = np.where(series.isna(), 0.5, (low + high) / (2 * len(known)))
            block.append(rank[:, None])
            if gaps:
                gap = series.isna().values
                block.append(np.stack([gap, ~gap], axis=1) / np.sqrt(2))
    return tuple(np.hstack([np.asarray(part, dtype=float) for part in block]) for block in blocks)


def joint(real, made):
    x, y = features(real, made)
    size = min(len(x), len(y))
    x, y = x[:size], y[:size]
    alphas = np.linspace(0, 1, 30)
    centre, centre_made = x.mean(axis=0), y.mean(axis=0)
    radii = np.quantile(np.linalg.norm(x - centre, axis=1), alphas)
    inside = [np.mean(np.linalg.norm(y - centre, axis=1) <= r + 1e-12) for r in radii]
    depth = np.linalg.norm(y - centre_made, axis=1)
    to_real = NearestNeighbors(n_neighbors=2, algorithm='brute').fit(x).kneighbors(x)[0][:, 1]
    to_real5 = NearestNeighbors(n_neighbors=6, algorithm='brute').fit(x).kneighbors(x)[0][:, 5]
    near, at = NearestNeighbors(n_neighbors=1, algorithm='brute').fit(y).kneighbors(x)
    reached = near[:, 0] <= to_real + 1e-9
    recall = [np.mean(reached & (depth[at[:, 0]] <= r + 1e-12)) for r in np.quantile(depth, alphas)]
    score = lambda shares: 1 - np.abs(alphas - shares).sum() / alphas.sum()
    with contextlib.redirect_stdout(sys.stderr):  # prdc prints
        coverage = compute_prdc(x, y, nearest_k=5)['coverage']
    return {
        'rows': size,
        'coverage': float(np.mean(near[:, 0] <= to_real5 + 1e-9)),
        'prdcCoverage': float(coverage),
        'alphaPrecision': float(score(inside)),
        'betaRecall': float(score(recall)),
    }


def axes(real):
    """Factor analysis of mixed data by scikit-learn's PCA on spelt-out features."""
    blocks = []
    for name in real:
        a = real[name]
        if is_level(a):
            texts = list(a.dropna().value_counts().index)
            shown = (a.fillna('(missing)').values[:, None] == np.array(texts)[None]).astype(float)
            if a.isna().any():
                shown = np.hstack([shown, a.isna().values[:, None].astype(float)])
            blocks.append(shown / np.sqrt(shown.mean(axis=0)))
            continue
        v = (a - a.mean()) / a.std(ddof=0)
        blocks.append(v.fillna(0).values[:, None])
    x = np.hstack(blocks)
    model = PCA(n_components=2, svd_solver='full').fit(x)
    placed = model.transform(x)[:5]
    return {'explained': [float(v) for v in model.explained_variance_ratio_], 'first': np.abs(placed).tolist()}


def cells(table):
    return {c: [None if pd.isna(v) else v for v in table[c]] for c in table}


TABLES = {
    'penguins': penguins(),
    'heavy': (heavy(1, 120, 0), heavy(2, 120, 0.5)),
    'levels': (levels(3, 150, 0), levels(4, 150, 0.15)),
}

json.dump(
    {
        'tables': [
            {
                'name': name,
                'real': cells(real),
                'synthetic': cells(made),
                'columns': columns(real, made),
                'pairs': pairs(real, made),
                'joint': joint(real, made),
                'axes': axes(real),
            }
            for name, (real, made) in TABLES.items()
        ],
        'skellam': [
            {'mu': mu, 'gap': float(stats.skellam(mu, mu).expect(lambda k: abs(k), lb=-2000, ub=2000, maxcount=5000))}
            for mu in (0.01, 0.5, 1.0, 1.8, 1.9, 7.0, 60.0)
        ],
        'exactShares': [
            {'hits': k, 'of': n, 'interval': list(map(float, stats.binomtest(k, n).proportion_ci(method='exact')))}
            for k, n in ((0, 20), (3, 40), (17, 17), (120, 400), (5, 4000))
        ],
    },
    sys.stdout,
    ensure_ascii=False,
    separators=(',', ':'),
)
