"""Patient and study of the images, carried over to what is derived from them."""

from __future__ import annotations

from typing import Any

from pydicom import config
from pydicom.charset import convert_encodings
from pydicom.datadict import dictionary_VR
from pydicom.dataset import Dataset
from pydicom.valuerep import PersonName, validate_value

from iodeep_viewer.errors import StructureSetError
from iodeep_viewer.objects.header import text, value_of

_MANDATORY = (  # type 2: present, if need be empty (PS3.3 sections C.7.1.1 and C.7.2.1)
    "PatientName",
    "PatientID",
    "PatientBirthDate",
    "PatientSex",
    "StudyDate",
    "StudyTime",
    "ReferringPhysicianName",
    "StudyID",
    "AccessionNumber",
)
_OPTIONAL = (
    "IssuerOfPatientID",
    "PatientBirthTime",
    "PatientAge",
    "PatientSize",
    "PatientWeight",
    "PatientIdentityRemoved",
    "DeidentificationMethod",
    "StudyDescription",
    "InstitutionName",
)
# Free text is kept as it is, so that the object is filed under the same patient; a coded value that is not
# valid would make ours invalid too.
_CODED_VRS = frozenset({"DA", "TM", "CS", "AS", "DS"})
_TEXT_VRS = frozenset({"LO", "LT", "PN", "SH", "ST", "UC", "UT"})


def copy_patient_and_study(source: Dataset, ds: Dataset) -> None:
    """Copy the Patient, Patient Study and General Study attributes.

    Parameters
    ----------
    source
        The images.
    ds
        The new object.

    Raises
    ------
    StructureSetError
        If the source names no study.
    """
    study_instance_uid = text(source, "StudyInstanceUID")
    if not study_instance_uid:
        raise StructureSetError("The images name no study to store the regions in.", "Export the series again.")
    ds.StudyInstanceUID = study_instance_uid
    for keyword in _MANDATORY:
        setattr(ds, keyword, _copied(source, keyword))
    for keyword in _OPTIONAL:
        value = _copied(source, keyword)
        if value:
            setattr(ds, keyword, value)


def copy_character_set(source: Dataset, ds: Dataset) -> None:
    """Give `ds` the character set of the source where that holds every text in `ds`; else it stays UTF-8.

    Parameters
    ----------
    source
        The images.
    ds
        The new object, with all its texts.
    """
    stated = value_of(source, "SpecificCharacterSet")
    if not stated:
        return
    try:
        encodings = convert_encodings(stated)  # type: ignore[arg-type]  # a text or several
        # The default repertoire is ASCII (PS3.5 section 6.1.2.1); pydicom reads it as Latin-1.
        encodings = ["ascii" if encoding == "iso8859" else encoding for encoding in encodings]
        characters = {
            character for element in ds.iterall() if element.VR in _TEXT_VRS for character in str(element.value)
        }
        fits = all(any(_can_encode(character, encoding) for encoding in encodings) for character in characters)
    except LookupError:  # one that is not known
        return
    if fits:
        ds.SpecificCharacterSet = stated


def _can_encode(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _copied(source: Dataset, keyword: str) -> Any:
    value = value_of(source, keyword)
    if value is None:
        return ""
    if isinstance(value, PersonName):
        return str(value)  # decoded, so that it is written in the character set of the new object
    vr = dictionary_VR(keyword)
    if vr in _CODED_VRS:
        try:
            validate_value(vr, str(value), config.RAISE)
        except ValueError:
            return ""
    return value
