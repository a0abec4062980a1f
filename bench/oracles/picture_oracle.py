"""Values for the pictures' tests from Pillow, SciPy and albumentations.

python -m venv V && V/bin/pip install albumentations==2.0.8 pillow scipy
V/bin/python bench/oracles/picture_oracle.py hash | transforms
"""

import base64
import io
import json
import sys

import cv2
import numpy as np
from albumentations.augmentations.pixel import functional as albumentations
from PIL import Image, ImageEnhance, ImageOps
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


SIDE = 24


def colours():
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    channels = [(x * 9 + y * 3) % 256, 40 + (x * y) % 190, 200 - (x * 3 + y * 5) % 170]
    return np.stack(channels, axis=-1).astype(np.uint8)


def jpeg(array, quality):
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, 'JPEG', quality=quality, subsampling=0)
    return np.array(Image.open(buffer))


def turned(array, angle):
    # Pixel centres at half: OpenCV's matrix is about (n - 1) / 2.
    middle = ((SIDE - 1) / 2, (SIDE - 1) / 2)
    matrix = cv2.getRotationMatrix2D(middle, angle, 1)
    return cv2.warpAffine(array, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


def transforms():
    array = colours()
    picture = Image.fromarray(array)
    box = lambda w, h: np.array(picture.resize((w, h), Image.BILINEAR))
    made = {
        'horizontal-flip {}': ImageOps.mirror(picture),
        'vertical-flip {}': ImageOps.flip(picture),
        'quarter-turns {"turns":1}': np.rot90(array),
        'transpose {}': array.transpose(1, 0, 2),
        'rotate {"angle":20}': turned(array, 20),
        'brightness {"factor":1.4}': ImageEnhance.Brightness(picture).enhance(1.4),
        'contrast {"factor":0.6}': ImageEnhance.Contrast(picture).enhance(0.6),
        'saturation {"factor":1.7}': ImageEnhance.Color(picture).enhance(1.7),
        'gamma {"power":1.5}': albumentations.gamma_transform(array, 1.5),
        'grey {}': ImageOps.grayscale(picture).convert('RGB'),
        'invert {}': ImageOps.invert(picture),
        'posterise {"bits":3}': ImageOps.posterize(picture, 3),
        'solarise {"threshold":100}': ImageOps.solarize(picture, 100),
        'equalise {}': ImageOps.equalize(picture),
        'auto-contrast {}': ImageOps.autocontrast(picture),
        'blur {"deviation":1.2}': cv2.GaussianBlur(array, (9, 9), 1.2),
        'median {"radius":1}': cv2.medianBlur(array, 3),
        'jpeg-artefacts {"quality":30}': jpeg(array, 30),
        'down-scale {"size":0.5}': Image.fromarray(box(12, 12)).resize((24, 24), Image.BILINEAR),
    }
    encode = lambda a: base64.b64encode(np.ascontiguousarray(np.array(a), dtype=np.uint8).tobytes()).decode()
    return {'input': encode(array), **{name: encode(value) for name, value in made.items()}}


if __name__ == '__main__':
    print(json.dumps({'hash': hashes, 'transforms': transforms}[sys.argv[1]]()))
