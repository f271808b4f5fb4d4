"""Kept predictions are bounded, and found by slice and network."""

from __future__ import annotations

import numpy as np

from iodeep_viewer.core.kept_predictions import KeptPrediction, KeptPredictions
from iodeep_viewer.core.prediction import NetworkLabel, NetworkOutput, NetworkTask, Placement, Prediction
from iodeep_viewer.core.regions import NetworkIdentification
from tests.slices import make_slice

NETWORK = NetworkIdentification("1.9", "Net", "1", "ab", 0.5)


def kept(number: int, *shape: int, threshold: float = 0.5) -> KeptPrediction:
    image = make_slice(np.zeros((8, 8)), sop_instance_uid=f"1.{number}")
    task = NetworkTask.SEGMENTATION if len(shape) == 3 else NetworkTask.CLASSIFICATION
    output = NetworkOutput(task, (NetworkLabel("A"),))
    placement = Placement((1, 1), (0, 0))
    return KeptPrediction(Prediction(image, NETWORK, output, np.zeros(shape, np.float32), placement), threshold)


def test_predictions_are_bounded_and_the_one_used_last_stays() -> None:
    predictions = KeptPredictions(limit=3 * 400)
    predictions.put(kept(0, 1))
    for number in (1, 2, 3):
        predictions.put(kept(number, 1, 10, 10))
    assert predictions.get(("1.1", None)) is None
    assert predictions.get(("1.2", None)) is not None
    predictions.put(kept(4, 1, 10, 10, threshold=0.25))
    assert predictions.get(("1.3", None)) is None
    assert predictions.get(("1.2", None)) is not None
    newest = predictions.get(("1.4", None))
    assert newest is not None
    assert (newest.threshold, newest.own_threshold) == (0.25, 0.5)
    assert predictions.get(("1.0", None)) is not None
    assert predictions.get(None) is None


def test_a_prediction_is_used_again_for_its_own_network_alone() -> None:
    predictions = KeptPredictions()
    item = kept(1, 1, 10, 10)
    predictions.put(item)
    assert predictions.made_by("1.9", ("1.1", None)) is item.prediction
    assert predictions.made_by("1.8", ("1.1", None)) is None
    assert predictions.made_by("1.9", ("1.2", None)) is None
