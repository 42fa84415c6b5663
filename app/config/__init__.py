"""The patch file and the settings: reading, checking, saving."""
