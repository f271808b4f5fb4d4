"""C-FIND at study, series and image level (PS3.4 section C.4.1, Study Root)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydicom import Dataset
from pydicom.config import IGNORE
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import DataElement
from pynetdicom import build_context
from pynetdicom.sop_class import StudyRootQueryRetrieveInformationModelFind

from iodeep_viewer.core.image_key import StudyKey, names_another, patient_key, study_key
from iodeep_viewer.core.iodeep import IODEEP_STUDY_DESCRIPTION
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.record_mapping import (
    INSTANCE_KEYWORDS,
    SERIES_KEYWORDS,
    STUDY_COUNTS,
    STUDY_KEYWORDS,
    instance_record,
    patient_record,
    series_record,
    study_record,
)
from iodeep_viewer.core.records import (
    InstanceRecord,
    SeriesRecord,
    StudyQuery,
    StudyRecord,
    StudySearch,
    prior_studies,
)
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DimseFailure, PacsError
from iodeep_viewer.pacs.attributes import Attributes
from iodeep_viewer.pacs.connection import open_association
from iodeep_viewer.pacs.status import CANCELLED, PENDING, SUCCESS, failure
from iodeep_viewer.pacs.transport import close

# Responses that may still come after a C-CANCEL; a server that goes on for longer is cut off.
_AFTER_CANCEL = 1000
_DOES_NOT_MATCH_SOP_CLASS = 0xA900
_DATE = re.compile(r"\d{8}|\d{8}-|-\d{8}|\d{8}-\d{8}")

_STUDY_KEYS = (*STUDY_KEYWORDS, *STUDY_COUNTS)
SERIES_KEYS = (*SERIES_KEYWORDS, "NumberOfSeriesRelatedInstances")
_PATIENT_KEYS = ("PatientName", "PatientID")


def find_studies(node: PacsNode, query: StudyQuery, task: TaskControl) -> StudySearch:
    """Search studies; stop the PACS at ``query.limit`` records (C-CANCEL).

    A network is a study of its own in the PACS, but nothing to read: it is left out and does not count.

    Text keys take the wildcards ``*`` and ``?`` (PS3.4 section C.2.2.2.4). C-FIND matches one modality only: with
    several the PACS is asked for each in turn.

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
        "StudyDescription": query.study_description,
        "StudyInstanceUID": query.study_instance_uid,
    }
    studies: dict[StudyKey, StudyRecord] = {}
    cut_off = False
    for modality in query.modalities or ("",):
        asked = keys | {"ModalitiesInStudy": modality}
        # One more than wanted shows whether there are more; a response without a usable UID cannot be opened.
        found = find(node, "STUDY", asked, _STUDY_KEYS, task, limit=query.limit + 1, keep=_is_to_be_read)
        cut_off = cut_off or found.cut_off
        records = [record for attributes in found.attributes if (record := study_record(attributes))]
        studies |= {study_key(record): record for record in records}
    records = list(studies.values())
    return StudySearch(tuple(records[: query.limit]), cut_off or len(records) > query.limit, cut_off)


def find_prior_studies(node: PacsNode, study: StudyRecord, task: TaskControl) -> tuple[StudyRecord, ...]:
    """Find the other studies of the patient of a study, newest first.

    A study counts as of the same patient by its PatientID, unless the issuer of that ID or the date of birth says
    otherwise; without a PatientID there are none.
    """
    patient = study.patient
    if not patient.patient_id:
        return ()
    keys = {"PatientID": patient.patient_id}
    found = find(node, "STUDY", keys, (*_STUDY_KEYS, "IssuerOfPatientID"), task, keep=_is_to_be_read).attributes
    own = (item for item in found if item.uid("StudyInstanceUID") == study.study_instance_uid)
    issuer = next((item.text("IssuerOfPatientID") for item in own), "")
    records = [
        record
        for item in found
        if item.text("IssuerOfPatientID") in (issuer, "") or not issuer
        if (record := study_record(item)) is not None
    ]
    return prior_studies(study, records)


def find_series(node: PacsNode, study: StudyRecord, task: TaskControl) -> list[SeriesRecord]:
    """List the series of a study.

    Two patients may share a StudyInstanceUID: series that state another patient are left out.

    Parameters
    ----------
    node
        The PACS.
    study
        The study, with its patient where that is known.
    task
        Reports responses received.

    Returns
    -------
    list of SeriesRecord
        By series number.

    Raises
    ------
    PacsError
        If the PACS does not answer or refuses.
    """
    keys, patient = {"StudyInstanceUID": study.study_instance_uid}, patient_key(study.patient)
    try:
        found = find(node, "SERIES", keys, (*_PATIENT_KEYS, *SERIES_KEYS), task).attributes
    except DimseFailure as error:
        if error.status != _DOES_NOT_MATCH_SOP_CLASS:
            raise
        # A strict server refuses attributes of another level than the one that is asked for.
        found = find(node, "SERIES", keys, SERIES_KEYS, task).attributes
    records = [
        record
        for attributes in found
        if not names_another(patient, patient_record(attributes))
        if (record := series_record(attributes, study.study_instance_uid))
    ]
    return sorted(records, key=lambda record: (record.series_number is None, record.series_number or 0))


def find_instances(
    node: PacsNode, study_uid: str, series_uid: str, task: TaskControl, sop_uid: str = ""
) -> list[InstanceRecord]:
    """List the instances of a series, by instance number; only the one of `sop_uid` if that is given."""
    place = {"StudyInstanceUID": study_uid, "SeriesInstanceUID": series_uid, "SOPInstanceUID": sop_uid}
    found = find(node, "IMAGE", place, INSTANCE_KEYWORDS, task).attributes
    records = [record for item in found if (record := instance_record(item, study_uid, series_uid))]
    return sorted(records, key=lambda record: (record.instance_number is None, record.instance_number or 0))


@dataclass(frozen=True, slots=True)
class Found:
    """Answers to a C-FIND, and whether the PACS stopped before it had given all."""

    attributes: list[Attributes]
    cut_off: bool


def find(
    node: PacsNode,
    level: str,
    keys: Mapping[str, str],
    wanted: tuple[str, ...],
    task: TaskControl,
    *,
    limit: int | None = None,
    private: Mapping[int, str] | None = None,
    keep: Callable[[Attributes], bool] = lambda _: True,
) -> Found:
    """Send a C-FIND and collect the matches that `keep` approves; stop the PACS at `limit` of them."""
    identifier = _identifier(level, keys, wanted, private or {})
    model = StudyRootQueryRetrieveInformationModelFind
    found: list[Attributes] = []
    late = 0
    cut_off = False
    with open_association(node, [build_context(model)], task) as assoc:
        for status, response in assoc.send_c_find(identifier, model):
            task.check()
            if status.get("Status") not in PENDING:
                if status.get("Status") not in (SUCCESS, CANCELLED):
                    raise failure("the search (C-FIND)", status)
                # Orthanc reports so that its own limit (LimitFindResults) ended the answer.
                cut_off = status.get("Status") == CANCELLED and (limit is None or len(found) < limit)
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
    return Found(found, cut_off)


def _is_to_be_read(study: Attributes) -> bool:
    return study.text("StudyDescription") != IODEEP_STUDY_DESCRIPTION


def _identifier(level: str, keys: Mapping[str, str], wanted: tuple[str, ...], private: Mapping[int, str]) -> Dataset:
    identifier = Dataset()
    elements: dict[int, tuple[str, str]] = {tag: (vr, "") for tag, vr in private.items()}
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
