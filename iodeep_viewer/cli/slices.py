"""``iodeep select`` and ``iodeep predict``: selection and prediction for one slice."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from iodeep_viewer.cli.options import Commands, add_pacs, archive_of, printable, workstation
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.settings import load_settings
from iodeep_viewer.workflows.model_folder import load_model_folder
from iodeep_viewer.workflows.networks import choose_network, no_match, ready_network


def add_commands(commands: Commands) -> None:
    """Add ``select`` and ``predict``."""
    select = commands.add_parser("select", help="say which network fits a slice, and why")
    select.add_argument("slice", type=Path, help="a DICOM image")
    add_pacs(select)
    select.set_defaults(run=_select)

    predicting = commands.add_parser("predict", help="propose regions on a slice or classify it, as JSON")
    predicting.add_argument("slice", type=Path, help="a DICOM image")
    predicting.add_argument("--model", type=Path, metavar="FOLDER", help="a model folder instead of the PACS")
    predicting.add_argument("-o", "--output", type=Path, help="file for the JSON; the terminal if not given")
    add_pacs(predicting)
    predicting.set_defaults(run=_predict)


def _select(options: argparse.Namespace) -> int:
    image = _first_slice(options.slice)
    preferences = load_settings().networks.preferred
    selection = choose_network(workstation(), archive_of(options), image, TaskControl(), preferences)
    if selection.chosen is not None:
        print(selection.chosen.network.dnn_uid)
    for candidate in selection.candidates:
        sign = "▶" if candidate is selection.chosen else "✓" if candidate.matches else "✗"
        network = candidate.network
        print(printable(f"{sign} {network.dnn_name} ({network.dnn_uid}). {selection.explain(candidate)}"))
        for verdict in candidate.verdicts:
            unasked = verdict.keyword == "SamplesPerPixel" and network.samples_per_pixel is None
            print(printable(f"    {'✓' if verdict.agrees else '–' if unasked else '✗'} {verdict}"))
    if selection.chosen is None:
        raise no_match(selection)
    return 0


def _predict(options: argparse.Namespace) -> int:
    image = _first_slice(options.slice)
    task = TaskControl()
    if options.model:
        predictor = load_model_folder(options.model, task)
    else:
        predictor = ready_network(workstation(), load_settings(), archive_of(options), image, task).predictor
    prediction = predictor.predict(image, task)
    text = json.dumps(_to_json(prediction), indent=2)
    if options.output:
        try:
            options.output.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise IODeepError(f"{options.output} cannot be written: {error.strerror}.") from error
        found = len(prediction.classes or prediction.rois)
        print(f"{found} {'class(es)' if prediction.classes else 'region(s)'} written to {options.output}")
    else:
        print(text)
    return 0


def _first_slice(path: Path) -> Slice:
    return read_slices(path)[0]


def _to_json(prediction: Prediction) -> dict[str, Any]:
    image, network = prediction.image, prediction.network
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
        "network": {"dnn_uid": network.dnn_uid, "dnn_name": network.dnn_name, "version": network.version},
        "task": prediction.output.task.value,
        "threshold": prediction.output.threshold,
        "points_are": "(column, row) in pixels of the slice, pixel centres at integers; patient_points in LPS mm",
        "rois": rois,
        "classes": [{"label": item.label, "probability": item.probability} for item in prediction.classes],
    }
