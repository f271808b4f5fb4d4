"""``iodeep``: the same use cases without a window.

Exit status 0 when all went well, 1 for an error that is told in a sentence, 2 for a wrong command line, 3 when no
network matches.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from iodeep_viewer import __version__
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError, NoMatchingNetwork
from iodeep_viewer.inference.engine import LoadedNetwork, load_network
from iodeep_viewer.inference.prediction import Prediction, predict
from iodeep_viewer.objects.image import read_slices
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.pacs.node import PacsNode, RetrieveMethod
from iodeep_viewer.settings import active_node, data_folder, load_settings
from iodeep_viewer.workflows.networks import choose_network, no_match, ready_network
from iodeep_viewer.workflows.publishing import publish, read_model_folder
from iodeep_viewer.workflows.workplace import Workplace, open_workplace

NO_MATCH = 3
"""Exit status when no network matches the slice."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except NoMatchingNetwork as error:
        sys.stderr.write(f"{error}\n")
        return NO_MATCH
    except IODeepError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("iodeep", description="Networks that live in the PACS.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    archive = commands.add_parser("archive", help="serve a folder of DICOM files as a small archive")
    archive.add_argument("folder", type=Path, help="folder of DICOM files; what is stored goes here too")
    archive.add_argument("--ae-title", default="EMBEDDED")
    archive.add_argument("--host", default="127.0.0.1", help="address to listen on")
    archive.add_argument("--port", type=int, default=11112)
    archive.add_argument(
        "--destination",
        action="append",
        default=[],
        metavar="AE@HOST:PORT",
        help="where C-MOVE may send to, as often as needed; IODEEP@127.0.0.1:11113 is known",
    )
    archive.set_defaults(run=_archive)

    publishing = commands.add_parser("publish", help="store the network of a model folder in the PACS")
    publishing.add_argument("folder", type=Path, nargs="+", help="with network.json, weights.safetensors, card.json")
    _add_pacs(publishing)
    publishing.set_defaults(run=_publish)

    models = commands.add_parser("models", help="list the networks in the PACS")
    models.add_argument("--json", action="store_true", help="as JSON")
    _add_pacs(models)
    models.set_defaults(run=_models)

    select = commands.add_parser("select", help="say which network fits a slice, and why")
    select.add_argument("slice", type=Path, help="a DICOM image")
    _add_pacs(select)
    select.set_defaults(run=_select)

    predict = commands.add_parser("predict", help="propose regions on a slice, as JSON")
    predict.add_argument("slice", type=Path, help="a DICOM image")
    predict.add_argument("--model", type=Path, metavar="FOLDER", help="a model folder instead of the PACS")
    predict.add_argument("-o", "--output", type=Path, help="file for the JSON; the terminal if not given")
    _add_pacs(predict)
    predict.set_defaults(run=_predict)
    return parser


def _add_pacs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pacs", metavar="AE@HOST:PORT", help="e.g. ORTHANC@127.0.0.1:4242; the one of the settings if not given"
    )
    parser.add_argument("--calling-ae", help="how the PACS knows us (IODEEP)")
    parser.add_argument("--own-port", type=int, help="where we receive by C-MOVE (11113)")
    parser.add_argument("--get", action="store_true", help="retrieve by C-GET instead of C-MOVE")


def _node(options: argparse.Namespace) -> PacsNode:
    if options.pacs:
        node: PacsNode | None = PacsNode.parse(options.pacs)
    else:
        node = active_node(load_settings())
    if node is None:
        raise IODeepError("No PACS is set up.", "Give one with --pacs AE@HOST:PORT.")
    if options.calling_ae:
        node = replace(node, calling_ae_title=options.calling_ae)
    if options.own_port:
        node = replace(node, own_port=options.own_port)
    return replace(node, retrieve=RetrieveMethod.GET) if options.get else node


def _workplace() -> Workplace:
    return open_workplace(data_folder(), load_settings())


