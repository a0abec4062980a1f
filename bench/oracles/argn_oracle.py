"""Figures of TabularARGN: argn_oracle.py NAME TRAIN.csv MADE.csv, with the default settings, on one thread.

pip install torch==2.13.0 mostlyai-engine==2.7.3 (Python 3.11), in an environment of its own; pip uninstall torchvision torchaudio,
which tables do not need and which must fit the build of torch. TRAIN.csv comes from
more_tables.py; MADE.csv gets as many rows, written as the source writes them. Prints the seconds of processor time of
preparing, training and generating, the loading of the libraries left out.
"""
import json, os, sys, tempfile
os.environ.update({v: '1' for v in ['OMP_NUM_THREADS', 'MKL_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'LOKY_MAX_CPU_COUNT']})
import pandas as pd, torch
from mostlyai import engine
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from more_tables import TABLES

if hasattr(os, 'sched_setaffinity'): os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})
torch.set_num_threads(1)
name, source, target = sys.argv[1:4]
_, _, numbers, dates, _ = TABLES[name]
train = pd.read_csv(source, dtype=str, keep_default_na=False)
places = {c: train[c].str.extract(r'\.(\d+)$')[0].str.len().max() for c in numbers}
for c in numbers:
    train[c] = pd.to_numeric(train[c], errors='coerce')
    if pd.isna(places[c]) and train[c].notna().all(): train[c] = train[c].astype('int64')
for c, pattern in dates.items(): train[c] = pd.to_datetime(train[c], format=pattern, errors='coerce')
for c in train.columns:
    if c not in numbers and c not in dates: train[c] = train[c].where(train[c] != '', None)

def seconds():
    t = os.times(); return t.user + t.system + t.children_user + t.children_system

start = seconds()
with tempfile.TemporaryDirectory() as workspace:
    engine.set_random_state(1)
    engine.split(tgt_data=train, workspace_dir=workspace, model_type='TABULAR')
    engine.analyze(workspace_dir=workspace)
    engine.encode(workspace_dir=workspace)
    engine.train(workspace_dir=workspace, device='cpu')
    fitted = seconds()
    engine.generate(workspace_dir=workspace, sample_size=len(train), device='cpu')
    done = seconds()
    made = pd.read_parquet(os.path.join(workspace, 'SyntheticData'))[list(train.columns)]
for c, pattern in dates.items(): made[c] = pd.to_datetime(made[c]).dt.strftime(pattern)
made.to_csv(target, index=False)
print(json.dumps({'table': name, 'rows': len(made), 'trainSeconds': round(fitted - start, 1), 'sampleSeconds': round(done - fitted, 1)}))
