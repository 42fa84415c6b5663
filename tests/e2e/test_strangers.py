"""Who is not invited disturbs nobody: forged packets, floods, monstrous names and endless SysEx (session sheet 7)."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field

import pytest

from app.model.endpoints import KEYBOARD, PortEnd, SessionEnd
from app.model.patch import Accept, Patch, Route, Session
from app.session.limits import Limits
from app.wire.applemidi import Accepted, Bye, Clock, Feedback, Invitation, Rejected, SessionPacket, encode
from app.wire.commands import decode_section, encode_section
from app.wire.rtp import Rtp, encode_rtp
from tests.support.distant import Distant
from tests.support.engines import Running, running, until
from tests.support.hosts import TwoHosts
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer
from tests.support.stranger import Stranger

ON, OFF, FORGED = b"\x90\x3c\x64", b"\x80\x3c\x40", b"\x90\x66\x7f"
FLOOD = 3000
"""As fast as one loop can; the benchmark of the same name sends 10 000 a second."""
ADDRESSES = 200
"""Of a flood: more than one host, so that no limit per host alone can stop it."""
MIB = 2**20


@dataclass(frozen=True, slots=True)
class Stage:
    """A session with one player in it, who must not notice anything."""

    engine: Running
    player: ScriptedPeer
    port: int
    played: list[bytes] = field(default_factory=list)
    """All that must sound: what is still on its way when the next check begins belongs to it."""

    def play(self) -> None:
        """Let the player play one note."""
        for message in (ON, OFF):
            self.player.play(self.port + 1, message)
            self.played.append(message)

    async def plays_on(self) -> None:
        """Check that the player is in, and hears; and that its notes sound, each once, and nothing else."""
        [shown] = [each for each in self.engine.engine.snapshot().participants if each.name == "Player"]
        assert shown.state == "connected"
        self.play()
        await until(lambda: len(self.engine.heard("Synth")) >= len(self.played), "the player's notes")
        assert self.engine.heard("Synth") == self.played
        self.engine.engine.play(ON)
        await until(lambda: self._hears()[-1:] == [ON], "our note at the player")
        self.engine.engine.play(OFF)
        await until(lambda: self._hears()[-1:] == [OFF], "its end")

    def _hears(self) -> list[bytes]:
        return [message for rtp in self.player.rtp for _, message in decode_section(rtp.payload).elements]


@asynccontextmanager
async def stage(accept: Accept = "anyone") -> AsyncIterator[Stage]:
    """One player has invited itself in; with `ask` it was let in by hand."""
    here, there = free_pair(), free_pair()
    patch = Patch(
        sessions=(Session("Us", port=here, listen=("127.0.0.1",), accept=accept),),
        routes=(
            Route("r1", KEYBOARD, SessionEnd("Us")),
            Route("r2", SessionEnd("Us"), PortEnd("Synth")),
        ),
    )
    async with running(patch, ("Synth", "out")) as engine, ScriptedPeer(there) as player:
        joining = asyncio.create_task(player.invite(here, "Player"))
        if accept == "ask":
            asked = await until(lambda: engine.engine.snapshot().invitations, "the question")
            engine.engine.accept(asked[0].id)
        await joining
        await player.ask_clock(player.data, here + 1)
        await until(lambda: engine.is_connected("Player"), "the player")
        await until(lambda: "Synth" in engine.backend.outputs, "the synthesiser")
        yield Stage(engine, player, here)


def said_to(hosts: list[Stranger]) -> list[SessionPacket]:
    return [answer for host in hosts for answer in host.answers()]


@pytest.mark.parametrize(("accept_from", "state"), [("near", "refused"), ("anywhere", "connected")])
def test_who_invites_from_another_network_is_let_in_only_if_that_was_chosen(
    two_hosts: TwoHosts, accept_from: str, state: str
) -> None:
    if not two_hosts.apart:
        print("on one loopback nobody is far away")
        return
    away, port = "198.51.100.7", free_pair()
    first, second = two_hosts.first, two_hosts.second
    second.add_address(away)
    first.reach(away, second)
    peers = [{"id": "us", "name": "Us", "address": f"{first.address}:{port}"}]
    with (
        Distant("Us", port, prefix=first.prefix, mdns=False, accept_from=accept_from) as us,
        Distant("Far", free_pair(), prefix=second.prefix, mdns=False, listen=[away], peers=peers) as far,
    ):
        far.wait("participant", state=state)
        told = us.first("problem", code="session.far")
        assert (told is not None) is (accept_from == "near")
        if told is not None:
            assert f"“Far” at {away}" in told["text"]


async def test_a_forged_bye_ends_nothing() -> None:
    async with stage() as on:
        with Stranger() as elsewhere, Stranger("127.0.0.1") as next_door:
            for port in (on.port, on.port + 1):
                elsewhere.send(Bye(0, on.player.ssrc), port)
                elsewhere.send(Bye(0x1234, on.player.ssrc), port)
                next_door.send(Bye(0, on.player.ssrc ^ 1), port)
            await on.plays_on()
            assert elsewhere.answers() == next_door.answers() == []


@pytest.mark.parametrize(
    "host", ["127.0.0.9", "127.0.0.1"], ids=["another host", "another port of that host"]
)
async def test_forged_notes_never_sound(host: str) -> None:
    async with stage() as on:
        with Stranger(host) as stranger:
            for sequence in range(on.player.sequence - 50, on.player.sequence + 50):
                rtp = Rtp(sequence & 0xFFFF, 0, on.player.ssrc, encode_section([(0, FORGED)], None))
                for port in (on.port, on.port + 1):
                    stranger.send(encode_rtp(rtp), port)
            await on.plays_on()


async def test_a_forged_clock_gets_no_answer_and_moves_nothing() -> None:
    async with stage() as on:
        with Stranger() as stranger:
            for count in range(3):
                for port in (on.port, on.port + 1):
                    stranger.send(Clock(on.player.ssrc, count, 1, 2**63, 2**62), port)
                    stranger.send(Feedback(on.player.ssrc, 0xFFFF), port)
            await on.plays_on()
            assert stranger.answers() == []


async def test_an_invitation_under_a_players_number_and_name_takes_nothing_from_it() -> None:
    async with stage("ask") as on:
        with Stranger() as stranger:
            stranger.send(Invitation(7, on.player.ssrc, "Player"), on.port)
            stranger.send(Invitation(7, on.player.ssrc, "Player"), on.port + 1)
            await until(lambda: on.engine.engine.snapshot().invitations, "the question")
            await until(stranger.answers, "the refusal at the data port")
            await on.plays_on()
            assert [type(answer) for answer in stranger.answers()] == [Rejected]


@pytest.mark.parametrize("accept", ["ask", "anyone", "nobody"])
async def test_a_flood_of_invitations_is_bounded_and_the_player_plays_on(accept: Accept) -> None:
    async with stage("ask" if accept == "nobody" else accept) as on:
        limits = Limits()
        with ExitStack() as stack:
            hosts = [stack.enter_context(Stranger(f"127.3.0.{number + 1}")) for number in range(ADDRESSES)]
            tracemalloc.start()
            stack.callback(tracemalloc.stop)
            for number in range(FLOOD):
                invitation = Invitation(number, 0x70000000 + number, f"Flood {number} " + "x" * 200)
                hosts[number % ADDRESSES].send(encode(invitation), on.port)
                if number % 500 == 0:
                    on.play()
                    await asyncio.sleep(0)
            await on.plays_on()
            grown, _ = tracemalloc.get_traced_memory()
            said = said_to(hosts)
        snapshot = on.engine.engine.snapshot()
        assert grown < 16 * MIB
        assert len(snapshot.invitations) <= limits.held
        # Each host is told NO once; what is heard at all is bounded per second.
        assert len(said) <= ADDRESSES + FLOOD / 10
        assert len(snapshot.participants) == 1
        assert len(snapshot.problems) <= 2


async def test_half_open_strangers_leave_room_for_nobody_else_but_take_none_from_the_player() -> None:
    async with stage() as on:
        limits = Limits()
        with ExitStack() as stack:
            hosts = [stack.enter_context(Stranger(f"127.4.0.{number + 1}")) for number in range(30)]
            for number, host in enumerate(hosts):
                host.send(Invitation(number, 0x60000000 + number, "Half"), on.port)
            await until(lambda: len(said_to(hosts)) >= limits.half_open, "the answers")
            await on.plays_on()
            said = said_to(hosts)
        assert [type(answer) for answer in said] == [Accepted] * limits.half_open


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\u202eevil\u2066 \x1b[31mname\x07\u2028", "evil [31mname"),
        ("n" * 60_000, "n" * 256),
        ("\0hidden", "127.0.0.9"),
    ],
    ids=["bidi and control characters", "sixty thousand characters", "nothing before the end"],
)
async def test_a_strangers_name_is_shown_harmless(name: str, shown: str) -> None:
    async with stage("ask") as on:
        with Stranger() as stranger:
            octets = encode(Invitation(5, 0x51515151, None))[:16] + name.encode() + b"\0"
            stranger.send(octets[:65_000], on.port)
            [asked] = await until(lambda: on.engine.engine.snapshot().invitations, "the question")
            assert asked.name == shown
            await on.plays_on()


async def test_sysex_without_end_is_given_up_and_the_memory_with_it() -> None:
    async with stage() as on:
        tracemalloc.start()
        try:
            on.player.play(on.port + 1, b"\xf0" + bytes(1000) + b"\xf0")
            for number in range(3000):
                on.player.play(on.port + 1, b"\xf7" + bytes(1000) + b"\xf0")
                if number % 50 == 0:
                    await asyncio.sleep(0.005)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        on.player.play(on.port + 1, b"\xf7" + bytes(10) + b"\xf7")
        await on.player.until_read(on.port + 1)
        await on.plays_on()
        assert peak < 16 * MIB
        assert not any(len(message) > 3 for message in on.engine.heard("Synth"))
