"""The MIDI thread: sockets, streams, routes and local outputs, on a plain selectors loop (design 3).

No asyncio, no Qt, no lock around I/O. Anybody may `submit` orders or `play` messages; both are appended to a queue
and the loop is woken once. What the engine must know goes out through `report`, which must not block.
"""

import itertools
import logging
import selectors
import socket
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter_ns

from app.engine.cue_watch import CueWatch
from app.engine.link_orders import LinkOrder
from app.engine.link_reception import LinkReception
from app.engine.loop_guard import LoopGuard
from app.engine.open_outputs import OpenOutputs
from app.engine.orders import (
    CancelSysex,
    CloseOutput,
    InstallCues,
    InstallRoutes,
    OpenOutput,
    Order,
    Panic,
    PlayInto,
    Report,
    SessionOrder,
    Shutdown,
    ThreadFailed,
    Woke,
)
from app.engine.packet_ring import PacketRing
from app.engine.play_orders import PlayOrder
from app.engine.players import Players
from app.engine.reception import Reception, Way
from app.engine.ring import MonitorRing
from app.engine.router import NoSink, Router
from app.engine.sleep_watch import SleepWatch, through_sleep_ns
from app.engine.stream import Stream
from app.engine.ticks import TICKS_PER_SECOND, now_ticks, ns_of, ticks_of
from app.engine.timers import Timers
from app.engine.turn import Timed, Turn
from app.engine.urgency import make_urgent
from app.engine.waiting import Waiting
from app.media.routes import RouteTable

log = logging.getLogger("longwire.midi")

LONGEST_WAIT_S = 1.0
JOIN_S = 3.0
SWITCH_S = 0.0002
"""How long another thread may keep Python's lock while a note waits; `bench fanout --busy` has the figures."""
LONGEST_FAULTS = 20
"""A fault in so many turns one after the other does not heal; ending is better than a full disk."""
GUARD_TICKS = 150 * TICKS_PER_SECOND // 1000
"""How long a last note-off is protected before BY, when the peer does not confirm it earlier."""
LOOK_TICKS = 10 * TICKS_PER_SECOND // 1000
"""How soon an output that was busy is looked at again before the thread ends."""
BYE_AGAIN_TICKS = 50 * TICKS_PER_SECOND // 1000
"""BY is sent twice before the sockets close, so that one lost packet leaves nobody hanging (session sheet 4.5)."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Orders that are carried out as a whole, in one queue with what is played: neither overtakes the other."""

    orders: tuple[Order, ...]


class _Step:
    """One thing to do later."""

    def __init__(self, action: Callable[[int], None]) -> None:
        self._action = action

    def flush(self, now: int) -> None:
        """Nothing is collected."""

    def get_timer(self) -> int | None:
        """It is due once only."""
        return None

    def handle_timer(self, now: int) -> None:
        """Do it."""
        self._action(now)


