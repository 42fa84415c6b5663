"""Two whole engines over a network that loses packets: nothing hangs, and tshark reads what was sent."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from app.model.endpoints import PeerEnd, PortEnd, SessionEnd
from app.model.patch import JournalMode, Patch, Peer, Route, Session
from app.wire.commands import decode_section, encode_section
from app.wire.journal import encode_journal
from app.wire.journal.values import ChannelJournal, Journal, NoteChapter, NoteLog
from app.wire.rtp import Rtp, decode_rtp, encode_rtp
from tests.media.simulation.traffic import Traffic
from tests.support.bad_network import BadNetwork, bad_network
from tests.support.dissector_defects import ACCEPTED, judge
from tests.support.engines import Running, running, until
from tests.support.impairment import Condition, Impairment
from tests.support.pcap import Recording, recording
from tests.support.performance import device
from tests.support.ports import free_pair

ON, OFF = b"\x90\x1e\x64", b"\x80\x1e\x40"
"""The last note of a phrase, lower than all others."""
LOSS = Condition("20 % random", 0.2)
BETWEEN_S = 0.002
"""Long enough that most messages go out in a packet of their own."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A player and a listener with the network between them."""

    player: Running
    listener: Running

    async def play(self, messages: Iterable[bytes]) -> None:
        """Play one message after the other."""
        keys = self.player.backend.inputs["Keys"]
        for message in messages:
            keys.inject(message)
            await asyncio.sleep(BETWEEN_S)

    def heard(self) -> list[bytes]:
        """What came out at the listener."""
        return self.listener.heard("Synth")


@asynccontextmanager
async def stage(
    impair: Callable[[bytes], Iterable[bytes]],
    journal: JournalMode = "auto",
    captured: Recording | None = None,
) -> AsyncIterator[Stage]:
    """Connect a player's keys with a listener's synthesiser through a network."""
    here, there = free_pair(), free_pair()
    with bad_network(here, there, impair, captured) as network:
        async with (
            running(listening(there, journal), ("Synth", "out")) as listener,
            running(playing(here, network, journal), ("Keys", "in")) as player,
        ):
            both = (player.engine, listener.engine)
            await until(
                lambda: all(route.state == "active" for each in both for route in each.snapshot().routes),
                "the cables",
            )
            await until(lambda: listener.is_connected("Player"), "the connection")
            await until(
                lambda: "Keys" in player.backend.inputs and "Synth" in listener.backend.outputs, "the ports"
            )
            yield Stage(player, listener)


def listening(port: int, journal: JournalMode) -> Patch:
    session = Session("Listener", port=port, listen=("127.0.0.1",), accept="anyone", journal=journal)
    return Patch(sessions=(session,), routes=(Route("r", SessionEnd("Listener"), PortEnd("Synth")),))


def playing(port: int, network: BadNetwork, journal: JournalMode) -> Patch:
    session = Session("Player", port=port, listen=("127.0.0.1",), journal=journal)
    address = f"127.0.0.1:{network.port}"
    peer = Peer("peer", name="Listener", address=address, session="Player", wanted=True)
    routes = (Route("r", PortEnd("Keys"), PeerEnd("Player", "peer")),)
    return Patch(sessions=(session,), peers=(peer,), routes=routes)


def phrase(random: Random) -> Iterator[bytes]:
    """Sixty chords with pedals, programs in banks, bends and pressure; everything ends but the pedal and the sounds."""
    for nth in range(60):
        channel, notes = random.randrange(3), random.sample(range(40, 90), 3)
        yield bytes((0xB0 | channel, 64, 127 * (nth % 2)))
        if nth % 10 == 0:
            yield from (
                bytes((0xB0 | channel, 0, nth)),
                bytes((0xB0 | channel, 32, 1)),
                bytes((0xC0 | channel, nth)),
            )
        yield from (bytes((0x90 | channel, note, random.randint(1, 127))) for note in notes)
        yield bytes((0xE0 | channel, random.randrange(128), random.randrange(128)))
        yield bytes((0xD0 | channel, random.randrange(128)))
        yield from (bytes((0x80 | channel, note, 64)) for note in notes)


