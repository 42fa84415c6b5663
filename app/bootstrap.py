"""The one place where concrete parts are chosen and put together; everything else is handed what it needs."""

import socket
from dataclasses import dataclass
from pathlib import Path

from app import __version__
from app.config.defaults import first_patch
from app.config.errors import Trouble
from app.config.patch_file import PatchFile
from app.engine.api import EngineApi, Problem
from app.engine.engine import Engine
from app.engine.rtmidi_ports import open_backend
from app.engine.workings import Settings
from app.model.patch import Patch
from app.platform.folders import config_folder

DEFAULT_PATCH = "patch.toml"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line chose. `patch` is a file the user named; `midi_api` None means the system's own."""

    patch: Path | None = None
    config_dir: Path | None = None
    midi_api: str | None = None
    interfaces: tuple[str, ...] = ()
    mdns: bool = True
    can_ask: bool = True


class _Store:
    """The patch file as the engine wants it: troubles become problems."""

    def __init__(self, file: PatchFile) -> None:
        self._file = file

    @property
    def path(self) -> str | None:
        """The file, for people."""
        return self._file.path

    def load(self) -> tuple[Patch, tuple[Problem, ...]]:
        """Read it; raises PatchError for a named file that is wrong."""
        patch, troubles = self._file.load()
        return patch, tuple(_problem(trouble) for trouble in troubles)

    def save(self, patch: Patch) -> Problem | None:
        """Write it; give the problem if it could not be."""
        trouble = self._file.save(patch)
        return None if trouble is None else _problem(trouble)


def build_engine(options: Options) -> EngineApi:
    """Build the engine; nothing is opened before its `start`, which raises PatchError for a wrong named patch."""
    computer = socket.gethostname()
    own = (options.config_dir or config_folder()) / DEFAULT_PATCH
    file = PatchFile(options.patch or own, first_patch(computer), named=options.patch is not None)
    settings = Settings(__version__, computer, options.interfaces, options.mdns, options.can_ask)
    return Engine(settings, _Store(file), open_backend(options.midi_api))


def _problem(trouble: Trouble) -> Problem:
    return Problem(trouble.code, trouble.params, {"file": trouble.params.get("file", "")})
