"""Sleep: told from clocks alone, and what follows from it in a whole engine (session sheet 4.4.10)."""

import time

import pytest

from app.engine.engine import Engine
from app.engine.sleep_watch import SleepWatch, through_sleep_ns
from app.engine.workings import Settings
from app.model.patch import Patch, Peer, Session
from app.wire.applemidi import Bye, Clock, Invitation
from tests.support.engines import MemoryStore, until
from tests.support.memory_ports import MemoryBackend
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer

S = 1_000_000_000


@pytest.mark.parametrize(
    ("passed_s", "through_sleep_s", "woke"),
    [
        (1, 1, False),
        (0, 0, False),
        (5.9, 5.9, False),
        (6.1, 6.1, True),
        (1, 5.9, False),
        (1, 6.1, True),
        (1, 0, False),
    ],
)
def test_a_late_look_or_clocks_that_went_apart_mean_sleep(
    passed_s: float, through_sleep_s: float, woke: bool
) -> None:
    watch = SleepWatch(100 * S, 900 * S, S)
    now, through = round((100 + passed_s) * S), round((900 + through_sleep_s) * S)
    assert watch.woke(now, through) is woke
    assert not watch.woke(now + S, through + S)


def test_the_clock_of_this_system_goes_on_and_does_not_sleep_now() -> None:
    watch = SleepWatch(time.perf_counter_ns(), through_sleep_ns(), S)
    time.sleep(0.01)
    assert not watch.woke(time.perf_counter_ns(), through_sleep_ns())
    assert through_sleep_ns() > 0


class FakeSleep:
    """The clock that goes on while the computer sleeps; `hours` pass in no time."""

    def __init__(self) -> None:
        self._slept_ns = 0

    def __call__(self) -> int:
        return through_sleep_ns() + self._slept_ns

    def hours(self, hours: int) -> None:
        self._slept_ns += hours * 3600 * S


async def test_after_sleep_a_peer_is_asked_at_once_and_invited_anew_when_it_has_forgotten_us() -> None:
    here, there = free_pair(), free_pair()
    sleep = FakeSleep()
    patch = Patch(
        sessions=(Session("Us", here, ("127.0.0.1",)),),
        peers=(Peer("peer", "Peer", f"127.0.0.1:{there}", "Us", wanted=True),),
    )
    settings = Settings("test", "Us", mdns=False, through_sleep_ns=sleep)
    engine = Engine(settings, MemoryStore(patch), MemoryBackend())
    async with ScriptedPeer(there) as peer:
        await engine.start()
        try:
            first = await peer.accept()
            await peer.follow_clock()
            await until(lambda: engine.snapshot().participants[0].state == "connected", "the connection")
            sleep.hours(8)
            # It remembers us: it answers, and nothing else happens.
            await peer.follow_clock()
            sleep.hours(8)
            # It does not: no answer within two seconds.
            await peer.expect(Bye, peer.control)
            old = [packet for packet in peer.session_packets if isinstance(packet[1], Clock)]
            again = await peer.accept()
            assert again.token != first.token
            for question in old:
                peer.session_packets.remove(question)
            await peer.follow_clock()
            await until(lambda: engine.snapshot().participants[0].state == "connected", "it to be back")
            kinds = [type(packet) for _, packet in peer.session_packets]
            assert set(kinds) <= {Clock, Invitation, Bye}
        finally:
            await engine.stop()
