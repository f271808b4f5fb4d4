"""Copy the test slices of the brain tumour network into a folder of their own.

``python -m models.training.held_out DATA_FOLDER FOLDER``, then
``iodeep evaluate models/brain_mr_tumour FOLDER --spacing 0.98 0.98`` prints the figures of the card's test.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from models.training.brain_data import healthy_slices, tumour_slices


def main() -> None:
    """Copy ``images``, ``masks`` and ``negatives``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    found = parser.parse_args()
    tumours, healthy = tumour_slices(found.data).test, healthy_slices(found.data).test
    for part, slices in (("images", tumours), ("masks", tumours), ("negatives", healthy)):
        for item in slices:
            # A sub-folder is a patient: the slices that the intervals of the card draw as a whole.
            folder = found.folder / part / item.patient
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(found.data / part / f"{item.name}.png", folder)
    print(f"{len(tumours)} slices with a tumour and {len(healthy)} without are in {found.folder}")


if __name__ == "__main__":
    main()
