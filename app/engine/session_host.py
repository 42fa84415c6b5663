"""One of our sessions on the engine's side: its core, its ports, and the batches for the MIDI thread."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from secrets import randbits
from time import perf_counter

from app.engine import api
from app.engine.interfaces import typed
from app.engine.orders import CloseSession, ForSession, Limit, OpenSession, Order, PacketArrived
from app.engine.sockets import PortPair, open_pair
from app.model import patch as model
from app.model.address import Address
from app.session.actions import Action, CloseStream, OpenStream, RestartStream
from app.session.events import BitrateLimited, Event
from app.session.policy import Policy
from app.session.reasons import Reason
from app.session.session import Session

log = logging.getLogger("longwire.session")

SSRC_BITS = 32
JITTER_BITS = 24


@dataclass(frozen=True, slots=True)
class Happened:
    """What one call to a session core brought: orders in their order, streams that opened or closed, events."""

    orders: tuple[ForSession | Limit, ...]
    opened: frozenset[int]
    closed: frozenset[int]
    events: tuple[Event, ...]


class SessionHost:
    """Binds the ports, drives the session core, and hands every outcome to `on_happened` as one piece."""

    def __init__(
        self,
        session: int,
        spec: model.Session,
        visible: str,
        policy: Policy,
        next_id: Callable[[], int],
        on_happened: Callable[["SessionHost", Happened], None],
        can_ask: bool = True,
    ) -> None:
        self.id = session
        self.spec = spec
        self.can_ask = can_ask
        self.visible = visible
        """The name that peers see."""
        self.published_name: str | None = None
        self.pair: PortPair = open_pair(spec.port, spec.listen, spec.moved_port)
        self._ssrc = spec.ssrc or randbits(SSRC_BITS) or 1
        self._on_happened = on_happened
        self._core = Session(self._ssrc, visible, policy, next_id, lambda: randbits(SSRC_BITS), _jitter)

    @property
    def moved(self) -> bool:
        """Whether it listens elsewhere than the patch says."""
        return self.pair.port != self.spec.port

    def opening(self) -> Order:
        """Give the order that lets the MIDI thread serve it."""
        return OpenSession(self.id, self._ssrc, self.pair, self.spec.journal, self.spec.playout_ms)

    def closing(self) -> Order:
        """Give the order that ends it."""
        return CloseSession(self.id)

    def view(self, addresses: tuple[str, ...], state: api.SessionState = "open") -> api.Session:
        """Show it as it is now."""
        return api.Session(
            self.id,
            self.spec.name,
            self.pair.port,
            self.pair.port + 1,
            self.published_name is not None,
            "moved" if state == "open" and self.spec.port and self.moved else state,
            self.spec.accept,
            self.published_name,
            typed(addresses, self.spec.listen),
            self.can_ask,
        )

    # -- what the user and the network want -----------------------------------------------------------------

    def invite(
        self,
        addresses: Sequence[Address],
        name: str | None,
        seat: Callable[[int], None] = lambda _participant: None,
    ) -> int:
        """Want a connection; gives the participant id, and to `seat` before anything is told of it."""
        participant = self._core.invite(addresses, name, perf_counter())
        seat(participant)
        self._pump()
        return participant

    def retarget(self, participant: int, addresses: Sequence[Address]) -> None:
        """Try at once at these addresses."""
        self._core.retarget(participant, addresses, perf_counter())
        self._pump()

    def retry_all(self) -> None:
        """Try everybody at once."""
        self._core.retry_all(perf_counter())
        self._pump()

    def doubt_all(self) -> None:
        """Ask everybody we invited whether they still know us."""
        self._core.doubt_all(perf_counter())
        self._pump()

    def leave(self, participant: int) -> None:
        """No longer want it."""
        self._core.leave(participant, perf_counter())
        self._pump()

    def answer(self, invitation: int, accept: bool) -> None:
        """Let somebody in, or not."""
        self._core.answer(invitation, accept, perf_counter())
        self._pump()

    def set_policy(self, policy: Policy) -> None:
        """Judge by this from now on."""
        self._core.set_policy(policy, perf_counter())
        self._pump()

    def leave_everybody(self) -> None:
        """Disconnect whoever is in, and try nobody any more."""
        self._core.close(perf_counter())
        self._pump()

    def has_other_way(self, address: Address) -> bool:
        """Tell whether whoever is tried at this address is tried at others as well."""
        return self._core.has_other_way(address)

    # -- what the patch says --------------------------------------------------------------------------------

    def must_reopen(self, spec: model.Session) -> bool:
        """Whether what this asks for needs other ports or another SSRC; a session that moved may just stay there."""
        ports = spec.port not in (self.spec.port, self.pair.port)
        return ports or (spec.listen, spec.ssrc) != (self.spec.listen, self.spec.ssrc)

    def rename(self, name: str) -> None:
        """Be known here under another name."""
        self.spec = replace(self.spec, name=name)

    def respec(self, spec: model.Session, visible: str) -> None:
        """Take over what may change while it is open; `visible` is said to peers from now on."""
        self.spec = spec
        self.visible = visible
        self._core.set_name(visible)

    # -- what the MIDI thread reports -----------------------------------------------------------------------

    def packet(self, report: PacketArrived) -> None:
        """Take a session packet."""
        self._core.receive(report.data, report.channel, report.address, report.stamp, report.heard)
        self._pump()

    def synchronised(self, participant: int) -> None:
        """The first clock exchange is complete."""
        self._core.stream_synchronised(participant, perf_counter())
        self._pump()

    def lost(self, participant: int, reason: Reason) -> None:
        """The stream was given up."""
        self._core.stream_lost(participant, reason, perf_counter())
        self._pump()

    def silent(self, participant: int, silent: bool) -> None:
        """The stream went silent, or is heard again."""
        tell = self._core.stream_silent if silent else self._core.stream_alive
        tell(participant, perf_counter())
        self._pump()

    def tick(self, now: float) -> None:
        """Do what is due."""
        due = self._core.get_timer()
        if due is not None and due <= now:
            self._core.handle_timer(now)
            self._pump()

    def _pump(self) -> None:
        actions = self._core.take_actions()
        events: list[Event] = []
        while (event := self._core.next_event()) is not None:
            events.append(event)
        if actions or events:
            self._on_happened(self, _sort(self.id, actions, tuple(events)))


def _sort(session: int, actions: Sequence[Action], events: tuple[Event, ...]) -> Happened:
    playing: dict[int, bool] = {}
    for action in actions:
        if isinstance(action, OpenStream | RestartStream):
            playing[action.participant] = True
        elif isinstance(action, CloseStream):
            playing[action.participant] = False
    limits = (
        Limit(event.participant, event.bits_per_second)
        for event in events
        if isinstance(event, BitrateLimited)
    )
    return Happened(
        (*(ForSession(session, action) for action in actions), *limits),
        frozenset(participant for participant, on in playing.items() if on),
        frozenset(participant for participant, on in playing.items() if not on),
        events,
    )


def _jitter() -> float:
    return randbits(JITTER_BITS) / (1 << JITTER_BITS)
