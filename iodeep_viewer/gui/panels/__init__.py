"""Panels around the slice: regions, network, measurements, patient and study, navigation, status, notices."""
