"""The PACS client: the only place that interprets DIMSE statuses."""
