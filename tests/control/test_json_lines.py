"""Events as JSON lines: the design's examples, and every event against the schema that is shipped."""

import json
from dataclasses import replace
from typing import Any, get_args

import jsonschema
import pytest

from app.control.json_lines import JsonLines
from app.engine import api
from app.model.endpoints import KEYBOARD, MONITOR
from app.model.patch import Patch
from app.platform.resources import resource

SCHEMA = json.loads(resource("schema/events.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

STUDIO = api.Session(1, "Studio", 5004, 5005, True, "open", "ask", "Studio on laptop", ("192.0.2.5",))
PIANO = api.Participant(
    3, 1, "stage-piano", "Stage piano", "initiator", "192.0.2.7", 5004, "connected", rtt_ms=0.4000049
)

EXAMPLES: list[tuple[api.Event, dict[str, Any]]] = [
    (api.Ready("0.1.0"), {"event": "ready", "version": "0.1.0"}),
    (
        api.SessionChanged(STUDIO),
        {
            "event": "session",
            "id": 1,
            "name": "Studio",
            "control": 5004,
            "data": 5005,
            "published": True,
            "state": "open",
        },
    ),
    (
        api.PortChanged(api.Port(9, "Keystation 49", 1, "in", "added")),
        {"event": "port", "name": "Keystation 49", "nth": 1, "direction": "in", "state": "added"},
    ),
    (
        api.FoundChanged(api.Found(4, "mioXL A3", "mioXL A3", "mioxl.local", ("192.0.2.9",), 5004, "added")),
        {"event": "found", "name": "mioXL A3", "addresses": ["192.0.2.9"], "port": 5004, "state": "added"},
    ),
    (
        api.InvitationChanged(api.Invitation(7, 1, "Kitchen iPad", "192.0.2.31", 5004, 12.0)),
        {
            "event": "invitation",
            "id": 7,
            "session": "Studio",
            "name": "Kitchen iPad",
            "address": "192.0.2.31",
            "port": 5004,
            "open": True,
        },
    ),
    (
        api.CountersChanged(
            replace(PIANO, counters=api.Counters(lost=3, repaired={"N": 2}, confirmed_at=9.5))
        ),
        {
            "event": "counters",
            "participant": 3,
            "session": "Studio",
            "peer": "stage-piano",
            "packets_in": 0,
            "packets_out": 0,
            "messages_in": 0,
            "messages_out": 0,
            "lost": 3,
            "late": 0,
            "duplicate": 0,
            "malformed": 0,
            "uncovered": 0,
            "journal_octets": 0,
            "repaired": {"N": 2},
            "confirmed_at": 9.5,
        },
    ),
    (
        api.ParticipantChanged(PIANO),
        {
            "event": "participant",
            "id": 3,
            "session": "Studio",
            "peer": "stage-piano",
            "name": "Stage piano",
            "role": "initiator",
            "address": "192.0.2.7",
            "port": 5004,
            "state": "connected",
            "reason": None,
            "rtt_ms": 0.4,
        },
    ),
    (
        api.RouteChanged(api.RouteView("r1", KEYBOARD, MONITOR, "active")),
        {"event": "route", "id": "r1", "state": "active"},
    ),
    (
        api.RouteChanged(api.RouteView("r1", KEYBOARD, MONITOR, "active"), removed=True),
        {"event": "route", "id": "r1", "state": "removed"},
    ),
    (
        api.LinkChanged(
            api.Link(5, "Lights", 9001, "open", True, (api.LinkPeer(6, "10.1.2.3", 9001, learned=False),))
        ),
        {
            "event": "link",
            "id": 5,
            "name": "Lights",
            "port": 9001,
            "state": "open",
            "learn": True,
            "peers": [{"id": 6, "address": "10.1.2.3", "port": 9001, "learned": False}],
        },
    ),
    (
        api.SysexChanged(api.SysexTransfer(2, "Stage piano", 100_000, 25_000, "sending")),
        {
            "event": "sysex",
            "id": 2,
            "to": "Stage piano",
            "size": 100_000,
            "sent": 25_000,
            "state": "sending",
        },
    ),
    (
        api.RecordingChanged(api.Recording(4, KEYBOARD, "/one.mid", "recording", 12, 3.25)),
        {
            "event": "take",
            "id": 4,
            "from": "keyboard",
            "file": "/one.mid",
            "state": "recording",
            "messages": 12,
            "seconds": 3.25,
            "reason": None,
        },
    ),
    (
        api.PlaybackChanged(
            api.Playback(5, MONITOR, "/two.mid", "failed", reason=api.Phrase("midi_file.cut"))
        ),
        {
            "event": "song",
            "id": 5,
            "to": "monitor",
            "file": "/two.mid",
            "state": "failed",
            "position": 0.0,
            "length": 0.0,
            "loop": False,
            "reason": "it is cut short",
        },
    ),
    (
        api.SendingChanged(api.Sending(6, MONITOR, "/three.syx", 3, 12_288, "sending", 1, 4096)),
        {
            "event": "dump",
            "id": 6,
            "to": "monitor",
            "file": "/three.syx",
            "messages": 3,
            "messages_sent": 1,
            "size": 12_288,
            "sent": 4096,
            "state": "sending",
            "reason": None,
        },
    ),
    (
        api.ReceivingChanged(api.Receiving(7, KEYBOARD, 2, 24)),
        {
            "event": "dump_in",
            "id": 7,
            "from": "keyboard",
            "messages": 2,
            "octets": 24,
            "listening": True,
            "full": False,
        },
    ),
    (
        api.ProblemRaised(
            api.Problem(
                "port.in_use",
                {"wanted": 5004, "session": "Studio", "port": 5006},
                {"session": "Studio", "peer": ""},
            )
        ),
        {
            "event": "problem",
            "code": "port.in_use",
            "severity": "warning",
            "text": "Port 5004 is used by another program, so “Studio” listens on 5006 for now. Peers that "
            "find it by name need nothing; peers with a typed address need the new number.",
            "about": {"session": "Studio"},
            "cleared": False,
        },
    ),
]


def test_every_event_is_as_the_design_shows_it_and_fits_the_schema():
    lines = JsonLines()
    for nth, (event, values) in enumerate(EXAMPLES, start=1):
        line = lines.line(event, nth / 3)
        assert line is not None
        assert "\n" not in line
        told = json.loads(line)
        VALIDATOR.validate(told)
        assert told == {"v": 1, "seq": nth, "time": round(nth / 3, 6), **values}
        assert list(told)[:4] == ["v", "seq", "time", "event"]


def test_every_kind_of_event_has_an_example_or_is_not_told():
    shown = {type(event) for event, _values in EXAMPLES}
    assert set(get_args(api.Event)) - shown == {api.PatchChanged}
    assert JsonLines().line(api.PatchChanged(Patch(), saved=True), 0.0) is None


def test_a_message_of_the_monitor_fits_the_schema():
    row = api.MonitorRow(1, 0.0, "Keystation 49", "Monitor", bytes((0x90, 60, 96)))
    told = json.loads(JsonLines().message_line(row, 1.0))
    VALIDATOR.validate(told)
    assert (told["hex"], told["text"]) == ("903c60", "Note on C4 velocity 96")


@pytest.mark.parametrize("state", ["inviting", "connected", "silent", "waiting", "refused", "left", "lost"])
def test_every_state_of_a_participant_fits_the_schema(state):
    participant = api.Participant(3, 8, "p", "P", "participant", "", 0, state, reason="bye")
    told = json.loads(JsonLines().line(api.ParticipantChanged(participant), 0.0) or "")
    VALIDATOR.validate(told)
    assert (told["session"], told["reason"], told["rtt_ms"]) == ("", "bye", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"v": 2, "seq": 1, "time": 0, "event": "ready", "version": "1"},
        {"v": 1, "seq": 0, "time": 0, "event": "ready", "version": "1"},
        {"v": 1, "seq": 1, "time": 0, "event": "ready"},
        {"v": 1, "seq": 1, "time": 0, "event": "ready", "version": "1", "more": 1},
        {"v": 1, "seq": 1, "time": 0, "event": "route", "id": "r1", "state": "gone"},
        {"v": 1, "seq": 1, "time": 0, "event": "other"},
    ],
)
def test_the_schema_refuses_what_is_not_the_format(wrong):
    assert not VALIDATOR.is_valid(wrong)


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
