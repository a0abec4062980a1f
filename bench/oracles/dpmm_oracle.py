"""MST of dpmm on Adult's train rows at ε = 1, δ = 1e-5, with the public domain that our own figures use.

    python bench/oracles/dpmm_oracle.py ADULT_TRAIN.csv OUT.csv

Made with dpmm 0.1.9 (its own environment: it pins numpy 1). ε is split as its README proposes: .1 of it for finding the
bins of numbers. Scored by the judge (table.py score adult OUT.csv); figures in bench/dp-others.json.
"""
import re
import sys
import time

import pandas as pd
from dpmm.pipelines import MSTPipeline

NUMBERS = {'age': (17, 90), 'fnlwgt': (10000, 1500000), 'education-num': (1, 16), 'capital-gain': (0, 99999),
           'capital-loss': (0, 4356), 'hours-per-week': (1, 99)}
lines = re.findall(r"'([^']+=[^']+)'", open('bench/dp-domains.ts', encoding='utf8').read())
listed = {name: values.split('|') for name, values in (line.split('=', 1) for line in lines) if '|' in values}

real = pd.read_csv(sys.argv[1], keep_default_na=False)
domain = {name: {'lower': low, 'upper': high} for name, (low, high) in NUMBERS.items()}
for name, values in listed.items():
    values = values + ['?'] if name in ('workclass', 'occupation', 'native-country') else values
    real[name] = pd.Categorical(real[name], categories=values)
    domain[name] = {'categories': values}
started = time.time()
model = MSTPipeline(epsilon=1.0, delta=1e-5, proc_epsilon=0.1)
model.fit(real, domain)
made = model.generate(n_records=len(real))
print(round(time.time() - started, 1), 'seconds')
for name in NUMBERS:
    made[name] = made[name].round().astype(int)
made[real.columns].to_csv(sys.argv[2], index=False)
