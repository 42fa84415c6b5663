"""What an independent decoder makes of our packets: dumpcap records, tshark decodes."""

import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support.hosts import LOOPBACK, Host
from tests.support.processes import need, running
from tests.support.waiting import DEADLINE_SECONDS, wait_for

# RTP-MIDI has no fixed port: try the AppleMIDI heuristic first, and read payload type 97 as MIDI. What comes
# after a session packet between the same two ports is taken for RTP; a stream without one is not recognised.
DISSECT = ["-o", "udp.try_heuristic_first:TRUE", "-d", "rtp.pt==97,rtpmidi"]
_MARK_PORT = 9  # discard
_SEND = (
    "import socket, sys; text, host, port = sys.argv[1:]; "
    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(text.encode(), (host, int(port)))"
)
Layers = dict[str, Any]


@dataclass(slots=True)
class Capture:
    """The decoded packets, each a tree of layers by protocol name; filled when the block has ended."""

    file: Path
    packets: list[Layers] = field(default_factory=list)

    def malformed(self) -> list[Layers]:
        """The packets in which the decoder met something it calls malformed, at any depth."""
        return [packet for packet in self.packets if "_ws.malformed" in json.dumps(packet)]

    def of(self, protocol: str) -> list[Layers]:
        """The packets that have a layer of this protocol, such as "rtpmidi" or "applemidi"."""
        return [packet for packet in self.packets if protocol in packet]


@contextmanager
def capture(folder: Path, ports: str, host: Host = LOOPBACK) -> Iterator[Capture]:
    """Record the UDP of `ports` ("5004-5007") on the host's interface during the block, then decode it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("recording packets takes root on Linux")
    result = Capture(folder / "capture.pcapng")
    log = folder / "dumpcap.log"
    where = ["-i", host.interface, "-f", f"udp portrange {ports} or udp port {_MARK_PORT}"]
    command = [*host.prefix, need("dumpcap"), *where, "-w", str(result.file)]
    with running(command, log) as process:
        # The recorder says that it is ready before it is, and stops with packets unread: marks are the proof.
        _wait_for_mark(result.file, host, "the recording to begin")
        yield result
        _wait_for_mark(result.file, host, "the last packets to be recorded")
        process.send_signal(signal.SIGINT)
        process.wait(DEADLINE_SECONDS)
    result.packets = [packet for packet in decode(result.file) if not _is_mark(packet)]


def decode(file: Path) -> list[Layers]:
    """Every packet of a capture file as tshark reads it: its layers by protocol name."""
    command = [need("tshark"), "-r", str(file), "-T", "json", "--no-duplicate-keys", *DISSECT]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return [packet["_source"]["layers"] for packet in json.loads(done.stdout)]


def _wait_for_mark(file: Path, host: Host, what: str) -> None:
    text = secrets.token_hex(16)
    # On a cable the multicast test network of RFC 6676 reaches nobody.
    target = "127.0.0.1" if host.interface == "lo" else "233.252.0.1"

    def seen() -> bool:
        host.run(sys.executable, "-c", _SEND, text, target, str(_MARK_PORT))
        return file.exists() and text.encode() in file.read_bytes()

    wait_for(seen, what)


def _is_mark(packet: Layers) -> bool:
    return bool(packet.get("udp", {}).get("udp.dstport") == str(_MARK_PORT))
