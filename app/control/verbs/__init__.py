"""What can be asked of a running Longwire: one module per family of verbs."""
