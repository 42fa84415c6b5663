"""What can be typed behind `longwire ctl`: every verb of a request has a form, and every form ends in a sentence."""

import argparse
import asyncio
import dataclasses
import shlex
from typing import Any

import pytest

from app.cli import reasons
from app.cli.arguments import parse_arguments
from app.cli.ctl.people import details_lines
from app.cli.ctl.run import OUTCOMES
from app.cli.ctl.typed import request_values
from app.cli.status_lines import SECTIONS, status_lines
from app.control.protocol import Request
from app.control.verbs.table import VERBS, carry_out
from app.engine import api
from app.engine.api import PeerEvening
from app.model.endpoints import KEYBOARD, MONITOR
from app.model.patch import Link, MapRule, Patch, Peer, Route, Scene, VirtualPort
from app.session.reasons import Reason
from tests.support.fake_engine import FakeEngine

TYPED: dict[str, tuple[str, dict[str, Any]]] = {
    "invite mioXL --session Studio --name Rack": (
        "invite",
        {"peer": "mioXL", "session": "Studio", "name": "Rack"},
    ),
    "leave piano": ("leave", {"peer": "piano"}),
    "retry piano": ("retry", {"peer": "piano"}),
    "accept --always": ("accept", {"always": True}),
    "decline iPad --never": ("decline", {"who": "iPad", "never": True}),
    "peer add --name Organ --address 192.0.2.8:5004 --wanted": (
        *("peer.add", {"name": "Organ", "address": "192.0.2.8:5004", "wanted": True}),
    ),
    "peer change piano --access always --nickname Left --no-wanted --reset playout_ms": (
        "peer.change",
        {"peer": "piano", "access": "always", "nickname": "Left", "wanted": False, "playout_ms": None},
    ),
    "peer forget piano": ("peer.forget", {"peer": "piano"}),
    "peer show piano": ("details", {"peer": "piano"}),
    "connect port:Keys session:Studio --both": (
        *("route.add", {"from": "port:Keys", "to": "session:Studio", "both": True}),
    ),
    "disconnect r1": ("route.remove", {"id": "r1"}),
    "route add keyboard monitor --channel 1 --channel 2 --type note --notes 36-59 --transpose -12": (
        "route.add",
        {
            "from": "keyboard",
            "to": "monitor",
            "channels": [1, 2],
            "types": ["note"],
            "notes": [36, 59],
            "transpose": -12,
        },
    ),
    "route change r1 --map ch0.note9>ch1.cc4 --pass-others --to-channel 3 --velocity 20-100 --reset notes": (
        "route.change",
        {
            "id": "r1",
            "maps": ["ch0.note9>ch1.cc4"],
            "pass_others": True,
            "to_channel": 3,
            "velocity_range": [20, 100],
            "notes": None,
        },
    ),
    "route mute keyboard monitor": ("route.change", {"from": "keyboard", "to": "monitor", "muted": True}),
    "route unmute r1": ("route.change", {"id": "r1", "muted": False}),
    "route remove keyboard monitor": ("route.remove", {"from": "keyboard", "to": "monitor"}),
    "scene switch Ballad": ("scene.switch", {"name": "Ballad"}),
    "scene save Solo --route r1 --route r2": ("scene.save", {"name": "Solo", "routes": ["r1", "r2"]}),
    "scene remove Solo": ("scene.remove", {"name": "Solo"}),
    "session add Hall --port 5008 --accept anyone --no-publish --ssrc 0xBEEF --listen 192.0.2.1": (
        "session.add",
        {
            "name": "Hall",
            "port": 5008,
            "accept": "anyone",
            "publish": False,
            "ssrc": 0xBEEF,
            "listen": ["192.0.2.1"],
        },
    ),
    "session change Hall --rename Foyer --reset ssrc": (
        *("session.change", {"name": "Hall", "rename": "Foyer", "ssrc": None}),
    ),
    "session remove Hall": ("session.remove", {"name": "Hall"}),
    "link add Lights --port 9001 --peer 192.0.2.4:9001 --learn --marker zero": (
        "link.add",
        {"name": "Lights", "port": 9001, "peers": ["192.0.2.4:9001"], "learn": True, "marker": "zero"},
    ),
    "link change Lights --no-learn --epn-tx short": (
        *("link.change", {"name": "Lights", "learn": False, "epn_tx": "short"}),
    ),
    "link remove Lights": ("link.remove", {"name": "Lights"}),
    "link forget Lights 192.0.2.4:9001": ("link.forget", {"name": "Lights", "peer": "192.0.2.4:9001"}),
    "port add Longwire --direction in": ("port.add", {"name": "Longwire", "direction": "in"}),
    "port change Longwire --rename Stage --direction both": (
        *("port.change", {"name": "Longwire", "rename": "Stage", "direction": "both"}),
    ),
    "port name port:Keys Piano": ("port.name", {"port": "port:Keys", "nickname": "Piano"}),
    "port name port:Keys": ("port.name", {"port": "port:Keys"}),
    "peer name mioXL Rack": ("peer.name", {"peer": "mioXL", "nickname": "Rack"}),
    "peer name mioXL": ("peer.name", {"peer": "mioXL"}),
    "peer hide mioXL": ("peer.hide", {"name": "mioXL", "hidden": True}),
    "peer unhide mioXL": ("peer.hide", {"name": "mioXL", "hidden": False}),
    "port remove Longwire": ("port.remove", {"name": "Longwire"}),
    "sysex cancel 7": ("sysex.cancel", {"id": 7}),
    "sysex cancel": ("sysex.cancel", {}),
    "record port:Keys /takes/one.mid": ("take.record", {"from": "port:Keys", "file": "/takes/one.mid"}),
    "take end": ("take.end", {}),
    "play /takes/one.mid session:Studio --loop": (
        *("song.play", {"file": "/takes/one.mid", "to": "session:Studio", "loop": True}),
    ),
    "play /one.mid keyboard --from 1:23 --sysex": (
        *("song.play", {"file": "/one.mid", "to": "keyboard", "position": 83.0, "sysex": True}),
    ),
    "song seek 1:02:03.5 7 --sysex": ("song.seek", {"position": 3723.5, "id": 7, "sysex": True}),
    "song seek 83": ("song.seek", {"position": 83.0}),
    "song pause 7": ("song.pause", {"id": 7, "paused": True}),
    "song resume": ("song.pause", {"paused": False}),
    "song loop": ("song.loop", {"loop": True}),
    "song once": ("song.loop", {"loop": False}),
    "song stop": ("song.stop", {}),
    "dump send /bank.syx port:Synth --gap-ms 200": (
        *("dump.send", {"file": "/bank.syx", "to": "port:Synth", "gap_ms": 200}),
    ),
    "dump cancel": ("dump.cancel", {}),
    "dump receive port:Keys": ("dump.receive", {"from": "port:Keys"}),
    "dump stop": ("dump.stop", {}),
    "dump save /bank.syx 7": ("dump.save", {"file": "/bank.syx", "id": 7}),
    "dump forget": ("dump.forget", {}),
    "monitor save /gig.mid": ("monitor.save", {"file": "/gig.mid"}),
    "monitor save /gig.pcap --packets": ("monitor.save", {"file": "/gig.pcap", "packets": True}),
    "panic": ("panic", {}),
    "evening": ("evening", {}),
    "status": ("status", {}),
    "detect port:Keys --once": ("detect", {"from": "port:Keys"}),
    "events --monitor": ("events", {}),
    "quit": ("quit", {}),
    "send note C4 96": ("send", {}),
}