def carries(datagram: bytes, message: bytes) -> bool:
    return any(octets == message for _, octets in decode_section(decode_rtp(datagram).payload).elements)


def same_state(heard: list[bytes], played: list[bytes]) -> bool:
    found, truth = device(heard), device(played)
    return (found.elements(), found.notes()) == (truth.elements(), truth.notes())


@pytest.mark.parametrize("seed", [1, 2])
async def test_after_a_lossy_phrase_the_listener_is_where_the_player_is(seed: int) -> None:
    impairment = Impairment(LOSS, Random(seed))

    def lose_the_last_end(datagram: bytes) -> Iterable[bytes]:
        arriving = list(impairment.take(datagram))
        if carries(datagram, ON):  # a note that would be struck too late is not struck at all
            return (datagram,)
        return () if carries(datagram, OFF) else arriving

    played = [*phrase(Random(seed)), ON]
    async with stage(lose_the_last_end) as on:
        await on.play(played)
        await until(lambda: same_state(on.heard(), played), "the last note to sound")
        assert device(on.heard()).notes() == {(0, 0x1E): 1}
        await on.play([OFF])
        await until(lambda: same_state(on.heard(), [*played, OFF]), "the last note to end")
        assert device(on.heard()).notes() == {}
        counters = on.listener.engine.snapshot().participants[0].counters
        assert counters.lost > 0
        assert counters.repaired["N"] > 0
        assert counters.uncovered == 0


async def test_without_a_journal_a_lost_note_off_is_noticed_with_the_next_packet_only() -> None:
    lost: list[bytes] = []

    def lose_the_end(datagram: bytes) -> Iterable[bytes]:
        if carries(datagram, OFF):
            lost.append(datagram)
            return ()
        return (datagram,)

    async with stage(lose_the_end, "off") as on:
        await on.play([ON])
        await until(lambda: on.heard() == [ON], "the note")
        await on.play([OFF])
        await until(lambda: lost, "its end to be lost, alone in its packet")
        await on.play([b"\xb1\x07\x64"])
        await until(lambda: b"\xb1\x07\x64" in on.heard(), "the next packet")
        assert device(on.heard()).notes() == {}
        counters = on.listener.engine.snapshot().participants[0].counters
        assert (counters.lost, counters.uncovered, sum(counters.repaired.values())) == (1, 1, 0)


async def test_tshark_reads_all_that_was_sent_but_for_its_own_defects(tmp_path: Path) -> None:
    impairment = Impairment(LOSS, Random(3))
    traffic = Traffic(Random(3))
    with recording(tmp_path / "all.pcap") as captured:
        async with stage(impairment.take, captured=captured) as on:
            await on.play(phrase(Random(3)))
            await on.play(message for _ in range(150) for message in traffic.batch())
            sent = on.player.engine.snapshot().participants[0].counters.packets_out
            await until(lambda: impairment.sent >= sent, "the network to have seen everything")
    verdict = judge(tmp_path / "all.pcap", tmp_path)
    assert verdict.read == impairment.sent > 300
    assert verdict.unexplained == []


def test_what_is_malformed_by_our_own_fault_is_not_explained_away(tmp_path: Path) -> None:
    """Not even where the packet holds what a defect of the decoder needs: a journal with note logs, cut off."""
    logs = tuple(NoteLog(note, False, 64, True) for note in range(4))
    notes = Journal(0, None, (ChannelJournal(0, notes=NoteChapter.compact(logs, (127,), True)),))
    whole = encode_rtp(Rtp(1, 0, 0x51ED270B, encode_section([(0, ON)], encode_journal(notes))))
    cut = [whole[:-2], whole[:-8], whole[:14]]
    with recording(tmp_path / "all.pcap") as captured:
        for second, datagram in enumerate((ACCEPTED, whole, *cut)):
            captured.add(second, 5004, 5006, datagram)
    verdict = judge(tmp_path / "all.pcap", tmp_path)
    assert verdict.read == 4
    assert verdict.explained == {"d": 1}
    assert verdict.unexplained == cut
