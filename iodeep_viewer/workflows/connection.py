"""Try a PACS before it is used."""

from __future__ import annotations

from iodeep_viewer.archives.archives import archive_on_trial
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import ConnectionReport
from iodeep_viewer.core.task import TaskControl


def check_connection(node: PacsNode, task: TaskControl) -> ConnectionReport:
    """Call a PACS that the user enters, search in it and retrieve one image, of which nothing is kept.

    Parameters
    ----------
    node
        As it is entered.
    task
        Reports trials done of all.

    Returns
    -------
    ConnectionReport
        A sentence for each trial.

    Raises
    ------
    PacsError
        If the PACS is not reached at all.
    """
    with archive_on_trial(node) as archive:
        return archive.check(task, thoroughly=True)