class MidiThread:
    """Runs from `start` until `stop`; a fault inside is reported and survived."""

    def __init__(
        self,
        report: Callable[[Report], None],
        monitor: int,
        through_sleep: Callable[[], int] = through_sleep_ns,
    ) -> None:
        """`through_sleep` reads, in nanoseconds, a clock that goes on while the computer sleeps."""
        self.ring = MonitorRing()
        self.packets = PacketRing()
        self.router = Router(self.ring)
        self.router.add_sink(monitor, NoSink())
        self._report = report
        self.pending: deque[_Batch | tuple[int, bytes, int]] = deque()
        """What was ordered and played and is not done yet; any thread may look whether it is empty."""
        self._timers: Timers[Timed] = Timers()
        self._turn = Turn(self._timers)
        self.router.guard = LoopGuard(self.router.pass_on, self._ways_round, report, self._turn.touch)
        self._cues = self.router.cues = CueWatch(report)
        self._selector = selectors.DefaultSelector()
        self._wake_in, self._wake_out = socket.socketpair()
        self._wake_in.setblocking(False)
        self._wake_out.setblocking(False)
        self._selector.register(self._wake_in, selectors.EVENT_READ, None)
        self._waiting = Waiting(self._selector)
        next_transfer = itertools.count(1).__next__
        self._reception = Reception(
            self._selector, self.router, report, self._turn, next_transfer, self.packets
        )
        self.links = LinkReception(
            self._selector, self.router, report, self._turn, next_transfer, self.packets
        )
        self._outputs = OpenOutputs(self.router, report, self._turn.touch, next_transfer)
        self._players = Players(self.router, report, self._turn.touch)
        self._through_sleep = through_sleep
        self._sleep = SleepWatch(perf_counter_ns(), through_sleep(), int(LONGEST_WAIT_S * 1e9))
        self._woken = False
        self._running = True
        self._thread = threading.Thread(target=self._run, name="longwire-midi", daemon=True)

    # -- from any thread -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to serve."""
        sys.setswitchinterval(SWITCH_S)
        self._thread.start()

    def submit(self, *orders: Order) -> None:
        """Queue a batch that is carried out as a whole."""
        self.pending.append(_Batch(orders))
        self._wake()

    def play(self, source: int, message: bytes, stamp_ns: int) -> None:
        """Take one whole message from a local source; called by RtMidi's threads."""
        self.pending.append((source, message, stamp_ns))
        self._wake()

    def stop(self) -> bool:
        """Release, guard, say BY, close; False when it took longer than allowed."""
        if self._thread.ident is None:
            self._close()
        elif self._thread.is_alive():
            self.submit(Shutdown())
            self._thread.join(JOIN_S)
        return not self._thread.is_alive()

    def streams(self) -> dict[int, Stream]:
        """Give the streams by participant, for reading plain counters only."""
        return {stream.participant: stream for stream in self._reception}

    def _remote(self) -> set[int]:
        return {*self.streams(), *(stream.peer for stream in self.links)}

    def _wake(self) -> None:
        if not self._woken:
            self._woken = True
            with suppress(OSError):  # full: it wakes anyway; closed: nobody is left to wake
                self._wake_out.send(b"\0")

    # -- the loop ------------------------------------------------------------------------------------------

    def _run(self) -> None:
        make_urgent()
        faults = 0
        while self._running and faults < LONGEST_FAULTS:
            try:
                self._take_turn()
                faults = 0
            except Exception as error:  # the thread's boundary: notes must end and the music go on
                faults += 1
                log.exception("a fault in the MIDI thread")
                self._survive(error)
        self._close()

    def _take_turn(self) -> None:
        ready = self._waiting.ready(self._patience())
        if any(key.data is None for key in ready):
            self._wake_in.recv(4096)
            self._woken = False
        # Before the sockets: what was ordered before a packet was even sent must not come too late to it.
        self._take_queue()
        for key in ready:
            if key.data is not None:
                assert isinstance(key.fileobj, socket.socket)
                assert isinstance(key.data, Way)
                self._reception.receive(key.fileobj, key.data)
        self._notice_sleep()
        now = now_ticks()
        for timed in self._timers.expired(now):
            timed.handle_timer(now)
            self._turn.touch(timed)
        self._turn.flush(now)
        if not self.pending:
            self._turn.use_leisure(now)

    def _patience(self) -> float:
        if self._turn.has_work:
            return 0.0
        due = self._timers.next_due()
        if due is None:
            return LONGEST_WAIT_S
        return min(max(0.0, (ns_of(due) - perf_counter_ns()) / 1e9), LONGEST_WAIT_S)

    def _notice_sleep(self) -> None:
        # After reading: what waited in the sockets meanwhile counts as life.
        if self._sleep.woke(perf_counter_ns(), self._through_sleep()):
            self._reception.resume(now_ticks())
            self._report(Woke())

    def _take_queue(self) -> None:
        """Play and obey in the order of arrival; what comes meanwhile has woken the loop again."""
        queue, feed = self.pending, self.router.feed
        for _ in range(len(queue)):
            item = queue.popleft()
            if isinstance(item, _Batch):
                now = now_ticks()
                for order in item.orders:
                    self._carry_out(order, now)
            else:
                source, message, stamp_ns = item
                feed(source, message, ticks_of(stamp_ns), stamp_ns)

    def _after(self, ticks: int, action: Callable[[int], None]) -> None:
        self._timers.arm(_Step(action), now_ticks() + ticks)

    def _ways_round(self, source: int) -> tuple[tuple[int, ...], bool]:
        """Give the routes of a source through which a loop can run, and whether a local program could be part of it."""
        ends = self.router.ends_of(source)
        remote = self._remote()
        local = source not in remote or any(destination not in remote for _, destination in ends)
        return tuple(dict.fromkeys(route for route, _ in ends)), local

    # -- orders --------------------------------------------------------------------------------------------

    def _carry_out(self, order: Order, now: int) -> None:
        if isinstance(order, SessionOrder):
            self._reception.carry_out(order, now)
            self._players.look_round(now)
            return
        if isinstance(order, LinkOrder):
            self.links.carry_out(order, now)
            return
        if isinstance(order, PlayOrder):
            self._players.carry_out(order, now)
            return
        match order:
            case InstallRoutes():
                self.router.install(order.table, now)
                self._players.look_round(now)
            case InstallCues():
                self._cues.install(order.cues)
            case OpenOutput():
                self._outputs.open(order, now)
            case CloseOutput():
                self._outputs.close(order.port, now, gone=order.gone)
            case CancelSysex():
                for part in (self._reception, self.links, self._outputs):
                    part.cancel_sysex(order.transfer)
            case PlayInto() | Panic():
                self._sound(order, now)
            case Shutdown():
                self._shut_down(now)

    def _sound(self, order: PlayInto | Panic, now: int) -> None:
        if isinstance(order, Panic):
            self._hush()
            self.router.panic(now)
            return
        for destination in order.destinations:
            self.router.play_into(destination, order.source, order.message, now)

    def _hush(self) -> None:
        """Drop what keeps a release from going out at once, and the notes that have not begun."""
        for part in (self._reception, self.links, self._outputs):
            part.hush()

    # -- the end -------------------------------------------------------------------------------------------

    def _shut_down(self, now: int) -> None:
        self._players.end_all(now)
        self._hush()
        self.router.install(RouteTable(), now)
        self._turn.flush(now)
        self._outputs.close_all(now)
        if not self._remote():
            self._end(now)
            return
        self._after(GUARD_TICKS, lambda _: self._reception.say_bye())
        self._after(GUARD_TICKS + BYE_AGAIN_TICKS, self._last_bye)

    def _last_bye(self, now: int) -> None:
        self._reception.say_bye()
        self._end(now)

    def _end(self, now: int) -> None:
        """End as soon as the last release is out of every local output; each has a time limit of its own."""
        if self._outputs.closing:
            self._after(LOOK_TICKS, self._end)
        else:
            self._running = False

    def _survive(self, error: Exception) -> None:
        try:
            self.router.release_all(now_ticks())
            self._turn.flush(now_ticks())
        except Exception:  # a fault inside the cure must not end the thread either
            log.exception("releasing after a fault")
        self._wake()  # for what is still in the queue
        self._report(ThreadFailed(str(error) or type(error).__name__))

    def _close(self) -> None:
        self._reception.close_all()
        self.links.close_all(now_ticks())
        self._selector.close()
        self._wake_in.close()
        self._wake_out.close()
