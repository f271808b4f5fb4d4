"""From a PyTorch module with an LSTM or GRU to a description, and modules that have none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import dnn_parser
from tests.unit.dnn_parser import peers
from tests.unit.dnn_parser.documents import build, codes_of, document, example, section

SHAPE = (2, 20)
CELLS = [nn.LSTM, nn.GRU]


class Signal(nn.Module):
    """Convolution, recurrent layer and classifier; ``pick`` takes what is used from all outputs and the state."""

    def __init__(self, cell: nn.RNNBase, pick: Callable[[Tensor, Tensor], Tensor]) -> None:
        super().__init__()
        self.conv, self.cell, self.pick = nn.Conv1d(2, 4, 5, padding=2), cell, pick
        self.head = nn.LazyLinear(3)

    def forward(self, x: Tensor) -> Tensor:
        steps, state = self.cell(torch.relu(self.conv(x)).transpose(1, 2))
        picked = self.pick(steps, state[0] if isinstance(state, tuple) else state)
        return self.head(picked.flatten(1))


def signal(kind: type[nn.RNNBase], pick: Callable[[Tensor, Tensor], Tensor], **options: Any) -> nn.Module:
    torch.manual_seed(0)
    module = Signal(kind(4, 5, **{"batch_first": True, **options}), pick).eval()  # type: ignore[arg-type]
    module(example(SHAPE))
    return peers.randomize(module)


def assert_round_trip(module: nn.Module, folder: Path) -> dnn_parser.DescribedModule:
    described = dnn_parser.describe_module(module, SHAPE)
    described.save(folder)
    rebuilt = dnn_parser.build_network(dnn_parser.read_description((folder / "network.json").read_bytes())).eval()
    dnn_parser.load_weights(rebuilt, folder / "weights.safetensors")
    values = example(SHAPE)
    torch.testing.assert_close(rebuilt(values), module(values), rtol=0, atol=1e-5)
    return described


def joined(_steps: Tensor, state: Tensor) -> Tensor:
    return torch.cat([state[-2, :, :5], state[-1]], dim=1)


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize(
    ("pick", "options", "written"),
    [
        (lambda steps, _: steps[:, -1, :], {}, {}),
        (lambda steps, _: steps[:, :20][0:, 19], {"bias": False}, {"bias": False}),
        (lambda _, state: state[-1], {"num_layers": 2}, {"depth": 2}),
        (lambda steps, state: torch.cat([state[1], steps[:, -1]], 1), {"num_layers": 2}, {"depth": 2}),
        (lambda _, state: state.squeeze(0), {"dropout": 0.0}, {}),
        (joined, {"bidirectional": True}, {"bidirectional": True}),
        (joined, {"bidirectional": True, "num_layers": 2, "bias": False},
         {"depth": 2, "bidirectional": True, "bias": False}),
        (lambda steps, _: steps.transpose(1, 2), {"num_layers": 2}, {"depth": 2}),
        (lambda steps, _: torch.relu(steps).movedim(-1, 1), {"bidirectional": True}, {"bidirectional": True}),
    ],
    ids=range(9),
)  # fmt: skip
def test_a_recurrent_layer_is_described_with_its_weights(
    tmp_path: Path,
    kind: type[nn.RNNBase],
    pick: Callable[[Tensor, Tensor], Tensor],
    options: dict[str, Any],
    written: dict[str, Any],
) -> None:
    described = assert_round_trip(signal(kind, pick, **options), tmp_path)
    codes = codes_of(described)
    assert codes[:3] == ["cnn1d", "relu", kind.__name__.lower()]
    own = section(described, "layer_parameters")["3"] if written else {}
    assert {name: value for name, value in own.items() if name != "return_sequences"} == written


class Stacked(nn.Module):
    """Two recurrent layers with the usual layers between them, back to a sequence at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.LSTM(2, 4, batch_first=True, bidirectional=True)
        self.norm, self.dropout, self.second = nn.LayerNorm(8), nn.Dropout(0.2), nn.GRU(8, 3, batch_first=True)
        self.out = nn.Linear(3, 2)

    def forward(self, x: Tensor) -> Tensor:
        steps, _ = self.first(x.permute(0, 2, 1))
        steps, _ = self.second(self.dropout(self.norm(steps)))
        return self.out(torch.tanh(steps)).permute(0, 2, 1)


def test_stacked_layers_that_stay_a_sequence_are_described(tmp_path: Path) -> None:
    torch.manual_seed(0)
    described = assert_round_trip(peers.randomize(Stacked()).eval(), tmp_path)
    codes = codes_of(described)
    assert codes == ["lstm", "layerNorm", "dropout", "gru", "tanh", "dense"]


