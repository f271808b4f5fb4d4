"""Appearance and wording: colours, icons, languages, and DICOM values as people write them."""
