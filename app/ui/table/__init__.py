"""The patch as tables: the same as the canvas for those who do not drag, and for screen readers."""
