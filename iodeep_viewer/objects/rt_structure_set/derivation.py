"""Write into a region which network proposed it, and read that again."""

from __future__ import annotations

from datetime import datetime

from pydicom.dataset import Dataset

from iodeep_viewer.core.numbers_in_text import number_of
from iodeep_viewer.core.private_elements import CREATOR
from iodeep_viewer.core.regions import NetworkIdentification, Roi
from iodeep_viewer.objects.common import MANUFACTURER, MODEL_NAME, code_item, fitted
from iodeep_viewer.objects.header import first_item, text

_PARAMETERS = ("DnnUID", "DnnWeightsSHA256", "Threshold", "Probability", "SoftwareVersion")


def algorithm_item(roi: Roi, network: NetworkIdentification, software_version: str) -> Dataset:
    """Item of ROIDerivationAlgorithmIdentificationSequence (PS3.3 section 10.16).

    AlgorithmParameters holds one ``Name=value`` per line: :data:`_PARAMETERS`.

    Parameters
    ----------
    roi
        The region.
    network
        The network that proposed it.
    software_version
        Of this program.

    Returns
    -------
    Dataset
        The item.
    """
    values = (
        network.dnn_uid,
        network.weights_sha256,
        repr(network.threshold),
        "" if roi.probability is None else f"{roi.probability:.6f}",
        fitted(software_version, 64),
    )
    item = Dataset()
    item.AlgorithmFamilyCodeSequence = [code_item("123109", "DCM", "Artificial Intelligence")]
    item.AlgorithmName = fitted(network.dnn_name, 64) or "unnamed"
    item.AlgorithmVersion = fitted(network.version, 64) or "unknown"
    item.AlgorithmSource = CREATOR
    item.AlgorithmParameters = "\r\n".join(
        f"{name}={value}" for name, value in zip(_PARAMETERS, values, strict=True) if value
    )
    return item


def contributing_equipment_item(network: NetworkIdentification, software_version: str, now: datetime) -> Dataset:
    """Item of ContributingEquipmentSequence (PS3.3 section C.12.1.1.5): the network as processing equipment.

    Parameters
    ----------
    network
        The network.
    software_version
        Of this program.
    now
        Aware of its time zone.

    Returns
    -------
    Dataset
        The item.
    """
    item = Dataset()
    item.PurposeOfReferenceCodeSequence = [code_item("109102", "DCM", "Processing Equipment")]
    item.Manufacturer = MANUFACTURER
    item.ManufacturerModelName = fitted(network.dnn_name, 64)
    item.DeviceUID = network.dnn_uid
    item.SoftwareVersions = [fitted(network.version, 64), fitted(f"{MODEL_NAME} {software_version}", 64)]
    item.ContributionDateTime = now.strftime("%Y%m%d%H%M%S.%f%z")
    item.ContributionDescription = (
        f"Network that proposed regions of interest. Weights SHA-256 {network.weights_sha256 or 'not stated'}, "
        f"threshold {network.threshold!r}."
    )
    return item


def read_algorithm(roi_item: Dataset) -> tuple[NetworkIdentification | None, float | None]:
    """Network and probability of a region that we have written; (None, None) for any other.

    Parameters
    ----------
    roi_item
        Item of StructureSetROISequence.

    Returns
    -------
    network : NetworkIdentification or None
    probability : float or None
    """
    item = first_item(roi_item, "ROIDerivationAlgorithmIdentificationSequence")
    if item is None or text(item, "AlgorithmSource") != CREATOR:
        return None, None
    parameters = dict(line.split("=", 1) for line in text(item, "AlgorithmParameters").splitlines() if "=" in line)
    threshold = _share(parameters.get("Threshold", ""))
    if not parameters.get("DnnUID") or threshold is None:
        return None, None
    network = NetworkIdentification(
        dnn_uid=parameters["DnnUID"],
        dnn_name=text(item, "AlgorithmName"),
        version=text(item, "AlgorithmVersion"),
        weights_sha256=parameters.get("DnnWeightsSHA256", ""),
        threshold=threshold,
    )
    return network, _share(parameters.get("Probability", ""))


def _share(value: str) -> float | None:
    number = number_of(value)
    return number if number is not None and 0 <= number <= 1 else None
