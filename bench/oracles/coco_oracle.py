"""pycocotools (pip install pycocotools) as an oracle for COCO files.

python bench/oracles/coco_oracle.py            writes the fixture beside the tests of src/core/images/layouts
python bench/oracles/coco_oracle.py check DIR  reads a set that was composed with --layout coco: masks, areas and boxes
"""

import json
import pathlib
import sys

import numpy as np
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO


def fixture():
    random = np.random.default_rng(7)
    y, x = np.mgrid[0:37, 0:53]
    masks = [
        (x - 20) ** 2 + (y - 15) ** 2 < 130,
        ((x - 26) ** 2 + (y - 18) ** 2 < 300) & ((x - 26) ** 2 + (y - 18) ** 2 > 90),
        random.random((37, 53)) < 0.4,
        np.ones((37, 53), bool),
    ]
    made = []
    for mask in masks:
        encoded = coco_mask.encode(np.asfortranarray(mask.astype(np.uint8)))
        made.append(
            {
                "bits": "".join(str(int(bit)) for bit in mask.ravel()),
                "counts": encoded["counts"].decode(),
                "area": int(coco_mask.area(encoded)),
                "bbox": [float(v) for v in coco_mask.toBbox(encoded)],
            }
        )
    place = pathlib.Path(__file__).parents[2] / "src" / "core" / "images" / "layouts" / "fixtures" / "coco.json"
    place.write_text(json.dumps({"width": 53, "height": 37, "masks": made}))


def check(folder):
    coco = COCO(str(pathlib.Path(folder) / "annotations" / "instances_train.json"))
    worst = 0
    for annotation in coco.loadAnns(coco.getAnnIds()):
        encoded = coco.annToRLE(annotation)
        assert int(coco_mask.area(encoded)) == annotation["area"], annotation["id"]
        worst = max(worst, np.abs(coco_mask.toBbox(encoded) - annotation["bbox"]).max())
    print(f"{len(coco.imgs)} pictures, {len(coco.anns)} masks: areas agree, boxes to {worst} px")


if len(sys.argv) > 2 and sys.argv[1] == "check":
    check(sys.argv[2])
else:
    fixture()
