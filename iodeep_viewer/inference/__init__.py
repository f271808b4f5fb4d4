"""From a slice and a stored network to proposed regions of interest."""
