"""The mappings of MIDIMonster's manual, taken over and played: octets in, octets out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.direct_peer import DirectPeer, Hearing
from tests.support.engines import until
from tests.support.midimonster import LOOPBACK, monster
from tests.support.ports import free_pair

INSTANCE = "[rtpmidi {name}]\nmode = direct\nbind = {host} {port}\npeer = {host} {peer}\n"
CLOSED = "b{channel} 65 7f b{channel} 64 7f"
"""The null parameter, which ends every rpn and nrpn with `epn-tx = full`."""

# A line of the map, what the player of one instance sends, and what the player of the other hears.
ROWS = [
    ("note_to_cc", "rmidi1.ch0.note9 > rmidi2.channel1.cc4", "90 09 64", "b1 04 64"),
    ("note_off_to_cc", "rmidi1.ch0.note9 > rmidi2.channel1.cc4", "80 09 40", "b1 04 00"),
    ("note_on_with_velocity_0_to_cc", "rmidi1.ch0.note9 > rmidi2.channel1.cc4", "90 09 00", "b1 04 00"),
    ("pressure_to_note", "rmidi1.channel15.pressure1 > rmidi1.channel0.note0", "af 01 40", "90 00 40"),
    ("aftertouch_to_cc", "rmidi1.ch1.aftertouch > rmidi2.ch2.cc0", "d1 33", "b2 00 33"),
    ("pitch_to_pitch", "rmidi1.ch0.pitch > rmidi2.ch1.pitch", "e0 01 40", "e1 01 40"),
    ("pitch_to_pitch_at_the_end", "rmidi1.ch0.pitch > rmidi2.ch1.pitch", "e0 7f 7f", "e1 7f 7f"),
    ("pitch_to_pitch_at_the_beginning", "rmidi1.ch0.pitch > rmidi2.ch1.pitch", "e0 00 00", "e1 00 00"),
    ("note_to_program", "rmidi2.ch15.note1 > rmidi2.ch2.program", "9f 01 40", "c2 40"),
    (
        "nrpn_to_rpn",
        "rmidi2.ch0.nrpn900 > rmidi1.ch1.rpn1",
        "b0 63 07 b0 62 04 b0 06 40 b0 26 01",
        "b1 65 00 b1 64 01 b1 06 40 b1 26 01 " + CLOSED.format(channel=1),
    ),
    ("cc_to_14_bit", "rmidi1.ch0.cc1 > rmidi2.ch0.pitch", "b0 01 7f", "e0 7f 7f"),
    ("14_bit_to_cc", "rmidi1.ch0.pitch > rmidi2.ch0.cc1", "e0 7f 7f", "b0 01 7f"),
    ("half_stays_half", "rmidi1.ch0.cc1 > rmidi2.ch0.note5", "b0 01 40", "90 05 40"),
    ("aftertouch_out", "rmidi1.ch0.cc1 > rmidi2.ch3.aftertouch", "b0 01 22", "d3 22"),
    ("pressure_out", "rmidi1.ch0.cc1 > rmidi2.ch3.pressure7", "b0 01 22", "a3 07 22"),
    (
        "nrpn_out",
        "rmidi1.ch0.pitch > rmidi2.ch4.nrpn16383",
        "e0 7f 7f",
        "b4 63 7f b4 62 7f b4 06 7f b4 26 7f " + CLOSED.format(channel=4),
    ),
    ("right_to_left", "rmidi2.ch0.cc3 < rmidi1.ch0.cc1", "b0 01 22", "b0 03 22"),
    ("both_ways", "rmidi2.ch0.cc3 <> rmidi1.ch0.cc1", "b0 01 22", "b0 03 22"),
    ("a_range", "rmidi1.ch{0..3}.cc1 > rmidi2.ch0.cc{10..13}", "b2 01 22", "b0 0c 22"),
    ("a_range_downwards", "rmidi1.ch0.cc{1..3} > rmidi2.ch0.cc{12..10}", "b0 01 22", "b0 0c 22"),
    ("a_list", "rmidi1.ch0.cc{1,5,9} > rmidi2.ch0.cc{2,6,11}", "b0 09 22", "b0 0b 22"),
    ("one_to_many", "rmidi1.ch0.cc1 > rmidi2.ch0.cc{4..6}", "b0 01 22", "b0 04 22 b0 05 22 b0 06 22"),
    ("many_to_one", "rmidi1.ch0.cc{4..6} > rmidi2.ch0.cc1", "b0 05 22", "b0 01 22"),
]


def _messages(text: str) -> list[bytes]:
    """Cut octets that stand in a row into messages, each beginning with its status."""
    found: list[bytes] = []
    for octet in bytes.fromhex(text):
        if octet & 0x80:
            found.append(b"")
        found[-1] += bytes((octet,))
    return found


@pytest.mark.parametrize(("line", "given", "wanted"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
async def test_mapping(tmp_path: Path, line: str, given: str, wanted: str) -> None:
    ports = {"rmidi1": free_pair(), "rmidi2": free_pair()}
    sides = [side.split(".")[0].strip() for side in line.replace("<>", "<").replace("<", ">").split(">")]
    source, destination = reversed(sides) if "<" in line else sides
    with DirectPeer() as one, DirectPeer(0x2) as two:
        players = {"rmidi1": one, "rmidi2": two}
        text = "".join(
            INSTANCE.format(name=name, host=LOOPBACK, port=port, peer=players[name].port)
            for name, port in ports.items()
        )
        async with monster(tmp_path, f"{text}[map]\n{line}\n"):
            hearing = Hearing(players[destination])
            # What is not mapped does not pass: it is played first, and must not be heard.
            players[source].play(ports[source], b"\xb9\x50\x11", *_messages(given))
            await until(lambda: len(hearing.messages()) >= len(_messages(wanted)), "what is mapped")
            assert hearing.messages() == _messages(wanted)
