"""Tools for the left mouse button on a slice: one module each, with its declaration; `all_tools` lists them."""
