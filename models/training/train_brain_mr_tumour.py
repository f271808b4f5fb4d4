"""Train the brain tumour network.

``python -m models.training.train_brain_mr_tumour DATA_FOLDER``

DATA_FOLDER holds ``images`` and ``masks`` (PNG of the same names, in the order of the original collection) and
``negatives``. Writes the weights beside the description, ``models/brain_mr_tumour``; for its card see
``measure_brain_mr_tumour``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from torch import nn

from models.training.brain_data import PHANTOM_CHECKS, PHANTOMS, SERIES_TRAINED, SPACING
from models.training.data import gather, join, read_folder, read_series, split_by_blocks
from models.training.erase import erased
from models.training.fit import Plan, fit
from models.training.phantoms import brain_pictures
from models.training.workshop import Workshop, arguments_of

FOLDER = Path(__file__).parents[1] / "brain_mr_tumour"


def main() -> None:
    """Train and keep the best weights by the validation blocks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--series", type=Path, required=True, help="DICOM files of a healthy head, by file name")
    arguments = arguments_of(parser, steps=4500)
    workshop = Workshop.open(FOLDER, SPACING)

    tumours = read_folder(arguments.data / "images", arguments.data / "masks", workshop.normalise)
    healthy = read_folder(arguments.data / "negatives", None, workshop.normalise)
    split = split_by_blocks(len(tumours), block=60, period=8, guard=8)
    healthy_split = split_by_blocks(len(healthy), block=40, period=5, guard=4)
    series = read_series(arguments.series, workshop.normalise)
    child = series.take(range(SERIES_TRAINED))
    phantoms = gather(brain_pictures(PHANTOMS), [f"phantom {seed}" for seed in PHANTOMS], workshop.normalise)
    checks = gather(brain_pictures(PHANTOM_CHECKS), [f"phantom {seed}" for seed in PHANTOM_CHECKS], workshop.normalise)

    def validate(candidate: nn.Module) -> float:
        dice = workshop.dice(candidate, tumours.take(split.validation[::2])).mean()
        false_rate = workshop.false_rate(candidate, healthy.take(healthy_split.validation))
        print(f"  Dice {dice:.4f}, false {false_rate:.3f}, phantoms {workshop.dice(candidate, checks).mean():.3f}")
        # A false region in one more of a hundred healthy pictures weighs as much as a fifth of a point of Dice.
        return float(dice - 0.2 * false_rate)

    if arguments.proceed:
        workshop.load()
    trained = tumours.take(split.train)
    without = erased(trained)
    print(f"{len(without)} pictures with the tumour erased, {len(child)} of a healthy series", flush=True)
    negatives = join(healthy.take(healthy_split.train), child)
    sources = [(trained, 7), (negatives, 3), (without, 1), (phantoms, 1)]
    plan = Plan(arguments.steps, 12, arguments.learning_rate, arguments.seed, workshop.size, check_every=300)
    fit(workshop.network, sources, plan, validate, workshop.keep, arguments.state)
    workshop.finish()


if __name__ == "__main__":
    main()
