"""The packets of a capture that tshark calls malformed, and which of its own defects explains each (wire sheet 13).

A defect is named only where the packet holds what it needs. Defect d, the one that ordinary music meets, is proved as
well: with octets behind the journal the same packet must be read without complaint.
"""

import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.wire.applemidi import is_session_packet
from app.wire.commands import decode_section
from app.wire.errors import WireError
from app.wire.journal import decode_journal, encode_parameters
from app.wire.journal.values import ChannelJournal, SystemJournal
from app.wire.rtp import decode_rtp
from tests.support.capture import DISSECT
from tests.support.pcap import recording
from tests.support.processes import need

_LONGEST_M_OCTETS = 0x3F
_PADDING = bytes(256)
_PORTS = 5004, 5006
ACCEPTED = bytes.fromhex("ffff4f4b 00000002 12345678 0badcafe") + b"Studio\0"
"""What tshark must see first between two ports to take the rest for RTP."""


@dataclass(slots=True)
class Verdict:
    """What tshark said of a capture: how many packets it took for RTP-MIDI, and those it calls malformed."""

    read: int = 0
    explained: Counter[str] = field(default_factory=Counter)
    unexplained: list[bytes] = field(default_factory=list)


def judge(capture: Path, folder: Path) -> Verdict:
    """Let tshark read a whole capture; `folder` takes what it must read again."""
    verdict = Verdict()
    suspected: list[bytes] = []
    for datagram, is_malformed in _dissect(capture):
        verdict.read += not is_session_packet(datagram)
        if not is_malformed:
            continue
        names = "+".join(defects(datagram))
        if names == "d":
            suspected.append(datagram)
        elif names:
            verdict.explained[names] += 1
        else:
            verdict.unexplained.append(datagram)
    for datagram, is_malformed in _read_padded(suspected, folder / "again.pcap") if suspected else ():
        if is_malformed:
            verdict.unexplained.append(datagram)
        else:
            verdict.explained["d"] += 1
    return verdict


def defects(datagram: bytes) -> Iterator[str]:
    """Name the defects of wire sheet 13 that the journal of an RTP packet can meet."""
    try:
        octets = decode_section(decode_rtp(datagram).payload).journal
        journal = decode_journal(octets) if octets else None
    except WireError:
        return
    if journal is None or journal.damaged:
        return
    if journal.system is not None:
        yield from _system_defects(journal.system)
    if any(map(_meets_b, journal.channels)):
        yield "b"
    if any(journal.notes is not None and journal.notes.logs for journal in journal.channels):
        yield "d"


def _system_defects(journal: SystemJournal) -> Iterator[str]:
    if journal.sequencer is not None and journal.sequencer.s:
        yield "a"
    sysex = journal.sysex
    if sysex is not None and (len(sysex.logs) > 1 or any(log.first is not None for log in sysex.logs)):
        yield "c"


def _meets_b(journal: ChannelJournal) -> bool:
    chapter = journal.parameters
    if chapter is None:
        return False
    return chapter.pending is not None or len(encode_parameters(chapter)) > _LONGEST_M_OCTETS


def _read_padded(datagrams: list[bytes], file: Path) -> Iterator[tuple[bytes, bool]]:
    """Let octets follow each packet, and give it and whether tshark still calls it malformed."""
    with recording(file) as again:
        for second, payload in enumerate((ACCEPTED, *(datagram + _PADDING for datagram in datagrams))):
            again.add(second, *_PORTS, payload)
    for payload, is_malformed in _dissect(file):
        if payload != ACCEPTED:
            yield payload.removesuffix(_PADDING), is_malformed


def _dissect(file: Path) -> Iterator[tuple[bytes, bool]]:
    """Give the packets that tshark takes for AppleMIDI or RTP-MIDI, and whether it calls them malformed."""
    shown = ["-T", "fields", "-e", "udp.payload", "-e", "_ws.malformed", "-Y", "applemidi || rtpmidi"]
    command = [need("tshark"), "-r", str(file), *DISSECT, *shown]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    for line in done.stdout.splitlines():
        payload, _, malformed = line.partition("\t")
        yield bytes.fromhex(payload), bool(malformed.strip())
