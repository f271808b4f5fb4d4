"""The examples in the docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import iodeep_viewer.core
import iodeep_viewer.objects

MODULES = [
    module.name
    for package in (iodeep_viewer.core, iodeep_viewer.objects)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_to_run() -> None:
    results = [doctest.testmod(importlib.import_module(name)).attempted for name in MODULES]
    assert sum(results) >= 4
