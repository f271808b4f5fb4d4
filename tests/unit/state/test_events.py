"""Events call those that are connected, in their order."""

from __future__ import annotations

from iodeep_viewer.gui.state.events import Event


def test_a_value_reaches_every_listener_in_order_until_it_lets_go() -> None:
    event, heard = Event[int](), list[tuple[str, int]]()
    let_go = event.connect(lambda value: heard.append(("first", value)))
    event.connect(lambda value: heard.append(("second", value)))
    event.emit(1)
    let_go()
    event.emit(2)
    assert heard == [("first", 1), ("second", 1), ("second", 2)]


def test_a_listener_that_is_disconnected_by_one_before_it_is_not_called() -> None:
    event, heard = Event[()](), list[str]()
    event.connect(lambda: let_go())
    let_go = event.connect(lambda: heard.append("late"))
    event.emit()
    assert heard == []
