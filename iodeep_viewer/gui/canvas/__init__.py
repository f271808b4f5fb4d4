"""The slice on the screen: the image, its overlays, the regions on it, the mouse, and the tools that work on it."""
