"""The least-squares marginals that src/core/generators/mst-tree.test.ts compares with.

    python bench/oracles/pgm_oracle.py

Three variables a (2 codes), b (3), c (2); noisy counts of each and of the pairs (a, b) and (b, c). Minimises the sum of
squared errors over their variances over all joint distributions of 100 rows (12 cells), by scipy's SLSQP: what
private-PGM finds on a tree by mirror descent. Made with scipy 1.17.1.
"""
import numpy as np
from scipy.optimize import minimize

A, B, C = np.array([57.0, 41.0]), np.array([30.0, 52.0, 21.0]), np.array([66.0, 38.0])
AB = np.array([[9.0, 40.0, 6.0], [25.0, 8.0, 12.0]])
BC = np.array([[28.0, 1.0], [33.0, 22.0], [-3.0, 20.0]])
one, two = 4.0, 9.0


def loss(p):
    j = p.reshape(2, 3, 2)
    pairs = ((j.sum(2) - AB) ** 2).sum() + ((j.sum(0) - BC) ** 2).sum()
    ones = ((j.sum((1, 2)) - A) ** 2).sum() + ((j.sum((0, 2)) - B) ** 2).sum() + ((j.sum((0, 1)) - C) ** 2).sum()
    return pairs / (2 * two) + ones / (2 * one)


best = minimize(loss, np.full(12, 100 / 12), method='SLSQP', bounds=[(0, None)] * 12,
                constraints={'type': 'eq', 'fun': lambda p: p.sum() - 100}, options={'ftol': 1e-14, 'maxiter': 2000})
joint = best.x.reshape(2, 3, 2)
print('loss', best.fun)
print('ab', joint.sum(2).round(3).tolist())
print('bc', joint.sum(0).round(3).tolist())
