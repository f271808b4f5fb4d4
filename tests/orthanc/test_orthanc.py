"""Orthanc, over real sockets."""

from tests.pacs_behaviour import PacsBehaviour


class TestOrthanc(PacsBehaviour):
    pass
