"""The types of DICOM objects that the viewer knows: what reads and writes them, and what they show.

A new type is a folder beside this module and one entry in :data:`OBJECT_TYPES`. Types without a reader are known
by name alone, so that a study can say what it holds also where it cannot be shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydicom import uid as uids
from pydicom.dataset import Dataset
from pydicom.uid import (
    UID,
    KeyObjectSelectionDocumentStorage,
    ParametricMapStorage,
    RawDataStorage,
    RTDoseStorage,
    RTStructureSetStorage,
)

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.stored_objects import Shows, StoredObject
from iodeep_viewer.objects.iodeep.writer import write_iodeep
from iodeep_viewer.objects.key_object.reader import read_key_object
from iodeep_viewer.objects.key_object.writer import write_key_object
from iodeep_viewer.objects.rt_structure_set.reader import read_structure_set
from iodeep_viewer.objects.rt_structure_set.writer import write_structure_set

Reader = Callable[[Path, ImageSeries], StoredObject]
"""Reads the findings of a file that lie on the images of a series."""


@dataclass(frozen=True, slots=True)
class ObjectType:
    """One type of DICOM objects.

    Attributes
    ----------
    name
        Of one object, e.g. ``RT Structure Set``.
    content
        What such objects hold, in the plural: ``segmentations``.
    sop_class_uids
        SOP classes that are of this type.
    modalities
        Values of Modality by which a series of it is known where its SOP class is not.
    shows
        What becomes of it on the screen.
    reader
        Of types that show findings. Images have :func:`~iodeep_viewer.objects.image.reader.read_slices`.
    writer
        Makes the object; None where we do not write it.
    """

    name: str
    content: str
    sop_class_uids: frozenset[str]
    modalities: frozenset[str] = frozenset()
    shows: Shows = Shows.NOTHING
    reader: Reader | None = None
    writer: Callable[..., Dataset] | None = None


def _sop_classes(pattern: str) -> frozenset[str]:
    """Return the UIDs of the storage SOP classes whose name in the standard (PS3.6 annex A) matches."""
    return frozenset(
        uid
        for uid in vars(uids).values()
        if isinstance(uid, UID) and uid.type == "SOP Class" and re.search(pattern, uid.name)
    )


def _known_by_name(content: str, sop_classes: str, *modalities: str) -> ObjectType:
    return ObjectType(content.removesuffix("s"), content, _sop_classes(sop_classes), frozenset(modalities))


IMAGE = ObjectType("image", "images", _sop_classes("Image Storage|Enhanced US Volume Storage"), shows=Shows.IMAGES)
IODEEP = ObjectType("IODeep", "raw data", frozenset({RawDataStorage}), shows=Shows.NETWORK, writer=write_iodeep)
RT_STRUCTURE_SET = ObjectType(
    "RT Structure Set",
    "regions",
    frozenset({RTStructureSetStorage}),
    frozenset({"RTSTRUCT"}),
    Shows.FINDINGS,
    read_structure_set,
    write_structure_set,
)
KEY_OBJECT = ObjectType(
    "Key Object Selection",
    "key images",
    frozenset({KeyObjectSelectionDocumentStorage}),
    frozenset({"KO"}),
    Shows.FINDINGS,
    lambda path, _series: read_key_object(path),
    write_key_object,
)
UNKNOWN = ObjectType("object", "objects of an unknown kind", frozenset())

OBJECT_TYPES = (
    IMAGE,
    RT_STRUCTURE_SET,
    KEY_OBJECT,
    IODEEP,
    _known_by_name("segmentations", "Segmentation Storage", "SEG"),
    _known_by_name("structured reports", " SR Storage|Procedure Log|Report Storage|Content Assessment", "SR", "SMR"),
    _known_by_name("presentation states", "Presentation State Storage|Structured Display", "PR"),
    _known_by_name("treatment plans", "RT.* Plan Storage|RT Plan|RT Radiation Set Storage|Intent", "RTPLAN", "PLAN"),
    ObjectType("dose distribution", "dose distributions", frozenset({RTDoseStorage}), frozenset({"RTDOSE"})),
    _known_by_name("treatment records", "Record (Set )?Storage|Salvage Record", "RTRECORD", "RTRAD"),
    _known_by_name("registrations", "Registration Storage", "REG"),
    _known_by_name("documents", "Encapsulated (PDF|CDA)", "DOC"),
    _known_by_name("3-D models", "Encapsulated (STL|OBJ|MTL)|Surface Scan", "M3D"),
    _known_by_name("waveforms", "Waveform Storage", "ECG", "HD", "EPS", "EEG", "EMG", "EOG", "RESP", "AU"),
    _known_by_name("value mappings", "Real World Value Mapping", "RWV"),
    _known_by_name("annotations", "Simple Annotations", "ANN"),
    _known_by_name("fiducials", "Spatial Fiducials", "FID"),
    _known_by_name("spectra", "Spectroscopy Storage"),
    ObjectType("parametric map", "parametric maps", frozenset({ParametricMapStorage})),
)
"""Every type that we know, those that the viewer shows first."""


def object_type(record: SeriesRecord) -> ObjectType:
    """Return the type of the objects of a series: by its SOP class where that is known, else by its modality.

    Parameters
    ----------
    record
        As an archive lists it.

    Returns
    -------
    ObjectType
        :data:`UNKNOWN` for a SOP class that is in no entry; :data:`IMAGE` for a modality that is in none.
    """
    if record.sop_class_uid:
        return next((item for item in OBJECT_TYPES if record.sop_class_uid in item.sop_class_uids), UNKNOWN)
    return next((item for item in OBJECT_TYPES if record.modality in item.modalities), IMAGE)
