"""The sender's side of the recovery journal: what the packets since the checkpoint changed (wire sheet 9)."""
