"""AppleMIDI signalling without I/O: invitations, participants, policy, clock."""
