"""The left side of the window: search, studies, other studies of the patient, series with their thumbnails."""
