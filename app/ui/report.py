"""A report of a problem: what is needed to find it, with names and addresses replaced; pure."""

import io
import ipaddress
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from app.bootstrap import compose_patch
from app.engine.api import Problem, Snapshot
from app.model.endpoints import Endpoint, PortEnd
from app.model.patch import Patch

_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_V4: Final = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)")
_V6: Final = re.compile(r"(?<![\w:])[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?:%\w+)?")
_LOCAL: Final = re.compile(r"(?<![\w-])[\w-]+\.local\b")
_WORDS_OF_FILES: Final = frozenset(
    {"in", "out", "both", "*", "auto", "ask", "keyboard", "monitor", "version"}
)
"""Values that mean something in a patch; a name like one of these is no secret, and replacing it would hide sense."""


class Disguise:
    """Replaces each secret by a word that stays the same through a whole report."""

    def __init__(self, names: Iterable[str], home: str = "") -> None:
        self._home = home
        self._words: dict[str, str] = {}
        for name in sorted(set(names) - _WORDS_OF_FILES - {""}, key=lambda one: (-len(one), one)):
            self._words[name] = f"name-{len(self._words) + 1}"
        escaped = map(re.escape, self._words)
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(escaped)})(?!\w)") if self._words else None
        self._addresses: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Replace names, addresses, host names and the user's folder in a text."""
        if self._home:
            text = text.replace(self._home, "~")
        if self._names is not None:
            text = self._names.sub(lambda match: self._words[match[0]], text)
        for pattern in (_LOCAL, _V4, _V6):
            text = pattern.sub(self._address, text)
        return text

    def patch(self, toml: str) -> str:
        """Replace them in the values of a patch file, and leave its keys alone."""
        return _QUOTED.sub(lambda match: f'"{self.text(match[0][1:-1])}"', toml)

    def _address(self, match: re.Match[str]) -> str:
        found = match[0]
        if not found.endswith(".local") and not _is_address(found.partition("%")[0]):
            return found
        return self._addresses.setdefault(found, f"address-{len(self._addresses) + 1}")


def names_in(snapshot: Snapshot) -> set[str]:
    """List every name that somebody chose: of devices, sessions, people, computers."""
    patch = snapshot.patch
    return {
        *(port.name for port in snapshot.ports),
        *(port.name for port in patch.ports),
        *(session.name for session in snapshot.sessions),
        *(session.name for session in patch.sessions),
        *(name for session in snapshot.sessions if (name := session.published_name)),
        *(name for found in snapshot.found for name in (found.name, found.service, found.nickname) if name),
        *(found.host for found in snapshot.found),
        *(name for one in snapshot.participants for name in (one.name, one.own_name) if name),
        *(one.name for one in snapshot.invitations),
        *(one.peer for one in snapshot.participants),
        *(name for peer in patch.peers for name in (peer.id, peer.name, peer.nickname, peer.service) if name),
        *(name for device in patch.devices for name in (device.name, device.nickname)),
        *(name for found in patch.found for name in (found.name, found.nickname)),
        *patch.network.hidden,
        *(link.name for link in patch.links),
        *(end.name for end in _ends(patch) if isinstance(end, PortEnd)),
        *(scene.name for scene in patch.scenes),
        *(name for name in (patch.name, patch.network.name) if name),
    }


def _ends(patch: Patch) -> Iterator[Endpoint | None]:
    """Give every end that a patch names, also of devices that were never plugged in since the start."""
    for route in patch.routes:
        yield from (route.source, route.destination)
    yield from (scene.source for scene in patch.scenes)


def report_files(
    snapshot: Snapshot, log: Sequence[str], versions: Sequence[tuple[str, str]], disguise: Disguise
) -> dict[str, str]:
    """Give the files of a report by their names."""
    return {
        "versions.txt": "".join(f"{name} {version}\n" for name, version in versions),
        "log.txt": "".join(f"{disguise.text(line)}\n" for line in log),
        "patch.toml": disguise.patch(compose_patch(snapshot.patch)),
        "state.txt": "".join(f"{disguise.text(line)}\n" for line in _state(snapshot)),
    }


def report_archive(files: dict[str, str]) -> bytes:
    """Give the archive that holds the files."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"longwire-report/{name}", text)
    return into.getvalue()


def report_outcome(outcome: Problem, saved: str) -> Problem:
    """Say of a report what came of writing its file; `saved` is the code for the best."""
    return Problem(saved if outcome.severity == "info" else "report.failed", outcome.params)


def _state(snapshot: Snapshot) -> Iterable[str]:
    yield f"MIDI system: {snapshot.midi_system}"
    for port in snapshot.ports:
        yield f"port {port.name} ({port.nth}) {port.direction} {port.state}{' virtual' if port.virtual else ''}"
    for session in snapshot.sessions:
        yield f"session {session.name} {session.control} {session.state} published={session.published}"
    for found in snapshot.found:
        yield f"found {found.name} {', '.join(found.addresses)} {found.port} {found.state}"
    for one in snapshot.participants:
        yield f"participant {one.name} {one.role} {one.address} {one.port} {one.state} {one.reason} {one.rtt_ms} ms"
        yield f"  {one.counters}"
    for route in snapshot.routes:
        yield f"route {route.id} {route.state} {route.reason}"
    for problem in snapshot.problems:
        yield f"problem {problem.code} {problem.text()}"


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
