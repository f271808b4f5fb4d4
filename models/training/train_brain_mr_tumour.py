"""Train the brain tumour network.

``python -m models.training.train_brain_mr_tumour DATA_FOLDER --series FOLDER``

DATA_FOLDER holds ``images`` and ``masks`` (PNG of the same names, in the order of the original collection) and
``negatives``. The network's folder holds ``network.json`` and the weights to start from, as ``lite_unet`` writes them;
the trained weights take their place, and ``measure_brain_mr_tumour`` writes their card.
"""

from __future__ import annotations

import argparse
import signal
from dataclasses import replace
from pathlib import Path

import torch

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.training.augmentation import Augmentation
from iodeep_viewer.training.configuration import TrainingConfig
from iodeep_viewer.training.fit import Schedule
from iodeep_viewer.training.run import train_on
from iodeep_viewer.training.split import Split
from models.training.brain_data import FOLDER, PHANTOMS, healthy_slices, phantom_slices, series_slices, tumour_slices
from models.training.erase import erased

BATCH = {"with a tumour": 10, "without": 4, "with the tumour erased": 1, "synthetic": 1}
AUGMENTATION = Augmentation(turn=20, scale=0.33, stretch=0.18, gamma=0.5, brightness=0.08, paste=0.15)


def main() -> None:
    """Train and keep the best weights by the validation blocks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--series", type=Path, required=True, help="DICOM files of a healthy head, by file name")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="of the network")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--learning-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--final", action="store_true", help="train on the validation slices too, and keep the weights of the last step"
    )
    parser.add_argument("--resume", action="store_true", help="go on with a run that was stopped")
    found = parser.parse_args()
    torch.set_num_threads(found.threads)
    # Weights near zero would otherwise slow a processor down many times.
    torch.set_flush_denormal(True)

    tumours, healthy = tumour_slices(found.data), healthy_slices(found.data)
    if found.final:
        tumours, healthy = (
            replace(part, train=(*part.train, *part.validation), validation=()) for part in (tumours, healthy)
        )
    child, _ = series_slices(found.series)
    slices = {
        "with a tumour": tumours.train,
        "without": (*healthy.train, *child),
        "with the tumour erased": erased(tumours.train),
        "synthetic": phantom_slices(PHANTOMS),
    }
    config = TrainingConfig(
        model=found.folder,
        data=(),
        schedule=Schedule(
            found.steps, sum(BATCH.values()), found.learning_rate, check_every=found.steps if found.final else 300
        ),
        augmentation=AUGMENTATION,
        weights=found.folder / "weights.safetensors",
        seed=found.seed,
        float16=True,
    )
    # Every second slice is enough to tell which step is best, and takes half the time.
    parts = Split(
        tuple(item for part in slices.values() for item in part),
        (*tumours.validation[::2], *healthy.validation),
        (*tumours.test, *healthy.test),
    )
    task = TaskControl()
    signal.signal(signal.SIGINT, lambda *_: task.cancel())
    train_on(config, parts, [(slices[name], count) for name, count in BATCH.items()], print, task, resume=found.resume)


if __name__ == "__main__":
    main()
