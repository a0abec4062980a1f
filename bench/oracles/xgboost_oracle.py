"""Prints what XGBoost and scikit-learn score on the made-up task of src/core/learners/learner.test.ts.

    python bench/oracles/xgboost_oracle.py src/core/learners/fixtures/task.csv

Made with xgboost 3.2.0, scikit-learn 1.9.1.
"""
import sys

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from xgboost import XGBClassifier

table = pd.read_csv(sys.argv[1], keep_default_na=False, dtype={'colour': str})
table['b'] = pd.to_numeric(table['b'], errors='coerce')
levels = sorted(set(table['colour']))
x = np.hstack([table[['a', 'b']].values, (table['colour'].values[:, None] == np.array(levels)[None]).astype(float)])
y = table['y'].values
train, test = slice(0, 600), slice(600, None)
trees = XGBClassifier(n_estimators=50, max_depth=4, learning_rate=0.1, tree_method='hist', n_jobs=1).fit(x[train], y[train])
print('boosting', roc_auc_score(y[test], trees.predict_proba(x[test])[:, 1]))
filled = x.copy()
mean, deviation = np.nanmean(x[train][:, :2], axis=0), np.nanstd(x[train][:, :2], axis=0)
scaled = (x[:, :2] - mean) / deviation
gaps = np.isnan(scaled).astype(float)
filled = np.hstack([np.nan_to_num(scaled), gaps, 1 - gaps, x[:, 2:]])
linear = LogisticRegression(C=1, max_iter=1000).fit(filled[train], y[train])
print('logistic', roc_auc_score(y[test], linear.predict_proba(filled[test])[:, 1]))
print('first rows', linear.predict_proba(filled[test])[:3, 1])

# Three classes: 2 where y is 1, 1 where it is not and the colour is red; and a number.
from sklearn.linear_model import Ridge
from sklearn.metrics import log_loss, r2_score
from xgboost import XGBRegressor

classes = np.where(y == 1, 2, np.where(table['colour'] == 'red', 1, 0))
several = XGBClassifier(n_estimators=20, max_depth=4, learning_rate=0.1, tree_method='hist', n_jobs=1).fit(x[train], classes[train])
print('boosting, three classes: log loss', log_loss(classes[test], several.predict_proba(x[test])))
number = np.where(np.isnan(x[:, 1]), 2, x[:, 1]) * 3 + np.sin(6 * x[:, 0]) + y
values = XGBRegressor(n_estimators=50, max_depth=4, learning_rate=0.1, tree_method='hist', n_jobs=1).fit(x[train], number[train])
print('boosting, a number: R²', r2_score(number[test], values.predict(x[test])))
softmax = LogisticRegression(C=1, max_iter=5000, tol=1e-8).fit(filled[train], classes[train])
print('softmax, first row', softmax.predict_proba(filled[test])[0])
spread = number[train].std()
ridge = Ridge(alpha=1).fit(filled[train], number[train] / spread)
print('ridge, first rows', ridge.predict(filled[test])[:3] * spread)
