"""Events as JSON objects, one per line; the shape is design 6 and `resources/schema/events.schema.json`."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from app.control.ends import end_text
from app.engine import api
from app.midi.text import english

SCHEMA_VERSION = 1
DECIMALS = 6
"""Of seconds: microseconds, since the MIDI clock itself ticks every 100 us."""


class JsonLines:
    """Turns events into lines; knows the sessions' names from the start, or from the events that told them."""

    def __init__(self, sessions: Iterable[api.Session] = ()) -> None:
        self._seq = 0
        self._sessions = {session.id: session.name for session in sessions}

    def line(self, event: api.Event, time: float) -> str | None:
        """Give the line for an event at `time` seconds, or None for one that is not told."""
        values = self._values(event)
        return None if values is None else self._numbered(values, time)

    def message_line(self, row: api.MonitorRow, time: float) -> str:
        """Give the line for a message that the monitor heard."""
        values = {
            "event": "message",
            "source": row.source,
            "destination": row.destination,
            "hex": row.message.hex(),
            "text": english(row.message),
            "repaired": row.repaired,
        }
        return self._numbered(values, time)

    def heard_line(self, heard: api.Heard, time: float) -> str:
        """Give the line for a control that was moved."""
        values = {
            "event": "heard",
            "source": heard.source,
            "spec": heard.spec,
            "value": round(heard.share, 6),
        }
        return self._numbered(values, time)

    def _name(self, session: int) -> str:
        return self._sessions.get(session, "")

    def _numbered(self, values: dict[str, Any], time: float) -> str:
        self._seq += 1
        whole = {"v": SCHEMA_VERSION, "seq": self._seq, "time": round(time, DECIMALS), **values}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))

    def _values(self, event: api.Event) -> dict[str, Any] | None:
        match event:
            case api.Ready(version):
                return {"event": "ready", "version": version}
            case api.SessionChanged(session):
                self._sessions[session.id] = session.name
                return {"event": "session", **session_values(session)}
            case api.PortChanged(port):
                return {"event": "port", **port_values(port), "state": port.state}
            case api.FoundChanged(found):
                return {"event": "found", **found_values(found), "state": found.state}
            case api.InvitationChanged() | api.ParticipantChanged() | api.CountersChanged():
                return self._peer_values(event)
            case api.LinkChanged(link):
                return {"event": "link", **link_values(link)}
            case api.SysexChanged(transfer):
                return {"event": "sysex", **sysex_values(transfer)}
            case api.RouteChanged(route, removed):
                return {"event": "route", "id": route.id, "state": "removed" if removed else route.state}
            case api.ProblemRaised(problem, cleared):
                return {"event": "problem", **problem_values(problem), "cleared": cleared}
            case (
                api.RecordingChanged() | api.PlaybackChanged() | api.SendingChanged() | api.ReceivingChanged()
            ):
                return file_values(event)
            case api.PatchChanged():
                return None

    def _peer_values(
        self, event: api.InvitationChanged | api.ParticipantChanged | api.CountersChanged
    ) -> dict[str, Any]:
        match event:
            case api.InvitationChanged(asked):
                return {"event": "invitation", **invitation_values(asked, self._name(asked.session))}
            case api.ParticipantChanged(there):
                return {"event": "participant", **participant_values(there, self._name(there.session))}
            case api.CountersChanged(there):
                whose = {
                    "participant": there.id,
                    "session": self._name(there.session),
                    "peer": there.peer,
                }
                return {"event": "counters", **whose, **counter_values(there.counters)}


def file_values(event: api.FileEvent) -> dict[str, Any]:
    """Tell how far a take, a song or a dump is."""
    match event:
        case api.RecordingChanged(recording):
            return {"event": "take", **recording_values(recording)}
        case api.PlaybackChanged(playback):
            return {"event": "song", **playback_values(playback)}
        case api.SendingChanged(sending):
            return {"event": "dump", **sending_values(sending)}
        case api.ReceivingChanged(receiving):
            return {"event": "dump_in", **receiving_values(receiving)}


