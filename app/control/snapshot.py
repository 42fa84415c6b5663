"""The whole snapshot with its counters as one JSON object, in the words of the event lines (design 6)."""

from collections.abc import Mapping
from typing import Any

from app.control.ends import end_text
from app.control.json_lines import (
    counter_values,
    found_values,
    invitation_values,
    link_values,
    participant_values,
    port_values,
    problem_values,
    session_values,
    sysex_values,
)
from app.engine.api import Participant, RouteView, Session, Snapshot
from app.model.patch import Route


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
        "found": [
            {"id": each.id, **found_values(each), "host": each.host, "participant": each.participant}
            for each in now.found
        ],
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
        "routes": [_route(view, routes.get(view.id), meters) for view in now.routes],
        "problems": [problem_values(problem) for problem in now.problems],
    }


def _messages(end: int, meters: Mapping[str, int]) -> dict[str, int]:
    return {"in": meters.get(f"in:{end}", 0), "out": meters.get(f"out:{end}", 0)}


def _session(session: Session) -> dict[str, Any]:
    more = {"accept": session.accept, "published_name": session.published_name}
    return {**session_values(session), **more, "addresses": list(session.addresses)}


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
    }
