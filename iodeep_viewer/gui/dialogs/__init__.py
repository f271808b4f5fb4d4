"""Windows of their own: storing, export, why this network, elements, help, welcome, defects."""
