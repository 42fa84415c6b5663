"""The attackers of the benchmark: a process that sends one kind of packet at a rate, and prints how many it sent.

Arguments: kind, control port, packets per second, seconds, SSRC of the player.
"""

import itertools
import socket
import sys
import time
from collections.abc import Callable, Iterator

from app.wire.applemidi import Accepted, Bye, Clock, Invitation, decode, encode, is_session_packet
from app.wire.commands import encode_section
from app.wire.rtp import Rtp, encode_rtp

HOSTS = 200
GUEST_SSRC = 0x6E57
GUEST_SHARE = 10
"""A guest that was let in sends a tenth of the rate, in segments of a thousand octets."""

Packets = Iterator[tuple[bytes, int]]


def invitations(port: int, ssrc: int) -> Packets:
    """Ever new names and numbers."""
    for number in itertools.count():
        name = f"Stranger {number} \u202e\u2066" + "x" * 40
        yield encode(Invitation(number & 0xFFFFFFFF, 0x40000000 + number, name)), port


def monsters(port: int, ssrc: int) -> Packets:
    """Names as long as a datagram."""
    for number in itertools.count():
        yield encode(Invitation(number & 0xFFFFFFFF, 0x40000000 + number, None))[:16] + b"n" * 8000, port


def goodbyes(port: int, ssrc: int) -> Packets:
    """In the name of the player."""
    for number in itertools.count():
        yield encode(Bye(number & 0xFFFFFFFF, ssrc)), port + number % 2


def notes(port: int, ssrc: int) -> Packets:
    """In the name of the player."""
    section = encode_section([(0, b"\x90\x66\x7f")], None)
    for number in itertools.count():
        yield encode_rtp(Rtp(number & 0xFFFF, 0, ssrc, section)), port + 1


def clocks(port: int, ssrc: int) -> Packets:
    """In the name of the player."""
    for number in itertools.count():
        yield encode(Clock(ssrc, number % 3, number, 2**63, 2**62)), port + 1


def garbage(port: int, ssrc: int) -> Packets:
    """Octets that begin as something and are nothing."""
    heads = (
        b"\xff\xffIN",
        b"\xff\xffOK\x00\x00",
        b"\x80\x61\x00",
        b"\xff\xff",
        b"\x80\x61" + bytes(10) + b"\xff",
    )
    for number in itertools.count():
        yield heads[number % len(heads)] + bytes(number % 30), port + number % 2


def sysex(port: int, ssrc: int) -> Packets:
    """Without end, from a guest that was let in."""
    for number in itertools.count():
        octets = (b"\xf7" if number else b"\xf0") + bytes(1000) + b"\xf0"
        yield encode_rtp(Rtp(number & 0xFFFF, 0, GUEST_SSRC, encode_section([(0, octets)], None))), port + 1


KINDS: dict[str, Callable[[int, int], Packets]] = {
    "IN": invitations,
    "IN, 8 kB": monsters,
    "BY": goodbyes,
    "RTP": notes,
    "CK": clocks,
    "garbage": garbage,
    "SysEx": sysex,
}


def join(port: int) -> list[socket.socket]:
    """Be let in as a guest; gives the data socket."""
    ways = []
    for number in (port, port + 1):
        way = _bound("127.6.0.1", 6004 + number - port)
        way.settimeout(5)
        way.sendto(encode(Invitation(1, GUEST_SSRC, "Bomber")), ("127.0.0.1", number))
        answer = way.recv(2048)
        if not is_session_packet(answer) or not isinstance(decode(answer), Accepted):
            raise SystemExit("the guest was not let in")
        ways.append(way)
    return ways[1:]


def main(arguments: list[str]) -> None:
    """Send."""
    kind, port, rate, seconds = arguments[0], int(arguments[1]), int(arguments[2]), float(arguments[3])
    guest = kind == "SysEx"
    ways = join(port) if guest else [_bound(f"127.5.0.{number + 1}", 0) for number in range(HOSTS)]
    packets = KINDS[kind](port, int(arguments[4]))
    rate //= GUEST_SHARE if guest else 1
    begin, sent = time.perf_counter(), 0
    while (passed := time.perf_counter() - begin) < seconds:
        while sent < passed * rate:
            octets, where = next(packets)
            ways[sent % len(ways)].sendto(octets, ("127.0.0.1", where))
            sent += 1
        time.sleep(0.001)
    print(sent)


def _bound(host: str, port: int) -> socket.socket:
    way = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    way.bind((host, port))
    return way


if __name__ == "__main__":
    main(sys.argv[1:])
