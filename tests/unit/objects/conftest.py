"""A synthetic oblique series with pixels that are not square, and files in temporary folders."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MRImageStorage, SecondaryCaptureImageStorage

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.objects.common import file_bytes
from iodeep_viewer.objects.image.reader import read_slices

ROWS, COLUMNS = 96, 128
SPACING = (0.9, 0.6)
GAP = 3.0

WriteFile = Callable[..., Path]


def oblique_axes() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row direction, column direction and normal: axial, turned by 20 degrees about x, then 15 about z."""
    about_x, about_z = np.radians(20), np.radians(15)
    turn_x = np.array([[1, 0, 0], [0, np.cos(about_x), -np.sin(about_x)], [0, np.sin(about_x), np.cos(about_x)]])
    turn_z = np.array([[np.cos(about_z), -np.sin(about_z), 0], [np.sin(about_z), np.cos(about_z), 0], [0, 0, 1]])
    turned = turn_z @ turn_x
    return turned[:, 0], turned[:, 1], turned[:, 2]


def mr_slice(index: int = 0, **changes: Any) -> Dataset:
    """MR slice `index` of the oblique series; `changes` set attributes, None removes one."""
    row, column, normal = oblique_axes()
    position = np.array([-30.0, -50.0, 12.5]) + index * GAP * normal
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.SpecificCharacterSet = "ISO_IR 100"
    ds.SOPClassUID = MRImageStorage
    ds.SOPInstanceUID = f"1.2.3.4.{index + 1}"
    ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.FrameOfReferenceUID = "1.2.3", "1.2.3.1", "1.2.3.9"
    ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = "Müller^Jörg", "P 1", "19600102", "M"
    ds.StudyDate, ds.StudyTime, ds.StudyID, ds.AccessionNumber = "20240203", "101112", "S1", "A1"
    ds.ReferringPhysicianName, ds.StudyDescription = "Groß^Ute", "Schädel"
    ds.Modality, ds.BodyPartExamined, ds.SeriesNumber, ds.InstanceNumber = "MR", "BRAIN", 3, index + 1
    ds.ImagePositionPatient = [f"{value:.8f}" for value in position]
    ds.ImageOrientationPatient = [f"{value:.10f}" for value in (*row, *column)]
    ds.PixelSpacing = list(SPACING)
    ds.SliceThickness = GAP
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows, ds.Columns = ROWS, COLUMNS
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 12, 11, 0
    ds.PixelData = np.full((ROWS, COLUMNS), 100 + index, np.uint16).tobytes()
    for keyword, value in changes.items():
        if value is None:
            delattr(ds, keyword)
        else:
            setattr(ds, keyword, value)
    return ds


@pytest.fixture
def make_slice() -> Callable[..., Dataset]:
    """Make slice `index` of the oblique series, with changes."""
    return mr_slice


@pytest.fixture
def write_file(tmp_path: Path) -> WriteFile:
    """Write a dataset as a DICOM file and return its path."""

    def write(ds: Dataset, name: str = "image.dcm") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file_bytes(ds))
        return path

    return write


@pytest.fixture
def oblique_series(write_file: WriteFile) -> ImageSeries:
    """Five oblique slices, their files in the folder ``series``."""
    paths = [write_file(mr_slice(index), f"series/{index}.dcm") for index in range(5)]
    return ImageSeries("1.2.3.1").with_slices(item for path in paths for item in read_slices(path))


@pytest.fixture
def planar_series(write_file: WriteFile) -> ImageSeries:
    """One secondary capture without patient geometry, spacing known."""
    keywords = ("FrameOfReferenceUID", "ImagePositionPatient", "ImageOrientationPatient")
    ds = mr_slice(0, SOPClassUID=SecondaryCaptureImageStorage, **dict.fromkeys(keywords))
    return ImageSeries("1.2.3.1").with_slices(read_slices(write_file(ds)))


@pytest.fixture
def dciodvfy_errors(write_file: WriteFile) -> Callable[[Dataset], list[str]]:
    """Errors that dciodvfy (Debian package dicom3tools) finds in an object."""

    def check(ds: Dataset) -> list[str]:
        path = write_file(ds, "checked.dcm")
        result = subprocess.run(["dciodvfy", path], capture_output=True, text=True, errors="replace", check=False)
        lines = (result.stdout + result.stderr).splitlines()
        # It names the IOD that it checked against; without that it checked nothing.
        assert {"RTStructureSet", "RawData", "KeyObjectSelectionDocument"} & set(lines), lines
        return [line for line in lines if line.startswith("Error") or "- Error" in line]

    return check
