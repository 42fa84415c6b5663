"""Where this system keeps a program's files."""

import sys
import warnings
from pathlib import Path

import platformdirs

from app import APP_NAME


def config_folder() -> Path:
    """The folder of the user's patch; it need not exist yet."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False, roaming=True)


def data_folder() -> Path:
    """The folder of what the program remembers by itself, such as the place of the window."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False)


def runtime_folder(system: str = sys.platform) -> Path:
    """The folder of sockets and locks of programs that run: this user's own, gone after logging out.

    Windows has no such folder, and cleans the one of temporary files while programs run: there it is kept.
    """
    if system == "win32":
        return data_folder() / "run"
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # a stage box without a login has no such folder, and another one does
        return platformdirs.user_runtime_path(APP_NAME, appauthor=False)
