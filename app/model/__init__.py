"""What a patch says: frozen values that check themselves and do nothing else."""
