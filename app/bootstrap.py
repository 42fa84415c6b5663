"""The one place where concrete parts are chosen and put together; everything else is handed what it needs."""

import sys
from collections.abc import AsyncIterator

from app import __version__
from app.config.defaults import first_patch
from app.config.edit import compose as compose_patch
from app.config.errors import PatchError, Trouble
from app.config.midimonster import import_midimonster
from app.config.patch_file import PatchFile, load_patch
from app.config.settings import FILE_NAME, PlayoutChoice, SettingsFile, UserSettings
from app.doctor.examination import Means, examine
from app.doctor.findings import STEPS, Finding
from app.doctor.look import read_target
from app.engine.api import EngineApi, PatchStore, Problem
from app.engine.engine import Engine
from app.engine.interfaces import local_addresses
from app.engine.phrases import PHRASES, Phrase, Reason, reason_of
from app.engine.rtmidi_ports import open_backend
from app.engine.workings import Settings
from app.model.patch import Patch
from app.options import DEFAULT_PATCH, Options
from app.platform.computer import computer_name
from app.platform.folders import config_folder

__all__ = [
    "STEPS",
    "Finding",
    "PatchError",
    "PlayoutChoice",
    "SettingsStore",
    "UserSettings",
    "build_engine",
    "compose_patch",
    "examine_peer",
    "import_midimonster",
    "load_patch",
    "network_interfaces",
    "settings_store",
]


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


class _Scratch:
    """A patch that lives as long as the program."""

    path = None

    def __init__(self, patch: Patch) -> None:
        self._patch = patch

    def load(self) -> tuple[Patch, tuple[Problem, ...]]:
        """Give it."""
        return self._patch, ()

    def save(self, patch: Patch) -> Problem | None:
        """Keep it in memory."""
        self._patch = patch
        return None


class SettingsStore:
    """The user's settings as the window wants them: troubles become problems."""

    def __init__(self, file: SettingsFile) -> None:
        self._file = file

    def load(self) -> tuple[UserSettings, tuple[Problem, ...]]:
        """Read them; what is wrong becomes a default and a problem."""
        settings, troubles = self._file.load()
        return settings, tuple(_problem(trouble) for trouble in troubles)

    def save(self, settings: UserSettings) -> Problem | None:
        """Write them; give the problem if they could not be."""
        trouble = self._file.save(settings)
        return None if trouble is None else _problem(trouble)


def settings_store(options: Options) -> SettingsStore:
    """Give the settings that go with these options."""
    return SettingsStore(SettingsFile((options.config_dir or config_folder()) / FILE_NAME))


def network_interfaces() -> tuple[str, ...]:
    """Name the network interfaces of this computer on which peers can be."""
    outside = (each.interface for each in local_addresses() if not each.ip.is_loopback)
    return tuple(sorted(set(outside)))


def build_engine(options: Options) -> EngineApi:
    """Build the engine; nothing is opened before its `start`. Raises PatchError for a wrong named patch."""
    computer = computer_name()
    chosen, _ = settings_store(options).load()
    store = _store(options, first_patch(computer, chosen.session))
    interfaces = options.interfaces or chosen.network.interfaces or store.load()[0].network.interfaces
    midi = options.midi_api or (None if chosen.midi.system == "auto" else chosen.midi.system)
    hint = None if midi == "none" else _midi_hint()
    settings = Settings(__version__, computer, interfaces, options.mdns, options.can_ask, hint)
    return Engine(settings, store, open_backend(midi))


def examine_peer(text: str, options: Options, *, longwire_runs: bool = False) -> AsyncIterator[Finding]:
    """Examine a peer: HOST, HOST:PORT or the name that it announces; raises ValueError for anything else.

    Each step that takes time comes as `running` first; each of `STEPS` comes once it has ended, in that order.
    """
    target = read_target(text)
    return examine(target, Means(options.interfaces, options.mdns, longwire_runs))


def _store(options: Options, first: Patch) -> PatchStore:
    if options.scratch is not None:
        return _Scratch(options.scratch)
    own = (options.config_dir or config_folder()) / DEFAULT_PATCH
    return _Store(PatchFile(options.patch or own, first, named=options.patch is not None))


def _problem(trouble: Trouble) -> Problem:
    params = {key: _said(value) for key, value in trouble.params.items()}
    return Problem(trouble.code, params, {"file": str(params.get("file", ""))})


def _said(value: object) -> object:
    if isinstance(value, PatchError):
        return _file_reason(value)
    return reason_of(value) if isinstance(value, OSError) else value


def _file_reason(error: PatchError) -> Reason:
    """Say what is wrong with a file as phrases that can be translated, in the words of `PatchError.reason`."""
    if isinstance(error.__cause__, OSError):
        return reason_of(error.__cause__)
    found = {} if error.got is None else {"found": error.got}
    said = Phrase("file.found" if found else "file.expected", {"expected": error.expected, **found})
    if error.key is not None:
        said = Phrase("file.key", {"key": error.key, "what": said})
    return said if error.line is None else Phrase("file.line", {"line": error.line, "what": said})


def _midi_hint(system: str = sys.platform) -> Phrase:
    code = f"hint.{system}"
    return Phrase(code if code in PHRASES else "hint.linux")
