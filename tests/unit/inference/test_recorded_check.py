"""The recorded answer: the same everywhere, small, and noticed when it is not the network's."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import load, save

from dnn_parser import read_description
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.inference.recorded_check import pattern, record_check, verify_check
from tests.unit.inference.networks import Fixed, document, fixed

VALUES = np.linspace(-30, 30, 3 * 8 * 8, dtype=np.float32).reshape(3, 8, 8)


def test_the_pattern_is_the_same_on_every_computer() -> None:
    description = read_description(json.dumps(document((1, 8, 8), stride=20)))
    values = pattern(description)
    assert values.shape == (1, 160, 160)
    # By hand: row 3 has passed 5 * 64 * 3 / 160 = 6 levels, column 7 has passed 3 * 64 * 7 / 160 = 8.4.
    assert values[0, 3, 7] == np.float32(4 * np.float32(14 / 63) - 2)
    assert (values.min(), values.max()) == (-2, 2)
    digest = hashlib.sha256(np.round((values + 2) * 63 / 4).astype(np.uint8).tobytes()).hexdigest()
    assert digest == "e2365c8d9eb1948e86a885d1a8f2cc9d940eb9f79afbf5d7b0f96c4462120d4d"


def test_the_range_is_that_of_the_preprocessing() -> None:
    plain = document((1, 8, 8), stride=20)
    unit = plain | {"preprocessing": {"intensity": {"method": "minmax"}}}
    assert pattern(read_description(json.dumps(unit))).min() == 0
    assert pattern(read_description(json.dumps(unit))).max() == 1


def test_a_network_gives_its_recorded_answer_and_small_differences_of_arithmetic_do_not_count() -> None:
    network = fixed(VALUES)
    check = record_check(network)
    verify_check(network, check)
    verify_check(replace(network, module=Fixed(VALUES + 0.02)), check)  # of 30
    little = VALUES / np.float32(100)
    small = fixed(little)
    verify_check(replace(small, module=Fixed(little + np.float32(0.0009))), record_check(small))


@pytest.mark.parametrize("change", [VALUES + 0.04, VALUES[:, ::-1], VALUES * 1.01, VALUES * 0])
def test_another_answer_is_noticed(change: np.ndarray) -> None:
    network = fixed(VALUES)
    with pytest.raises(NetworkError, match="answers otherwise than recorded"):
        verify_check(replace(network, module=Fixed(change)), record_check(network))


def test_an_answer_of_another_shape_is_noticed() -> None:
    network = fixed(VALUES)
    with pytest.raises(NetworkError, match="another shape"):
        verify_check(replace(network, module=Fixed(VALUES[:2])), record_check(network))


def test_an_answer_of_other_weights_is_noticed() -> None:
    network = fixed(VALUES)
    other = replace(network, iodeep=replace(network.iodeep, weights_sha256="cd" * 32))
    with pytest.raises(NetworkError, match="of other weights"):
        verify_check(other, record_check(network))


def test_a_large_output_is_thinned_over_all_of_it() -> None:
    values = np.zeros((4, 256, 256), np.float32)
    network = fixed(values, 1)
    check = record_check(network)
    assert len(check) < 100_000
    for place in ((0, 10), (3, 250)):
        changed = values.copy()
        changed[place[0], place[1] : place[1] + 4] = 1
        with pytest.raises(NetworkError, match="otherwise"):
            verify_check(replace(network, module=Fixed(changed)), check)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x" * 100,
        b"\xff" * 8 + b"{}",
        save({"other": np.zeros(3, np.float32)}),
        save({"output": np.zeros(192, np.float32)}),
        record_check(fixed(VALUES))[:-5],
    ],
    ids=range(6),
)
def test_a_damaged_record_is_a_sentence(content: bytes) -> None:
    with pytest.raises(NetworkError, match="is damaged") as caught:
        verify_check(fixed(VALUES), content)
    assert "--record" in caught.value.hint


def test_a_record_that_is_not_a_number_is_noticed() -> None:
    network = fixed(VALUES)
    tensors = dict(load(record_check(network)))
    tensors["output"] = tensors["output"] * np.float32("nan")
    with pytest.raises(NetworkError, match="otherwise"):
        verify_check(network, save(tensors))
