"""From the data of an older patch file to the data of the present version, one step per version."""

from collections.abc import Callable, Mapping
from typing import Any

Step = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: Mapping[int, Step] = {}
"""The step that leads away from each old version. Version 1 is the first, so there is none yet."""


def migrate(data: dict[str, Any], version: int, steps: Mapping[int, Step] = STEPS) -> dict[str, Any]:
    """Apply every step from `version` on; data of the present or a newer version comes back as it is."""
    while version in steps:
        data = steps[version](data)
        version += 1
    return data
