"""The DICOM objects that the viewer writes and reads."""
