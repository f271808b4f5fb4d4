"""The common parts of all objects that we write: file meta information, dates, equipment, texts that fit."""

from __future__ import annotations

import io
from datetime import datetime

from pydicom import dcmwrite
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID

IMPLEMENTATION_CLASS_UID = UID("2.25.302843770162218391574401823365711925843")
IMPLEMENTATION_VERSION_NAME = "IODEEP_VIEWER"
MANUFACTURER = "IODeep"
MODEL_NAME = "IODeep Viewer"


def new_dataset(sop_class_uid: str, sop_instance_uid: str, transfer_syntax: UID, now: datetime) -> Dataset:
    """Make a dataset with preamble, file meta information (PS3.10 section 7.1), SOP Common and General Equipment.

    Text is UTF-8 (ISO_IR 192). `now` is aware of its time zone.

    Parameters
    ----------
    sop_class_uid
        SOPClassUID.
    sop_instance_uid
        SOPInstanceUID.
    transfer_syntax
        That it will be written in.
    now
        Aware of its time zone.

    Returns
    -------
    Dataset
        To be filled.
    """
    ds = Dataset()
    ds.preamble = b"\0" * 128
    ds.file_meta = FileMetaDataset()
    ds.file_meta.MediaStorageSOPClassUID = UID(sop_class_uid)
    ds.file_meta.MediaStorageSOPInstanceUID = UID(sop_instance_uid)
    ds.file_meta.TransferSyntaxUID = transfer_syntax
    ds.file_meta.ImplementationClassUID = IMPLEMENTATION_CLASS_UID
    ds.file_meta.ImplementationVersionName = IMPLEMENTATION_VERSION_NAME
    ds.SpecificCharacterSet = "ISO_IR 192"
    ds.SOPClassUID = UID(sop_class_uid)
    ds.SOPInstanceUID = UID(sop_instance_uid)
    ds.InstanceCreationDate, ds.InstanceCreationTime = date_and_time(now)
    ds.InstanceCreatorUID = IMPLEMENTATION_CLASS_UID
    ds.TimezoneOffsetFromUTC = now.strftime("%z")[:5]
    ds.Manufacturer = MANUFACTURER
    ds.ManufacturerModelName = MODEL_NAME
    return ds


def date_and_time(now: datetime) -> tuple[str, str]:
    """DA and TM of a moment (PS3.5 section 6.2).

    Parameters
    ----------
    now
        Any moment.

    Returns
    -------
    date : str
    time : str
    """
    return now.strftime("%Y%m%d"), now.strftime("%H%M%S.%f")


def file_bytes(ds: Dataset) -> bytes:
    """Return the object as a DICOM file (PS3.10): preamble, file meta information and data set.

    Parameters
    ----------
    ds
        With its file meta information.

    Returns
    -------
    bytes
        The contents of the file.
    """
    buffer = io.BytesIO()
    dcmwrite(buffer, ds, enforce_file_format=True)
    return buffer.getvalue()


def fitted(text: str, length: int) -> str:
    r"""Return `text` as one value of a short text VR (SH, LO, PN): at most `length` characters.

    Parameters
    ----------
    text
        Any text.
    length
        Characters that the VR has room for.

    Returns
    -------
    str
        One line without a backslash.

    Examples
    --------
    >>> fitted("lesion\\left\n(upper)", 11)
    'lesion/left'
    """
    one_line = " ".join(text.replace("\\", "/").split())
    return "".join(character for character in one_line if character.isprintable())[:length].rstrip()


def code_item(value: str, scheme: str, meaning: str) -> Dataset:
    """Item of a code sequence (PS3.3 section 8.8).

    Parameters
    ----------
    value
        CodeValue.
    scheme
        CodingSchemeDesignator.
    meaning
        CodeMeaning.

    Returns
    -------
    Dataset
        The item.
    """
    item = Dataset()
    item.CodeValue = value
    item.CodingSchemeDesignator = scheme
    item.CodeMeaning = meaning
    return item
