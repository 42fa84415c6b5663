"""What the commands of a MIDI stream leave behind, for both ends of the journal (wire sheet 10.4)."""
