"""What the command line chose, and where the program with these choices is reached; loads nothing of the engine."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.control.place import Place, place_of
from app.platform.folders import config_folder, runtime_folder

if TYPE_CHECKING:  # a patch is for who builds an engine
    from app.model.patch import Patch

DEFAULT_PATCH = "patch.toml"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line chose. `patch` is a file the user named; `midi_api` None means the system's own.

    `scratch` is a patch that is in no file and never saved, for commands that only look. `picture` is where the window
    leaves a picture of itself when it ends. Without `keep_awake` the computer may sleep while something plays, whatever
    the settings say.
    """

    patch: Path | None = None
    config_dir: Path | None = None
    midi_api: str | None = None
    interfaces: tuple[str, ...] = ()
    mdns: bool = True
    can_ask: bool = True
    in_tray: bool = False
    keep_awake: bool = True
    scratch: "Patch | None" = None
    picture: Path | None = None


def control_place(options: Options) -> Place | None:
    """Name the place where a program with these options is reached; None for one without a file of its own."""
    if options.scratch is not None:
        return None
    folder = options.config_dir or config_folder()
    return place_of(runtime_folder(), folder, options.patch or folder / DEFAULT_PATCH)
