"""One row for each finding: a region, a measurement or a key image of one series."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import Any

from iodeep_viewer.codec import parse, structure, unstructure, with_unknown_keys
from iodeep_viewer.core.findings import Findings
from iodeep_viewer.core.image_key import ImageKey, SeriesReference
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.regions import Roi

Finding = Roi | Measurement | ImageKey


class Kind(Enum):
    """Of a row."""

    ROI = "ROI"
    MEASUREMENT = "MEASUREMENT"
    KEY_IMAGE = "KEY_IMAGE"


_TYPES: dict[Kind, Any] = {Kind.ROI: Roi, Kind.MEASUREMENT: Measurement, Kind.KEY_IMAGE: ImageKey}

FindingKey = tuple[Kind, str]
"""Kind and identifier (as :func:`ascii` gives it) of a finding, within one series."""


def region_key(roi_id: str) -> FindingKey:
    """Return the key of a region.

    Parameters
    ----------
    roi_id
        Of the region.

    Returns
    -------
    FindingKey
        Never that of anything but a region.
    """
    return Kind.ROI, ascii(roi_id)


def measurement_key(measurement_id: str) -> FindingKey:
    """Return the key of a measurement.

    Parameters
    ----------
    measurement_id
        Of the measurement.

    Returns
    -------
    FindingKey
        Never that of anything but a measurement.
    """
    return Kind.MEASUREMENT, ascii(measurement_id)


def mark_key(image: ImageKey) -> FindingKey:
    """Return the key of a key image.

    Parameters
    ----------
    image
        The marked slice.

    Returns
    -------
    FindingKey
        Never that of anything but a mark.
    """
    return Kind.KEY_IMAGE, ascii(image)


def series_key(reference: SeriesReference) -> str:
    """Return archive, patient, study and series as one JSON list, ASCII.

    Parameters
    ----------
    reference
        The series.

    Returns
    -------
    str
        The same for equal references alone.
    """
    return json.dumps(
        (reference.archive, reference.patient, reference.study_instance_uid, reference.series_instance_uid)
    )


def unclaimed(series_instance_uid: str) -> SeriesReference:
    """Return the reference of findings that are known by their SeriesInstanceUID alone.

    Parameters
    ----------
    series_instance_uid
        All that is known of the series.

    Returns
    -------
    SeriesReference
        One that no archive gives out.
    """
    return SeriesReference("", "", "", series_instance_uid)


def items(findings: Findings) -> Iterator[tuple[FindingKey, Finding]]:
    """Go through all findings in order, each with its key.

    Parameters
    ----------
    findings
        Of one series.

    Yields
    ------
    tuple of FindingKey and Finding
        Regions, measurements, then key images.
    """
    for roi in findings.rois:
        yield region_key(roi.roi_id), roi
    for measurement in findings.measurements:
        yield measurement_key(measurement.measurement_id), measurement
    for image in sorted(findings.key_images, key=lambda image: (image[0], image[1] or 0)):
        yield mark_key(image), image


def findings_of(found: Iterable[Finding]) -> Findings:
    """Put the items of :func:`items` together again.

    Parameters
    ----------
    found
        Regions and measurements in their order; key images in any.

    Returns
    -------
    Findings
        All of them.
    """
    found = tuple(found)
    return Findings(
        tuple(item for item in found if isinstance(item, Roi)),
        tuple(item for item in found if isinstance(item, Measurement)),
        frozenset(item for item in found if isinstance(item, tuple)),
    )


def images_of(item: Finding) -> frozenset[ImageKey]:
    """Return the images that a finding lies on.

    Parameters
    ----------
    item
        Of any kind.

    Returns
    -------
    frozenset of ImageKey
        Empty for a region without contours.
    """
    if isinstance(item, Roi):
        return item.images
    return frozenset({item.image if isinstance(item, Measurement) else item})


def body_of(kind: Kind, item: Finding, former: str | None = None) -> str:
    """Return a finding as JSON, ASCII.

    Parameters
    ----------
    kind
        Of the finding.
    item
        The finding.
    former
        The body that this one takes the place of; keys of it that nobody knows here stay.

    Returns
    -------
    str
        For :func:`finding_of`.
    """
    document = unstructure(item)
    if former is not None:
        document = with_unknown_keys(_TYPES[kind], parse(former), document)
    return json.dumps(document, separators=(",", ":"))


def finding_of(kind: Kind, body: str) -> Finding:
    """Return the finding of a body.

    Parameters
    ----------
    kind
        Of the row.
    body
        As :func:`body_of` gives it, of this version or one that knows more or less.

    Returns
    -------
    Finding
        Equal to the one that was written, to the last bit of each number.

    Raises
    ------
    Malformed
        If it is not one.
    """
    found: Finding = structure(parse(body), _TYPES[kind])
    return found


def checksum(series: str, kind: str, finding_id: str, position: float, body: str) -> bytes:
    """Return 16 bytes by which damage to a row is detected.

    Parameters
    ----------
    series
        As :func:`series_key` gives it.
    kind
        As text.
    finding_id
        The second part of its key.
    position
        Among the findings of the series.
    body
        As :func:`body_of` gives it.

    Returns
    -------
    bytes
        BLAKE2b over all of them.
    """
    text = "\0".join((series, kind, finding_id, repr(position), body))
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def positions(former: Sequence[float | None]) -> list[float]:
    """Return rising positions for rows in order, as many as possible as they were.

    Parameters
    ----------
    former
        The position that each row has; None for a new one.

    Returns
    -------
    list of float
        As long, each larger than the one before.

    Examples
    --------
    >>> positions([1.0, None, 2.0, None])
    [1.0, 1.5, 2.0, 3.0]
    """
    following: list[float | None] = []
    least: float | None = None
    for position in reversed(former):
        following.append(least)
        if position is not None and (least is None or position < least):
            least = position
    found: list[float] = []
    last = 0.0
    for position, after in zip(former, reversed(following), strict=True):
        if position is None or position <= last:
            position = last + 1 if after is None or after <= last else (last + after) / 2
        if position == last:  # no float lies between
            return [float(number) for number in range(1, len(former) + 1)]
        found.append(position)
        last = position
    return found
