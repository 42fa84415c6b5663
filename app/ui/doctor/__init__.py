"""The doctor's window: what stands between this computer and a peer, step by step."""
