"""What is open and chosen: plain models that tell what changed of them.

Widgets read these models and follow their changes; controllers alone write them.
"""