@pytest.mark.parametrize("line", TYPED)
def test_what_is_typed_becomes_a_request(line):
    parsed = parse_arguments(["ctl", *line.split()])
    assert (parsed.verb, request_values(parsed)) == TYPED[line]


def test_every_verb_of_a_request_can_be_typed_and_ends_in_a_sentence():
    typed = {verb for verb, _ in TYPED.values()}
    assert typed - {"detect", "events", "quit"} == set(VERBS)
    assert set(OUTCOMES) == set(VERBS) - {"status", "details", "send", "dump.send"}


@pytest.mark.parametrize("what", SECTIONS)
def test_every_part_of_the_status_can_be_listed(what):
    noun = what.removesuffix("s") if what != "sysex" else what
    assert parse_arguments(["ctl", noun, "list", "--json"]).verb == f"list.{what}"


def crowded() -> FakeEngine:
    cable = Route("r1", KEYBOARD, MONITOR, channels=(1, 2), maps=(MapRule("ch0.note9", "ch1.cc4"),))
    engine = FakeEngine(
        Patch(
            peers=(Peer("organ", "Organ", "192.0.2.8:5004", "Studio", wanted=True, nickname="Left"),),
            links=(Link("Desk", 9002),),
            ports=(VirtualPort("Longwire 1"),),
            scenes=(Scene("Ballad", ("r1",)), Scene("Silence")),
        )
    )
    engine.add_session("Studio")
    engine.add_participant("Stage piano", reason=None)
    engine.add_found("mioXL")
    engine.set_port(engine.add_port("Keys", "in"), state="removed")
    engine.add_invitation("Kitchen iPad")
    engine.add_route(cable)
    engine.links = [api.Link(30, "Desk", 9002, "open", True, (api.LinkPeer(31, "192.0.2.4", 9001, True),))]
    engine.takes.record(KEYBOARD, "/one.mid")
    engine.takes.play("/two.mid", MONITOR)
    engine.sysex.send("/three.syx", MONITOR, 60)
    engine.sysex.receive(KEYBOARD)
    engine.transfers = [api.SysexTransfer(90, "Synth", 40_000, 1_000, "sending")]
    return engine


