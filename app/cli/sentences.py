"""What a patch does, in plain sentences."""

from collections.abc import Iterator

from app.midi.messages import note_name
from app.midi.specs import ChannelSpec, parse_spec
from app.model.endpoints import BuiltinEnd, Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import WHOLE_VELOCITY, Link, Network, Patch, Peer, Route, Scene, Session

_ACCEPT = {
    "ask": "asks you before anybody joins (without a window: only known peers may join)",
    "known": "lets in only the peers of this file",
    "anyone": "lets in everybody",
    "nobody": "lets in nobody",
}
_ACCESS = {"always": "may always join", "never": "may never join", "ask": "may join when you say so"}
_TYPES = {
    "note": "notes",
    "cc": "controllers",
    "program": "program changes",
    "pitch": "pitch bend",
    "aftertouch": "channel pressure",
    "pressure": "key pressure",
    "sysex": "SysEx",
    "clock": "clock",
    "common": "system common",
    "sensing": "active sensing",
}
_CURVES = {
    "soft": "soft playing comes out louder",
    "hard": "only hard playing comes out loud",
}
_DIRECTIONS = {
    "in": "other programs play into it",
    "out": "it plays to other programs",
    "both": "other programs play into it and are played by it",
}


def describe_patch(patch: Patch) -> Iterator[str]:
    """Give sentences that say what the patch does, in the order of the file."""
    if patch.name:
        yield f"The patch is called “{patch.name}”."
    yield from _network(patch.network)
    for session in patch.sessions:
        yield _session(session)
    for peer in patch.peers:
        yield _peer(peer)
    for link in patch.links:
        yield _link(link)
    for port in patch.ports:
        yield f"Virtual port “{port.name}”: {_DIRECTIONS[port.direction]}."
    for device in patch.devices:
        number = f" (number {device.nth} of that name)" if device.nth > 1 else ""
        yield f"Port “{device.name}”{number} is called “{device.nickname}” in the window."
    for found in patch.found:
        yield f"“{found.name}” is called “{found.nickname}” in the window where it is found."
    names = {peer.id: peer.name or peer.address or peer.id for peer in patch.peers}
    for route in patch.routes:
        yield from _route(route, names)
    for scene in patch.scenes:
        called = f"; called by {_cue(scene, names)}" if scene.source is not None else ""
        yield f"Scene “{scene.name}”: {_scene(scene.routes)}{called}."
    if not patch.routes:
        yield "There is no cable yet."


def _network(network: Network) -> Iterator[str]:
    if network.name:
        yield f"In the network this computer is called “{network.name}”."
    if network.interfaces:
        yield f"Peers are looked for only on {_listed(network.interfaces)}."
    if network.hidden:
        yield f"Not shown where peers are found: {_listed(network.hidden)}."


def endpoint_text(end: Endpoint, names: dict[str, str] | None = None) -> str:
    """Name an endpoint for people; `names` are the peers' names by id."""
    match end:
        case PortEnd(name, nth):
            return f"port “{name}”" + (f" (number {nth} of that name)" if nth > 1 else "")
        case SessionEnd(session):
            return f"everyone in “{session}”"
        case PeerEnd(session, peer):
            return f"“{(names or {}).get(peer, peer)}” in “{session}”"
        case LinkEnd(link):
            return f"link “{link}”"
        case BuiltinEnd("keyboard"):
            return "test keyboard"
        case BuiltinEnd():
            return "monitor"


def spec_text(text: str) -> str:
    """Say a channel spec in words, with the channel as musicians count it."""
    spec = parse_spec(text)
    return f"{_control_text(spec)} on channel {spec.channel + 1}"


def _control_text(spec: ChannelSpec) -> str:
    match spec.kind:
        case "note":
            return f"note {spec.index} ({note_name(spec.index or 0)})"
        case "cc":
            return f"controller {spec.index}"
        case "pressure":
            return f"key pressure of note {spec.index} ({note_name(spec.index or 0)})"
        case "aftertouch":
            return "channel pressure"
        case "pitch":
            return "pitch bend"
        case "program":
            return "program change"
        case _:
            return f"{spec.kind.upper()} {spec.index}"


