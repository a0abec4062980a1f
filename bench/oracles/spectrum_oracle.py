"""Oracle values for the power spectrum of pictures, by numpy's FFT. Writes the fixture beside the test:
python bench/oracles/spectrum_oracle.py"""

import json
import pathlib

import numpy as np

here = pathlib.Path(__file__).parents[2] / "src" / "core" / "images" / "metrics" / "fixtures"
random = np.random.default_rng(5)


def case(count, width, height, channels):
    pixels = random.integers(0, 256, (count, height, width, channels), dtype=np.uint8)
    light = pixels.astype(float).mean(-1)
    light -= light.mean((1, 2), keepdims=True)
    power = np.abs(np.fft.rfft2(light)) ** 2 / (width * height) ** 2
    side = min(width, height)
    x, y = np.meshgrid(np.fft.rfftfreq(width) * side, np.fft.fftfreq(height) * side)
    rings = np.floor(np.hypot(x, y) + 0.5).astype(int)
    spectrum = [float(power[:, rings == r].mean()) for r in range(1, side // 2 + 1)]
    shape = {"width": width, "height": height, "channels": channels}
    return {**shape, "pixels": pixels.ravel().tolist(), "spectrum": spectrum}


cases = [case(3, 8, 8, 1), case(2, 7, 10, 1), case(2, 9, 6, 3)]
(here / "spectrum.json").write_text(json.dumps(cases) + "\n")
