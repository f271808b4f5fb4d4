"""C-FIND at study, series and image level (PS3.4 section C.4.1, Study Root)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydicom import Dataset
from pydicom.config import IGNORE
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.tag import Tag
from pynetdicom import build_context
from pynetdicom.sop_class import StudyRootQueryRetrieveInformationModelFind

from iodeep_viewer.core.iodeep import IODEEP_STUDY_DESCRIPTION, NetworkRecord
from iodeep_viewer.core.records import InstanceRecord, PatientRecord, SeriesRecord, StudyQuery, StudyRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import PacsError
from iodeep_viewer.pacs.attributes import Attributes
from iodeep_viewer.pacs.node import PacsNode, open_association
from iodeep_viewer.pacs.status import CANCELLED, PENDING, SUCCESS, failure
from iodeep_viewer.pacs.transport import close

PRIVATE_CREATOR = (0x0017, 0x0010)
DNN_NAME = (0x0017, 0x1002)
DNN_UID = (0x0017, 0x1003)

# Responses that may still come after a C-CANCEL; a server that goes on for longer is cut off.
_AFTER_CANCEL = 1000
_DATE = re.compile(r"\d{8}|\d{8}-|-\d{8}|\d{8}-\d{8}")

_STUDY_KEYS = (
    "PatientBirthDate",
    "PatientSex",
    "InstitutionName",
    "ReferringPhysicianName",
    "StudyTime",
    "StudyID",
    "StudyInstanceUID",
    "NumberOfStudyRelatedSeries",
    "NumberOfStudyRelatedInstances",
)
_SERIES_KEYS = (
    "StudyInstanceUID",
    "SeriesInstanceUID",
    "Modality",
    "SeriesNumber",
    "SeriesDescription",
    "BodyPartExamined",
    "NumberOfSeriesRelatedInstances",
)
_NETWORK_KEYS = ("SOPInstanceUID", "SamplesPerPixel", "ContentDate", "ContentTime")
_INSTANCE_KEYS = ("SOPClassUID", "InstanceNumber")


@dataclass(frozen=True, slots=True)
class StudySearch:
    """What a study search found.

    Attributes
    ----------
    records
        In the order of the PACS, at most ``query.limit``.
    more
        Whether the PACS holds more than these.
    """

    records: tuple[StudyRecord, ...]
    more: bool = False


def find_studies(node: PacsNode, query: StudyQuery, task: TaskControl) -> StudySearch:
    """Search studies; at ``query.limit`` records the PACS is told to stop (C-CANCEL).

    A network is a study of its own in the PACS, but nothing to read: it is left out and does not count.

    Text keys take the wildcards ``*`` and ``?`` (PS3.4 section C.2.2.2.4).

    Raises
    ------
    PacsError
        If the date is not one, or the PACS does not answer or refuses.
    """
    date = query.study_date.strip()
    if date and not _DATE.fullmatch(date):
        raise PacsError(
            f"'{date}' is not a study date.", "Write YYYYMMDD, or a range YYYYMMDD-YYYYMMDD open on either side."
        )
    keys = {
        "PatientName": query.patient_name,
        "PatientID": query.patient_id,
        "AccessionNumber": query.accession_number,
        "StudyDate": date,
        "ModalitiesInStudy": query.modality,
        "StudyDescription": query.study_description,
    }
    # One more than wanted tells whether there are more; a response without a usable UID cannot be opened.
    found = _find(node, "STUDY", keys, _STUDY_KEYS, task, limit=query.limit + 1, keep=_is_to_be_read)
    records = [record for attributes in found if (record := _study_record(attributes))]
    return StudySearch(tuple(records[: query.limit]), more=len(records) > query.limit)


def find_series(node: PacsNode, study_uid: str, task: TaskControl) -> list[SeriesRecord]:
    """List the series of a study, by series number."""
    found = _find(node, "SERIES", {"StudyInstanceUID": study_uid}, _SERIES_KEYS, task)
    records = [record for attributes in found if (record := _series_record(attributes, study_uid))]
    return sorted(records, key=lambda record: (record.series_number is None, record.series_number or 0))


def find_instances(
    node: PacsNode, study_uid: str, series_uid: str, task: TaskControl, sop_uid: str = ""
) -> list[InstanceRecord]:
    """List the instances of a series, by instance number; only the one of `sop_uid` if that is given."""
    place = {"StudyInstanceUID": study_uid, "SeriesInstanceUID": series_uid, "SOPInstanceUID": sop_uid}
    records = [
        InstanceRecord(
            study_instance_uid=study_uid,
            series_instance_uid=series_uid,
            sop_instance_uid=attributes.uid("SOPInstanceUID"),
            sop_class_uid=attributes.uid("SOPClassUID"),
            instance_number=attributes.integer("InstanceNumber"),
        )
        for attributes in _find(node, "IMAGE", place, _INSTANCE_KEYS, task)
        if attributes.uid("SOPInstanceUID")
    ]
    return sorted(records, key=lambda record: (record.instance_number is None, record.instance_number or 0))


def find_network_series(
    node: PacsNode, task: TaskControl, modality: str = "", body_part_examined: str = ""
) -> list[SeriesRecord]:
    """List the series that hold an IODeep, narrowed by the server.

    Asked at series level, where servers have these attributes in their index: at image level they open
    every object, weights included.
    """
    keys = {
        "StudyDescription": IODEEP_STUDY_DESCRIPTION,
        "Modality": modality,
        "BodyPartExamined": body_part_examined,
    }
    found = _find(node, "SERIES", keys, _SERIES_KEYS, task)
    return [
        record
        for attributes in found
        # A server may ignore a study attribute as key at series level; then it tells what the study is.
        if attributes.text("StudyDescription") in (IODEEP_STUDY_DESCRIPTION, "")
        and (record := _series_record(attributes, ""))
    ]


def find_network(node: PacsNode, series: SeriesRecord, task: TaskControl) -> NetworkRecord:
    """Ask for the selection tags and the identity of one stored network, without fetching it.

    Servers that do not return private attributes leave name and UID to the series description and UID,
    which the paper's rule makes equal.

    Raises
    ------
    PacsError
        If the PACS no longer holds the series.
    """
    place = {"StudyInstanceUID": series.study_instance_uid, "SeriesInstanceUID": series.series_instance_uid}
    private = {PRIVATE_CREATOR: "LO", DNN_NAME: "PN", DNN_UID: "UI"}
    for attributes in _find(node, "IMAGE", place, _NETWORK_KEYS, task, private=private):
        if not attributes.uid("SOPInstanceUID"):
            continue
        ours = attributes.text(Tag(PRIVATE_CREATOR)).upper() in ("IODEEP", "")
        return NetworkRecord(
            dnn_uid=(attributes.uid(Tag(DNN_UID)) if ours else "") or series.series_instance_uid,
            dnn_name=(attributes.text(Tag(DNN_NAME)) if ours else "") or series.series_description,
            modality=series.modality,
            samples_per_pixel=attributes.short("SamplesPerPixel"),
            body_part_examined=series.body_part_examined,
            study_instance_uid=series.study_instance_uid,
            series_instance_uid=series.series_instance_uid,
            sop_instance_uid=attributes.uid("SOPInstanceUID"),
            published=attributes.text("ContentDate") + attributes.text("ContentTime")[:6],
        )
    raise PacsError("The PACS no longer holds this network.", "Search again to see what it holds.")


def _find(
    node: PacsNode,
    level: str,
    keys: Mapping[str, str],
    wanted: tuple[str, ...],
    task: TaskControl,
    *,
    limit: int | None = None,
    private: Mapping[tuple[int, int], str] | None = None,
    keep: Callable[[Attributes], bool] = lambda _: True,
) -> list[Attributes]:
    """Send a C-FIND and collect the matches that `keep` approves; at `limit` of them the PACS is told to stop."""
    identifier = _identifier(level, keys, wanted, private or {})
    model = StudyRootQueryRetrieveInformationModelFind
    found: list[Attributes] = []
    late = 0
    with open_association(node, [build_context(model)], task) as assoc:
        for status, response in assoc.send_c_find(identifier, model):
            task.check()
            if status.get("Status") not in PENDING:
                if status.get("Status") not in (SUCCESS, CANCELLED):
                    raise failure("the search (C-FIND)", status)
            elif limit is None or len(found) < limit:
                if response is not None and keep(attributes := Attributes(response)):
                    found.append(attributes)
                task.report(len(found), 0, "Searching")
                if len(found) == limit:
                    assoc.send_c_cancel(1, query_model=model)
            else:
                late += 1
                if late > _AFTER_CANCEL:
                    close(assoc)
                    break
    return found


def _is_to_be_read(study: Attributes) -> bool:
    return study.text("StudyDescription") != IODEEP_STUDY_DESCRIPTION


def _identifier(
    level: str, keys: Mapping[str, str], wanted: tuple[str, ...], private: Mapping[tuple[int, int], str]
) -> Dataset:
    identifier = Dataset()
    elements: dict[int, tuple[str, str]] = {int(Tag(tag)): (vr, "") for tag, vr in private.items()}
    for keyword in ("SpecificCharacterSet", "QueryRetrieveLevel", *wanted, *keys):
        tag = tag_for_keyword(keyword) or 0
        elements[tag] = (dictionary_VR(tag), keys.get(keyword, ""))
    # Responses come back in this character set, which holds every name.
    elements[0x00080005] = ("CS", "ISO_IR 192")
    elements[0x00080052] = ("CS", level)
    for tag, (vr, value) in elements.items():
        # A backslash would make several values of one; the wildcard stands for it.
        text = value.strip().replace("\\", "?")
        identifier.add(DataElement(tag, vr, text or None, validation_mode=IGNORE))
    return identifier


def _study_record(attributes: Attributes) -> StudyRecord | None:
    uid = attributes.uid("StudyInstanceUID")
    if not uid:
        return None
    return StudyRecord(
        study_instance_uid=uid,
        patient=PatientRecord(
            patient_name=attributes.text("PatientName"),
            patient_id=attributes.text("PatientID"),
            patient_birth_date=attributes.text("PatientBirthDate"),
            patient_sex=attributes.text("PatientSex"),
        ),
        accession_number=attributes.text("AccessionNumber"),
        institution_name=attributes.text("InstitutionName"),
        referring_physician_name=attributes.text("ReferringPhysicianName"),
        study_date=attributes.text("StudyDate"),
        study_time=attributes.text("StudyTime"),
        study_description=attributes.text("StudyDescription"),
        study_id=attributes.text("StudyID"),
        modalities_in_study=attributes.values("ModalitiesInStudy"),
        number_of_study_related_series=attributes.integer("NumberOfStudyRelatedSeries"),
        number_of_study_related_instances=attributes.integer("NumberOfStudyRelatedInstances"),
    )


def _series_record(attributes: Attributes, study_uid: str) -> SeriesRecord | None:
    study_uid, series_uid = attributes.uid("StudyInstanceUID") or study_uid, attributes.uid("SeriesInstanceUID")
    if not study_uid or not series_uid:
        return None
    return SeriesRecord(
        study_instance_uid=study_uid,
        series_instance_uid=series_uid,
        modality=attributes.text("Modality"),
        series_number=attributes.integer("SeriesNumber"),
        series_description=attributes.text("SeriesDescription"),
        body_part_examined=attributes.text("BodyPartExamined"),
        number_of_series_related_instances=attributes.integer("NumberOfSeriesRelatedInstances"),
    )