def asked(verb: str, values: dict[str, Any], engine: FakeEngine | None = None) -> dict[str, Any]:
    answer = carry_out(engine or crowded(), Request(verb, values))  # type: ignore[arg-type]
    return dict(asyncio.run(answer))


def test_status_and_lists_say_everything_once():
    status = asked("status", {})
    text = "\n".join(status_lines(status))
    for part in (
        "Session “Studio”: ports 5004 and 5005 at 192.0.2.5; may join: ask.",
        "  “Stage piano” 192.0.2.7:5004 is connected; 0 in, 0 out, 0 lost.",
        "“Kitchen iPad” at 192.0.2.31 asks to join “Studio”: ctl accept, ctl decline.",
        "Link “Desk”: port 9002, open, learns peers; 0 in, 0 out.",
        "  192.0.2.4:9001 (learned, id 31)",
        "Cable r1: keyboard → monitor: plays, 0 messages; channels 1 2.",
        "  ch0.note9 > ch1.cc4",
        "Scene “Ballad” is on: r1.",
        "Scene “Silence”: no cable.",
        "SysEx 90 to “Synth”: 1000 of 40000 octets.",
        "Take 6 of keyboard waits for the first message: 0 messages, 0.0 s, /one.mid.",
        "Song 7 into monitor is playing: 0.0 of 60.0 s, /two.mid.",
        "Dump 8 into monitor is sending: 0 of 3 messages, 0 of 12288 octets, /three.syx.",
        "Dump 9 from keyboard: 0 messages, 0 octets, waiting for more.",
        "In the network: mioXL.",
    ):
        assert text.count(part) == 1, text
    assert list(SECTIONS["ports"](status)) == ["“Keys” plays to Longwire (unplugged); 0 messages."]
    assert list(SECTIONS["peers"](status)) == [
        "organ: “Organ”, called “Left” at 192.0.2.8:5004; may join: ask; wanted in “Studio”."
    ]


