"""The panel on the right: everything about the one thing that is selected."""
