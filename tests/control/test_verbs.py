"""What can be asked of a running Longwire, on a stand-in for the engine: names found, sentences for the rest."""

import asyncio
from typing import Any

import pytest

from app.control.errors import RefusedError, RequestError
from app.control.protocol import Request
from app.control.verbs.table import carry_out
from app.engine import api
from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Patch, Peer, Route
from tests.support.fake_engine import FakeEngine

NOTE = "903c60"


@pytest.fixture
def engine() -> FakeEngine:
    made = FakeEngine()
    made.add_session("Studio", 5004)
    made.add_session("Lights", 5006)
    return made


def ask(engine: FakeEngine, verb: str, **values: Any) -> Any:
    return asyncio.run(carry_out(engine, Request(verb, values)))  # type: ignore[arg-type]


def refused(engine: FakeEngine, verb: str, **values: Any) -> str:
    with pytest.raises(RefusedError) as error:
        ask(engine, verb, **values)
    return str(error.value)


def test_invite_takes_a_name_of_the_network_in_any_case(engine):
    found = engine.add_found("Stage piano")
    assert ask(engine, "invite", peer="Stage piano") == {"peer": "stage-piano"}
    ask(engine, "invite", peer="STAGE PIANO", session="Lights")
    lights = engine.snapshot().sessions[1].id
    assert engine.commands == [("invite", found.id, None), ("invite", found.id, lights)]


@pytest.mark.parametrize(
    ("typed", "host", "port"),
    [
        ("192.0.2.7:5008", "192.0.2.7", 5008),
        ("192.0.2.7", "192.0.2.7", 5004),
        ("2001:db8::7", "2001:db8::7", 5004),
        ("[2001:db8::7]:5010", "2001:db8::7", 5010),
        ("piano.local", "piano.local", 5004),
        ("piano:5004", "piano", 5004),
    ],
)
def test_invite_takes_addresses(engine, typed, host, port):
    ask(engine, "invite", peer=typed, name="Piano")
    assert engine.commands == [("invite_address", host, port, "Piano", None)]


def test_invite_takes_a_peer_of_the_patch():
    engine = FakeEngine(Patch(peers=(Peer("loft", "Loft Mac", "192.0.2.8:5004"),)))
    ask(engine, "invite", peer="loft")
    ask(engine, "invite", peer="Loft Mac")
    assert engine.commands == [("invite_address", "192.0.2.8", 5004, "Loft Mac", None)] * 2


def test_whom_nobody_knows_is_said_with_who_is_there(engine):
    engine.add_found("Stage piano")
    assert "does not show “Organ” (it shows “Stage piano”)" in refused(engine, "invite", peer="Organ")
    assert "no session “Stadium”; there is “Studio”, “Lights”" in refused(
        engine, "invite", peer="Stage piano", session="Stadium"
    )
    engine.add_found("Stage piano")
    assert refused(engine, "invite", peer="Stage piano").startswith("There are 2 called “Stage piano”")


@pytest.mark.parametrize("who", ["Stage piano", "stage-piano", "192.0.2.7", "192.0.2.7:5004", "stage PIANO"])
def test_leave_finds_people_by_name_id_and_address(engine, who):
    person = engine.add_participant("Stage piano")
    assert ask(engine, "leave", peer=who)["name"] == "Stage piano"
    assert engine.commands == [("leave", person.id)]


def test_the_same_peer_in_two_sessions_needs_the_session(engine):
    studio, lights = (session.id for session in engine.snapshot().sessions)
    engine.add_participant("Piano", studio)
    other = engine.add_participant("Piano", lights)
    assert "in several sessions: “Studio”, “Lights”" in refused(engine, "leave", peer="Piano")
    ask(engine, "leave", peer="Piano", session="Lights")
    assert engine.commands == [("leave", other.id)]


def test_answers_to_who_asks(engine):
    assert refused(engine, "accept") == "Nobody is waiting to join."
    pad = engine.add_invitation("Kitchen iPad")
    assert ask(engine, "accept", always=True) == {"id": pad.id, "name": "Kitchen iPad"}
    first, second = engine.add_invitation("Organ"), engine.add_invitation("Piano")
    assert "Several are waiting to join: “Organ”, “Piano”" in refused(engine, "decline")
    ask(engine, "decline", who="piano", never=True)
    ask(engine, "decline", who=str(first.id))
    assert engine.commands == [
        ("accept", pad.id, True),
        ("decline", second.id, True),
        ("decline", first.id, False),
    ]


