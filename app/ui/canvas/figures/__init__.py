"""Figures: groups of stock graphics items for one thing each; none paints in Python (design 3)."""
