"""Judge of the eight tables of bench/more-tables.ts: more_tables.py JUDGE split|score NAME FILE, more_tables.py JUDGE reference NAME.

JUDGE is the folder of table.py, whose measures are used as they are. Identifiers and free text are left out of the
file that `split` writes, so that every generator gets the same columns. Above 3,000 rows 10 % are test rows, below
30 %. The target of a number is whether it lies above the median of the train rows; of three classes the AUC is the
mean of one against the rest.
"""
import importlib.util, json, os, sys, warnings
import numpy as np, pandas as pd
warnings.filterwarnings('ignore')

TABLES = {  # file, target, numbers, dates (with their pattern), columns left out
    'diamonds': ('diamonds', 'price', ['carat', 'depth', 'table', 'price', 'x', 'y', 'z'], {}, []),
    'mammography': ('mammography', 'class', ['area', 'grey_level', 'gradient_strength', 'noise_fluctuation', 'contrast', 'shape_descriptor'], {}, []),
    'vehicle': ('vehicle_insurance_fraud', 'FraudFound_P', ['Age'], {}, ['PolicyNumber']),
    'retail': ('retail_orders_2010_12', 'UnitPrice', ['Quantity', 'UnitPrice'], {'InvoiceDate': '%Y-%m-%d %H:%M:%S'}, ['InvoiceNo', 'Description', 'CustomerID']),
    'contracts': ('government_contracts', 'Total value of Contract', ['Total value of Contract'], {d: '%Y-%m-%d %H:%M:%S' for d in ['Date of Award', 'Start Date', 'End Date']}, ['Contract ID', 'Contractor Name', 'Unique Project Identifier']),
    'tetuan': ('tetuan_power', 'Zone 1 Power Consumption', ['Temperature', 'Humidity', 'Wind Speed', 'general diffuse flows', 'diffuse flows', 'Zone 1 Power Consumption', 'Zone 2 Power Consumption', 'Zone 3 Power Consumption'], {'DateTime': '%m/%d/%Y %H:%M'}, []),
    'penguins': ('penguins', 'species', ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g'], {}, []),
    'titanic': ('titanic', 'survived', ['age', 'fare'], {}, ['name', 'ticket', 'cabin', 'boat', 'body', 'home.dest']),
}
SHOWN_LEVELS = 60  # a classifier sees the most frequent ones


def load(judge, name):
    """Train and test rows as texts, without the columns that are left out."""
    file, _, _, _, left = TABLES[name]
    whole = pd.read_csv(os.path.join(judge.DATA, file + '.csv'), dtype=str, keep_default_na=False).drop(columns=left)
    order = np.random.RandomState(0).permutation(len(whole)); k = len(whole) // 10 if len(whole) >= 3000 else 3 * len(whole) // 10
    return whole.iloc[order[k:]].reset_index(drop=True), whole.iloc[order[:k]].reset_index(drop=True)


def typed(table, numbers, dates):
    """Numbers and dates as floats (dates in days), the rest as texts."""
    table = table.copy()
    for c in table.columns:
        if c in numbers: table[c] = pd.to_numeric(table[c], errors='coerce').astype(float)
        elif c in dates: table[c] = (pd.to_datetime(table[c], format=dates[c], errors='coerce') - pd.Timestamp('2000-01-01')) / pd.Timedelta(days=1)
        else: table[c] = table[c].astype(str)
    return table


def features(tables, numeric):
    """The tables one-hot; rare levels share a column of zeros."""
    both = pd.concat(tables)
    levels = {c: list(both[c].value_counts().index[:SHOWN_LEVELS]) for c in both.columns if c not in numeric}
    return [np.hstack([t[numeric].values.astype(float)] + [(t[c].values[:, None] == np.array(v)[None]).astype(np.float32) for c, v in levels.items()]) for t in tables]


def tstr(train, test, real, numeric, target):
    from sklearn.metrics import roc_auc_score
    from xgboost import XGBClassifier
    if target in numeric:
        middle = real[target].median(); labels = [(t[target] > middle).astype(int).values for t in (train, test)]; classes = [1]
    else:
        labels = [t[target].values for t in (train, test)]; classes = sorted(set(real[target])); classes = classes[1:] if len(classes) == 2 else classes
    numeric = [c for c in numeric if c != target]
    x, z = features([train.drop(columns=target), test.drop(columns=target)], numeric)
    def auc(c):
        y = (labels[0] == c).astype(int)
        if y.min() == y.max(): return .5
        return roc_auc_score(labels[1] == c, XGBClassifier(n_estimators=200, max_depth=6, learning_rate=.1, n_jobs=1, tree_method='hist').fit(x, y).predict_proba(z)[:, 1])
    return float(np.mean([auc(c) for c in classes]))


def two_sample(real, made, numeric, seed):
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold
    from xgboost import XGBClassifier
    n = min(len(real), len(made)); x = np.vstack(features([real.sample(n, random_state=seed), made.sample(n, random_state=seed)], numeric)); y = np.r_[np.zeros(n), np.ones(n)]
    return float(np.mean([roc_auc_score(y[b], XGBClassifier(n_estimators=100, max_depth=5, n_jobs=1, tree_method='hist').fit(x[a], y[a]).predict_proba(x[b])[:, 1]) for a, b in StratifiedKFold(3, shuffle=True, random_state=0).split(x, y)]))


def score(judge, name, made=None):
    from sdmetrics.reports.single_table import QualityReport
    _, target, numbers, dates, _ = TABLES[name]; numeric = numbers + list(dates)
    train, test = [typed(t, numbers, dates) for t in load(judge, name)]
    if made is None: made = test
    else:
        lost = [c for c in train.columns if c not in made.columns]
        if lost: sys.exit(f'columns lost: {lost}')
        made = typed(made[train.columns], numbers, dates)
    report = QualityReport(); report.generate(train, made, {'columns': {c: {'sdtype': 'numerical' if c in numeric else 'categorical'} for c in train.columns}}, verbose=False)
    parts = report.get_properties().set_index('Property')['Score']; columns = report.get_details('Column Shapes').sort_values('Score')
    pairs = report.get_details('Column Pair Trends').dropna(subset=['Score']).sort_values('Score')
    fill = {c: train[c].median() for c in numeric}; made_, train_, test_ = [t.fillna(fill) for t in (made, train, test)]
    small = lambda rows: float(np.mean([two_sample(rows.sample(min(len(rows), len(test)), random_state=i), made_.sample(min(len(made_), len(test)), random_state=i), numeric, i) for i in range(3)]))
    return {'table': name, 'rows': len(made), 'shape': round(100 * (1 - parts['Column Shapes']), 2), 'trend': round(100 * (1 - parts['Column Pair Trends']), 2), 'tstr': round(tstr(made_, test_, train_, numeric, target), 4), 'realTstr': round(tstr(train_, test_, train_, numeric, target), 4), 'twoSample': round(two_sample(train_, made_, numeric, 0), 3), 'twoSampleUnseen': round(small(test_), 3),
            'worstColumns': {r.Column: round(100 * (1 - r.Score), 1) for r in columns.head(4).itertuples()}, 'worstPairs': {f"{r['Column 1']} x {r['Column 2']}": round(100 * (1 - r['Score']), 1) for _, r in pairs.head(5).iterrows()}}


if __name__ == '__main__':
    folder, what, name = sys.argv[1:4]
    spec = importlib.util.spec_from_file_location('table', os.path.join(folder, 'table.py')); table = importlib.util.module_from_spec(spec); spec.loader.exec_module(table)
    if what == 'split': load(table, name)[0].to_csv(sys.argv[4], index=False)
    else: print(json.dumps(score(table, name, None if what == 'reference' else pd.read_csv(sys.argv[4], dtype=str, keep_default_na=False))))
