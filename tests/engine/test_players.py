"""Songs and dumps inside the MIDI thread: what is over is not kept."""

import gc
import weakref

from app.engine.dump_sender import DumpSender
from app.engine.play_orders import CancelDump, DumpMoved, SendDump
from app.engine.players import Player, Players
from app.engine.ring import MonitorRing
from app.engine.router import NoSink, Router

SYNTH, KEYBOARD, SENDING = 1, 2, 3
DUMP = SendDump(SENDING, KEYBOARD, (SYNTH,), (b"\xf0\x01\xf7", b"\xf0\x02\xf7"), gap_ticks=10)


class Desk:
    """Players with a router of their own, and a hold on what they made that keeps nothing alive."""

    def __init__(self) -> None:
        self.made: list[weakref.ref[Player | DumpSender]] = []
        self.reports: list[DumpMoved] = []
        router = Router(MonitorRing())
        router.add_sink(SYNTH, NoSink())
        self.players = Players(router, self.reports.append, lambda made: self.made.append(weakref.ref(made)))

    def run(self, until: int) -> None:
        for now in range(until):
            dump = self.made[0]()
            assert dump is not None
            dump.handle_timer(now)


def test_a_dump_that_is_over_is_not_kept() -> None:
    desk = Desk()
    desk.players.carry_out(DUMP, 0)
    desk.run(until=40)
    gc.collect()
    assert desk.reports[-1] == DumpMoved(SENDING, 2, 6, "done")
    assert desk.made[0]() is None


def test_all_that_goes_on_is_ended_and_told() -> None:
    desk = Desk()
    desk.players.carry_out(DUMP, 0)
    desk.players.end_all(1)
    desk.players.carry_out(CancelDump(SENDING), 2)
    assert [report.state for report in desk.reports] == ["cancelled"]
