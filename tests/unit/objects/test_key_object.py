"""Key Object Selection Documents: written by the standard, read from any software."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import EnhancedMRImageStorage, KeyObjectSelectionDocumentStorage, MRImageStorage

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.objects.key_object.reader import read_key_object
from iodeep_viewer.objects.key_object.writer import write_key_object

MakeSlice = Callable[..., Dataset]
WriteFile = Callable[..., Path]
Errors = Callable[[Dataset], list[str]]
MARKED = {("1.2.3.4.4", None), ("1.2.3.4.2", None)}


def test_marked_images_come_back(oblique_series: ImageSeries, write_file: WriteFile, dciodvfy_errors: Errors) -> None:
    ds = write_key_object(MARKED, oblique_series, observer_name="Rossi^Nicolò")
    found = read_key_object(write_file(ds))
    assert (found.title, found.observer_name, found.images) == ("Of Interest", "Rossi^Nicolò", frozenset(MARKED))
    assert (found.sop_instance_uid, found.date) == (ds.SOPInstanceUID, ds.ContentDate)
    assert [found.marks(item.key) for item in oblique_series.slices] == [False, True, False, True, False]
    assert dciodvfy_errors(ds) == []


def test_the_document_follows_its_template(oblique_series: ImageSeries) -> None:
    ds = write_key_object(MARKED, oblique_series, observer_name="Rossi^Anna")
    assert (ds.SOPClassUID, ds.Modality) == (KeyObjectSelectionDocumentStorage, "KO")
    assert (ds.PatientName, ds.PatientID, ds.StudyInstanceUID) == ("Müller^Jörg", "P 1", "1.2.3")
    assert ds.SpecificCharacterSet == "ISO_IR 100"
    assert (ds.ConceptNameCodeSequence[0].CodeValue, ds.ContentTemplateSequence[0].TemplateIdentifier) == (
        "113000",
        "2010",
    )
    described = [(item.RelationshipType, item.ValueType) for item in ds.ContentSequence]
    assert described == [("HAS OBS CONTEXT", "CODE"), ("HAS OBS CONTEXT", "PNAME"), *[("CONTAINS", "IMAGE")] * 2]
    named = [item.ReferencedSOPSequence[0] for item in ds.ContentSequence[2:]]
    assert [(item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID) for item in named] == [
        (MRImageStorage, "1.2.3.4.2"),
        (MRImageStorage, "1.2.3.4.4"),
    ]
    (study,) = ds.CurrentRequestedProcedureEvidenceSequence
    (series,) = study.ReferencedSeriesSequence
    assert (study.StudyInstanceUID, series.SeriesInstanceUID) == ("1.2.3", "1.2.3.1")
    assert {item.ReferencedSOPInstanceUID for item in series.ReferencedSOPSequence} == {"1.2.3.4.2", "1.2.3.4.4"}


def test_without_an_observer_it_is_valid_too(oblique_series: ImageSeries, dciodvfy_errors: Errors) -> None:
    ds = write_key_object(MARKED, oblique_series, observer_name="")
    assert [item.ValueType for item in ds.ContentSequence] == ["IMAGE", "IMAGE"]
    assert dciodvfy_errors(ds) == []


def test_frames_are_marked_by_number_and_an_instance_as_a_whole(
    make_slice: MakeSlice, write_file: WriteFile, dciodvfy_errors: Errors
) -> None:
    ds = make_slice(SOPClassUID=EnhancedMRImageStorage, NumberOfFrames=4, ImagePositionPatient=None)
    ds.PixelData = ds.PixelData * 4
    series = ImageSeries("1.2.3.1").with_slices(read_slices(write_file(ds)))
    written = write_key_object({("1.2.3.4.1", 4), ("1.2.3.4.1", 2)}, series, observer_name="R")
    found = read_key_object(written)
    assert [found.marks(item.key) for item in series.slices] == [False, True, False, True]
    assert dciodvfy_errors(written) == []
    del written.ContentSequence[2].ReferencedSOPSequence[0].ReferencedFrameNumber
    assert [read_key_object(written).marks(item.key) for item in series.slices] == [True] * 4


@pytest.mark.parametrize("images", [set(), {("1.2.3.4.2", None), ("9.9", None)}, {("1.2.3.4.2", 1)}])
def test_what_is_not_in_the_series_cannot_be_marked(
    images: set[tuple[str, int | None]], oblique_series: ImageSeries
) -> None:
    with pytest.raises(DicomDataError):
        write_key_object(images, oblique_series, observer_name="R")


def test_documents_of_others_are_read_tolerantly(oblique_series: ImageSeries, write_file: WriteFile) -> None:
    ds = write_key_object(MARKED, oblique_series, observer_name="Rossi^Anna")
    ds.ConceptNameCodeSequence[0].CodeMeaning = "Rejected for Quality Reasons"
    remark = Dataset()
    remark.RelationshipType, remark.ValueType, remark.TextValue = "CONTAINS", "TEXT", "motion"
    remark.ConceptNameCodeSequence = [Dataset()]
    remark.ConceptNameCodeSequence[0].CodeValue = "113012"
    nested = Dataset()
    nested.ValueType, nested.ContentSequence = "CONTAINER", [ds.ContentSequence[3]]
    broken = Dataset()
    broken.ValueType = "IMAGE"
    ds.ContentSequence = [remark, broken, ds.ContentSequence[2], nested]
    found = read_key_object(dcmread(write_file(ds)))
    assert (found.title, found.description) == ("Rejected for Quality Reasons", "motion")
    assert (found.observer_name, found.images) == ("", frozenset(MARKED))
    del ds.ConceptNameCodeSequence, ds.ContentSequence
    assert (read_key_object(ds).title, read_key_object(ds).images) == ("Key images", frozenset())


def test_another_object_is_refused(oblique_series: ImageSeries) -> None:
    with pytest.raises(DicomDataError, match="no Key Object"):
        read_key_object(oblique_series.slices[0].path)
