"""Steering a Longwire that runs from another process of the same user, and telling it what happens."""
