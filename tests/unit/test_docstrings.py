"""Docstrings of the rooms without windows name every exception that a public function raises itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "iodeep_viewer"
ROOMS = ("core", "objects", "inference", "archives", "workflows", "settings")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def public_functions(tree: ast.Module) -> Iterator[Function]:
    """Return the public functions of a module and the public methods of its public classes."""
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else [node]
        yield from (item for item in inside if isinstance(item, Function) and not item.name.startswith("_"))


def raised(function: Function) -> set[str]:
    """Return the names of the exceptions that leave a function by its own ``raise`` statements."""
    names: set[str] = set()
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Function | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(node, ast.Raise) and node.exc is not None:
            exception = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            name = exception.attr if isinstance(exception, ast.Attribute) else getattr(exception, "id", "")
            names |= {name} if name[:1].isupper() else set()
        # One raised within a try may be caught there.
        waiting += (
            [*node.handlers, *node.orelse, *node.finalbody]
            if isinstance(node, ast.Try) and node.handlers
            else [*ast.iter_child_nodes(node)]
        )
    return names


def documented(function: Function) -> set[str]:
    """Return the words of the section Raises."""
    section = re.search(
        r"^Raises\n-+\n(.*?)(?=^\w+\n-+$|\Z)", ast.get_docstring(function) or "", re.DOTALL | re.MULTILINE
    )
    return set(re.findall(r"\w+", section[1])) if section else set()


@pytest.mark.parametrize("room", ROOMS)
def test_raises_names_what_a_public_function_raises(room: str) -> None:
    missing = [
        f"{path.relative_to(PACKAGE)}:{function.lineno} {function.name}: {', '.join(sorted(names))}"
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for function in public_functions(ast.parse(path.read_text(encoding="utf-8")))
        if (names := raised(function) - documented(function))
    ]
    assert missing == []


def test_an_exception_counts_where_it_leaves_the_function() -> None:
    source = '''
def one(values):
    """Do it.

    Raises
    ------
    ValueError
        If it cannot be done.
    """
    try:
        raise KeyError
    except KeyError as error:
        raise module.OddError("odd") from error
    if values:
        raise ValueError("no")
    raise found
'''
    (function,) = public_functions(ast.parse(source))
    assert (raised(function), documented(function) & raised(function)) == ({"OddError", "ValueError"}, {"ValueError"})
