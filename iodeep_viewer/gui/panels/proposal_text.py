"""Texts about a proposal of a network, and the meaning of its probability."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QCoreApplication

from iodeep_viewer.core.regions import Roi, RoiOrigin


def is_box(roi: Roi) -> bool:
    """Return whether a region is a frame around a finding, as a network put it out, and not its outline."""
    return roi.origin is RoiOrigin.AUTOMATIC and all(
        len(contour.points) == 4 and all(len(np.unique(contour.points[:, axis])) == 2 for axis in (0, 1))
        for contour in roi.contours
    )


def origin_text(roi: Roi) -> str:
    """Say where a region comes from, in a few letters."""
    if is_box(roi):
        return QCoreApplication.translate("Proposal", "AI, box")
    return {
        RoiOrigin.AUTOMATIC: QCoreApplication.translate("Proposal", "AI"),
        RoiOrigin.SEMIAUTOMATIC: QCoreApplication.translate("Proposal", "AI, edited"),
        RoiOrigin.MANUAL: QCoreApplication.translate("Proposal", "Drawn"),
    }[roi.origin]


def probability_tip(roi: Roi) -> str:
    """Say what the probability of a region is and what it is not; empty for a drawn region."""
    if roi.probability is None:
        return ""
    if is_box(roi):
        what = QCoreApplication.translate("Proposal", "The network's probability for this box.")
    else:
        what = QCoreApplication.translate("Proposal", "Mean of the network's probability inside the outline.")
    lines = [
        what,
        QCoreApplication.translate(
            "Proposal", "It does not say how well the outline fits, nor how probable a disease is in this patient."
        ),
    ]
    if roi.network is not None:
        named = QCoreApplication.translate("Proposal", "{}, version {}, outlined at {}")
        network = roi.network
        lines.append(named.format(network.dnn_name, network.version, f"{network.threshold:.0%}"))
    return "\n".join(lines)
