"""RTP streams, routing and playout without I/O."""
