"""IODeep <-> Dataset: the network as a DICOM object (paper, table 1, on the Raw Data IOD, PS3.3 section A.37).

The weights are DnnWeightsData, OB. A value of odd length is padded by one zero byte when it is written; the
digest is that of the weights without it, so a reader tries both and the digest says which is right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.uid import UID, ExplicitVRLittleEndian, RawDataStorage

from iodeep_viewer import __version__
from iodeep_viewer.core.iodeep import IODEEP_STUDY_DESCRIPTION, WEIGHTS_EMBEDDED, IODeep, NetworkRecord
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.objects.common import IMPLEMENTATION_CLASS_UID, date_and_time, fitted, new_dataset
from iodeep_viewer.objects.dnn_elements import GROUP, PRIVATE_CREATOR, DnnElements, dnn_elements
from iodeep_viewer.objects.header import integer, read_file, text, value_of

_WEIGHTS_SCHEMES = ("https:", "file:")


def write_iodeep(network: IODeep) -> Dataset:
    """Make the DICOM object of a network.

    SOPInstanceUID, SeriesInstanceUID and StudyInstanceUID are DnnUID: the paper's rule.

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
    block = ds.private_block(GROUP, PRIVATE_CREATOR, create=True)
    block.add_new(0x00, "UT", network.architecture)
    block.add_new(0x01, "UT", network.weights_uri)
    block.add_new(0x02, "PN", name)
    block.add_new(0x03, "UI", uid)
    if network.weights is not None:
        block.add_new(0x10, "OB", network.weights)
    block.add_new(0x11, "LO", digest)
    block.add_new(0x12, "LO", fitted(network.version, 64))
    block.add_new(0x13, "UT", network.card)
    if record.previous:
        block.add_new(0x14, "UI", record.previous)
    problems = validate_iodeep(ds)
    if problems:
        raise NetworkError(
            f"{record.dnn_name or 'The network'} cannot be published: {' '.join(problems)}",
            "Correct the network's description and publish it again.",
        )
    return ds


def read_iodeep(source: Dataset | Path) -> IODeep:
    """Read a network object of our layout or of the reference implementation's.

    The SHA-256 of embedded weights is checked; weights elsewhere are left for the caller to fetch and check.

    Raises
    ------
    DicomDataError
        If the file cannot be read.
    NetworkError
        If it is not an IODeep, or its description, weights or digest are missing or wrong.
    """
    ds = read_file(source) if isinstance(source, Path) else source
    elements = dnn_elements(ds)
    _require(elements.architecture, "The object has no network description (DnnArchitecture).")
    if elements.architecture.startswith(("http:", "https:", "file:")):
        raise NetworkError(
            "The network description is not in the object but at another address.",
            "Publish the network with its description embedded.",
        )
    uid = elements.dnn_uid or text(ds, "SOPInstanceUID")
    samples = integer(ds, "SamplesPerPixel")
    return IODeep(
        record=NetworkRecord(
            dnn_uid=uid,
            dnn_name=elements.dnn_name or text(ds, "SeriesDescription") or uid,
            modality=text(ds, "Modality"),
            samples_per_pixel=samples or None,
            body_part_examined=text(ds, "BodyPartExamined"),
            study_instance_uid=text(ds, "StudyInstanceUID"),
            series_instance_uid=text(ds, "SeriesInstanceUID"),
            sop_instance_uid=text(ds, "SOPInstanceUID"),
            published=text(ds, "ContentDate") + text(ds, "ContentTime")[:6],
            previous=elements.previous,
        ),
        architecture=elements.architecture,
        weights=_checked_weights(elements),
        weights_uri=elements.weights_uri,
        weights_sha256=elements.weights_sha256,
        version=elements.version,
        card=elements.card,
        photometric_interpretation=text(ds, "PhotometricInterpretation"),
        planar_configuration=integer(ds, "PlanarConfiguration"),
        patient_orientation=_orientation(ds),
        rows=integer(ds, "Rows"),
        columns=integer(ds, "Columns"),
    )


def validate_iodeep(ds: Dataset) -> tuple[str, ...]:
    """Check an IODeep of our layout: its problems, one sentence each; empty when it is fine."""
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


def _checked_weights(elements: DnnElements) -> bytes | None:
    if elements.weights_uri != WEIGHTS_EMBEDDED:
        if not elements.weights_uri.startswith(_WEIGHTS_SCHEMES):
            raise NetworkError(
                "DnnWeights names no place that weights can be fetched from.",
                f"It has to be {WEIGHTS_EMBEDDED} or begin with {' or '.join(_WEIGHTS_SCHEMES)}",
            )
        return None
    weights = elements.weights
    _require(weights, "The object has no weights (DnnWeightsData).")
    if elements.is_reference_layout:  # that layout states no digest
        return weights
    _require(elements.weights_sha256, "The object states no digest of its weights (DnnWeightsSHA256).")
    # One pass for both: all but the last byte, which may be padding, then all.
    digest = hashlib.sha256(memoryview(weights)[:-1])
    if weights[-1] == 0 and digest.hexdigest() == elements.weights_sha256:
        return weights[:-1]
    digest.update(weights[-1:])
    if digest.hexdigest() != elements.weights_sha256:
        raise NetworkError(
            f"The weights are damaged: their SHA-256 is {digest.hexdigest()}, expected {elements.weights_sha256}.",
            "Retrieve the network again; if that does not help, publish it again.",
        )
    return weights


def _require(value: str | bytes, sentence: str) -> None:
    if not value:
        raise NetworkError(sentence, "Publish the network again.")


def _orientation(ds: Dataset) -> tuple[str, ...]:
    value = value_of(ds, "PatientOrientation") or ()
    return (
        tuple(str(item) for item in value)
        if isinstance(value, Iterable) and not isinstance(value, str)
        else (str(value),)
    )


def _json_problems(name: str, document: str) -> list[str]:
    try:
        content = json.loads(document)
    except (ValueError, RecursionError) as error:
        return [f"{name} is not JSON: {error}."]
    return [] if isinstance(content, dict) else [f"{name} is not a JSON object."]


def _is_code_string(value: str) -> bool:
    allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ "
    return 0 < len(value) <= 16 and all(character in allowed for character in value)
