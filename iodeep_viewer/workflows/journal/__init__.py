"""Reviews under way, kept in a database as they happen: a crash costs no decision.

``rows`` defines a row, ``database`` opens the file and repairs it, ``keeping`` writes changes, ``former`` reads
the files of program version 0.3, ``journal`` puts it on a thread of its own.
"""

from iodeep_viewer.workflows.journal.journal import Journal, JournalState, Kept

__all__ = ["Journal", "JournalState", "Kept"]