def _archive(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        raise IODeepError(f"{options.folder} is not a folder.", "Give a folder of DICOM files.")
    destinations = {"IODEEP": ("127.0.0.1", 11113)}
    for text in options.destination:
        node = PacsNode.parse(text)
        destinations[node.ae_title] = (node.host, node.port)
    with EmbeddedArchive(
        [options.folder],
        options.folder,
        ae_title=options.ae_title,
        host=options.host,
        port=options.port,
        destinations=destinations,
    ) as archive:
        node = archive.node()
        print(f"Serving {options.folder} as {node.ae_title}@{node.host}:{node.port}; Ctrl+C ends it.", flush=True)
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        stop.wait()
    return 0


def _publish(options: argparse.Namespace) -> int:
    node = _node(options)
    for folder in options.folder:
        record = publish(folder, node, TaskControl())
        print(
            f"{record.dnn_name}\n  UID {record.dnn_uid}\n  for {record.modality}, {record.body_part_examined}, "
            f"{record.samples_per_pixel} sample(s) per pixel\n  stored in {node.ae_title}@{node.host}:{node.port} "
            "and found again"
        )
    return 0


def _models(options: argparse.Namespace) -> int:
    node = _node(options)
    records = _workplace().catalogue.networks(node, None, TaskControl())
    if options.json:
        print(json.dumps([asdict(record) for record in records], indent=2))
    elif not records:
        print("The PACS holds no networks. Store one with: iodeep publish FOLDER")
    for record in () if options.json else records:
        tags = f"{record.modality}/{record.body_part_examined}/{record.samples_per_pixel}"
        print(f"{record.dnn_uid}  {tags:<16}  {record.dnn_name}")
    return 0


def _select(options: argparse.Namespace) -> int:
    image = _first_slice(options.slice)
    selection = choose_network(_workplace(), _node(options), image, TaskControl())
    if selection.chosen is not None:
        print(selection.chosen.network.dnn_uid)
    for candidate in selection.candidates:
        sign = "▶" if candidate is selection.chosen else "✓" if candidate.matches else "✗"
        print(f"{sign} {candidate.network.dnn_name} ({candidate.network.dnn_uid})")
        for verdict in candidate.verdicts:
            unasked = verdict.keyword == "SamplesPerPixel" and candidate.network.samples_per_pixel is None
            print(f"    {'✓' if verdict.agrees else '–' if unasked else '✗'} {verdict}")
    if selection.chosen is None:
        raise no_match(selection)
    return 0


def _predict(options: argparse.Namespace) -> int:
    image = _first_slice(options.slice)
    task = TaskControl()
    if options.model:
        loaded = load_network(read_model_folder(options.model), task)
    else:
        loaded = ready_network(_workplace(), load_settings(), _node(options), image, task).loaded
    prediction = predict(loaded, image, task)
    text = json.dumps(_prediction_to_json(image, loaded, prediction), indent=2)
    if options.output:
        try:
            options.output.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise IODeepError(f"{options.output} cannot be written: {error.strerror}.") from error
        print(f"{len(prediction.rois)} region(s) written to {options.output}")
    else:
        print(text)
    return 0


def _first_slice(path: Path) -> Slice:
    return read_slices(path)[0]


def _prediction_to_json(image: Slice, loaded: LoadedNetwork, prediction: Prediction) -> dict[str, Any]:
    record = loaded.iodeep.record
    series = ImageSeries(image.series_instance_uid).with_slices([image])
    rois = []
    for roi in prediction.rois:
        points = roi.contours[0].points
        patient = image.plane.to_patient(points).tolist() if image.plane else None
        rois.append(
            {
                "label": roi.label,
                "probability": roi.probability,
                "area_mm2": series.area_mm2(roi) if image.spacing_known else None,
                "points": points.tolist(),
                "patient_points": patient,
            }
        )
    return {
        "sop_instance_uid": image.sop_instance_uid,
        "frame_number": image.frame_number,
        "frame_of_reference_uid": image.frame_of_reference_uid,
        "network": {"dnn_uid": record.dnn_uid, "dnn_name": record.dnn_name, "version": loaded.iodeep.version},
        "points_are": "(column, row) in pixels of the slice, pixel centres at integers; patient_points in LPS mm",
        "rois": rois,
    }


if __name__ == "__main__":
    sys.exit(main())