def test_a_cable_is_laid_with_what_it_lets_through_and_taken_away(engine):
    engine.add_port("Keys", "in")
    piano = engine.add_participant("Stage piano")
    result = ask(
        engine,
        "route.add",
        **{"from": "port:Keys", "to": "session:studio/Stage piano"},
        channels=[1, 2],
        types=["note"],
        notes=[36, 59],
        transpose=-12,
    )
    [route] = engine.snapshot().patch.routes
    expected = Route(
        route.id, PortEnd("Keys"), PeerEnd("Studio", piano.peer), (1, 2), ("note",), (36, 59), transpose=-12
    )
    assert route == expected
    assert result == {"id": route.id, "state": "active", "reason": None, "back": None}
    assert ask(engine, "route.remove", **{"from": "port:Keys", "to": "session:Studio/stage-piano"}) == {
        "ids": [route.id]
    }
    assert engine.snapshot().patch.routes == ()


def test_a_cable_is_taken_away_by_its_id(engine):
    ask(engine, "route.add", **{"from": "keyboard", "to": "monitor"})
    [route] = engine.snapshot().patch.routes
    assert f"there is {route.id} (keyboard → monitor)" in refused(engine, "route.remove", id="r99")
    assert ask(engine, "route.remove", id=route.id) == {"ids": [route.id]}
    assert refused(engine, "route.remove", id=route.id) == "There is no such cable."


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"from": "monitor", "to": "keyboard"}, "the monitor only listens"),
        ({"from": "keyboard", "to": "monitor", "channels": [17]}, "from 1 to 16"),
        ({"from": "keyboard", "to": "monitor", "types": ["tune"]}, "one of"),
        ({"from": "keyboard", "to": "monitor", "types": "note"}, "must be a list of texts"),
        ({"from": "keyboard", "to": "monitor", "channels": ["1"]}, "must be a list of whole numbers"),
        ({"from": "keyboard", "to": "monitor", "transpose": 1.5}, "must be a whole number"),
        ({"from": "keyboard", "to": "monitor", "muted": "no"}, "must be true or false"),
        ({"from": "keyboard"}, "needs “to”"),
        ({"from": "keyboard", "to": ["monitor"]}, "must be a text"),
    ],
)
def test_a_wrong_cable_is_wrong_usage(engine, values, says):
    with pytest.raises(RequestError, match=says):
        ask(engine, "route.add", **values)
    assert engine.commands == []


def test_sending_goes_to_the_keyboard_or_into_an_end(engine):
    ask(engine, "send", message=NOTE)
    ask(engine, "send", message="90 3C 60", to="keyboard")
    ask(engine, "send", message=NOTE, to="session:STUDIO")
    ask(engine, "send", message=NOTE, to="monitor")
    note = bytes.fromhex(NOTE)
    assert engine.commands == [
        ("play", note),
        ("play", note),
        ("send", SessionEnd("Studio"), note),
        ("send", MONITOR, note),
    ]
    for wrong in ("", "90", "xx", "903c60ff", None):
        with pytest.raises(RequestError):
            ask(engine, "send", message=wrong)


def test_what_the_engine_refuses_is_said(engine):
    engine.fail_next(api.Problem("command.nowhere"))
    assert refused(engine, "send", message=NOTE, to="port:Gone").startswith("Nothing can be played there")


def test_panic(engine):
    assert ask(engine, "panic") == {}
    assert engine.commands == [("panic",)]


@pytest.mark.parametrize("verb", ["dance", "", "events", "__class__"])
def test_other_verbs_are_wrong_usage(engine, verb):
    with pytest.raises(RequestError, match="nothing that Longwire can do"):
        ask(engine, verb)


def test_status_shows_everything_with_its_counters(engine):
    port = engine.add_port("Keys", "in")
    person = engine.add_participant(
        "Stage piano", rtt_ms=0.4, counters=api.Counters(packets_in=3, lost=1, repaired={"N": 2})
    )
    engine.add_invitation("Kitchen iPad")
    engine.add_found("mioXL")
    engine.raise_problem("port.none", session="Studio", reason="none")
    route = engine.add_route(Route("", KEYBOARD, MONITOR))
    engine.counts = {route: 7, f"in:{port.id}": 5, f"in:{person.id}": 3, f"out:{person.id}": 2}
    status = ask(engine, "status")
    assert [session["name"] for session in status["sessions"]] == ["Studio", "Lights"]
    [piano] = status["participants"]
    assert (piano["session"], piano["rtt_ms"], piano["messages_in"], piano["messages_out"]) == (
        "Studio",
        0.4,
        3,
        2,
    )
    assert (piano["counters"]["lost"], piano["counters"]["repaired"]) == (1, {"N": 2})
    [cable] = status["routes"]
    assert (cable["from"], cable["to"], cable["messages"]) == ("keyboard", "monitor", 7)
    assert status["ports"][0]["messages"] == 5
    assert status["invitations"][0]["session"] == "Studio"
    assert status["found"][0]["name"] == "mioXL"
    assert status["problems"][0]["code"] == "port.none"
