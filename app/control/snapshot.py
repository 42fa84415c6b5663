"""The whole snapshot with its counters as one JSON object, in the words of the event lines (design 6)."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.control.ends import end_text
from app.control.json_lines import (
    counter_values,
    found_values,
    invitation_values,
    link_values,
    participant_values,
    playback_values,
    port_values,
    problem_values,
    receiving_values,
    recording_values,
    sending_values,
    session_values,
    sysex_values,
)
from app.engine.api import Details, Found, Participant, RouteView, Session, Snapshot
from app.model.patch import Patch, Peer, Route, Scene


def snapshot_values(now: Snapshot, meters: Mapping[str, int]) -> dict[str, Any]:
    """Show everything; `messages` are counted since the start, `counters` since the participant came."""
    sessions = {session.id: session.name for session in now.sessions}
    routes = {route.id: route for route in now.patch.routes}
    return {
        "patch": now.patch.name,
        "patch_file": now.patch_file,
        "midi_system": now.midi_system,
        "sessions": [_session(session) for session in now.sessions],
        "participants": [_participant(each, sessions, meters) for each in now.participants],
        "invitations": [invitation_values(each, sessions.get(each.session, "")) for each in now.invitations],
        "found": [_found(each) for each in now.found],
        "ports": [
            {
                "id": port.id,
                **port_values(port),
                "state": port.state,
                "virtual": port.virtual,
                "messages": meters.get(f"{port.direction}:{port.id}", 0),
            }
            for port in now.ports
        ],
        "links": [{**link_values(link), "messages": _messages(link.id, meters)} for link in now.links],
        "sysex": [sysex_values(transfer) for transfer in now.sysex],
        "takes": [recording_values(each) for each in now.recordings],
        "songs": [playback_values(each) for each in now.playbacks],
        "dumps": [sending_values(each) for each in now.sendings],
        "dumps_in": [receiving_values(each) for each in now.receivings],
        "routes": [_route(view, routes.get(view.id), meters) for view in now.routes],
        "scenes": [_scene(scene, now.patch) for scene in now.patch.scenes],
        "peers": [_peer(peer) for peer in now.patch.peers],
        "nicknames": [asdict(each) for each in now.patch.found],
        "virtual_ports": [asdict(port) for port in now.patch.ports],
        "problems": [problem_values(problem) for problem in now.problems],
    }


def _messages(end: int, meters: Mapping[str, int]) -> dict[str, int]:
    return {"in": meters.get(f"in:{end}", 0), "out": meters.get(f"out:{end}", 0)}


def _session(session: Session) -> dict[str, Any]:
    more = {"accept": session.accept, "can_ask": session.can_ask, "published_name": session.published_name}
    return {**session_values(session), **more, "addresses": list(session.addresses)}


def _found(found: Found) -> dict[str, Any]:
    more = {"service": found.service, "nickname": found.nickname, "host": found.host}
    return {"id": found.id, **found_values(found), **more, "participant": found.participant}


def _participant(
    participant: Participant, sessions: Mapping[int, str], meters: Mapping[str, int]
) -> dict[str, Any]:
    return {
        **participant_values(participant, sessions.get(participant.session, "")),
        "wanted": participant.wanted,
        "access": participant.access,
        "since": participant.since_wall,
        "messages_in": meters.get(f"in:{participant.id}", 0),
        "messages_out": meters.get(f"out:{participant.id}", 0),
        "counters": counter_values(participant.counters),
    }


def _route(view: RouteView, route: Route | None, meters: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": view.id,
        "from": end_text(view.source),
        "to": end_text(view.destination),
        "state": view.state,
        "reason": view.reason,
        "since": view.since_wall,
        "muted": route.muted if route else False,
        "messages": meters.get(view.id, 0),
        **(_filters(route) if route else {}),
    }


def _filters(route: Route) -> dict[str, Any]:
    """Give what a cable does beyond passing everything, by the names of the patch file."""
    plain = Route(route.id, route.source, route.destination)
    shown = asdict(route).items()
    special = {key: value for key, value in shown if key in _FILTERS and getattr(plain, key) != value}
    maps = {"maps": [f"{rule.source} > {rule.destination}" for rule in route.maps]} if route.maps else {}
    return {**special, **maps}


_FILTERS = (
    *("channels", "types", "notes", "transpose", "to_channel", "velocity_curve", "velocity_range"),
    "pass_others",
)


def _scene(scene: Scene, patch: Patch) -> dict[str, Any]:
    on = {route.id for route in patch.routes if not route.muted}
    return {"name": scene.name, "routes": list(scene.routes), "on": on == set(scene.routes)}


def _peer(peer: Peer) -> dict[str, Any]:
    seen = peer.seen.isoformat() if peer.seen else None
    return {**asdict(peer), "seen": seen}


def details_values(participant: Participant, details: Details) -> dict[str, Any]:
    """Show what is known of one participant beyond its row; round trips and offset in ms."""
    trips = [round(trip.ms, 3) for trip in details.round_trips]
    return {
        "name": participant.name,
        "state": participant.state,
        "reason": participant.reason,
        "round_trips_ms": trips,
        "offset_ms": details.offset_ms,
        "jitter_ms": details.jitter_ms,
        "journal_octets_out": details.journal_octets_out,
        "buffer": asdict(details.buffer),
        "counters": counter_values(details.counters),
    }
