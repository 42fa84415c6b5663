"""`longwire ctl`: what can be typed, family by family, and what came of it in words."""
