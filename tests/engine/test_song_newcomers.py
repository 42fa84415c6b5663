"""Whoever comes while a song plays there, a port or somebody in the network, is set up for it."""

from app.engine.api import Playback
from app.midi.smf import compose, sorted_tracks
from app.model.endpoints import PortEnd, SessionEnd
from app.model.patch import Patch, Session
from app.wire.applemidi import Bye
from app.wire.commands import decode_section
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer

PROGRAM, PEDAL, VOLUME, NOTE = b"\xc0\x05", b"\xb1\x40\x7f", b"\xb1\x07\x50", b"\x90\x3c\x60"
TOKEN = 0x1234


def song(tmp_path) -> str:
    """Make one that sets something and holds a note for a minute."""
    events = [(0, PROGRAM), (0, VOLUME), (0, PEDAL), (0, NOTE), (60, b"\x80\x3c\x40")]
    file = tmp_path / "song.mid"
    file.write_bytes(b"".join(compose(sorted_tracks("song", [(at * 10**9, "song", m) for at, m in events]))))
    return str(file)


def playback(ours: Running) -> Playback:
    return ours.engine.snapshot().playbacks[-1]


async def test_a_port_that_is_plugged_in_again_is_set_as_before(tmp_path):
    async with running(Patch(), ("Synth", "out")) as ours:
        ours.engine.takes.play(song(tmp_path), PortEnd("Synth"))
        await until(lambda: NOTE in ours.heard("Synth"), "the note")
        synth = ours.backend.outputs["Synth"]
        port = ours.backend.ports.pop()
        await until(lambda: not synth.open, "the gap to be seen")
        ours.backend.ports.append(port)
        await until(lambda: ours.backend.outputs["Synth"] is not synth, "the port again")
        await until(lambda: PEDAL in ours.heard("Synth"), "what the song has set")
        assert ours.heard("Synth")[-3:] == [PROGRAM, VOLUME, PEDAL]  # before that what it held ends
        assert playback(ours).state == "playing"


def played(peer: ScriptedPeer) -> list[bytes]:
    """Everything that came in packets, without what only the journal says."""
    return [message for rtp in peer.rtp for _, message in decode_section(rtp.payload).elements]


async def test_who_leaves_and_joins_again_or_begins_anew_is_set_up_each_time(tmp_path):
    port = free_pair()
    patch = Patch(sessions=(Session("Studio", port, ("127.0.0.1",), "anyone", publish=False),))
    async with running(patch) as ours, ScriptedPeer(free_pair()) as peer:

        async def join(token: int) -> None:
            await peer.invite(port, token=token)
            await peer.ask_clock(peer.data, port + 1)

        async def set_up(token: int) -> None:
            peer.rtp.clear()
            await join(token)
            await until(lambda: PEDAL in played(peer), "what the song has set")
            assert played(peer) == [PROGRAM, VOLUME, PEDAL]

        await join(TOKEN)
        await until(lambda: ours.is_connected("Peer"), "the guest")
        ours.engine.takes.play(song(tmp_path), SessionEnd("Studio"))
        await until(lambda: NOTE in played(peer), "the note")
        peer.send(peer.control, Bye(TOKEN, peer.ssrc), port)
        await until(lambda: not ours.is_connected("Peer"), "the farewell")
        await set_up(TOKEN + 1)
        await set_up(TOKEN + 2)  # a new program of the same SSRC says no BY for the old one
