"""PyQt6 widgets: they read the session and emit intents."""
