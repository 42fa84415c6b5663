"""Whatever the engine can do, a headless user can ask for: each command of its front door has a verb."""

import asyncio
import dataclasses
import inspect
from typing import Any

import pytest

from app.control.errors import RefusedError
from app.control.protocol import Request
from app.control.verbs import cables, people, places
from app.control.verbs.table import VERBS, carry_out
from app.engine import api
from app.model.endpoints import KEYBOARD, MONITOR, LinkEnd
from app.model.patch import Link, MapRule, Patch, Peer, Route, Scene, Session, VirtualPort
from tests.support.fake_engine import FakeEngine

EXCEPTIONS = {
    "start": "the program itself",
    "stop": "a signal ends the program",
    "edit": "the commands behind it are verbs of their own",
    "subscribe": "`ctl events`, see test_server",
    "snapshot": "`ctl status`",
    "meters": "`ctl status`",
    "monitor": "`ctl events --monitor`, see test_server",
    "listen": "`ctl detect`, see test_server",
    "files": "the commands behind it are verbs of their own",
    "files.rows": "rows that somebody has selected in a window",
    "files.write": "reports that somebody looks at in a window; `ctl evening` tells one of them",
    "takes": "the commands behind it are verbs of their own",
    "sysex": "the commands behind it are verbs of their own",
    "evening": "`ctl evening`, which asks and changes nothing; see test_ctl_arguments",
    "details": "`ctl peer show`, which asks and changes nothing; see test_verbs",
}

PIANO = {"peer": "Stage piano"}
DESK = {"name": "Desk"}
CABLE = {"from": "keyboard", "to": "monitor"}
REQUESTS: dict[str, tuple[str, dict[str, Any]]] = {
    "invite": ("invite", {"peer": "mioXL"}),
    "invite_address": ("invite", {"peer": "192.0.2.9"}),
    "leave": ("leave", PIANO),
    "accept": ("accept", {}),
    "decline": ("decline", {"never": True}),
    "add_route": ("route.add", {"from": "link:Desk", "to": "monitor"}),
    "change_route": ("route.change", {"id": "r1", "muted": True}),
    "remove_route": ("route.remove", {"id": "r1"}),
    "play": ("send", {"message": "903c60"}),
    "send": ("send", {"message": "903c60", "to": "link:Desk"}),
    "forget_link_peer": ("link.forget", {**DESK, "peer": "192.0.2.4:9001"}),
    "cancel_sysex": ("sysex.cancel", {"id": 90}),
    "panic": ("panic", {}),
    "takes.record": ("take.record", {"from": "keyboard", "file": "/one.mid"}),
    "takes.stop_recording": ("take.end", {}),
    "takes.play": ("song.play", {"file": "/one.mid", "to": "monitor"}),
    "takes.pause": ("song.pause", {"paused": True}),
    "takes.seek": ("song.seek", {"position": 42}),
    "takes.loop": ("song.loop", {"loop": True}),
    "takes.stop": ("song.stop", {}),
    "sysex.send": ("dump.send", {"file": "/one.syx", "to": "monitor"}),
    "sysex.cancel": ("dump.cancel", {}),
    "sysex.receive": ("dump.receive", {"from": "keyboard"}),
    "sysex.stop": ("dump.stop", {}),
    "sysex.save": ("dump.save", {"file": "/one.syx"}),
    "sysex.forget": ("dump.forget", {}),
    "files.all_rows": ("monitor.save", {"file": "/gig.mid"}),
    "files.packets": ("monitor.save", {"file": "/gig.pcap", "packets": True}),
    "add_session": ("session.add", {"name": "Hall", "port": 5008}),
    "change_session": ("session.change", {"name": "Studio", "accept": "anyone"}),
    "remove_session": ("session.remove", {"name": "Studio"}),
    "change_peer": ("peer.change", {**PIANO, "access": "always"}),
    "forget_peer": ("peer.forget", PIANO),
    "retry": ("retry", PIANO),
    "switch_scene": ("scene.switch", {"name": "Ballad"}),
    "put_scene": ("scene.save", {"name": "Solo"}),
    "remove_scene": ("scene.remove", {"name": "Ballad"}),
    "add_link": ("link.add", {"name": "Lights", "port": 9001, "peers": ["192.0.2.4:9001"]}),
    "change_link": ("link.change", {**DESK, "learn": True}),
    "remove_link": ("link.remove", DESK),
    "add_port": ("port.add", {"name": "Longwire 2", "direction": "in"}),
    "change_port": ("port.change", {"name": "Longwire 1", "rename": "Longwire 2", "direction": "in"}),
    "name_device": ("port.name", {"port": "port:Keys", "nickname": "Piano"}),
    "name_found": ("peer.name", {"peer": "mioXL", "nickname": "Rack"}),
    "hide_peer": ("peer.hide", {"name": "mioXL", "hidden": True}),
    "remove_port": ("port.remove", {"name": "Longwire 1"}),
}


