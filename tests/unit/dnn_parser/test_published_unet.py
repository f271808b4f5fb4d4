"""The published example is the widely used bilinear U-Net."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys

import pytest
import torch

import dnn_parser
from tests.unit.dnn_parser.documents import PUBLISHED, narrow
from tests.unit.dnn_parser.peers import BilinearUNet, copy_in_order, randomize


def test_has_the_parameters_of_the_hand_written_one() -> None:
    description = dnn_parser.read_description(PUBLISHED.read_text())
    with torch.device("meta"):
        theirs, ours = BilinearUNet(), dnn_parser.build_network(description)
    count = sum(p.numel() for p in theirs.parameters())
    assert dnn_parser.parameter_count(description) == count == 17_262_977
    assert [p.shape for p in ours.parameters()] == [p.shape for p in theirs.parameters()]
    assert description.warnings == ()


def test_gives_the_same_output_with_the_same_weights() -> None:
    theirs = randomize(BilinearUNet(width=8))
    ours = dnn_parser.build_network(dnn_parser.read_description(json.dumps(narrow()))).eval()
    copy_in_order(theirs, ours)
    values = torch.randn(2, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        expected = theirs(values)
        assert expected.std() > 0.01
        assert (ours(values) - expected).abs().max() <= 1e-5


def test_the_older_version_with_biases_can_be_said() -> None:
    document = json.loads(PUBLISHED.read_text())
    doubles = [position for position, code in document["architecture"].items() if code not in ("Maxpool2d", "Upsample")]
    document["layer_parameters"] = {position: {"bias": True} for position in doubles}
    description = dnn_parser.read_description(json.dumps(document))
    with torch.device("meta"):
        theirs, ours = BilinearUNet(bias=True), dnn_parser.build_network(description)
    assert dnn_parser.parameter_count(description) == sum(p.numel() for p in theirs.parameters()) == 17_267_393
    assert [p.shape for p in ours.parameters()] == [p.shape for p in theirs.parameters()]


def test_output_closes_it_as_a_one_by_one_convolution_would() -> None:
    document = narrow()
    document["architecture"]["18"] = "output"
    as_output = dnn_parser.read_description(json.dumps(document))
    with torch.device("meta"):
        weights = dnn_parser.build_network(as_output).state_dict()
    assert weights["layer_18.dense.weight"].shape == (1, 8, 1, 1)


@pytest.mark.parametrize("spelling", ["ElbowUnet", "elbowunet"])
def test_numbers_as_text_and_both_spellings(spelling: str) -> None:
    document = json.loads(json.dumps(narrow()), parse_int=str)
    document["architecture"]["9"] = spelling
    document["kernel"] = {key.replace("kernel", "k"): value for key, value in document["kernel"].items()}
    plain = dnn_parser.read_description(json.dumps(narrow()))
    assert dnn_parser.read_description(json.dumps(document)) == plain


def test_channels_first_gives_the_same_network() -> None:
    document = narrow()
    document["input_shape"] |= {"input_shape0": 3, "input_shape1": 32, "input_shape2": 48}
    document["data_format"]["data_format"] = "channels_first"
    description = dnn_parser.read_description(json.dumps(document))
    assert (description.channels, description.rows, description.columns) == (3, 32, 48)


def test_a_size_that_cannot_be_halved_four_times_is_refused_at_each_skip() -> None:
    document = narrow(size=36)
    with pytest.raises(dnn_parser.NetworkDescriptionError) as caught:
        dnn_parser.read_description(json.dumps(document))
    assert caught.value.json_path == "skip_connection.5"
    assert "9 x 9" in caught.value.reason


def test_reading_needs_no_torch() -> None:
    code = (
        "import sys, pathlib, dnn_parser as d\n"
        f"x = d.read_description(pathlib.Path({str(PUBLISHED)!r}).read_bytes())\n"
        "assert d.parameter_count(x) == 17262977\n"
        "assert 'torch' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PUBLISHED.parents[2])


def test_descriptions_and_networks_can_be_copied_and_sent_to_other_processes() -> None:
    description = dnn_parser.read_description(json.dumps(narrow()))
    assert pickle.loads(pickle.dumps(description)) == copy.deepcopy(description) == description
    network = dnn_parser.build_network(description).eval()
    twin, values = pickle.loads(pickle.dumps(copy.deepcopy(network))), torch.randn(1, 3, 32, 32)
    assert torch.equal(twin(values), network(values))
