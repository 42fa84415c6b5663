"""MIDI facts and values: message tables, byte streams, sounding state."""
