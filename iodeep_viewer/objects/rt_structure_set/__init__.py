"""Regions and their approval: RT Structure Sets (PS3.3 section A.19)."""
