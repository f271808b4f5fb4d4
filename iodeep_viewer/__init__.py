"""IODeep Viewer: networks that live in the PACS, one click away from the slice."""

__version__ = "0.3.0"
