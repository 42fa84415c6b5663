"""Recording and playing MIDI files, sending and receiving SysEx files."""
