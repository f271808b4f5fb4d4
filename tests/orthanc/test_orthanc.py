"""Orthanc, over real sockets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import AssociationRefused, DimseFailure
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.retrieve import retrieve_instance, retrieve_series
from iodeep_viewer.pacs.store import store_instances
from tests.archives import reference_of
from tests.orthanc_server import free_port
from tests.pacs_behaviour import PacsBehaviour
from tests.pacs_objects import make_series


class TestOrthanc(PacsBehaviour):
    def test_c_move_to_a_stranger_without_the_way_round_by_c_get(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl
    ) -> None:
        made = make_series(1)
        store_instances(pacs, made.datasets, task)
        (uid,) = made.sop_uids
        stranger = replace(pacs, calling_ae_title="STRANGER")
        # Orthanc does not answer a C-MOVE of someone that it does not know: it hangs up.
        with pytest.raises(AssociationRefused, match="ended the connection") as raised:
            retrieve_instance(stranger, cache, reference_of(made), uid, task, fall_back=False)
        assert "AE title 'STRANGER'" in raised.value.hint

    def test_an_orthanc_that_has_another_port_for_us(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl
    ) -> None:
        made = make_series(1)
        store_instances(pacs, made.datasets, task)
        (uid,) = made.sop_uids
        elsewhere = replace(pacs, own_port=free_port())
        with pytest.raises(DimseFailure) as raised:
            retrieve_instance(elsewhere, cache, reference_of(made), uid, task, fall_back=False)
        assert raised.value.hint
        assert len(retrieve_series(elsewhere, cache, reference_of(made), task).paths) == 1
