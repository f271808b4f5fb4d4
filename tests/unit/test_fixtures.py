"""Fixtures live where pytest looks for them: no module takes one, or anything else, from a module of tests."""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_nothing_is_imported_from_modules_of_tests_or_from_conftest_files() -> None:
    modules = [
        (path.relative_to(TESTS), node.module or "")
        for path in TESTS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    ]
    taken = [(str(path), module) for path, module in modules if module.startswith("tests.")]
    assert len(taken) > 50
    assert [item for item in taken if item[1].split(".")[-1].startswith(("test_", "conftest"))] == []
