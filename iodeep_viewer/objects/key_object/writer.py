"""Write key images as a Key Object Selection Document (PS3.3 section A.35.4, PS3.16 TID 2010)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian, KeyObjectSelectionDocumentStorage, generate_uid

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.common import code_item, date_and_time, fitted, new_dataset
from iodeep_viewer.objects.header import read_header
from iodeep_viewer.objects.key_object.reader import PERSON_NAME
from iodeep_viewer.objects.source_attributes import copy_character_set, copy_patient_and_study

_SERIES_NUMBER = 901
_OF_INTEREST = ("113000", "DCM", "Of Interest")


def write_key_object(images: Collection[ImageKey], series: ImageSeries, *, observer_name: str) -> Dataset:
    """Make a Key Object Selection Document titled “Of Interest”.

    Parameters
    ----------
    images
        On the series; they are listed in its order.
    series
        Slices that the marks lie on.
    observer_name
        PN of who marked them; may be empty.

    Returns
    -------
    Dataset
        Explicit VR Little Endian.

    Raises
    ------
    DicomDataError
        If no image is marked, one is not in the series, or the header of the images cannot be read.
    StructureSetError
        If the images name no study.
    """
    marked = [item for item in series.slices if item.key in images]
    if not marked or len(marked) < len(images):
        raise DicomDataError(
            "A marked image is not in this series." if images else "No image is marked.", "Open the series, mark again."
        )
    now = datetime.now().astimezone()
    ds = new_dataset(KeyObjectSelectionDocumentStorage, generate_uid(prefix=None), ExplicitVRLittleEndian, now)
    source = read_header(marked[0].path)
    copy_patient_and_study(source, ds)
    ds.Modality = "KO"
    ds.SeriesInstanceUID = generate_uid(prefix=None)
    ds.SeriesNumber = _SERIES_NUMBER
    ds.SeriesDate, ds.SeriesTime = date_and_time(now)
    ds.SeriesDescription = "IODeep key images"
    ds.ReferencedPerformedProcedureStepSequence = []
    ds.InstanceNumber = 1
    ds.ContentDate, ds.ContentTime = date_and_time(now)
    frames: dict[str, tuple[str, list[int]]] = {}
    for item in marked:
        numbers_of = frames.setdefault(item.sop_instance_uid, (item.sop_class_uid, []))[1]
        if item.frame_number is not None:
            numbers_of.append(item.frame_number)
    references = [(sop_class_uid, uid, numbers_of) for uid, (sop_class_uid, numbers_of) in frames.items()]
    ds.CurrentRequestedProcedureEvidenceSequence = [_evidence(ds.StudyInstanceUID, series, references)]
    _set_content(ds, references, fitted(observer_name, 64))
    copy_character_set(source, ds)
    return ds


def _evidence(study_instance_uid: str, series: ImageSeries, references: list[tuple[str, str, list[int]]]) -> Dataset:
    referenced_series = Dataset()
    referenced_series.ReferencedSOPSequence = [_reference(*reference[:2]) for reference in references]
    referenced_series.SeriesInstanceUID = series.series_instance_uid
    study = Dataset()
    study.ReferencedSeriesSequence = [referenced_series]
    study.StudyInstanceUID = study_instance_uid
    return study


def _set_content(ds: Dataset, references: list[tuple[str, str, list[int]]], observer_name: str) -> None:
    """Set the content tree of TID 2010: title, observer context (TID 1002), images."""
    ds.ValueType = "CONTAINER"
    ds.ConceptNameCodeSequence = [code_item(*_OF_INTEREST)]
    ds.ContinuityOfContent = "SEPARATE"
    template = Dataset()
    template.MappingResource = "DCMR"
    template.TemplateIdentifier = "2010"
    ds.ContentTemplateSequence = [template]
    content = []
    if observer_name:
        kind = _content_item("HAS OBS CONTEXT", "CODE", ("121005", "DCM", "Observer Type"))
        kind.ConceptCodeSequence = [code_item("121006", "DCM", "Person")]
        name = _content_item("HAS OBS CONTEXT", "PNAME", (PERSON_NAME, "DCM", "Person Observer Name"))
        name.PersonName = observer_name
        content += [kind, name]
    for sop_class_uid, uid, frame_numbers in references:
        image = _content_item("CONTAINS", "IMAGE")
        image.ReferencedSOPSequence = [_reference(sop_class_uid, uid)]
        if frame_numbers:
            image.ReferencedSOPSequence[0].ReferencedFrameNumber = sorted(frame_numbers)
        content.append(image)
    ds.ContentSequence = content


def _content_item(relationship: str, value_type: str, name: tuple[str, str, str] | None = None) -> Dataset:
    item = Dataset()
    item.RelationshipType = relationship
    item.ValueType = value_type
    if name is not None:
        item.ConceptNameCodeSequence = [code_item(*name)]
    return item


def _reference(sop_class_uid: str, sop_instance_uid: str) -> Dataset:
    item = Dataset()
    item.ReferencedSOPClassUID = sop_class_uid
    item.ReferencedSOPInstanceUID = sop_instance_uid
    return item
