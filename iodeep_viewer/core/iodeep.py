"""IODeep: a trained network as a DICOM object, and what it says about itself (paper, table 1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

IODEEP_STUDY_DESCRIPTION = "IODeep"
"""Constant StudyDescription of every IODeep that we write: the key by which the PACS lists them."""

WEIGHTS_EMBEDDED = "#DnnWeightsData"
"""DnnWeights URI that says: the weights are in this object."""


@dataclass(frozen=True, slots=True)
class NetworkRecord:
    """A stored network as the PACS lists it, without opening it: identity, place and selection tags.

    Attributes
    ----------
    dnn_uid, dnn_name
        DnnUID and DnnName; the identity of the network.
    modality, body_part_examined
        Of the images that the network reads.
    samples_per_pixel
        1 or 3; None where the server did not say.
    study_instance_uid, series_instance_uid, sop_instance_uid
        Its place in the PACS. Equal to ``dnn_uid`` by the paper's rule, which readers must not rely on.
    published
        ContentDate and ContentTime, ``YYYYMMDDHHMMSS``; empty where the server did not say.
    previous
        DnnPrevious: DnnUID of the network that this one replaces; empty for a first version, or where the server
        did not say.
    """

    dnn_uid: str
    dnn_name: str
    modality: str
    samples_per_pixel: int | None
    body_part_examined: str
    study_instance_uid: str
    series_instance_uid: str
    sop_instance_uid: str
    published: str = ""
    previous: str = ""

    @property
    def tag_key(self) -> str:
        """The selection tags as one text, e.g. ``MR/1/BRAIN``: networks with the same one read the same images."""
        return f"{self.modality}/{self.samples_per_pixel}/{self.body_part_examined.strip().upper()}"


def successors(networks: Iterable[NetworkRecord]) -> dict[str, NetworkRecord]:
    """Return the networks that replace others, by the DnnUID of the replaced one.

    Only a network for the same images replaces another, so that nobody's network is put out of use by one that would
    not be chosen in its place.

    Parameters
    ----------
    networks
        All networks that are known.

    Returns
    -------
    dict[str, NetworkRecord]
        The network that comes next, by the DnnUID of the one before.
    """
    known = list(networks)
    keys = {network.dnn_uid: network.tag_key for network in known}
    return {
        network.previous: network
        for network in reversed(known)
        if network.previous != network.dnn_uid and keys.get(network.previous) == network.tag_key
    }


def versions(network: NetworkRecord, networks: Iterable[NetworkRecord]) -> tuple[NetworkRecord, ...]:
    """Return a network with those that replace it and those that it replaces, the last version first.

    Parameters
    ----------
    network
        One of them.
    networks
        All networks that are known.

    Returns
    -------
    tuple of NetworkRecord
        At least the network itself.
    """
    known = tuple(networks)
    replaced = successors(known)
    by_successor = {successor.dnn_uid: uid for uid, successor in replaced.items()}
    by_uid = {item.dnn_uid: item for item in known}
    line = [network]
    while (later := replaced.get(line[0].dnn_uid)) and later not in line:
        line.insert(0, later)
    while (earlier := by_uid.get(by_successor.get(line[-1].dnn_uid, ""))) and earlier not in line:
        line.append(earlier)
    return tuple(line)


@dataclass(frozen=True, slots=True)
class IODeep:
    """A whole network object.

    Attributes
    ----------
    record
        Identity, place and selection tags.
    architecture
        DnnArchitecture: the JSON network description, as text. Data from the network: parse, never evaluate.
    weights
        The safetensors file (or the reference implementation's torch checkpoint) as bytes; None where
        ``weights_uri`` points elsewhere.
    weights_uri
        DnnWeights; :data:`WEIGHTS_EMBEDDED` when the weights are in the object.
    weights_sha256
        Lower-case hexadecimal digest of the weights as the object states it; empty in the reference layout.
    version
        DnnVersion.
    card
        DnnCard: the model card as JSON text; may be empty.
    photometric_interpretation, planar_configuration, patient_orientation, rows, columns
        Of the images that the network reads; ``rows`` and ``columns`` are its input size.
    """

    record: NetworkRecord
    architecture: str
    weights: bytes | None
    weights_uri: str = WEIGHTS_EMBEDDED
    weights_sha256: str = ""
    version: str = "1"
    card: str = ""
    photometric_interpretation: str = "MONOCHROME2"
    planar_configuration: int = 0
    patient_orientation: tuple[str, ...] = ()
    rows: int = 0
    columns: int = 0
