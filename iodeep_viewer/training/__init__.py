"""Training and evaluation of described networks, prepared and predicted as in the viewer."""
