"""Where studies lie and findings go: one port, :class:`.archive.Archive`, and each kind of archive behind it."""