@pytest.mark.parametrize("code", ["lstm", "gru"])
@pytest.mark.parametrize("sequences", [True, False])
@pytest.mark.parametrize(
    "options", [{}, {"depth": 2, "bias": False}, {"bidirectional": True}, {"bidirectional": True, "depth": 2}], ids=str
)
def test_what_this_package_built_is_described_again(
    tmp_path: Path, code: str, options: dict[str, Any], *, sequences: bool
) -> None:
    recurrent = (code, {"channels": 5, "return_sequences": sequences, **options})
    layers = [("cnn1d", {"channels": 4, "kernel": 3}), ("relu", {}), (code, {"channels": 3}), recurrent]
    layers += [("Flatten", {}), ("output", {})] if sequences else [("output", {})]
    if not sequences:
        layers[2][1]["return_sequences"] = True
    torch.manual_seed(0)
    module = peers.randomize(build(document(layers, SHAPE, 2)))
    described = assert_round_trip(module, tmp_path)
    codes = codes_of(described)
    assert codes == [name.replace("output", "dense") for name, _ in layers]


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize(
    ("pick", "options", "words"),
    [
        (lambda steps, _: steps[:, -1], {"num_layers": 2, "dropout": 0.1}, "dropout between stacked"),
        (lambda steps, _: steps[:, -1], {"bidirectional": True}, "the last position of both directions"),
        (lambda steps, _: steps[:, 0], {}, "select has no layer code"),
        (lambda steps, _: steps[:, :-1], {}, "slice has no layer code"),
        (lambda steps, state: steps.transpose(1, 2) + state[-1][:, :, None], {}, "beside them, the last one"),
        (lambda _, state: state[0], {"num_layers": 2}, "another state"),
        (lambda _, state: state.sum(0), {}, "another state"),
        (lambda _, state: state[0], {"bidirectional": True}, "the forward one first"),
        (lambda _, state: torch.cat([state[1], state[0]], 1), {"bidirectional": True}, "the forward one first"),
        (lambda _, state: torch.cat([state[0], state[1]]), {"bidirectional": True}, "the forward one first"),
        (lambda _, state: state[0] + state[1], {"bidirectional": True}, "the forward one first"),
        (lambda steps, _: steps[:, -1], {"batch_first": False}, "use batch_first=True"),
    ],
    ids=range(12),
)  # fmt: skip
def test_other_uses_of_a_recurrent_layer_are_told(
    kind: type[nn.RNNBase], pick: Callable[[Tensor, Tensor], Tensor], options: dict[str, Any], words: str
) -> None:
    with pytest.raises(dnn_parser.UnsupportedModuleError, match=words):
        dnn_parser.describe_module(signal(kind, pick, **options), SHAPE)


class Given(nn.Module):
    """A recurrent layer with a first state from elsewhere, or one that returns more."""

    def __init__(self, cell: nn.Module, call: Callable[[nn.Module, Tensor], Tensor]) -> None:
        super().__init__()
        self.cell, self.call = cell, call

    def forward(self, x: Tensor) -> Tensor:
        return self.call(self.cell, x)


def lstm(**options: Any) -> nn.LSTM:
    return nn.LSTM(2, 5, batch_first=True, **options)


@pytest.mark.parametrize(
    ("cell", "call", "words"),
    [
        (lstm(), lambda cell, x: cell(x.transpose(1, 2))[1][1][-1], "the cell state"),
        (lstm(proj_size=3), lambda cell, x: cell(x.transpose(1, 2))[0][:, -1], "proj_size"),
        (
            nn.GRU(2, 5, batch_first=True),
            lambda cell, x: cell(x.transpose(1, 2), torch.ones(1, 2, 5))[0][:, -1],
            "first state",
        ),
        (nn.GRU(20, 5, batch_first=True), lambda cell, x: cell(x)[0][:, -1], "over an axis other than the length"),
        (
            nn.GRU(2, 2, batch_first=True),
            lambda cell, x: cell(cell(x.transpose(1, 2))[0])[0][:, -1],
            "is shared with cell",
        ),
        (
            nn.RNN(2, 5, batch_first=True),
            lambda cell, x: cell(x.transpose(1, 2))[0][:, -1],
            "rnn_tanh has no layer code",
        ),
        (lstm(), lambda cell, x: cell(x.transpose(1, 2))[0], "does not return the output of its last operation"),
    ],
    ids=range(7),
)
def test_what_the_codes_do_not_say_is_told(
    cell: nn.Module, call: Callable[[nn.Module, Tensor], Tensor], words: str
) -> None:
    with pytest.raises(dnn_parser.UnsupportedModuleError, match=words):
        dnn_parser.describe_module(Given(cell, call), SHAPE)


def test_a_recurrent_module_by_itself_is_told() -> None:
    with pytest.raises(dnn_parser.UnsupportedModuleError, match="move the channels to the end before"):
        dnn_parser.describe_module(lstm(), (20, 2))
    with pytest.raises(dnn_parser.UnsupportedModuleError, match="another state"):
        dnn_parser.describe_module(Given(lstm(), lambda cell, x: cell(x.transpose(1, 2))), SHAPE)
