"""Archives of studies and findings: one port, :class:`.archive.Archive`, and each kind of archive behind it."""
