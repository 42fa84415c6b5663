"""Bytes to values and back: AppleMIDI, RTP, the MIDI command section, the journal."""
