"""What Linux counts of UDP sockets: who threw a datagram away because nobody read it in time."""

import sys
from collections.abc import Iterable
from pathlib import Path

_TABLES = (Path("/proc/net/udp"), Path("/proc/net/udp6"))


def udp_drops(ports: Iterable[int], host: str = "") -> int | None:
    """Count the datagrams dropped so far at the sockets bound to these ports, at IPv4 hosts that begin so.

    None where the system does not tell.
    """
    if sys.platform != "linux":
        return None
    wanted, total = frozenset(ports), 0
    for table in _TABLES:
        for line in table.read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            octets, _, port = fields[1].partition(":")
            if int(port, 16) in wanted and _host(octets).startswith(host):
                total += int(fields[-1])
    return total


def _host(octets: str) -> str:
    return ".".join(str(each) for each in reversed(bytes.fromhex(octets))) if len(octets) == 8 else octets
