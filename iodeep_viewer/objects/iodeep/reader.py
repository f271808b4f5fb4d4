"""Read network objects: of our layout, and of that of the reference implementation.

The weights are DnnWeightsData, OB. A value of odd length is padded by one zero byte when it is written; the
digest is that of the weights without it, so a reader tries both and the digest says which is right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydicom.dataset import Dataset

from iodeep_viewer.core.iodeep import WEIGHTS_EMBEDDED, IODeep, NetworkRecord
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.objects.header import integer, read_file, text, value_of
from iodeep_viewer.objects.iodeep.dnn_elements import DnnElements, dnn_elements

_WEIGHTS_SCHEMES = ("https:", "file:")


def read_iodeep(source: Dataset | Path) -> IODeep:
    """Read a network object of our layout or of the reference implementation's.

    The SHA-256 of embedded weights is checked; weights elsewhere are left for the caller to fetch and check.

    Parameters
    ----------
    source
        The object, or its file.

    Returns
    -------
    IODeep
        With its weights, if they are in the object.

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
