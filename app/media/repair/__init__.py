"""The receiver's side of the recovery journal: what a loss has left wrong, mended in the order of wire sheet 10.3."""
