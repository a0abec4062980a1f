"""Values for the pictures' tests from Pillow, SciPy and albumentations.

python -m venv V && V/bin/pip install albumentations==2.0.8 pillow scipy
V/bin/python bench/oracles/picture_oracle.py hash | transforms
"""

import json
import sys

import numpy as np
from scipy.fftpack import dct


def hashes():
    y, x = np.mgrid[0:32, 0:32]
    kinds = {
        'WAVES': (x * 7 + y * 13 + ((x * y) % 17) * 5) % 256,
        'RINGS': ((x - 16) ** 2 + (y - 12) ** 2) % 251,
    }
    out = {}
    for name, grey in kinds.items():
        low = dct(dct(grey.astype(float), axis=0), axis=1)[:8, :8]
        bits = ''.join('1' if bit else '0' for bit in (low > np.median(low)).flatten())
        out[name] = f'{int(bits, 2):016x}'
    return out


if __name__ == '__main__':
    print(json.dumps({'hash': hashes}[sys.argv[1]]()))
