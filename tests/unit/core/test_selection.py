"""Algorithm 1, case by case."""

from __future__ import annotations

import pytest

from iodeep_viewer.core.iodeep import NetworkRecord
from iodeep_viewer.core.selection import SliceTags, select_network


def network(
    modality: str = "MR", samples: int | None = 1, part: str = "BRAIN", uid: str = "1.2", previous: str = ""
) -> NetworkRecord:
    return NetworkRecord(uid, f"Network {uid}", modality, samples, part, uid, uid, uid, previous=previous)


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


def chosen(networks: list[NetworkRecord], preferences: dict[str, str] | None = None, part: str = "BRAIN") -> str:
    selection = select_network(SliceTags("MR", 1, part, "MR BRAIN AND HEAD"), networks, preferences)
    assert selection.chosen is not None
    assert any(selection.chosen is candidate for candidate in selection.candidates)
    return selection.chosen.network.dnn_uid


def test_a_network_that_another_one_replaces_is_not_chosen_though_it_comes_first() -> None:
    old, new = network(uid="1.1"), network(uid="1.2", previous="1.1")
    selection = select_network(SliceTags("MR", 1, "BRAIN", ""), [old, new])
    assert [candidate.network for candidate in selection.matching] == [new]
    assert selection.candidates[0].superseded_by == new
    assert selection.explain(selection.candidates[0]) == "It matches, but “Network 1.2” replaces it."
    assert selection.explain(selection.candidates[1]) == "Chosen: the newest that matches."
    assert chosen([old]) == "1.1"  # its successor is gone


def test_of_a_chain_only_the_last_one_is_left() -> None:
    chain = [network(uid="1.1"), network(uid="1.3", previous="1.2"), network(uid="1.2", previous="1.1")]
    selection = select_network(SliceTags("MR", 1, "BRAIN", ""), chain)
    assert [candidate.network.dnn_uid for candidate in selection.matching] == ["1.3"]


@pytest.mark.parametrize(
    "other",
    [
        network("CT", uid="1.9", previous="1.1"),
        network(part="HEAD", uid="1.9", previous="1.1"),
        network(samples=3, uid="1.9", previous="1.1"),
        network(samples=None, uid="1.9", previous="1.1"),
    ],
)
def test_a_network_for_other_images_replaces_nothing(other: NetworkRecord) -> None:
    networks = [other, network(uid="1.1"), network(uid="1.0")]
    assert chosen(networks) == "1.1"
    candidates = select_network(SliceTags("MR", 1, "BRAIN", ""), networks).candidates
    assert [candidate.superseded_by for candidate in candidates] == [None, None, None]


def test_networks_that_name_each_other_or_themselves_do_not_rule_each_other_out() -> None:
    itself = network(uid="1.2", previous="1.2")
    assert chosen([itself, network(uid="1.1")]) == "1.2"
    assert select_network(SliceTags("MR", 1, "BRAIN", ""), [itself]).candidates[0].superseded_by is None
    assert chosen([network(uid="1.2", previous="1.1"), network(uid="1.1", previous="1.2")]) == "1.2"


def test_the_preferred_network_is_chosen_as_long_as_it_matches() -> None:
    networks = [network(uid="1.3"), network(uid="1.2"), network("CT", uid="1.1")]
    assert chosen(networks) == "1.3"
    assert chosen(networks, {"MR/1/BRAIN": "1.2"}) == "1.2"
    assert chosen(networks, {"MR/1/HEAD": "1.2"}) == "1.3"
    assert chosen(networks, {"MR/1/BRAIN": "1.1"}) == "1.3"  # it is for other images
    assert chosen(networks, {"MR/1/BRAIN": "1.9"}) == "1.3"  # it is gone
    newer = network(uid="1.4", previous="1.2")
    assert chosen([newer, *networks], {"MR/1/BRAIN": "1.2"}) == "1.4"  # it was replaced
    selection = select_network(SliceTags("MR", 1, "BRAIN", ""), networks, {"MR/1/BRAIN": "1.2"})
    assert [selection.explain(candidate) for candidate in selection.candidates] == [
        "It matches too.",
        "Chosen: the user prefers it.",
        "Its tags do not agree with the slice.",
    ]


def test_a_preference_holds_for_networks_of_several_body_parts_that_a_description_names() -> None:
    networks = [network(uid="1.3"), network(part="HEAD", uid="1.2")]
    assert chosen(networks, {"MR/1/HEAD": "1.2"}, part="") == "1.2"
    assert chosen(networks, {"MR/1/HEAD": "1.3"}, part="") == "1.3"
