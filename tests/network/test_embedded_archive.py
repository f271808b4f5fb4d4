"""The embedded archive behaves like Orthanc."""

from tests.pacs_behaviour import PacsBehaviour


class TestEmbeddedArchive(PacsBehaviour):
    pass
