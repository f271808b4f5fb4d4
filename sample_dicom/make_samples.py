"""Write the sample studies: small, synthetic, the same files on every run.

``python -m sample_dicom.make_samples [FOLDER]``

Six studies: a brain MR with an enhancing mass, an abdomen CT with a liver lesion, a brain MR whose body part is empty
and must be taken from StudyDescription, a chest radiograph that no network of the demo reads, a chest CT with a
nodule, and a head CT with a bleeding.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (
    UID,
    ComputedRadiographyImageStorage,
    CTImageStorage,
    ExplicitVRLittleEndian,
    MRImageStorage,
)

from sample_dicom import abdomen, brain, chest, chest_radiograph, head

IMPLEMENTATION_CLASS_UID = UID("2.25.302893406188529472165113460911325571")
Truth = NDArray[np.bool_]


def uid(*names: str) -> str:
    """Return a UID under 2.25 (PS3.5 annex B.2) that follows from the names alone."""
    digest = bytearray(hashlib.sha256("/".join(("IODeep sample", *names)).encode()).digest()[:16])
    digest[6], digest[8] = digest[6] & 0x0F | 0x80, digest[8] & 0x3F | 0x80  # a version 8 UUID
    return f"2.25.{int.from_bytes(digest, 'big')}"


@dataclass(frozen=True, slots=True)
class Study:
    """One sample study with its single series.

    Attributes
    ----------
    name
        Folder of its files, and the root of its UIDs.
    patient
        PatientName, PatientID, PatientBirthDate, PatientSex.
    describe
        StudyDescription, SeriesDescription, AccessionNumber, StudyID.
    when
        Date and time of the study, DICOM DA and TM.
    body_part
        BodyPartExamined; empty to leave it so.
    heights
        z of each slice from the feet upwards, mm; one None for a projection.
    spacing
        mm between pixels.
    image
        Makes the stored values and the truth of a slice from its height.
    fill
        Adds the attributes of the modality to an instance.
    """

    name: str
    patient: tuple[str, str, str, str]
    describe: tuple[str, str, str, str]
    when: tuple[str, str]
    body_part: str
    heights: tuple[float | None, ...]
    spacing: float
    image: Callable[[float], tuple[NDArray[np.generic], Truth]]
    fill: Callable[[Dataset], None]


BRAIN_HEAD = brain.Head(7, brain.Lesion((34.0, -16.0, 26.0), (17.0, 15.0, 15.0)))
REFERRED_HEAD = brain.Head(41, brain.Lesion((-30.0, 24.0, 32.0), (14.0, 16.0, 14.0), enhancement=1300.0, core=1300.0))
TRUNK = abdomen.Trunk(7, 1.0, abdomen.LiverLesion((-84.0, 8.0, 22.0), (20.0, 17.0, 18.0), value=45.0))
CHEST = chest.Chest(19, 1.0, (chest.Nodule((-78.0, 24.0, -22.0), 11.5, spikes=6),))
CRANIUM = head.Cranium(23, 0.5, head.Haematoma((29.0, 2.0, 16.0), (15.0, 19.0, 14.0), oedema=6.0))
SEEDS = frozenset(patient.seed for patient in (BRAIN_HEAD, REFERRED_HEAD, TRUNK, CHEST, CRANIUM))
"""Seeds of the patients that the samples show: no network may be trained on them."""


def _mr(instance: Dataset) -> None:
    instance.SOPClassUID, instance.Modality = MRImageStorage, "MR"
    instance.ImageType = ["ORIGINAL", "PRIMARY", "OTHER"]
    instance.ScanningSequence, instance.SequenceVariant, instance.ScanOptions = "SE", "SK", ""
    instance.MRAcquisitionType, instance.MagneticFieldStrength = "2D", "1.5"
    instance.RepetitionTime, instance.EchoTime, instance.EchoTrainLength = "550", "12", "1"
    instance.SliceThickness, instance.SpacingBetweenSlices = "5", "6"
    instance.ContrastBolusAgent, instance.ContrastBolusRoute = "Synthetic gadolinium", "IV"
    instance.PatientPosition, instance.WindowCenter, instance.WindowWidth = "HFS", "750", "1500"
    instance.BitsStored, instance.HighBit, instance.PixelRepresentation = 12, 11, 0


def _ct(instance: Dataset) -> None:
    instance.SOPClassUID, instance.Modality = CTImageStorage, "CT"
    instance.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    instance.KVP, instance.AcquisitionNumber, instance.DataCollectionDiameter = "120", 1, "500"
    instance.ReconstructionDiameter = str(round(instance.Rows * float(instance.PixelSpacing[0]), 1)).removesuffix(".0")
    instance.PatientPosition = "HFS"
    instance.RescaleIntercept, instance.RescaleSlope, instance.RescaleType = "-1024", "1", "HU"
    instance.BitsStored, instance.HighBit, instance.PixelRepresentation = 12, 11, 0


def _abdomen_ct(instance: Dataset) -> None:
    _ct(instance)
    instance.ConvolutionKernel, instance.SliceThickness = "SOFT", "5"
    instance.ContrastBolusAgent, instance.ContrastBolusRoute = "Synthetic iodine", "IV"
    instance.WindowCenter, instance.WindowWidth = "60", "400"


def _chest_ct(instance: Dataset) -> None:
    _ct(instance)
    instance.ConvolutionKernel, instance.SliceThickness = "LUNG", str(chest.THICKNESS)
    instance.WindowCenter, instance.WindowWidth = ["-500", "40"], ["1500", "400"]
    instance.WindowCenterWidthExplanation = ["LUNG", "MEDIASTINUM"]


def _head_ct(instance: Dataset) -> None:
    _ct(instance)
    instance.ConvolutionKernel, instance.SliceThickness = "BRAIN", "5"
    instance.WindowCenter, instance.WindowWidth = ["40", "500"], ["80", "2500"]
    instance.WindowCenterWidthExplanation = ["BRAIN", "BONE"]


def _cr(instance: Dataset) -> None:
    instance.SOPClassUID, instance.Modality = ComputedRadiographyImageStorage, "CR"
    instance.ImageType = ["ORIGINAL", "PRIMARY"]
    instance.ViewPosition, instance.KVP, instance.PlateType = "PA", "117", ""
    instance.ImagerPixelSpacing = ["1", "1"]
    instance.WindowCenter, instance.WindowWidth = "1700", "2600"
    instance.BitsStored, instance.HighBit, instance.PixelRepresentation = 12, 11, 0


def stored(cut: tuple[NDArray[np.int16], Truth]) -> tuple[NDArray[np.generic], Truth]:
    """HU as the CT studies store them: from -1024 up, unsigned."""
    values, truth = cut
    return np.asarray(values + 1024, dtype=np.uint16), truth


def _radiograph(_: float) -> tuple[NDArray[np.generic], Truth]:
    values = chest_radiograph.chest_radiograph(3)
    return values, np.zeros(values.shape, dtype=np.bool_)


STUDIES = (
    Study(
        "brain_mr",
        ("SYNTHETIC^BRAIN", "IODEEP-0001", "19610412", "F"),
        ("MR BRAIN WITH CONTRAST", "T1 SE AX +C", "IOD240001", "1001"),
        ("20240115", "093000"),
        "BRAIN",
        tuple(-34.0 + 6 * index for index in range(17)),
        brain.SPACING,
        lambda height: brain.brain_slice(BRAIN_HEAD, height),
        _mr,
    ),
    Study(
        "abdomen_ct",
        ("SYNTHETIC^ABDOMEN", "IODEEP-0002", "19550923", "M"),
        ("CT ABDOMEN WITH CONTRAST", "ABDOMEN PORTAL VENOUS 5 MM", "IOD240002", "1002"),
        ("20240116", "141500"),
        "ABDOMEN",
        tuple(-42.0 + 8 * index for index in range(13)),
        abdomen.SPACING,
        lambda height: stored(abdomen.abdomen_slice(TRUNK, height)),
        _abdomen_ct,
    ),
    Study(
        "brain_mr_no_body_part",
        ("SYNTHETIC^REFERRED", "IODEEP-0003", "19780630", "M"),
        ("MR BRAIN W CONTRAST", "T1 AX GD", "IOD240003", "1003"),
        ("20240117", "110500"),
        "",
        tuple(14.0 + 6 * index for index in range(6)),
        brain.SPACING,
        lambda height: brain.brain_slice(REFERRED_HEAD, height),
        _mr,
    ),
    Study(
        "chest_cr",
        ("SYNTHETIC^CHEST", "IODEEP-0004", "19490218", "F"),
        ("XR CHEST PA", "CHEST PA", "IOD240004", "1004"),
        ("20240118", "080000"),
        "CHEST",
        (None,),
        chest_radiograph.SPACING,
        _radiograph,
        _cr,
    ),
    Study(
        "chest_ct",
        ("SYNTHETIC^THORAX", "IODEEP-0005", "19580307", "M"),
        ("CT CHEST", "CHEST LUNG 2.5 MM", "IOD240005", "1005"),
        ("20240119", "101500"),
        "CHEST",
        tuple(-42.0 + 5 * index for index in range(9)),
        chest.SPACING,
        lambda height: stored(chest.chest_slice(CHEST, height)),
        _chest_ct,
    ),
    Study(
        "head_ct",
        ("SYNTHETIC^HEAD", "IODEEP-0006", "19431121", "F"),
        ("CT HEAD", "HEAD BRAIN 5 MM", "IOD240006", "1006"),
        ("20240120", "224500"),
        "HEAD",
        tuple(-8.0 + 8 * index for index in range(7)),
        head.SPACING,
        lambda height: stored(head.head_slice(CRANIUM, height)),
        _head_ct,
    ),
)


def instances(study: Study) -> Iterator[tuple[Dataset, Truth]]:
    """Make the instances of a study, each with the mask of its finding, shape (rows, columns)."""
    for index, height in enumerate(study.heights):
        values, truth = study.image(height or 0.0)
        yield instance(study, index, height, values), truth


def instance(study: Study, index: int, height: float | None, values: NDArray[np.generic]) -> Dataset:
    """Make the ``index``-th instance of a study from its stored values, shape (rows, columns)."""
    made = Dataset()
    made.SpecificCharacterSet = "ISO_IR 192"
    made.PatientName, made.PatientID, made.PatientBirthDate, made.PatientSex = study.patient
    made.StudyDescription, made.SeriesDescription, made.AccessionNumber, made.StudyID = study.describe
    date, time = study.when
    made.StudyDate = made.SeriesDate = made.AcquisitionDate = made.ContentDate = date
    made.StudyTime = made.SeriesTime = made.AcquisitionTime = made.ContentTime = time
    made.ReferringPhysicianName, made.InstitutionName = "SYNTHETIC^PHYSICIAN", "IODeep synthetic data"
    made.Manufacturer, made.ManufacturerModelName = "IODeep Viewer", "sample_dicom"
    made.SoftwareVersions, made.DeviceSerialNumber = "1", "0"
    made.StudyInstanceUID, made.SeriesInstanceUID = uid(study.name, "study"), uid(study.name, "series")
    made.SOPInstanceUID = uid(study.name, "image", str(index + 1))
    made.SeriesNumber, made.InstanceNumber, made.BodyPartExamined = 1, index + 1, study.body_part
    if not study.body_part:
        made.Laterality = ""  # type 2C: nobody knows whether the part is one of a pair
    made.PixelSpacing = [str(study.spacing)] * 2
    made.Rows, made.Columns = values.shape
    made.SamplesPerPixel, made.PhotometricInterpretation, made.BitsAllocated = 1, "MONOCHROME2", 16
    made.PatientOrientation = ["L", "F"] if height is None else ["L", "P"]
    study.fill(made)
    if height is not None:
        corner = -(values.shape[0] - 1) / 2 * study.spacing
        made.FrameOfReferenceUID, made.PositionReferenceIndicator = uid(study.name, "frame"), ""
        made.ImagePositionPatient = [str(corner), str(corner), str(height)]
        made.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
        made.SliceLocation = str(height)
    made.PixelData = np.ascontiguousarray(values, dtype="<u2").tobytes()
    made["PixelData"].VR = "OW"
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made.file_meta.ImplementationClassUID = IMPLEMENTATION_CLASS_UID
    made.file_meta.ImplementationVersionName = "IODEEP_SAMPLE_1"
    return made


def write(folder: Path) -> list[Path]:
    """Write all studies, ``FOLDER/STUDY/NNN.dcm``, and return the paths."""
    paths = []
    for study in STUDIES:
        (folder / study.name).mkdir(parents=True, exist_ok=True)
        for made, _ in instances(study):
            paths.append(folder / study.name / f"{made.InstanceNumber:03d}.dcm")
            made.save_as(paths[-1], enforce_file_format=True)
    return paths


if __name__ == "__main__":
    for path in write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent):
        print(path)
