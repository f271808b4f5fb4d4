"""Key images: Key Object Selection Documents (PS3.3 section A.35.4)."""
