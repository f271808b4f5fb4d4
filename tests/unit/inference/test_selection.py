"""Algorithm 1, case by case."""

from __future__ import annotations

import pytest

from iodeep_viewer.core.iodeep import NetworkRecord
from iodeep_viewer.inference.selection import SliceTags, select_network


def network(modality: str = "MR", samples: int | None = 1, part: str = "BRAIN", uid: str = "1.2") -> NetworkRecord:
    return NetworkRecord(uid, f"Network {uid}", modality, samples, part, uid, uid, uid)


@pytest.mark.parametrize(
    ("tags", "candidate", "matches"),
    [
        (SliceTags("MR", 1, "BRAIN", ""), network(), True),
        (SliceTags("CT", 1, "BRAIN", ""), network(), False),
        (SliceTags("MR", 3, "BRAIN", ""), network(), False),
        (SliceTags("MR", 1, "HEAD", ""), network(), False),
        # BodyPartExamined is there: StudyDescription is dropped, and a part of it is not enough
        (SliceTags("MR", 1, "HEAD", "MR BRAIN"), network(), False),
        (SliceTags("MR", 1, "BRAINSTEM", ""), network(), False),
        # BodyPartExamined is empty: StudyDescription takes its place
        (SliceTags("MR", 1, "", "MR BRAIN W CONTRAST"), network(), True),
        (SliceTags("MR", 1, "", "BRAIN"), network(), True),
        (SliceTags("MR", 1, "", "Mr Brain"), network(), True),
        (SliceTags("MR", 1, "", "MR KNEE"), network(), False),
        (SliceTags("MR", 1, "", "BRA"), network(), False),
        # what is empty agrees with nothing
        (SliceTags("MR", 1, "", ""), network(part=""), False),
        (SliceTags("MR", 1, "", "MR BRAIN"), network(part=""), False),
        (SliceTags("", 1, "BRAIN", ""), network(modality=""), False),
        (SliceTags("MR", 1, "BRAIN", ""), network(samples=None), False),
    ],
)
def test_algorithm_1(tags: SliceTags, candidate: NetworkRecord, matches: bool) -> None:
    selection = select_network(tags, [candidate])
    assert selection.candidates[0].matches is matches
    assert (selection.chosen is not None) is matches


def test_the_first_match_is_chosen_and_every_candidate_has_its_reasons() -> None:
    networks = [network("CT", uid="1.1"), network(uid="1.2"), network(uid="1.3")]
    selection = select_network(SliceTags("MR", 1, "BRAIN", ""), networks)
    assert selection.chosen is not None
    assert selection.chosen.network.dnn_uid == "1.2"
    assert [item.network.dnn_uid for item in selection.matching] == ["1.2", "1.3"]
    assert [(item.keyword, item.agrees) for item in selection.candidates[0].verdicts] == [
        ("Modality", False),
        ("SamplesPerPixel", True),
        ("BodyPartExamined", True),
    ]
    assert str(selection.candidates[0].verdicts[0]) == "Modality: slice MR, network CT"


def test_without_a_match_the_sentence_says_what_was_compared_and_what_there_is() -> None:
    selection = select_network(SliceTags("CR", 1, "", "CHEST PA"), [network(), network("CT", 1, "ABDOMEN")])
    sentence = selection.explain_no_match()
    assert "Modality CR, SamplesPerPixel 1, StudyDescription CHEST PA" in sentence
    assert "CT ABDOMEN, MR BRAIN" in sentence
    assert "holds no networks" in select_network(SliceTags("CR", 1, "", ""), []).explain_no_match()
