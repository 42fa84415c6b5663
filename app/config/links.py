"""What only a whole patch can have wrong: names given twice, and names that nothing has."""

from collections.abc import Iterable, Iterator

from app.config.errors import FaultError
from app.midi.cues import read_cue
from app.model.endpoints import Endpoint, LinkEnd, PeerEnd, SessionEnd
from app.model.patch import Patch


def check_links(patch: Patch) -> None:
    """Raise FaultError at the first name that is there twice or leads nowhere; with its path in the file."""
    for section, key, names in _names(patch):
        _check_unique(section, key, names)
    _check_peers(patch)
    for nth, route in enumerate(patch.routes):
        _check_endpoint(patch, ("route", nth, "from"), route.source)
        _check_endpoint(patch, ("route", nth, "to"), route.destination)
    routes = {route.id for route in patch.routes}
    for nth, scene in enumerate(patch.scenes):
        for name in scene.routes:
            _require_known(name, routes, ("scene", nth, "routes"), "route")
        if scene.source is not None:
            _check_endpoint(patch, ("scene", nth, "from"), scene.source)
        if scene.control is not None:
            _check_cue(("scene", nth), scene.control, scene.value)


def _names(patch: Patch) -> Iterator[tuple[str, str, list[str]]]:
    yield "session", "name", [session.name for session in patch.sessions]
    yield "peer", "id", [peer.id for peer in patch.peers]
    yield "link", "name", [link.name for link in patch.links]
    yield "port", "name", [port.name for port in patch.ports]
    yield "device", "name", [patch_name(each.name, each.nth) for each in patch.devices]
    yield "found", "name", [each.name for each in patch.found]
    yield "route", "id", [route.id for route in patch.routes]
    yield "scene", "name", [scene.name for scene in patch.scenes]


def patch_name(name: str, nth: int) -> str:
    """Tell equal names apart, as the window does."""
    return name if nth == 1 else f"{name} ({nth})"


def _check_unique(section: str, key: str, names: list[str]) -> None:
    seen: set[str] = set()
    for nth, name in enumerate(names):
        if not name:
            raise FaultError((section, nth, key), "a text that is not empty", name)
        if name in seen:
            raise FaultError((section, nth, key), f"a {key} that no other {section} has", name)
        seen.add(name)


def _check_peers(patch: Patch) -> None:
    sessions = {session.name for session in patch.sessions}
    for nth, peer in enumerate(patch.peers):
        if peer.session is not None:
            _require_known(peer.session, sessions, ("peer", nth, "session"), "session")


def _check_endpoint(patch: Patch, path: tuple[str | int, ...], end: Endpoint) -> None:
    if isinstance(end, SessionEnd | PeerEnd):
        _require_known(end.session, {session.name for session in patch.sessions}, path, "session")
    if isinstance(end, PeerEnd):
        _require_known(end.peer, {peer.id for peer in patch.peers}, path, "peer")
    if isinstance(end, LinkEnd):
        _require_known(end.link, {link.name for link in patch.links}, path, "link")


def _check_cue(path: tuple[str | int, ...], control: str, value: int | None) -> None:
    try:
        read_cue(control, value)
    except ValueError as error:
        raise FaultError((*path, "on"), str(error), control) from None


def _require_known(name: str, known: Iterable[str], path: tuple[str | int, ...], what: str) -> None:
    if name not in known:
        choices = ", ".join(f'"{entry}"' for entry in sorted(known)) or f"none, for there is no [[{what}]]"
        raise FaultError(path, f"the name of a {what} of this file ({choices})", name)
