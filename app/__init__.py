"""Longwire: a MIDI cable as long as your network."""

__version__ = "0.1.0"

APP_NAME = "Longwire"

APP_ID = "org.longwire.Longwire"
"""What desktops and macOS know the program by; never changed."""

REPOSITORY = ""
"""Where releases are published, `owner/name` on GitHub; while it is empty, nobody asks there for a newer version."""
