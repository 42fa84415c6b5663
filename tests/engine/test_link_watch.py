"""News about network interfaces, from octets and from a real kernel."""

import asyncio
import struct

import pytest

from app.engine.link_watch import LinkStates, LinkWatch
from tests.support.engines import until
from tests.support.hosts import Host, can_separate
from tests.support.processes import need

RUNNING, UP = 0x40, 0x1


def message(kind: int, body: bytes) -> bytes:
    whole = struct.pack("=IHHII", 16 + len(body), kind, 0, 0, 0) + body
    return whole + bytes(-len(whole) % 4)


def link(index: int, flags: int, kind: int = 16) -> bytes:
    return message(kind, struct.pack("=BxHiII", 0, 1, index, flags, 0))


def test_a_link_is_news_only_when_it_begins_to_run() -> None:
    states = LinkStates()
    told = [states.take(link(2, flags)) for flags in (UP, UP | RUNNING, UP | RUNNING, UP, RUNNING)]
    assert told == [False, True, False, False, True]
    assert states.take(link(3, RUNNING))


def test_addresses_that_come_or_go_are_news_and_all_of_a_datagram_is_read() -> None:
    states = LinkStates()
    assert states.take(message(20, bytes(8)))
    assert states.take(message(21, bytes(8)))
    assert states.take(link(2, UP) + link(3, RUNNING))
    assert not states.take(link(3, RUNNING) + link(4, 0, kind=17))


@pytest.mark.parametrize("data", [b"", b"\x00" * 15, b"\xff" * 40, link(2, RUNNING)[:24], message(16, b"")])
def test_broken_messages_are_no_news(data: bytes) -> None:
    assert LinkStates().take(data) is False


async def test_the_kernel_tells_of_a_cable_that_is_plugged_in() -> None:
    news: list[float] = []
    watch = LinkWatch(lambda: news.append(asyncio.get_running_loop().time()))
    watch.start()
    try:
        if not can_separate():
            print(
                "only root on Linux may plug cables: nothing more than starting and stopping is tested here"
            )
            return
        here, there = Host("here", "", "longwire-plug"), Host("here", "", "longwire-jack")
        peer = ("peer", "name", there.interface)
        here.run(need("ip"), "link", "add", here.interface, "type", "veth", *peer)
        try:
            for host in (here, there):
                host.set_link("up")
            await until(lambda: news, "the news")
        finally:
            here.run(need("ip"), "link", "delete", here.interface)
    finally:
        watch.stop()
    watch.stop()