SAID = {
    "invite mioXL": "Longwire invites “mioxl” and keeps trying until you say leave.",
    "leave 'Stage piano'": "“Stage piano” is disconnected and no longer wanted.",
    "retry 'Stage piano'": "“Stage piano” is tried again now.",
    "accept --always": "“Kitchen iPad” may join.",
    "decline 'kitchen ipad'": "“Kitchen iPad” is refused.",
    "peer add --name 'Bass pedals'": "“Bass pedals” is known; routes call it bass-pedals.",
    "peer change organ --nickname Right": "“Right” is changed.",
    "peer forget Left": "“Left” is forgotten.",
    "connect session:Studio link:Desk --both": "Cable r10 is active. Cable r11 leads back.",
    "connect port:Organ monitor": "Cable r10 is waiting.",
    "route mute r1": "Cable r1 is muted.",
    "disconnect keyboard monitor": "Removed: r1.",
    "scene switch ballad": "Scene “Ballad”: r1.",
    "scene save Solo": "Scene “Solo”: r1.",
    "scene switch Silence": "Scene “Silence”: no cable.",
    "scene remove Ballad": "Scene “Ballad” is removed; the cables stay as they are.",
    "session add Hall --port 5008": "Session “Hall” is open on control port 5008.",
    "session change Studio --rename Hall": "Session “Hall” is changed.",
    "session remove Studio": "Session “Studio” is closed.",
    "link add Lights --port 9004": "Link “Lights” is open on port 9004.",
    "link change Desk --learn": "Link “Desk” is changed.",
    "link remove Desk": "Link “Desk” is closed.",
    "link forget Desk 31": "192.0.2.4:9001 is forgotten; it is learned again when it sends again.",
    "port add 'Longwire 2'": "Virtual port “Longwire 2” is there.",
    "port change 'Longwire 1' --rename Stage": "Virtual port “Stage” is changed.",
    "port name port:Keys Piano": "“Keys” is called “Piano” here.",
    "port name port:Keys": "“Keys” is called “Keys” here.",
    "peer name mioXL Rack": "“mioXL” is called “Rack” here.",
    "peer name mioXL": "“mioXL” is called “mioXL” here.",
    "peer name 'Stage piano' Grand": "“Stage piano” is called “Grand” here.",
    "peer hide mioXL": "“mioXL” is hidden.",
    "peer unhide mioXL": "“mioXL” is shown again.",
    "port remove 'Longwire 1'": "Virtual port “Longwire 1” is gone.",
    "sysex cancel 90": "Given up: 90.",
    "record keyboard /four.mid": "Recording into /four.mid; “longwire ctl take end 10” completes it.",
    "take end": "Take 6 is complete.",
    "play /two.mid monitor": "Playing /two.mid; “longwire ctl song stop 10” ends it.",
    "song pause": "Song 7: done.",
    "song seek 0:23": "Song 7 goes on at 0:23.",
    "song loop": "Song 7: done.",
    "song stop": "Song 7 is stopped.",
    "dump cancel": "Dump 8 is given up.",
    "dump receive keyboard": "Waiting for SysEx; “longwire ctl dump save FILE 10” writes what came.",
    "dump stop": "Dump 9 takes no more.",
    "dump save /five.syx": "0 messages, 0 octets are in /five.syx.",
    "dump forget": "Dump 9 is forgotten.",
    "monitor save /gig.pcap": "Saved as /gig.pcap.",
    "panic": "Everything is silenced.",
    "evening": "Nobody was connected yet.",
}


@pytest.mark.parametrize("line", SAID)
def test_the_outcome_is_said(line):
    parsed = parse_arguments(["ctl", *shlex.split(line)])
    result = asked(parsed.verb, request_values(parsed))
    outcome = OUTCOMES[parsed.verb]
    assert (outcome.format(**result) if isinstance(outcome, str) else outcome(result)) == SAID[line]


def test_the_outcome_of_every_verb_was_said():
    said = {parse_arguments(["ctl", *shlex.split(line)]).verb for line in SAID}
    assert said == set(OUTCOMES)


def test_the_evening_is_told():
    organ = PeerEvening("Organ", "Studio", 600.0, 1, 3, 2, 9, 4, {"N": 2}, 0.4, 0.9, 12.5)
    told = OUTCOMES["evening"]({"people": [dataclasses.asdict(organ)]})  # type: ignore[operator]
    assert told == (
        "“Organ” in “Studio”: connected 10 min, dropped 1 times; 3 in, 2 out, 4 packets lost, "
        "2 messages repaired; round trip 0.4 ms in the middle, 12.5 ms at most."
    )


def test_every_reason_has_its_words():
    assert set(reasons.PEOPLE) == set(Reason)
    assert reasons.because(reasons.PEOPLE, "data_silent").startswith(" (its data port")
    assert (reasons.because(reasons.CABLES, None), reasons.because(reasons.CABLES, "new")) == ("", " (new)")


def test_a_connection_is_described():
    engine = crowded()
    [person] = engine.snapshot().participants
    trips = (api.RoundTrip(1.0, 0.4), api.RoundTrip(2.0, 0.6), api.RoundTrip(3.0, 0.5))
    counters = api.Counters(messages_in=3, lost=1, repaired={"N": 2})
    engine.set_details(person.id, round_trips=trips, jitter_ms=0.25, counters=counters)
    shown = asked("details", {"peer": "Stage piano"}, engine)
    assert details_lines(shown) == [
        "“Stage piano”: connected.",
        "Round trip: 0.50 ms in the middle, 0.40 to 0.60 ms.",
        "Its packets arrive with 0.25 ms of jitter.",
        "Messages: 3 in, 0 out; packets lost 1, late 0, malformed 0; repaired: 2 of chapter N.",
        "Playout buffer: 0 ms, 0 messages came too late for it.",
    ]


def test_nothing_is_stored_under_a_name_that_a_program_option_has():
    typed = vars(parse_arguments(["ctl", "link", "add", "Lights", "--port", "9001"]))
    assert isinstance(parse_arguments([]), argparse.Namespace)
    assert {key for key in typed if key.startswith("with.")} == {"with.name", "with.port"}