def commands() -> list[str]:
    """Every public member of the facets of the front door."""
    facets = (
        *((api.EngineApi, ""), (api.EditApi, "")),
        *((api.FileApi, "files."), (api.TakeApi, "takes."), (api.SysexApi, "sysex.")),
    )
    return sorted(
        prefix + name
        for facet, prefix in facets
        for name, _ in inspect.getmembers(facet)
        if not name.startswith("_")
    )


@pytest.fixture
def engine() -> FakeEngine:
    patch = Patch(
        links=(Link("Desk", 9002),),
        ports=(VirtualPort("Longwire 1"),),
        scenes=(Scene("Ballad", ("r1",)),),
    )
    made = FakeEngine(patch)
    made.add_session("Studio", 5004)
    made.add_found("mioXL")
    made.add_participant("Stage piano")
    made.add_invitation("Kitchen iPad")
    made.add_route(Route("r1", KEYBOARD, MONITOR))
    learned = api.LinkPeer(31, "192.0.2.4", 9001, learned=True)
    made.links = [api.Link(30, "Desk", 9002, "open", True, (learned,))]
    made.transfers = [api.SysexTransfer(90, "Synth", 40_000, 1_000, "sending")]
    made.takes.record(KEYBOARD, "/one.mid")
    made.takes.play("/two.mid", MONITOR)
    made.sysex.send("/three.syx", MONITOR, 60)
    made.sysex.receive(KEYBOARD)
    made.commands.clear()
    return made


@pytest.mark.parametrize("command", [name for name in commands() if name not in EXCEPTIONS])
def test_a_verb_reaches_it(engine, command):
    verb, values = REQUESTS[command]
    ask(engine, verb, **values)
    assert [noted[0] for noted in engine.commands] == [command]


def test_nothing_is_excepted_that_is_not_there_and_no_verb_is_left_over():
    assert set(EXCEPTIONS) | set(REQUESTS) == set(commands())
    reached = {verb for verb, _ in REQUESTS.values()}
    assert set(VERBS) - reached == {"status", "details", "evening", "peer.add"}


# -- what they pass on ------------------------------------------------------------------------------------------


def ask(engine: FakeEngine, verb: str, **values: Any) -> Any:
    return asyncio.run(carry_out(engine, Request(verb, values)))  # type: ignore[arg-type]


def noted(engine: FakeEngine) -> Any:
    [command] = engine.commands
    return command[-1]


def test_a_cable_can_be_laid_with_everything_that_a_patch_says(engine):
    ask(
        engine,
        "route.add",
        **{"from": "link:desk", "to": "session:Studio"},
        to_channel=3,
        velocity_curve="soft",
        velocity_range=[20, 100],
        maps=["ch0.note9 > ch1.cc4"],
        pass_others=True,
    )
    made = noted(engine)
    assert made.source == LinkEnd("Desk")
    assert (made.to_channel, made.velocity_curve, made.velocity_range) == (3, "soft", (20, 100))
    assert (made.maps, made.pass_others) == ((MapRule("ch0.note9", "ch1.cc4"),), True)


def test_both_directions_are_two_cables(engine):
    engine.add_port("Keys", "in")
    result = ask(engine, "route.add", **{"from": "port:Keys", "to": "session:Studio"}, both=True)
    routes = {route.id: route for route in engine.snapshot().patch.routes}
    assert routes[result["back"]].source == routes[result["id"]].destination


