"""The type of the objects of a series, and the viewer's use of it."""

from __future__ import annotations

import re

import pytest
from pydicom import uid as uids
from pydicom.uid import (
    UID,
    BasicTextSRStorage,
    CTImageStorage,
    DigitalXRayImageStorageForPresentation,
    EncapsulatedPDFStorage,
    EnhancedMRImageStorage,
    KeyObjectSelectionDocumentStorage,
    ParametricMapStorage,
    RawDataStorage,
    RTDoseStorage,
    RTStructureSetStorage,
    SegmentationStorage,
)

from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.stored_objects import Shows
from iodeep_viewer.objects.registry import IMAGE, KEY_OBJECT, OBJECT_TYPES, RT_STRUCTURE_SET, UNKNOWN, object_type


def series(modality: str = "", sop_class_uid: str = "") -> SeriesRecord:
    return SeriesRecord("1.2", "1.2.3", modality, sop_class_uid=sop_class_uid)


@pytest.mark.parametrize(
    ("sop_class_uid", "content"),
    [
        (CTImageStorage, "images"),
        (EnhancedMRImageStorage, "images"),
        (DigitalXRayImageStorageForPresentation, "images"),
        (RTStructureSetStorage, "regions"),
        (KeyObjectSelectionDocumentStorage, "key images"),
        (SegmentationStorage, "segmentations"),
        (BasicTextSRStorage, "structured reports"),
        (RTDoseStorage, "dose distributions"),
        (EncapsulatedPDFStorage, "documents"),
        (ParametricMapStorage, "parametric maps"),
        (RawDataStorage, "raw data"),
        ("1.2.840.10008.5.1.4.1.1.999", "objects of an unknown kind"),
    ],
)
def test_the_sop_class_decides_whatever_the_modality_says(sop_class_uid: str, content: str) -> None:
    assert object_type(series("CT", sop_class_uid)).content == content


@pytest.mark.parametrize(
    ("modality", "content"),
    [("SEG", "segmentations"), ("SR", "structured reports"), ("RTSTRUCT", "regions"), ("", "images")],
)
def test_without_a_sop_class_the_modality_decides(modality: str, content: str) -> None:
    assert object_type(series(modality)).content == content


def test_every_storage_sop_class_has_one_type_at_most() -> None:
    known = [uid for item in OBJECT_TYPES for uid in item.sop_class_uids]
    assert len(known) == len(set(known))


def test_objects_of_patients_that_are_often_stored_are_known_by_name() -> None:
    of_patients = "Image Storage| SR Storage|Waveform Storage|Presentation State|Segmentation Storage"
    found = [uid for uid in vars(uids).values() if isinstance(uid, UID) and re.search(of_patients, uid.name)]
    assert len(found) > 100
    assert [uid.name for uid in found if object_type(series(sop_class_uid=uid)) is UNKNOWN] == []


def test_modalities_of_images_are_those_of_no_other_type() -> None:
    for item in OBJECT_TYPES:
        assert [name for name in item.modalities if series(name).has_images] == []
    for modality in ("CT", "MR", "US", "CR", "DX", "MG", "NM", "PT", "XA", "RF", "SC", "OT", "OP", "SM", ""):
        assert series(modality).has_images
        assert object_type(series(modality)) is IMAGE


def test_types_that_show_findings_have_a_reader_and_a_writer() -> None:
    shown = [item for item in OBJECT_TYPES if item.shows is Shows.FINDINGS]
    assert shown == [RT_STRUCTURE_SET, KEY_OBJECT]
    assert all(item.reader and item.writer for item in shown)
