"""Oracle values for src/core/images: principal components by scikit-learn and numpy, Fréchet distance by scipy, precision,
recall, density and coverage by brute force as Naeem et al. 2020 define them. Writes the fixtures beside the tests:
python bench/oracles/pictures_oracle.py"""

import json
import pathlib

import numpy as np
import scipy.linalg
import scipy.spatial.distance
from sklearn.decomposition import PCA

core = pathlib.Path(__file__).parents[2] / "src" / "core" / "images"


def lists(array, digits=9):
    return [round(float(v), digits) for v in np.asarray(array).ravel()]


def components():
    random = np.random.default_rng(3)
    rows = np.round(random.normal(size=(80, 6)) * [4, 3, 2, 1, 0.5, 0.2] @ random.normal(size=(6, 30)) + 1, 4)
    fitted = PCA(6, svd_solver="full").fit(rows)
    # Divided by n, as ours are; scikit-learn divides by n - 1.
    deviations = np.sqrt(fitted.explained_variance_ * 79 / 80)
    return {"rows": lists(rows), "deviations": lists(deviations), "axes": lists(fitted.components_), "mean": lists(fitted.mean_)}


def frechet(a, b):
    ca, cb = np.cov(a.T), np.cov(b.T)
    root = scipy.linalg.sqrtm(ca @ cb)
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(ca + cb - 2 * np.real(root)))


def prdc(real, made, k):
    distance = scipy.spatial.distance.cdist
    radius = lambda x: np.sort(distance(x, x), 1)[:, k]
    r, m, d = radius(real), radius(made), distance(made, real)
    return {
        "precision": float((d < r).any(1).mean()),
        "recall": float((d.T < m).any(1).mean()),
        "density": float((d < r).sum(1).mean() / k),
        "coverage": float((d.min(0) < r).mean()),
    }


def features():
    random = np.random.default_rng(5)
    mix = random.normal(size=(5, 5))
    real = np.round(random.normal(size=(60, 5)) @ mix, 4)
    made = np.round(0.8 * random.normal(size=(50, 5)) @ mix + 0.4, 4)
    return {
        "size": 5,
        "real": lists(real),
        "made": lists(made),
        "frechet": frechet(real, made),
        "k": 3,
        **prdc(real, made, 3),
    }


(core / "learn" / "fixtures" / "components.json").write_text(json.dumps(components()))
(core / "metrics" / "fixtures" / "features.json").write_text(json.dumps(features()))
