"""Write a network as a DICOM object (paper, table 1, on the Raw Data IOD, PS3.3 section A.37)."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from pydicom.dataset import Dataset
from pydicom.uid import UID, ExplicitVRLittleEndian, RawDataStorage

from iodeep_viewer import __version__
from iodeep_viewer.core.iodeep import IODEEP_STUDY_DESCRIPTION, IODeep
from iodeep_viewer.core.private_elements import PrivateElement
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.objects.common import IMPLEMENTATION_CLASS_UID, date_and_time, fitted, new_dataset
from iodeep_viewer.objects.iodeep.reader import read_iodeep
from iodeep_viewer.objects.private_block import add_private


def write_iodeep(network: IODeep) -> Dataset:
    """Make the DICOM object of a network.

    SOPInstanceUID, SeriesInstanceUID and StudyInstanceUID are DnnUID: the paper's rule.

    Parameters
    ----------
    network
        With its weights, or where they lie.

    Returns
    -------
    Dataset
        Explicit VR Little Endian, checked by :func:`validate_iodeep`.

    Raises
    ------
    NetworkError
        If the UID, the description, the tags or the digest are not fit to be published.
    """
    now = datetime.now().astimezone()
    record, uid = network.record, UID(network.record.dnn_uid)
    digest = network.weights_sha256
    if network.weights is not None:
        digest = hashlib.sha256(network.weights).hexdigest()
        if network.weights_sha256 not in ("", digest):
            raise NetworkError(
                f"The weights of {record.dnn_name} have the SHA-256 {digest}, not {network.weights_sha256} as stated.",
                "Use the weights file that belongs to the description, or correct the digest.",
            )
    ds = new_dataset(RawDataStorage, uid, ExplicitVRLittleEndian, now)
    date, time = date_and_time(now)
    name = fitted(record.dnn_name.replace("^", " ").replace("=", " "), 64)
    # Not the object of a patient: the mandatory attributes are there and empty.
    ds.PatientName = ds.PatientID = ds.PatientBirthDate = ds.PatientSex = ""
    ds.StudyInstanceUID = ds.SeriesInstanceUID = uid
    ds.StudyDate, ds.StudyTime = date, time
    ds.ReferringPhysicianName = ds.StudyID = ds.AccessionNumber = ""
    ds.StudyDescription = IODEEP_STUDY_DESCRIPTION
    ds.Modality = record.modality
    ds.SeriesNumber = 1
    ds.SeriesDescription = name
    ds.BodyPartExamined = record.body_part_examined
    ds.SoftwareVersions = __version__
    ds.AcquisitionContextSequence = []
    ds.InstanceNumber = 1
    ds.ContentDate, ds.ContentTime = date, time
    ds.CreatorVersionUID = IMPLEMENTATION_CLASS_UID
    ds.SamplesPerPixel = record.samples_per_pixel
    ds.PhotometricInterpretation = network.photometric_interpretation
    ds.PlanarConfiguration = network.planar_configuration
    ds.PatientOrientation = list(network.patient_orientation)
    ds.Rows, ds.Columns = network.rows, network.columns
    add_private(ds, PrivateElement.ARCHITECTURE, network.architecture)
    add_private(ds, PrivateElement.WEIGHTS, network.weights_uri)
    add_private(ds, PrivateElement.NAME, name)
    add_private(ds, PrivateElement.UID, uid)
    if network.weights is not None:
        add_private(ds, PrivateElement.WEIGHTS_DATA, network.weights)
    add_private(ds, PrivateElement.WEIGHTS_SHA256, digest)
    add_private(ds, PrivateElement.VERSION, fitted(network.version, 64))
    add_private(ds, PrivateElement.CARD, network.card)
    if record.previous:
        add_private(ds, PrivateElement.PREVIOUS, record.previous)
    problems = validate_iodeep(ds)
    if problems:
        raise NetworkError(
            f"{record.dnn_name or 'The network'} cannot be published: {' '.join(problems)}",
            "Correct the network's description and publish it again.",
        )
    return ds


def validate_iodeep(ds: Dataset) -> tuple[str, ...]:
    """Check an IODeep of our layout: its problems, one sentence each; empty when it is fine.

    Parameters
    ----------
    ds
        The object.

    Returns
    -------
    tuple of str
        For the author of the network.
    """
    problems = []
    try:
        network = read_iodeep(ds)
    except NetworkError as error:
        return (error.sentence,)
    record = network.record
    if not UID(record.dnn_uid).is_valid:
        problems.append(f"DnnUID '{record.dnn_uid}' is not a valid UID.")
    if record.previous and not UID(record.previous).is_valid:
        problems.append(f"DnnPrevious '{record.previous}' is not a valid UID.")
    if record.previous == record.dnn_uid:
        problems.append("DnnPrevious is DnnUID: a network cannot replace itself.")
    if record.sop_instance_uid != record.dnn_uid:
        problems.append("SOPInstanceUID is not DnnUID.")
    if not record.dnn_name or record.dnn_name == record.dnn_uid:
        problems.append("The network has no name (DnnName).")
    if not _is_code_string(record.modality):
        problems.append(f"Modality '{record.modality}' is not a code such as MR or CT.")
    if not _is_code_string(record.body_part_examined):
        problems.append(f"BodyPartExamined '{record.body_part_examined}' is not a code such as BRAIN.")
    if record.samples_per_pixel not in (1, 3):
        problems.append(f"SamplesPerPixel is {record.samples_per_pixel}, not 1 or 3.")
    if not network.photometric_interpretation:
        problems.append("PhotometricInterpretation is missing.")
    if not (0 < network.rows < 2**16 and 0 < network.columns < 2**16):
        problems.append(f"Rows and Columns are {network.rows} and {network.columns}: no input size.")
    problems += _json_problems("DnnArchitecture", network.architecture)
    if network.card:
        problems += _json_problems("DnnCard", network.card)
    if network.weights is None and len(network.weights_sha256) != 64:
        problems.append("The weights are elsewhere and DnnWeightsSHA256 is missing.")
    return tuple(problems)


def _json_problems(name: str, document: str) -> list[str]:
    try:
        content = json.loads(document)
    except (ValueError, RecursionError) as error:
        return [f"{name} is not JSON: {error}."]
    return [] if isinstance(content, dict) else [f"{name} is not a JSON object."]


def _is_code_string(value: str) -> bool:
    allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ "
    return 0 < len(value) <= 16 and all(character in allowed for character in value)
