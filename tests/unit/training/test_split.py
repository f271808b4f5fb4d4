"""Parts that share no block, patient or series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from iodeep_viewer.errors import IODeepError
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.split import PARTS, SplitRule, split_slices
from tests.unit.training.tiny import squares


def names(slices: Sequence[LabelledSlice]) -> list[int]:
    return [int(item.name) for item in slices]


def test_blocks_with_a_guard_on_both_sides() -> None:
    rule = SplitRule(block=5, period=4, guard=1)
    split = split_slices([squares(45)], rule, 0)
    assert names(split.validation) == [*range(5, 10), *range(25, 30)]
    assert names(split.test) == [*range(15, 20), *range(35, 40)]
    assert names(split.train) == [*range(4), 11, 12, 13, *range(21, 24), 31, 32, 33, *range(41, 45)]
    assert split.counts["test"] == {"with_finding": 8, "without": 2}


def test_blocks_are_counted_in_each_source_by_itself() -> None:
    rule = SplitRule(block=4, period=4)
    alone = split_slices([squares(16)], rule, 0)
    both = split_slices([squares(16), squares(16, seed=1)], rule, 0)
    assert names(both.test) == names(alone.test) * 2


@pytest.mark.parametrize("by", ["patient", "series"])
def test_no_patient_or_series_is_in_two_parts(by: str) -> None:
    # Two series of each patient, one of two slices and one of three.
    slices = [
        replace(item, image=replace(item.image, series_instance_uid=f"{item.patient}.{index % 5 // 2 > 0}"))
        for index, item in enumerate(squares(100))
    ]
    rule = SplitRule(by=by, validation=0.2, test=0.2)
    split = split_slices([slices[:50], slices[50:]], rule, 4)
    series = [{item.image.series_instance_uid for item in split.part(name)} for name in PARTS]
    patients = [{item.patient for item in split.part(name)} for name in PARTS]
    for units in (series, patients)[: 1 + (by == "patient")]:
        assert units[0].isdisjoint(units[1] | units[2])
        assert units[1].isdisjoint(units[2])
    # Whole patients with by = "patient" only.
    assert patients[0].isdisjoint(patients[1] | patients[2]) == (by == "patient")
    assert 20 <= len(split.validation) <= 22
    assert 20 <= len(split.test) <= 22
    assert sum(len(split.part(name)) for name in PARTS) == 100
    again = split_slices([slices[:50], slices[50:]], rule, 4)
    assert names(again.test) == names(split.test)
    assert names(split_slices([slices], rule, 5).test) != names(split.test)


def test_a_split_that_leaves_nothing_is_refused() -> None:
    with pytest.raises(IODeepError, match="8 slices by blocks leaves nothing to validate with"):
        split_slices([squares(8)], SplitRule(block=60), 0)
    with pytest.raises(IODeepError, match="by patient leaves nothing to train on"):
        split_slices([squares(10)], SplitRule(by="patient", validation=0.5, test=0.4), 0)


def test_patients_that_are_not_known_are_said() -> None:
    unknown = [replace(item, patient="") for item in squares(8)]
    with pytest.raises(IODeepError, match="The patient of 0000 is not known"):
        split_slices([unknown], SplitRule(by="patient"), 0)
