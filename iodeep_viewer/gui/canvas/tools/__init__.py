"""What the left mouse button does on a slice, one tool a module."""
