"""Reviews under way, kept in a database as they happen: a crash costs no decision.

``rows`` says what a row is, ``database`` opens the file and mends it, ``keeping`` writes what changed, ``former`` reads
the files of program version 0.3, ``journal`` puts it on a thread of its own.
"""

from iodeep_viewer.workflows.journal.journal import Journal, JournalState, Kept

__all__ = ["Journal", "JournalState", "Kept"]
