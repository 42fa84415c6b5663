"""Ids that the patch file gives to what has a name."""

import unicodedata
from collections.abc import Iterable


def free_id(name: str, taken: Iterable[str]) -> str:
    """Make an id for the patch file: `Stage piano` becomes `stage-piano`, the next one `stage-piano-2`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    base = "-".join(words)[:40] or "peer"
    used = set(taken)
    number = 1
    while (candidate := base if number == 1 else f"{base}-{number}") in used:
        number += 1
    return candidate
