"""The session vectors, each with the behaviour it expects of an engine."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.session.events import BitrateLimited, State
from app.wire.applemidi import Accepted, Bye, Clock, Invitation
from tests.session.test_being_invited import join
from tests.support.network import Computer, Network, Script

FILE = Path(__file__).parents[1] / "vectors" / "applemidi.json"
VECTORS: dict[str, dict[str, Any]] = {
    vector["id"]: vector for vector in json.loads(FILE.read_text(encoding="utf-8"))["vectors"]
}
TOKEN, INITIATOR, PARTICIPANT = 0x8BADF00D, 0x1F2E3D4C, 0xC0FFEE42
INVITATIONS = ("IN-control-ascii", "IN-utf8-multibyte", "IN-empty-name", "IN-no-name", "IN-invalid-utf8")
BYES = ("BY-token-echoed", "BY-token-zero", "BY-named")
ACCEPTANCES = ("OK-control-named", "OK-nameless-16")
REJECTIONS = ("NO-nameless-16",)
DROPPED = ("UNKNOWN-command", "SHORT-IN", "SHORT-3")
ELSEWHERE = (
    "NO-named",
    "CK0-clean",
    "CK1",
    "CK2",
    "CK0-64bit",
    "CK-negative-offset",
    "RS-seq-low",
    "RS-wrap",
    "RL-din",
)
"""Tested one by one below, or in test_clock (the numbers of CK are those of the worked example) and in media (RS)."""


def say(peer: Script, to: Computer, vector: str) -> None:
    on_data = VECTORS[vector]["port"] == "data"
    source, target = (peer.data, to.data) if on_data else (peer.control, to.control)
    peer.network.send(source, target, bytes.fromhex(VECTORS[vector]["hex"]))
    peer.network.run(0.1)


@pytest.fixture
def inviting(network: Network, here: Computer, peer: Script) -> Computer:
    """We have invited the peer with the token of the vectors."""
    here.session._desk.random32 = lambda: TOKEN
    here.invite(peer.control)
    network.run(0.1)
    return here


def test_every_vector_of_the_session_protocol_is_used() -> None:
    session = {name for name, vector in VECTORS.items() if vector["protocol"] == "applemidi"}
    assert session == {*INVITATIONS, *BYES, *ACCEPTANCES, *REJECTIONS, *DROPPED, *ELSEWHERE}


@pytest.mark.parametrize("vector", INVITATIONS)
def test_an_invitation_is_answered_with_its_token(there: Computer, peer: Script, vector: str) -> None:
    say(peer, there, vector)
    fields = VECTORS[vector]["fields"]
    assert peer.heard == [(peer.control, Accepted(int(fields["token"], 16), 0x2222, "There"))]
    join(peer, there, token=int(fields["token"], 16), ssrc=INITIATOR, name=None)
    assert there.latest().name == (fields["name"] or "192.0.2.9")


@pytest.mark.parametrize("vector", ACCEPTANCES)
def test_an_acceptance_leads_to_the_data_stage(inviting: Computer, peer: Script, vector: str) -> None:
    say(peer, inviting, vector)
    assert peer.heard[-1] == (peer.data, Invitation(TOKEN, 0x1111, "Here"))
    assert inviting.latest().name == (VECTORS[vector]["fields"]["name"] or "192.0.2.9")


@pytest.mark.parametrize("vector", REJECTIONS)
def test_a_rejection_stops_quick_retries(
    network: Network, inviting: Computer, peer: Script, vector: str
) -> None:
    say(peer, inviting, vector)
    network.run(10)
    assert inviting.latest().state is State.REFUSED
    assert len(peer.heard) == 1


def test_a_rejection_on_data_frees_the_half_open_peer(inviting: Computer, peer: Script) -> None:
    say(peer, inviting, "OK-control-named")
    say(peer, inviting, "NO-named")
    assert peer.heard[-1] == (peer.control, Bye(TOKEN, 0x1111))


@pytest.mark.parametrize("vector", BYES)
def test_a_bye_closes_by_ssrc_and_address_without_reply(there: Computer, peer: Script, vector: str) -> None:
    join(peer, there, token=TOKEN, ssrc=INITIATOR)
    peer.heard.clear()
    say(peer, there, vector)
    assert there.latest().state is State.LEFT
    assert peer.heard == []


@pytest.mark.parametrize("vector", DROPPED)
def test_what_is_no_session_packet_is_dropped(there: Computer, peer: Script, vector: str) -> None:
    say(peer, there, vector)
    assert there.session.counters["malformed"] == 1
    assert there.actions == there.events == peer.heard == []


@pytest.mark.parametrize("vector", ["CK0-clean", "CK0-64bit"])
def test_a_clock_question_is_answered_at_once(there: Computer, peer: Script, vector: str) -> None:
    join(peer, there, ssrc=INITIATOR)
    say(peer, there, vector)
    answer = peer.got(Clock)[0]
    assert isinstance(answer, Clock)
    assert (answer.count, answer.t1) == (1, VECTORS[vector]["fields"]["t1"])


def test_a_bitrate_limit_is_an_event(inviting: Computer, peer: Script) -> None:
    join(peer, inviting, ssrc=PARTICIPANT)
    say(peer, inviting, "RL-din")
    assert inviting.events[-1] == BitrateLimited(1, 31250)


@pytest.mark.parametrize("vector", ["RS-wrap", "RS-seq-low"])
def test_feedback_is_not_for_signalling_and_has_no_answer(there: Computer, peer: Script, vector: str) -> None:
    say(peer, there, vector)
    assert peer.heard == []
    assert there.actions == []