def test_a_change_leaves_what_is_not_named_and_null_is_the_default(engine):
    ask(engine, "route.change", id="r1", notes=[36, 59], transpose=-12)
    ask(engine, "route.change", id="r1", notes=None)
    [route] = engine.snapshot().patch.routes
    assert (route.notes, route.transpose) == (None, -12)
    ask(engine, "session.change", name="studio", rename="Hall", playout_ms=20)
    ask(engine, "session.change", name="Hall", playout_ms=None, invite_all=True)
    [session] = engine.snapshot().patch.sessions
    assert session == Session("Hall", 5004, invite_all=True)
    ask(engine, "link.change", name="Desk", rename="Lights", port=9004, marker="zero")
    assert engine.snapshot().patch.links == (Link("Lights", 9004, marker="zero"),)


def test_somebody_can_be_known_before_and_after_being_met(engine):
    assert ask(engine, "peer.add", name="Organ", address="192.0.2.8:5004", wanted=True)["peer"] == "organ"
    assert ask(engine, "peer.add", name="Organ")["peer"] == "organ-2"
    ask(engine, "peer.change", peer="stage-piano", access="never", nickname="Left")
    known = {peer.id: peer for peer in engine.snapshot().patch.peers}
    assert known["organ"] == Peer("organ", "Organ", "192.0.2.8:5004", wanted=True)
    assert known["stage-piano"] == Peer(
        *("stage-piano", "Stage piano", "192.0.2.7:5004", "Studio", True, "never", "Left")
    )


def test_who_is_only_found_is_called_something_else_and_nobody_gets_to_be_known(engine):
    assert ask(engine, "peer.name", peer="mioXL", nickname="Rack") == {"name": "mioXL", "nickname": "Rack"}
    [found] = ask(engine, "status")["found"]
    assert (found["nickname"], found["service"]) == ("Rack", "mioXL")
    assert ask(engine, "status")["nicknames"] == [{"name": "mioXL", "nickname": "Rack"}]
    assert engine.snapshot().patch.peers == ()
    ask(engine, "peer.name", peer="Rack")
    assert engine.snapshot().patch.found == ()
    with pytest.raises(RefusedError, match="“mioXL” is only found: “peer name” calls it something else"):
        ask(engine, "peer.change", peer="mioXL", nickname="Rack")
    ask(engine, "peer.name", peer="Stage piano", nickname="Grand")
    assert [peer.nickname for peer in engine.snapshot().patch.peers] == ["Grand"]


def test_two_of_one_name_are_named_and_hidden_by_where_they_are(engine):
    engine.add_found("mioXL", addresses=("192.0.2.41",), service="mioXL\u200b")
    for verb, more in (("peer.name", {"peer": "mioXL"}), ("peer.hide", {"name": "mioXL", "hidden": True})):
        with pytest.raises(RefusedError, match="2 called “mioXL”; use the id or the address"):
            ask(engine, verb, **more)
    ask(engine, "peer.name", peer="192.0.2.41", nickname="Upstairs")
    ask(engine, "peer.hide", name="192.0.2.41:5004", hidden=True)
    assert [(each.service, each.nickname) for each in engine.snapshot().found] == [
        ("mioXL", None),
        ("mioXL\u200b", "Upstairs"),
    ]
    assert engine.snapshot().patch.network.hidden == ("mioXL\u200b",)
    ask(engine, "peer.hide", name="Upstairs", hidden=False)
    assert engine.snapshot().patch.network.hidden == ()


