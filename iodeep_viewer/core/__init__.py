"""Plain data and arithmetic: no Qt, no torch, no network."""
