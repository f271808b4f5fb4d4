"""Values as a test knows them, where a type checker cannot."""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value")


def present(value: Value | None) -> Value:
    """Return the value; fail the test if it is None."""
    assert value is not None
    return value


def now(value: Value) -> Value:
    """Return a value that is to change later in the test: without the call its type would be fixed by an assertion."""
    return value
