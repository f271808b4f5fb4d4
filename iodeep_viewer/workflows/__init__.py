"""Qt-free use cases that join PACS, objects and inference; each takes a :class:`~.workstation.Workstation`."""
