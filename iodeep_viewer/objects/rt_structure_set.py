"""ROIs and their approval <-> RT Structure Set (PS3.3 section A.19)."""

from iodeep_viewer.objects.structure_set_reader import read_predecessors, read_structure_set
from iodeep_viewer.objects.structure_set_writer import write_structure_set

__all__ = ["read_predecessors", "read_structure_set", "write_structure_set"]
