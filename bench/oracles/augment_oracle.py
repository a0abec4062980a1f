"""Pictures of 256 px a second that albumentations makes the four changes of bench/augment.ts to, on one thread: all of
them and each alone. python bench/oracles/augment_oracle.py SECONDS; needs PyPI's albumentations 1.4."""

import json
import sys
import time

import albumentations as A
import cv2
import numpy as np

cv2.setNumThreads(1)
side, seconds = 256, float(sys.argv[1])
random = np.random.default_rng(1)
y, x = np.mgrid[0:side, 0:side]
waves = [120 + 60 * np.sin(x / (9 + c)) * np.cos(y / (7 + c)) + 20 * random.random((side, side)) for c in range(3)]
picture = np.stack(waves, -1).astype(np.uint8)
steps = [
    A.Rotate(limit=15, interpolation=cv2.INTER_LINEAR, border_mode=cv2.BORDER_REFLECT_101, p=1),
    A.RandomBrightnessContrast(brightness_limit=0.2, contrast_limit=0, p=1),
    A.GaussianBlur(sigma_limit=(0.4, 1.6), blur_limit=0, p=1),
    A.GaussNoise(std_range=(4 / 255, 18 / 255), p=1),
]


def rate(change, seconds):
    for _ in range(30):
        change(image=picture)
    started, made = time.perf_counter(), 0
    while time.perf_counter() - started < seconds:
        change(image=picture)
        made += 1
    return made / (time.perf_counter() - started)


print(json.dumps({"all": rate(A.Compose(steps), seconds), "steps": [rate(step, seconds / 4) for step in steps]}))
