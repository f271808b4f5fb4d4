"""``iodeep train``, ``iodeep evaluate`` and ``iodeep calibrate``."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from iodeep_viewer.cli.options import Commands, printable, workstation
from iodeep_viewer.core.task import Progress, TaskControl
from iodeep_viewer.errors import Cancelled, IODeepError
from iodeep_viewer.workflows.model_folder import CHECK_FILE, record_answer

INTERRUPTED = 130
"""Exit status after Ctrl+C."""

_REDRAW_S = 0.5


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    train = commands.add_parser("train", help="train a described network on pictures with masks or approved regions")
    train.add_argument("config", type=Path, help="training file, TOML or JSON; see models/README.md")
    train.add_argument("--resume", action="store_true", help="go on with a run that was stopped")
    train.set_defaults(run=_train)

    evaluate = commands.add_parser("evaluate", help="measure a network by the viewer's own path")
    evaluate.add_argument("model", type=Path, help="folder with network.json and weights.safetensors")
    evaluate.add_argument("data", type=Path, help="folder with images and masks (and negatives), or a training file")
    evaluate.add_argument(
        "--part",
        choices=("train", "validation", "test", "all"),
        help="of the split in the training file; test if not given, all for a folder",
    )
    evaluate.add_argument(
        "--spacing", type=float, nargs=2, default=(1.0, 1.0), metavar=("ROW", "COLUMN"), help="of PNG pictures, mm"
    )
    evaluate.add_argument("--robustness", action="store_true", help="also on slices as other scanners would give them")
    evaluate.add_argument("--card", action="store_true", help="write the figures into card.json and CARD.md")
    evaluate.add_argument(
        "-o", "--output", type=Path, metavar="HTML", help="the report; MODEL/run/report.html if not given"
    )
    evaluate.set_defaults(run=_evaluate)

    calibrate = commands.add_parser(
        "calibrate", help="make probabilities honest: write a temperature into network.json"
    )
    calibrate.add_argument("config", type=Path, help="training file; its validation part is used")
    calibrate.set_defaults(run=_calibrate)


def _train(options: argparse.Namespace) -> int:
    # PyTorch is loaded when it is needed: the other commands start without it.
    from iodeep_viewer.training.configuration import read_config
    from iodeep_viewer.training.run import train

    config = read_config(options.config)
    with _stoppable() as line:
        try:
            state = train(config, workstation(), line.tell, line.task, resume=options.resume)
        except Cancelled:
            line.tell("Stopped.")
            return INTERRUPTED
    best = state.best
    print(f"The weights of step {best.step if best else 0} are in {config.model / 'weights.safetensors'}.")
    print(f"Measure them and write the card with: iodeep evaluate {config.model} {options.config} --card")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from iodeep_viewer.training.assessment import EVERYTHING, assess, write_figures
    from iodeep_viewer.training.configuration import folder_config, read_config
    from iodeep_viewer.training.report import html_report, text_report
    from iodeep_viewer.training.run_files import write_file

    if min(options.spacing) <= 0:
        raise IODeepError("The spacing is not positive.", "Give two numbers above 0, in mm.")
    if options.data.is_dir():
        config = folder_config(options.data, options.model, tuple(options.spacing))
        if options.part not in (None, EVERYTHING):
            raise IODeepError("A folder has no parts.", "Give the training file instead of the folder.")
        part = EVERYTHING
    else:
        config = replace(read_config(options.data), model=options.model)
        part = options.part or "test"
    with _stoppable() as line:
        try:
            report = assess(config, part, workstation(), line.tell, line.task, with_robustness=options.robustness)
        except Cancelled:
            line.tell("Stopped.")
            return INTERRUPTED
    print(printable(text_report(report)))
    output = options.output or options.model / "run" / "report.html"
    write_file(output, html_report(report).encode())
    print(f"\nThe report is {output}.")
    if options.card:
        missing = write_figures(config, part, report)
        print(f"The figures are in {options.model / 'card.json'} and CARD.md.")
        if missing:
            print("Before it can be published the card needs, under [card] in the training file or in card.json:")
        else:
            record_answer(options.model, TaskControl())
            print(f"Its answer is recorded in {CHECK_FILE}. Publish it with: iodeep publish {options.model}")
        for sentence in missing:
            print(f"  {sentence}")
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    from iodeep_viewer.training.calibration import calibrate
    from iodeep_viewer.training.configuration import read_config

    config = read_config(options.config)
    with _stoppable() as line:
        try:
            temperature = calibrate(config, workstation(), line.tell, line.task)
        except Cancelled:
            line.tell("Stopped.")
            return INTERRUPTED
    print(f"The temperature is {temperature:g}; it is in {config.model / 'network.json'} now.")
    return 0


class _Line:
    """Sentences, and on a terminal one line below them that says how far the task has come."""

    def __init__(self) -> None:
        self.task = TaskControl(self._progress)
        self._drawn = 0.0
        self._begun = (time.monotonic(), 0, "")

    def tell(self, sentence: str) -> None:
        self._wipe()
        print(printable(sentence), flush=True)

    def _progress(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.message != self._begun[2] or progress.done < self._begun[1]:
            self._begun = (now, progress.done, progress.message)
        if not sys.stderr.isatty() or now - self._drawn < _REDRAW_S:
            return
        self._drawn = now
        began, first, _ = self._begun
        done = progress.done - first
        left = f", {(now - began) / done * (progress.total - progress.done) / 60:.1f} min left" if done else ""
        sys.stderr.write(f"\r\x1b[K{progress.message}: {progress.done} of {progress.total}{left}")
        sys.stderr.flush()

    def _wipe(self) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")


@contextmanager
def _stoppable() -> Iterator[_Line]:
    """Let the first Ctrl+C (or SIGTERM) end the task after its step; a second one ends the program at once."""
    line = _Line()
    before = {number: signal.getsignal(number) for number in (int(signal.SIGINT), int(signal.SIGTERM))}

    def stop(number: int, _: object) -> None:
        signal.signal(number, before[number])
        line.task.cancel()

    for number in before:
        signal.signal(number, stop)
    try:
        yield line
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
