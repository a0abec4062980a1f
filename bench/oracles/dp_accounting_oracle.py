"""
ε of histograms with discrete Gaussian noise composed with DP-SGD, by privacy loss distributions.
pip install dp-accounting; python bench/oracles/dp_accounting_oracle.py
The rows are in src/core/dp/accountants.test.ts.
"""
from importlib.metadata import version

from dp_accounting import dp_event
from dp_accounting.pld import PLDAccountant

print('dp-accounting', version('dp-accounting'))
for counted, trained, delta in [
    ([(28.0, 16)], (3.5, 0.06, 400), 9e-6),
    ([(40.0, 6), (12.0, 16)], (2.0, 0.02, 500), 1e-6),
    ([(9.0, 5)], (0.9, 0.01, 1000), 1e-5),
    ([(30.0, 16)], None, 1e-5),
]:
    accountant = PLDAccountant(value_discretization_interval=1e-4)
    for own, histograms in counted:
        accountant.compose(dp_event.DiscreteGaussianDpEvent(own) if hasattr(dp_event, 'DiscreteGaussianDpEvent') else dp_event.GaussianDpEvent(own), histograms)
    if trained:
        sigma, rate, steps = trained
        accountant.compose(dp_event.PoissonSampledDpEvent(rate, dp_event.GaussianDpEvent(sigma)), steps)
    print(counted, trained, delta, accountant.get_epsilon(delta))
