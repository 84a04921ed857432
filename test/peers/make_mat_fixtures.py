"""Writes the small MAT files of test/data/fixtures with SciPy, as a second opinion on the format.

The three annotation files have the nesting of the real ones and made-up people. Run: python3 test/peers/make_mat_fixtures.py
"""

from pathlib import Path

import numpy as np
from scipy.io import savemat

OUT = Path(__file__).resolve().parent.parent / "data" / "fixtures"


def cells(values, column=True):
    array = np.empty((len(values), 1) if column else (1, len(values)), dtype=object)
    for i, value in enumerate(values):
        array[(i, 0) if column else (0, i)] = value
    return array


def basics():
    return {
        "matrix": np.arange(6, dtype=np.float64).reshape(2, 3) / 2,
        "bytes": np.array([[1, 255]], dtype=np.uint8),
        "shorts": np.array([[-3], [300]], dtype=np.int16),
        "big": np.array([[2**40]], dtype=np.int64),
        "single": np.array([[0.5, -1.25]], dtype=np.float32),
        "flags": np.array([[True, False]]),
        "word": "grey jeans",
        "rows": np.array(["cat", "dog"]),
        "accent": "Zürich",
        "list": cells(["a", np.array([[7.0]]), cells(["deep"])]),
        "people": np.array([[("ann", 1), ("bob", 2)]], dtype=[("name", object), ("age", object)]),
        "empty": np.zeros((0, 0)),
        "complex": np.array([[1 + 2j]]),
    }


PETA_NAMES = ["personalMale", "personalFemale", "upperBodyRed", "upperBodyWhite", "upperBodyTshirt", "lowerBodyJeans",
              "lowerBodyGrey", "footwearSneaker", "carryingNothing", "carryingBackpack", "accessoryNothing"]


def peta(identities=True):
    # image, person over all of PETA, sub-set, person in the sub-set, labels
    rows = [
        [1, 5, 1, 9, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1],
        [2, 5, 1, 9, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1],
        [3, 6, 1, 10, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1],
        [4, 7, 2, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1],
    ]
    if not identities:
        rows = [[row[0], 0, *row[2:]] for row in rows]
    part = np.array([[(np.array([[1], [2]]), np.array([[3]]), np.array([[4]]))]],
                    dtype=[("train", object), ("val", object), ("test", object)])
    fields = (np.array(rows, dtype=np.float64), cells(PETA_NAMES), cells(["x"]), cells([part] * 5))
    return {"peta": np.array([[fields]], dtype=[(name, object) for name in ("data", "names", "selected", "partition")])}


UP = ["black", "white", "red", "purple", "yellow", "gray", "blue", "green"]
DOWN = ["black", "white", "pink", "purple", "yellow", "gray", "blue", "green", "brown"]


def market():
    def part(pids, **one):
        values = {f"up{c}": [1] * len(pids) for c in UP} | {f"down{c}": [1] * len(pids) for c in DOWN}
        values |= one
        fields = {name: np.array([row], dtype=np.float64) for name, row in values.items()}
        fields["image_index"] = cells(pids, column=False)
        return np.array([[tuple(fields.values())]], dtype=[(name, object) for name in fields])

    train = part(["0002", "0007"], age=[2, 3], backpack=[1, 2], bag=[1, 1], handbag=[2, 1], clothes=[1, 2],
                 down=[2, 1], up=[2, 1], hair=[2, 1], hat=[1, 2], gender=[2, 1], upgray=[2, 1], downblack=[1, 2])
    test = part(["0001"], age=[1], backpack=[1], bag=[1], handbag=[1], clothes=[2], down=[1], up=[1], hair=[1], hat=[1], gender=[1])
    return {"market_attribute": np.array([[(test, train)]], dtype=[("test", object), ("train", object)])}


PA_NAMES = ["Female", "AgeOver60", "Age18-60", "AgeLess18", "Front", "Side", "Back", "Hat", "Glasses", "HandBag",
            "ShoulderBag", "Backpack", "HoldObjectsInFront", "ShortSleeve", "LongSleeve", "UpperStride", "UpperLogo",
            "UpperPlaid", "UpperSplice", "LowerStripe", "LowerPattern", "LongCoat", "Trousers", "Shorts", "Skirt&Dress",
            "boots"]


def pa100k():
    def label(*held):
        return [int(name in held) for name in PA_NAMES]

    parts = {
        "train": [("000001.jpg", label("Female", "ShortSleeve", "UpperStride", "Skirt&Dress", "HandBag")),
                  ("000002.jpg", label("LongSleeve", "Trousers", "Hat", "boots"))],
        "val": [("000003.jpg", label("ShortSleeve", "LongSleeve", "UpperSplice"))],
        "test": [("000004.jpg", label("Shorts", "Backpack", "Glasses"))],
    }
    found = {"attributes": cells(PA_NAMES)}
    for name, rows in parts.items():
        found[f"{name}_images_name"] = cells([image for image, _ in rows])
        found[f"{name}_label"] = np.array([row for _, row in rows], dtype=np.uint8)
    return found


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    savemat(OUT / "plain.mat", basics(), do_compression=False)
    savemat(OUT / "packed.mat", basics(), do_compression=True)
    savemat(OUT / "PETA.mat", peta(), do_compression=True)
    savemat(OUT / "PETA_no_identities.mat", peta(identities=False), do_compression=True)
    savemat(OUT / "market_attribute.mat", market(), do_compression=True)
    savemat(OUT / "annotation.mat", pa100k(), do_compression=True)
