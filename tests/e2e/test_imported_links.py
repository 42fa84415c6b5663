"""A MIDIMonster configuration in direct mode, imported, plays as it did there."""

from pathlib import Path

from app.config.midimonster import import_midimonster
from tests.support.direct_peer import DirectPeer, Hearing
from tests.support.engines import running, until
from tests.support.ports import free_pair

CONFIGURATION = """[backend rtpmidi]
detect = off

[rtpmidi desk]
mode = direct
ssrc = 0xDEADBEEF
bind = 127.0.0.1 {desk}
learn = true

[rtpmidi lights]
mode = direct
bind = 127.0.0.1 {lights}
peer = 127.0.0.1 {peer}

[map]
desk.ch0.note60 > lights.ch1.cc7
"""


async def test_row_mode_direct_an_imported_configuration_maps_from_a_learned_peer_to_a_fixed_one(
    tmp_path: Path,
) -> None:
    desk, lights = free_pair(), free_pair()
    with DirectPeer() as player, DirectPeer(0x0BE) as dimmer:
        file = tmp_path / "monster.cfg"
        file.write_text(CONFIGURATION.format(desk=desk, lights=lights, peer=dimmer.port), encoding="utf-8")
        patch, _ = import_midimonster(file)
        async with running(patch) as engine:
            await until(lambda: not engine.engine._all.thread.pending, "everything to be in place")
            hearing = Hearing(dimmer)
            for message in (b"\x90\x3c\x7f", b"\x90\x3d\x7f", b"\x80\x3c\x00"):
                player.play(desk, message)
            await until(lambda: len(hearing.messages()) == 2, "what is mapped")
            assert hearing.messages() == [b"\xb1\x07\x7f", b"\xb1\x07\x00"]
            await until(
                lambda: (
                    {link.name: [peer.port for peer in link.peers] for link in engine.engine.snapshot().links}
                    == {"desk": [player.port], "lights": [dimmer.port]}
                ),
                "the peer to be listed as learned",
            )
