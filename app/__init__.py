"""Longwire: a MIDI cable as long as your network."""

__version__ = "0.1.0"

APP_NAME = "Longwire"
