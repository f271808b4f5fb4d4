"""Trained networks as DICOM objects: IODeep, and the layout of the reference implementation."""
