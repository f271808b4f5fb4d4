"""One module for each page of the preferences, with its declaration ``PAGE``; a module added here is a page."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from iodeep_viewer.gui.preferences.page import PageSpec


def all_pages() -> tuple[PageSpec, ...]:
    """Return the declarations of all pages, in the order of the list beside them.

    Raises
    ------
    TypeError
        If a module of this folder declares no page.
    """
    specs = []
    for module in iter_modules(__path__):
        spec = getattr(import_module(f"{__name__}.{module.name}"), "PAGE", None)
        if not isinstance(spec, PageSpec):
            raise TypeError(f"{__name__}.{module.name} declares no PAGE.")
        specs.append(spec)
    return tuple(sorted(specs, key=lambda spec: spec.order))