def _session(session: Session) -> str:
    ports = f"ports {session.port} and {session.port + 1}" if session.port else "a free pair of ports"
    where = "" if "*" in session.listen else f" of {_listed(session.listen)}"
    more = ", and invites everyone it finds" if session.invite_all else ""
    more += f"; it plays {session.playout_ms} ms late to hide jitter" if session.playout_ms else ""
    more += "; invitations are heard from any network" if session.accept_from == "anywhere" else ""
    more += "" if session.publish else "; it is not announced in the network"
    return f"Session “{session.name}” listens on {ports}{where} and {_ACCEPT[session.accept]}{more}."


def _peer(peer: Peer) -> str:
    who = f"“{peer.name or peer.id}”" + (f" at {peer.address}" if peer.address else "")
    session = f"“{peer.session}”" if peer.session else "our session"
    wanted = f"is invited to {session} whenever it can be reached, and" if peer.wanted else "is not invited;"
    return f"Peer {who} {wanted} {'it ' if not peer.wanted else ''}{_ACCESS[peer.access]}."


def _link(link: Link) -> str:
    port = f"port {link.port}" if link.port else "a free port"
    peers = f"plays to {_listed(link.peers)}" if link.peers else "has no fixed peers"
    learn = " and to whoever sends to it" if link.learn else ""
    return f"Link “{link.name}” uses {port} without a session; it {peers}{learn}."


def _route(route: Route, names: dict[str, str]) -> Iterator[str]:
    ends = f"{endpoint_text(route.source, names)} → {endpoint_text(route.destination, names)}"
    rest = "; ".join(_conditions(route))
    yield f"Cable {route.id}: {ends}{': ' + rest if rest else ''}."
    for rule in route.maps:
        words = f"{spec_text(rule.source)} becomes {spec_text(rule.destination)}"
        yield f"  {rule.source} → {rule.destination}: {words}."
    if route.maps:
        yield f"  Everything else {'passes unchanged' if route.pass_others else 'is dropped'}."


def _cue(scene: Scene, names: dict[str, str]) -> str:
    spec, value = parse_spec(scene.control or ""), scene.value
    words = f"{_control_text(spec)} on channel {spec.channel + 1}"
    if value is not None:
        words += f" to {value + 1} ({value} counted from 0)" if spec.kind == "program" else f" at {value}"
    return f"{words} from {endpoint_text(scene.source, names)}" if scene.source is not None else words


def _scene(routes: tuple[str, ...]) -> str:
    if not routes:
        return "no cable is on"
    return f"only cable{'s' if len(routes) > 1 else ''} {_listed(routes)} {'are' if len(routes) > 1 else 'is'} on"


def _conditions(route: Route) -> Iterator[str]:
    if route.muted:
        yield "muted"
    if route.channels:
        counted = [f"{channel} (ch{channel - 1})" for channel in route.channels]
        yield f"only channel{'s' if len(counted) > 1 else ''} {_listed(counted)}"
    if route.types:
        yield f"only {_listed([_TYPES[kind] for kind in route.types])}"
    if route.notes:
        low, high = route.notes
        yield f"only notes {low} to {high} ({note_name(low)} to {note_name(high)})"
    if route.transpose:
        way = "up" if route.transpose > 0 else "down"
        yield f"{abs(route.transpose)} semitone{'s' if abs(route.transpose) > 1 else ''} {way}"
    if route.to_channel is not None:
        yield f"all on channel {route.to_channel} (ch{route.to_channel - 1})"
    if route.velocity_curve != "linear":
        yield _CURVES[route.velocity_curve]
    if route.velocity_range != WHOLE_VELOCITY:
        yield "velocities from {} to {}".format(*route.velocity_range)


def _listed(words: tuple[str, ...] | list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
