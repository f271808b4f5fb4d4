"""Thumbnails of series in Orthanc and in files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmwrite
from pydicom.uid import generate_uid

from iodeep_viewer.archives.files import open_files
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import SeriesRecord, StudyRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import AssociationRefused
from iodeep_viewer.pacs.query import find_series
from iodeep_viewer.pacs.retrieve import retrieve_series
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.thumbnails import SIDE, draw_thumbnail, fetch_thumbnail
from iodeep_viewer.workflows.workstation import Workstation, open_workstation
from tests.archives import reference_of
from tests.orthanc_server import free_port
from tests.pacs_objects import MadeSeries, make_series
from tests.slices import make_slice


@pytest.fixture
def workstation(tmp_path: Path) -> Workstation:
    return open_workstation(tmp_path / "workstation", Settings())


@pytest.fixture
def task() -> TaskControl:
    return TaskControl()


def halves(count: int) -> MadeSeries:
    """Images whose left half is dark and whose right half has the number of the image as grey level."""
    made = make_series(count, WindowCenter="2.5", WindowWidth="6", PixelSpacing=[1, 1])
    for number, dataset in enumerate(made.datasets, 1):
        pixels = np.zeros((16, 16), np.uint16)
        pixels[:, 8:] = number
        dataset.PixelData = pixels.tobytes()
    return made


def test_the_middle_image_alone_is_fetched_and_drawn(
    pacs: PacsNode, workstation: Workstation, task: TaskControl
) -> None:
    made = halves(5)
    store_instances(pacs, made.datasets, task)
    (record,) = find_series(pacs, StudyRecord(made.study_uid), task)

    drawn = fetch_thumbnail(workstation, workstation.archives.of(pacs), reference_of(record), task)

    assert drawn is not None
    assert drawn.shape == (SIDE, SIDE)
    assert drawn.dtype == np.uint8
    # Window 2.5 ± 2.5 after the half that LINEAR takes off: 0 is at 25, 3 at 178 of 255.
    assert drawn[10, 10] < 30
    assert abs(int(drawn[10, -10]) - 178) < 3
    middle = str(made.datasets[2].SOPInstanceUID)
    assert [path.stem for path in workstation.archives.cache.series_paths(reference_of(made))] == [middle]
    assert len(retrieve_series(pacs, workstation.archives.cache, reference_of(made), task).paths) == 5


def test_a_file_of_this_computer_has_one_too(tmp_path: Path, workstation: Workstation, task: TaskControl) -> None:
    for number, dataset in enumerate(halves(3).datasets):
        dcmwrite(tmp_path / f"{number}.dcm", dataset, enforce_file_format=True)
    files = open_files([tmp_path], workstation.unpacked, task)
    drawn = fetch_thumbnail(workstation, files, next(iter(files.instances)), task)
    assert drawn is not None
    assert int(drawn[10, -10]) > int(drawn[10, 10]) + 50


def test_what_has_no_picture_has_no_thumbnail(pacs: PacsNode, workstation: Workstation, task: TaskControl) -> None:
    blind, long = make_series(1), make_series(1, NumberOfFrames=100)
    del blind.datasets[0].PixelData
    for made in (blind, long):
        store_instances(pacs, made.datasets, task)
        (record,) = find_series(pacs, StudyRecord(made.study_uid), task)
        assert fetch_thumbnail(workstation, workstation.archives.of(pacs), reference_of(record), task) is None
    # What is too long was not even fetched.
    assert workstation.archives.cache.series_paths(reference_of(long)) == []
    nothing = reference_of(SeriesRecord(generate_uid(), generate_uid()))
    assert fetch_thumbnail(workstation, workstation.archives.of(pacs), nothing, task) is None


def test_a_pacs_that_is_down_is_said(pacs: PacsNode, workstation: Workstation, task: TaskControl) -> None:
    down = workstation.archives.of(replace(pacs, port=free_port()))
    with pytest.raises(AssociationRefused):
        fetch_thumbnail(workstation, down, reference_of(SeriesRecord("1.2", "1.2.3", "CT")), task)


@pytest.mark.parametrize("spacing", [(1e308, 5e-324), (5e-324, 1e308), (5e-324, 5e-324), (1e308, 1.0)])
def test_no_spacing_is_too_strange_to_draw(spacing: tuple[float, float]) -> None:
    drawn = draw_thumbnail(make_slice(np.zeros((50, 100), np.int16), spacing=spacing))
    assert max(drawn.shape) == SIDE


def test_proportions_are_those_of_the_patient() -> None:
    flat = make_slice(np.zeros((50, 100), np.int16), spacing=(4.0, 1.0))
    assert draw_thumbnail(flat).shape == (SIDE, SIDE // 2)
    strange = make_slice(np.zeros((50, 100), np.int16), spacing=(1e308, 1e308))
    assert draw_thumbnail(strange).shape == (SIDE // 2, SIDE)
    color = make_slice(np.full((10, 20, 3), (200, 0, 0), np.uint8))
    assert draw_thumbnail(color).shape == (SIDE // 2, SIDE, 3)
    assert tuple(draw_thumbnail(color)[5, 5]) == (200, 0, 0)
    negative = make_slice(np.arange(100, dtype=np.float32).reshape(10, 10), photometric_interpretation="MONOCHROME1")
    drawn = draw_thumbnail(negative)
    assert drawn[0, 0] > 200 > 50 > drawn[-1, -1]
