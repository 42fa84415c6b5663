"""How this program starts itself a second time."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import app


def own_command() -> list[str]:
    """Give the command that starts this program; arguments go behind it."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "app"]


def own_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Give the environment in which `own_command` finds the very same program, from whatever folder."""
    root = str(Path(app.__file__).resolve().parent.parent)
    paths = [root, *filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))]
    return {**environment, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONUNBUFFERED": "1"}