def recording_values(recording: api.Recording) -> dict[str, Any]:
    """Tell how far a take is."""
    return {
        "id": recording.id,
        "from": end_text(recording.source),
        "file": recording.file,
        "state": recording.state,
        "messages": recording.messages,
        "seconds": round(recording.seconds, 3),
        "reason": _words(recording.reason),
    }


def playback_values(playback: api.Playback) -> dict[str, Any]:
    """Tell where a song is; in seconds."""
    return {
        "id": playback.id,
        "to": end_text(playback.destination),
        "file": playback.file,
        "state": playback.state,
        "position": round(playback.position, 3),
        "length": round(playback.length, 3),
        "loop": playback.loop,
        "reason": _words(playback.reason),
    }


def sending_values(sending: api.Sending) -> dict[str, Any]:
    """Tell how far a SysEx file is; in messages and octets."""
    return {
        "id": sending.id,
        "to": end_text(sending.destination),
        "file": sending.file,
        "messages": sending.messages,
        "messages_sent": sending.messages_sent,
        "size": sending.size,
        "sent": sending.sent,
        "state": sending.state,
        "reason": _words(sending.reason),
    }


def receiving_values(receiving: api.Receiving) -> dict[str, Any]:
    """Tell what of SysEx has come in; in messages and octets."""
    return {
        "id": receiving.id,
        "from": end_text(receiving.source),
        "messages": receiving.messages,
        "octets": receiving.octets,
        "listening": receiving.listening,
        "full": receiving.full,
    }


def _words(reason: object) -> str | None:
    return None if reason is None else str(reason)


def invitation_values(invitation: api.Invitation, session: str) -> dict[str, Any]:
    """Name somebody who asks to join."""
    return {
        "id": invitation.id,
        "session": session,
        "name": invitation.name,
        "address": invitation.address,
        "port": invitation.port,
        "open": invitation.open,
    }


def counter_values(counters: api.Counters) -> dict[str, Any]:
    """Give the counters of a participant's stream; `repaired` counts by chapter of the journal."""
    return {**asdict(counters), "repaired": dict(counters.repaired)}


def participant_values(participant: api.Participant, session: str) -> dict[str, Any]:
    """Name a peer in a session and say how it is."""
    rtt_ms = participant.rtt_ms
    return {
        "id": participant.id,
        "session": session,
        "peer": participant.peer,
        "name": participant.name,
        "role": participant.role,
        "address": participant.address,
        "port": participant.port,
        "state": participant.state,
        "reason": participant.reason,
        "rtt_ms": None if rtt_ms is None else round(rtt_ms, 3),
    }


def link_values(link: api.Link) -> dict[str, Any]:
    """Name a direct link and who it plays with."""
    return {
        "id": link.id,
        "name": link.name,
        "port": link.port,
        "state": link.state,
        "learn": link.learn,
        "peers": [
            {"id": peer.id, "address": peer.address, "port": peer.port, "learned": peer.learned}
            for peer in link.peers
        ],
    }


def sysex_values(transfer: api.SysexTransfer) -> dict[str, Any]:
    """Tell how far a long SysEx is."""
    return {
        "id": transfer.id,
        "to": transfer.to,
        "size": transfer.size,
        "sent": transfer.sent,
        "state": transfer.state,
    }


def port_values(port: api.Port) -> dict[str, Any]:
    """Name a local port."""
    return {"name": port.name, "nth": port.nth, "direction": port.direction}


def found_values(found: api.Found) -> dict[str, Any]:
    """Name a peer that mDNS shows."""
    return {"name": found.name, "addresses": list(found.addresses), "port": found.port}


def session_values(session: api.Session) -> dict[str, Any]:
    """Name one of our sessions."""
    return {
        "id": session.id,
        "name": session.name,
        "control": session.control,
        "data": session.data,
        "published": session.published,
        "state": session.state,
    }


def problem_values(problem: api.Problem) -> dict[str, Any]:
    """Say a problem."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "text": problem.text(),
        "about": {key: value for key, value in problem.about.items() if value},
    }
