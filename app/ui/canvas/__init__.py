"""The patch canvas: what is to be shown, where it stands, what a drag means, and the items that show it."""
