"""The remembered searches and the studies opened last."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject

from iodeep_viewer.core.search import SearchForm
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.workflows.recent import Recent, RecentFile


class RecentController(QObject):
    """Save, rename, delete, forget; each is written at once, it is a small file."""

    def __init__(self, session: Session, file: RecentFile) -> None:
        super().__init__()
        self._session = session
        self._file = file
        self._remembered: set[tuple[str, str]] = set()
        signal_of(session.opened_changed).connect(self._remember)

    def read(self) -> None:
        """Read the searches and studies of earlier runs."""
        self._take(self._file.read)

    def save_search(self, name: str, form: SearchForm) -> None:
        """Keep a search under a name."""
        self._take(lambda: self._file.save_search(name, form))

    def rename_search(self, name: str, to: str) -> None:
        """Give a saved search another name."""
        self._take(lambda: self._file.rename_search(name, to))

    def delete_search(self, name: str) -> None:
        """Forget a saved search."""
        self._take(lambda: self._file.delete_search(name))

    def forget_studies(self) -> None:
        """Forget which studies were opened."""
        self._remembered.clear()
        self._take(self._file.forget_studies)

    def _remember(self) -> None:
        """Note the study of each series that is open and came from a PACS; files are not remembered."""
        for opened in self._session.all_opened():
            if opened.archive is None or not opened.archive.can_search or opened.study is None:
                continue
            name, study = opened.archive.key, opened.study
            if (name, study.study_instance_uid) not in self._remembered:
                self._remembered.add((name, study.study_instance_uid))
                self._take(lambda name=name, study=study: self._file.remember(name, study))  # type: ignore[misc]

    def _take(self, action: Callable[[], Recent]) -> None:
        try:
            self._session.set_recent(action())
        except IODeepError as error:
            self._session.notify(Severity.WARNING, error.sentence, error.hint)
