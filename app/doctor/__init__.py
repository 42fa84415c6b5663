"""What stands between this computer and a peer that will not connect, step by step."""
