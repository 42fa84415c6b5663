"""Tells at once when a network interface comes up or an address comes or goes (Linux; elsewhere the poll must do).

`ifaddr` shows the addresses of an interface also while its cable is out, and is asked only every few seconds.
"""

import asyncio
import logging
import socket
import struct
import sys
from collections.abc import Callable, Iterator
from typing import Final

log = logging.getLogger("longwire.net")

_RTMGRP: Final = 0x1 | 0x10 | 0x100
"""Multicast groups of rtnetlink(7): links, IPv4 addresses, IPv6 addresses."""
_RTM_NEWLINK: Final = 16
_ADDRESS_MESSAGES: Final = (20, 21)
_IFF_RUNNING: Final = 0x40
_HEADER: Final = struct.Struct("=IHHII")
_LINK: Final = struct.Struct("=BxHiII")
_ALIGN: Final = 4
LARGEST_MESSAGE: Final = 65_536


class LinkStates:
    """What the kernel's messages said of each interface so far."""

    def __init__(self) -> None:
        self._running: dict[int, bool] = {}

    def take(self, data: bytes) -> bool:
        """Take one datagram of rtnetlink(7); True when a link came up in it or an address came or went."""
        changes = [self._changed(kind, body) for kind, body in _messages(data)]
        return any(changes)

    def _changed(self, kind: int, body: bytes) -> bool:
        if kind in _ADDRESS_MESSAGES:
            return True
        if kind != _RTM_NEWLINK or len(body) < _LINK.size:
            return False
        _, _, index, flags, _ = _LINK.unpack_from(body)
        before, now = self._running.get(index), bool(flags & _IFF_RUNNING)
        self._running[index] = now
        # Wi-Fi repeats itself about a link that was up all the time.
        return now and before is not True


class LinkWatch:
    """Calls `on_change` on the running loop between `start` and `stop`."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._states = LinkStates()
        self._socket: socket.socket | None = None

    def start(self) -> None:
        """Listen to the kernel, if this system has such a thing; a refusal is logged and polling remains."""
        if sys.platform != "linux":
            return
        try:
            made = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
            made.bind((0, _RTMGRP))
        except OSError as error:
            log.info("no news about interfaces: %s", error)
            return
        made.setblocking(False)
        self._socket = made
        asyncio.get_running_loop().add_reader(made.fileno(), self._read)

    def stop(self) -> None:
        """Listen no more."""
        made, self._socket = self._socket, None
        if made is not None:
            asyncio.get_running_loop().remove_reader(made.fileno())
            made.close()

    def _read(self) -> None:
        if self._socket is None:
            return
        try:
            data = self._socket.recv(LARGEST_MESSAGE)
        except BlockingIOError:
            return
        except OSError as error:  # ENOBUFS: more happened than the socket could hold
            log.info("news about interfaces were lost: %s", error)
            self._on_change()
            return
        if self._states.take(data):
            self._on_change()


def _messages(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= _HEADER.size:
        length, kind, *_ = _HEADER.unpack_from(data)
        if not _HEADER.size <= length <= len(data):
            return
        yield kind, data[_HEADER.size : length]
        data = data[(length + _ALIGN - 1) & -_ALIGN :]
