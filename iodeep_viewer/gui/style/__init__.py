"""How everything looks and reads: colours, icons, languages, and DICOM values as people write them."""