@pytest.mark.parametrize(
    ("verb", "values", "says"),
    [
        ("route.change", {"id": "r1"}, "Say what of the cable is to change"),
        ("route.add", {**CABLE, "maps": ["ch0.note9"]}, "is no mapping"),
        ("route.add", {**CABLE, "maps": ["ch0.note9 > ch99.cc1"]}, "“ch99.cc1” in"),
        ("route.add", {**CABLE, "notes": [1]}, "must be two whole numbers"),
        ("route.add", {**CABLE, "velocity_range": [0, 127]}, "velocity_range"),
        ("session.add", {"name": "Hall", "port": 5007}, "even number"),
        ("session.change", {"name": "Studio", "accept": "friends"}, "accept"),
        ("link.change", {"name": "Desk", "port": None}, "“port” of “link.change” must be there"),
        ("port.name", {"port": "keyboard", "nickname": "Piano"}, "“keyboard” is no device of this computer"),
        ("peer.add", {"access": "always"}, "name"),
        ("scene.switch", {}, "needs “name”"),
        ("scene.switch", {"name": "Waltz"}, "no scene “Waltz”; there is “Ballad”"),
        (
            "scene.save",
            {"name": "Waltz", "routes": ["r7"]},
            r"no cable r7; there is r1 \(keyboard → monitor\)",
        ),
        (
            "link.forget",
            {"name": "Desk", "peer": "192.0.2.5"},
            "no learned peer “192.0.2.5”; there is “192.0.2.4:9001”",
        ),
        ("link.remove", {"name": "Lights"}, "no link “Lights”; there is “Desk”"),
        ("port.remove", {"name": "Keys"}, "no virtual port “Keys”; there is “Longwire 1”"),
        ("peer.forget", {"peer": "Organ"}, "no peer “Organ”; there is “Stage piano”"),
        ("song.seek", {}, "“position” of “song.seek” must be a number"),
        ("song.seek", {"position": -1}, "must be a number from 0 on"),
        ("song.play", {"file": "/one.mid", "to": "monitor", "position": "1:23"}, "must be a number"),
        ("monitor.save", {"file": "/gig.txt"}, "“gig.txt” must end in .mid for a MIDI file or in .pcap"),
        ("monitor.save", {"file": "/gig.mid", "packets": True}, "“gig.mid” does not end in .pcap"),
        ("monitor.save", {}, "needs “file”"),
        ("sysex.cancel", {"id": 4}, "No such SysEx is on its way; there is 90"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_done(engine, verb, values, says):
    with pytest.raises(Exception, match=says):
        ask(engine, verb, **values)
    assert engine.commands == []


def test_a_song_goes_on_nowhere_behind_its_end(engine):
    with pytest.raises(RefusedError, match="ends at 1:00, so it cannot go on at 1:01"):
        ask(engine, "song.seek", position=61)
    assert engine.commands == []


def test_a_scene_that_is_saved_again_is_still_called_by_who_called_it(engine):
    pad = Scene("Ballad", ("r1",), KEYBOARD, "ch0.note36")
    engine.edit.put_scene(pad)
    engine.commands.clear()
    ask(engine, "route.add", **{"from": "link:Desk", "to": "monitor"})
    ask(engine, "scene.save", name="Ballad")
    on = tuple(route.id for route in engine.snapshot().patch.routes)
    assert len(on) == 2
    assert engine.snapshot().patch.scenes == (dataclasses.replace(pad, routes=on),)


def test_all_sysex_are_given_up_at_once(engine):
    engine.transfers.append(api.SysexTransfer(91, "Synth", 50_000, 0, "waiting"))
    assert ask(engine, "sysex.cancel") == {"ids": [90, 91]}


def test_status_shows_links_scenes_and_filters(engine):
    ask(engine, "route.change", id="r1", maps=["ch0.pitch > ch1.pitch"], channels=[1])
    status = ask(engine, "status")
    assert status["scenes"] == [{"name": "Ballad", "routes": ["r1"], "on": True}]
    assert (status["routes"][0]["channels"], status["routes"][0]["maps"]) == ((1,), ["ch0.pitch > ch1.pitch"])
    assert status["links"][0]["peers"][0]["learned"]
    assert status["virtual_ports"] == [{"name": "Longwire 1", "direction": "both"}]


def test_a_connection_is_shown_closely(engine):
    [person] = engine.snapshot().participants
    trips = (api.RoundTrip(1.0, 0.4), api.RoundTrip(2.0, 0.5))
    engine.set_details(person.id, round_trips=trips, jitter_ms=0.2)
    shown = ask(engine, "details", peer="Stage piano")
    assert (shown["round_trips_ms"], shown["jitter_ms"], shown["buffer"]["playout_ms"]) == (
        [0.4, 0.5],
        0.2,
        0,
    )


@pytest.mark.parametrize(
    ("value", "readers", "otherwise"),
    [
        (Session, places.SESSION, {"name", "moved_port"}),
        (Link, places.LINK, {"name"}),
        (Peer, people.FIELDS, {"id", "session", "last_address", "seen", "service"}),
        (Route, cables.FIELDS, {"id", "source", "destination"}),
    ],
)
def test_every_key_of_the_patch_can_be_set(value, readers, otherwise):
    """Those left out are named by the verb itself, or kept by Longwire for itself."""
    assert set(readers) | otherwise == {field.name for field in dataclasses.fields(value)}
