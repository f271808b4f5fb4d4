"""The command ``dnn-parser``: check and describe network descriptions, build them, convert weights."""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

from dnn_parser.description import Backend, NetworkDescription
from dnn_parser.errors import NetworkDescriptionError, WeightsError, first_line
from dnn_parser.plan import Limits, plan_network
from dnn_parser.reader import read_description

_STANDARD_INPUT = "-"


class _Refused(Exception):
    """A request of the user cannot be met; the text is for the user."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 0, or 1 when a document or file is refused (2 for wrong usage)."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        if not (options.path or options.json):
            parser.error("give a description (-p FILE or -j JSON) or a command; --help lists them")
        options.run = _build
    run: Callable[[argparse.Namespace], None] = options.run
    try:
        run(options)
    except NetworkDescriptionError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print(f"The description is refused: {_count(len(error.problems), 'problem')}.", file=sys.stderr)
        return 1
    except (WeightsError, _Refused) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dnn-parser",
        description="Build a PyTorch network from a JSON description: dnn-parser -p architecture.json -n model_name",
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument("-p", "--path", metavar="FILE", help="the description; - reads standard input")
    source.add_argument("-j", "--json", metavar="JSON", help="the description itself")
    parser.add_argument(
        "-b", "--backend", choices=list(Backend), help="library whose defaults hold, over the document's"
    )
    parser.add_argument("-n", "--name", metavar="NAME", default="model", help="write NAME.safetensors (default: model)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the initial weights (default: 0)")
    parser.add_argument("--half", action="store_true", help="store the weights as float16")
    parser.add_argument("--torchscript", action="store_true", help="write NAME.torchscript.pt as well")
    parser.add_argument("--export", action="store_true", help="write NAME.pt2 (torch.export) as well")
    _add_limits(parser)
    commands = parser.add_subparsers(title="commands", metavar="")
    for name, run, words in (
        ("check", _check, "say everything that is wrong in a description"),
        ("describe", _describe, "print its layers with shapes, parameters and multiply-adds"),
    ):
        command = commands.add_parser(name, help=words, description=words.capitalize() + ".")
        command.add_argument("path", metavar="FILE", help="the description; - reads standard input")
        _add_limits(command, of_command=True)
        command.set_defaults(run=run)
    schema = commands.add_parser("schema", help="print the JSON Schema of descriptions")
    schema.set_defaults(run=_schema)
    layers = commands.add_parser("layers", help="print every layer code with its options, as Markdown")
    layers.set_defaults(run=_layers)
    weights = commands.add_parser("weights", help="check or convert a weights file")
    _add_weights_commands(weights)
    return parser


def _add_weights_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="say whether a weights file fits a description, by name")
    check.set_defaults(run=_check_weights)
    convert = commands.add_parser("convert", help="write a checkpoint or Keras file as safetensors for a description")
    convert.set_defaults(run=_convert)
    for command in (check, convert):
        command.add_argument("path", metavar="DESCRIPTION")
        command.add_argument("weights", metavar="WEIGHTS", type=Path)
        _add_limits(command, of_command=True)
    convert.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)
    convert.add_argument("--half", action="store_true", help="store the weights as float16")


def _add_limits(parser: argparse.ArgumentParser, *, of_command: bool = False) -> None:
    """Add the limits; a command that does not get one keeps the one given before it."""
    group = parser.add_argument_group("limits")
    for limit in fields(Limits):
        name = "--most-" + limit.name.replace("_", "-")
        default = argparse.SUPPRESS if of_command else limit.default
        group.add_argument(name, type=int, metavar="N", default=default, help=f"default {limit.default:,}")


def _limits(options: argparse.Namespace) -> Limits:
    return Limits(**{limit.name: getattr(options, f"most_{limit.name}") for limit in fields(Limits)})


def _read(options: argparse.Namespace, backend: str | None = None) -> NetworkDescription:
    text: str | bytes
    if getattr(options, "json", None):
        text = options.json
    elif options.path == _STANDARD_INPUT:
        text = sys.stdin.buffer.read(options.most_document_bytes + 1)
    else:
        text = _content(Path(options.path), options.most_document_bytes)
    description = read_description(text, limits=_limits(options))
    if backend and backend != description.backend:
        document = json.loads(text)
        description = read_description(json.dumps(document | {"backend": backend}), limits=_limits(options))
    for warning in description.warnings:
        print(f"Warning: {warning}.", file=sys.stderr)
    return description


def _content(path: Path, most_bytes: int) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(most_bytes + 1)
    except OSError as error:
        raise _Refused(f"The description {path} cannot be read: {error.strerror}.") from error


def _build(options: argparse.Namespace) -> None:
    description = _read(options, options.backend)
    import torch

    from dnn_parser.network import build_network
    from dnn_parser.weights import save_weights

    torch.manual_seed(options.seed)
    network = build_network(description, limits=_limits(options)).eval()
    example = torch.zeros(1, *description.input_shape)
    _write(Path(f"{options.name}.safetensors"), lambda path: save_weights(network, path, options.half))
    if options.torchscript:
        trace: Callable[..., torch.jit.ScriptModule] = torch.jit.trace
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # PyTorch would rather have torch.export
            traced = trace(network, example)
        _write(Path(f"{options.name}.torchscript.pt"), lambda path: traced.save(str(path)))
    if options.export:
        any_batch = ({0: torch.export.Dim.AUTO},)
        # A batch of one would be taken for a constant.
        exported = torch.export.export(
            network, (example.repeat_interleave(2, 0),), dynamic_shapes=any_batch, strict=False
        )
        _write(Path(f"{options.name}.pt2"), lambda path: torch.export.save(exported, path))


def _write(path: Path, write: Callable[[Path], None]) -> None:
    try:
        write(path)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or first_line(error)
        raise _Refused(f"{path} cannot be written: {reason}.") from error
    print(f"{path}: {path.stat().st_size:,} bytes")


def _check(options: argparse.Namespace) -> None:
    plan = plan_network(_read(options), _limits(options))
    print(f"The description is valid: {_count(len(plan.steps), 'layer')}, {_count(plan.parameters, 'parameter')}.")


def _describe(options: argparse.Namespace) -> None:
    from dnn_parser.summary import summarize

    print(summarize(_read(options), limits=_limits(options)))


def _schema(_options: argparse.Namespace) -> None:
    from dnn_parser.schema import schema_text

    print(schema_text(), end="")


def _layers(_options: argparse.Namespace) -> None:
    from dnn_parser.reference import layer_reference

    print(layer_reference())


def _check_weights(options: argparse.Namespace) -> None:
    description = _read(options)
    from dnn_parser.network import build_network
    from dnn_parser.weights import load_weights, read_file, weights_sha256

    data = read_file(options.weights)
    load_weights(build_network(description, limits=_limits(options)), data)
    print(f"The weights fit the description. SHA-256 {weights_sha256(data)}")


def _convert(options: argparse.Namespace) -> None:
    description = _read(options)
    from dnn_parser.convert import convert_weights
    from dnn_parser.weights import save_weights

    network = convert_weights(description, options.weights, limits=_limits(options))
    _write(options.output, lambda path: save_weights(network, path, options.half))


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


if __name__ == "__main__":
    sys.exit(main())
