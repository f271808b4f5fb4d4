"""Small synthetic objects for the tests against a PACS."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from pydicom import Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRLittleEndian,
    MRImageStorage,
    RawDataStorage,
    generate_uid,
)


@dataclass(frozen=True)
class MadeSeries:
    """A series and the objects in it."""

    study_uid: str
    series_uid: str
    datasets: tuple[Dataset, ...] = field(repr=False)

    @property
    def sop_uids(self) -> set[str]:
        return {str(dataset.SOPInstanceUID) for dataset in self.datasets}


def make_series(count: int, *, study_uid: str = "", size: int = 16, **attributes: object) -> MadeSeries:
    """Make a CT or MR series; `attributes` are set on every instance."""
    study_uid, series_uid = study_uid or generate_uid(), generate_uid()
    datasets = tuple(_image(study_uid, series_uid, number, size, attributes) for number in range(1, count + 1))
    return MadeSeries(study_uid, series_uid, datasets)


def twins(*, same_study: bool, same_instances: bool = False, **attributes: object) -> tuple[MadeSeries, MadeSeries]:
    """Make a series of patient 1 and a badly anonymised copy of it, one image longer, of patient 2.

    Both have one SeriesInstanceUID, and the study and the first four instances theirs too where that is asked for.
    """
    one = make_series(4, PatientID="1", PatientName="One^A")
    other = make_series(5, PatientID="2", PatientName="Two^B", study_uid=one.study_uid if same_study else "")
    for dataset in (*one.datasets, *other.datasets):
        for keyword, value in attributes.items():
            setattr(dataset, keyword, value)
    for number, dataset in enumerate(other.datasets):
        dataset.SeriesInstanceUID = one.series_uid
        if same_instances and number < 4:
            dataset.SOPInstanceUID = one.datasets[number].SOPInstanceUID
            dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    return one, MadeSeries(other.study_uid, one.series_uid, other.datasets)


def make_network_like(uid: str, *, weights: bytes, body_part: str = "BRAIN", modality: str = "MR") -> Dataset:
    """Make Raw Data with the private group of an IODeep, by hand: no code of the package writes it."""
    dataset = _dataset(RawDataStorage, uid)
    dataset.PatientName = dataset.PatientID = ""
    dataset.StudyInstanceUID = dataset.SeriesInstanceUID = uid
    dataset.StudyDescription = "IODeep"
    dataset.SeriesDescription = "A network for tests"
    dataset.Modality, dataset.BodyPartExamined = modality, body_part
    dataset.SamplesPerPixel = 1
    dataset.ContentDate, dataset.ContentTime = "20250102", "030405.678"
    dataset.InstanceNumber = 1
    block = dataset.private_block(0x0017, "IODEEP", create=True)
    block.add_new(0x00, "UT", '{"input_shape": {}}')
    block.add_new(0x01, "UT", "#DnnWeightsData")
    block.add_new(0x02, "PN", "Réseau d'essai")
    block.add_new(0x03, "UI", uid)
    block.add_new(0x10, "OB", weights)
    return dataset


def _image(study_uid: str, series_uid: str, number: int, size: int, attributes: dict[str, object]) -> Dataset:
    modality = attributes.get("Modality", "CT")
    dataset = _dataset(CTImageStorage if modality == "CT" else MRImageStorage, generate_uid())
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study_uid, series_uid
    dataset.Modality = modality
    dataset.PatientName, dataset.PatientID = "Nobody", "NOBODY"
    dataset.SeriesNumber, dataset.InstanceNumber = 1, number
    dataset.Rows = dataset.Columns = size
    dataset.BitsAllocated = dataset.BitsStored = 16
    dataset.HighBit, dataset.PixelRepresentation, dataset.SamplesPerPixel = 15, 0, 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.PixelData = np.full((size, size), number, np.uint16).tobytes()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def _dataset(sop_class: UID, uid: str) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.SOPClassUID, dataset.SOPInstanceUID = sop_class, uid
    return dataset
