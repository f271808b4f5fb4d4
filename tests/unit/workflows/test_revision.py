"""A structure set that revises another one says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.regions import Contour, Roi, RoiOrigin, RoiState
from iodeep_viewer.objects.image import read_slices
from iodeep_viewer.pacs.node import PacsNode
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.review import put_structure_set
from iodeep_viewer.workflows.workplace import open_workplace

SAMPLE = sorted((Path(__file__).resolve().parents[3] / "sample_dicom" / "brain_mr").rglob("*.dcm"))[0]
SQUARE = np.array([[20.0, 20.0], [40.0, 20.0], [40.0, 35.0], [20.0, 35.0]])


@pytest.mark.parametrize(
    ("predecessors", "expected"), [(["1.9.1", "1.9.1", ""], "1.9.1"), (["", ""], None), (["1.9.1", "1.9.2"], None)]
)
def test_the_structure_set_that_regions_were_copied_from_is_named(
    predecessors: list[str], expected: str | None, tmp_path: Path
) -> None:
    (image,) = read_slices(SAMPLE)
    series = ImageSeries(image.series_instance_uid).with_slices([image])
    roi = Roi("a", "Cyst", (Contour(*image.key, SQUARE),), RoiState.VALIDATED, RoiOrigin.MANUAL)
    rois = [replace(roi, roi_id=str(number), predecessor=uid) for number, uid in enumerate(predecessors)]
    workplace = open_workplace(tmp_path, Settings())
    node = PacsNode("Orthanc", "127.0.0.1", 4242, "ORTHANC")
    put_structure_set(workplace, node, series, rois, "Rossi^Anna", "Brain")
    (entry,) = workplace.outbox.pending()
    named = pydicom.dcmread(entry.path).get("PredecessorStructureSetSequence", [])
    assert [item.ReferencedSOPInstanceUID for item in named] == ([expected] if expected else [])
