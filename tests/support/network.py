"""Sessions on a virtual network with a virtual clock: what is lost, doubled or late is an explicit list.

A `Computer` is a session with an address and a stand-in for the MIDI thread that does what the actions say and
exchanges clocks with `ClockSync`. A `Script` is a foreign peer: two addresses, and what came to them.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from app.model.address import Address
from app.session.actions import (
    Action,
    Arm,
    Channel,
    CloseStream,
    Disarm,
    Doubt,
    OpenStream,
    RestartStream,
    Role,
    Send,
    UseSsrc,
)
from app.session.clock import ClockSync, Verdict
from app.session.events import Event, ParticipantChanged, State
from app.session.limits import Limits
from app.session.policy import Policy
from app.session.reasons import Reason
from app.session.session import Session
from app.wire.applemidi import Bye, Clock, SessionPacket, decode, encode
from app.wire.errors import WireError

DELAY = 0.001
ANYONE = Policy("anyone")


@dataclass(frozen=True, slots=True)
class Datagram:
    source: Address
    destination: Address
    data: bytes

    @property
    def command(self) -> str:
        return self.data[2:4].decode("latin-1")


@dataclass
class Fate:
    """What happens to the datagrams that match, one after the other: 1 arrives, 0 is lost, 2 comes twice,
    0.5 comes half a second late. When the pattern is used up the rest arrives."""

    command: str
    pattern: list[float]
    source: str | None = None
    port_parity: int | None = None

    def applies(self, datagram: Datagram) -> bool:
        return (
            bool(self.pattern)
            and datagram.command == self.command
            and self.source in (None, datagram.source.host)
            and self.port_parity in (None, datagram.destination.port % 2)
        )


class Network:
    """Carries datagrams, runs timers, and owns the time."""

    def __init__(self, delay: Callable[[Datagram], float] = lambda _datagram: DELAY) -> None:
        """`delay` gives how many seconds a datagram takes."""
        self.now = 1000.0
        self._delay = delay
        self.log: list[tuple[float, Datagram]] = []
        self.fates: list[Fate] = []
        self.cut: set[str] = set()
        self._flying: list[tuple[float, int, Datagram]] = []
        self._order = itertools.count()
        self._sockets: dict[Address, Callable[[Datagram], None]] = {}
        self._timers: list[Computer] = []

    def fate(
        self, command: str, *pattern: float, source: str | None = None, parity: int | None = None
    ) -> None:
        self.fates.append(Fate(command, list(pattern), source, parity))

    def plug(self, address: Address, receive: Callable[[Datagram], None]) -> None:
        self._sockets[address] = receive

    def unplug(self, address: Address) -> None:
        self._sockets.pop(address, None)

    def drive(self, computer: "Computer") -> None:
        self._timers.append(computer)

    def stop_driving(self, computer: "Computer") -> None:
        self._timers.remove(computer)

    def send(self, source: Address, destination: Address, data: bytes) -> None:
        datagram = Datagram(source, destination, data)
        self.log.append((self.now, datagram))
        if self.cut & {source.host, destination.host}:
            return
        fate = next((fate for fate in self.fates if fate.applies(datagram)), None)
        what = fate.pattern.pop(0) if fate else 1
        for _ in range(2 if what == 2 else 1 if what else 0):
            late = what if 0 < what < 1 else 0.0
            self._flying.append((self.now + self._delay(datagram) + late, next(self._order), datagram))

    def sent(self, command: str, source: str | None = None, parity: int | None = None) -> list[Datagram]:
        return [
            datagram
            for _, datagram in self.log
            if datagram.command == command
            and source in (None, datagram.source.host)
            and parity in (None, datagram.destination.port % 2)
        ]

    def run(self, seconds: float) -> None:
        """Let that much time pass."""
        end = self.now + seconds
        while True:
            times = [time for time, _, _ in self._flying]
            times += [time for computer in self._timers if (time := computer.due()) is not None]
            due = min(times, default=end)
            if due > end:
                break
            self.now = max(self.now, due)
            self._deliver()
            for computer in list(self._timers):
                computer.tick()
            if due == end:
                break
        self.now = end

    def run_until(self, condition: Callable[[], object], limit: float = 60.0) -> None:
        """Let time pass until the condition holds; fails after `limit` virtual seconds."""
        end = self.now + limit
        while not condition():
            assert self.now < end, "it never happened"
            self.run(0.01)

    def _deliver(self) -> None:
        ready = sorted(item for item in self._flying if item[0] <= self.now + 1e-9)
        self._flying = [item for item in self._flying if item[0] > self.now + 1e-9]
        for _, _, datagram in ready:
            receive = self._sockets.get(datagram.destination)
            if receive is not None:
                receive(datagram)


@dataclass
class FakeStream:
    """What the MIDI thread would have for a participant."""

    role: Role
    ssrc: int
    alias: int | None
    token: int
    control: Address
    data: Address
    clock: ClockSync
    synchronised: bool = False
    verdict: Verdict = Verdict.OK
    restarts: int = 0


class Computer:
    """A session of ours on a virtual host."""

    def __init__(
        self,
        network: Network,
        host: str,
        name: str,
        ssrc: int,
        policy: Policy = ANYONE,
        port: int = 5004,
        watchful: bool = False,
        limits: Limits | None = None,
        seed: int = 1,
        other: str | None = None,
    ) -> None:
        """`other` is its host of the other family, or in a second network."""
        self.network = network
        self.other = other
        self.control = Address(host, port)
        self.data = Address(host, port + 1)
        self.watchful = watchful
        ids, numbers = itertools.count(1), itertools.count(ssrc * 31 + seed)
        self.session = Session(
            ssrc,
            name,
            policy,
            lambda: next(ids),
            lambda: next(numbers) * 2654435761 & 0xFFFF_FFFF,
            lambda: 0.5,
            limits,
        )
        self.streams: dict[int, FakeStream] = {}
        self.armed: dict[int, Arm] = {}
        self.actions: list[Action] = []
        self.events: list[Event] = []
        self.clock_shift = (ssrc % 1000) * 1_000_000
        for own in filter(None, (host, other)):
            network.plug(Address(own, port), self._receive)
            network.plug(Address(own, port + 1), self._receive)
        network.drive(self)

    # -- the user ------------------------------------------------------------------------------------------

    def invite(self, *addresses: Address, name: str | None = None) -> int:
        participant = self.session.invite(addresses, name, self.network.now)
        self.pump()
        return participant

    def leave(self, participant: int) -> None:
        self.session.leave(participant, self.network.now)
        self.pump()

    def crash(self) -> None:
        """Stop without a word."""
        self.network.unplug(self.control)
        self.network.unplug(self.data)
        self.network.stop_driving(self)

    # -- what can be seen ----------------------------------------------------------------------------------

    def changes(self, participant: int | None = None) -> list[ParticipantChanged]:
        seen = [event for event in self.events if isinstance(event, ParticipantChanged)]
        return [event for event in seen if participant in (None, event.participant)]

    def states(self, participant: int | None = None) -> list[State]:
        return [event.state for event in self.changes(participant)]

    def latest(self) -> ParticipantChanged:
        return self.changes()[-1]

    @property
    def connected(self) -> list[int]:
        last = {event.participant: event.state for event in self.changes()}
        return [participant for participant, state in last.items() if state is State.CONNECTED]

    def of(self, kind: type) -> list[Action]:
        return [action for action in self.actions if isinstance(action, kind)]

    # -- the stand-in for engine and MIDI thread -----------------------------------------------------------

    def ticks(self) -> int:
        return round(self.network.now * 10_000) + self.clock_shift

    def due(self) -> float | None:
        dues = [self.session.get_timer()]
        for stream in self.streams.values():
            timer = stream.clock.get_timer()
            dues.append(None if timer is None else (timer - self.clock_shift) / 10_000)
        return min((due for due in dues if due is not None), default=None)

    def tick(self) -> None:
        self.session.handle_timer(self.network.now)
        self.pump()
        for participant, stream in list(self.streams.items()):
            question = stream.clock.handle_timer(self.ticks())
            if question is not None:
                self._send(self.data, stream.data, encode(question))
            self._judge(participant, stream)

    def pump(self) -> None:
        for action in self.session.take_actions():
            self.actions.append(action)
            self._do(action)
        while (event := self.session.next_event()) is not None:
            self.events.append(event)

    def _do(self, action: Action) -> None:
        match action:
            case Send(channel, address, data):
                source = self.control if channel is Channel.CONTROL else self.data
                self._send(source, address, data)
            case Arm():
                self.armed[action.participant] = action
            case Disarm(participant):
                self.armed.pop(participant, None)
            case OpenStream() | RestartStream():
                self._open(action)
            case CloseStream(participant, _, bye):
                stream = self.streams.pop(participant)
                if bye:
                    packet = encode(Bye(stream.token, self.session.ssrc))
                    self._send(self.control, stream.control, packet)
                    self._send(self.data, stream.data, packet)
            case UseSsrc():
                assert not self.streams
            case Doubt(participant):
                self._ask(participant)

    def _send(self, source: Address, destination: Address, data: bytes) -> None:
        if self.other and _network_of(self.other) == _network_of(destination.host):
            source = Address(self.other, source.port)
        self.network.send(source, destination, data)

    def _ask(self, participant: int) -> None:
        stream = self.streams[participant]
        question = stream.clock.doubt(self.ticks())
        if question is not None:
            self._send(self.data, stream.data, encode(question))

    def _open(self, order: OpenStream | RestartStream) -> None:
        initiator = order.role is Role.INITIATOR
        old = self.streams.get(order.participant)
        clock = old.clock if old else None
        if clock is None or old is None:
            clock = ClockSync(self.session.ssrc, initiator, self.ticks(), watchful=self.watchful)
        elif isinstance(order, RestartStream):
            clock.restart(self.ticks(), initiator=initiator)
        elif initiator:
            clock.lead(self.ticks())
        self.armed.pop(order.participant, None)
        self.streams[order.participant] = FakeStream(
            order.role, order.ssrc, order.alias, order.token, order.control, order.data, clock
        )
        if old is not None:
            restarted = isinstance(order, RestartStream)
            self.streams[order.participant].restarts = old.restarts + restarted
            self.streams[order.participant].synchronised = old.synchronised and not restarted

    def _receive(self, datagram: Datagram) -> None:
        channel = Channel.CONTROL if datagram.destination.port == self.control.port else Channel.DATA
        try:
            packet = decode(datagram.data)
        except WireError:
            packet = None
        if isinstance(packet, Clock):
            self._receive_clock(packet, datagram)
            return
        self.session.receive(datagram.data, channel, datagram.source, self.network.now)
        self.pump()

    def _receive_clock(self, packet: Clock, datagram: Datagram) -> None:
        for participant, stream in list(self.streams.items()):
            if packet.ssrc in (stream.ssrc, stream.alias) and stream.data.host == datagram.source.host:
                answer = stream.clock.receive(packet, self.ticks())
                if answer is not None:
                    self.network.send(datagram.destination, datagram.source, encode(answer))
                if stream.clock.synchronised and not stream.synchronised:
                    stream.synchronised = True
                    self.session.stream_synchronised(participant, self.network.now)
                    self.pump()
                self._judge(participant, stream)

    def _judge(self, participant: int, stream: FakeStream) -> None:
        verdict = stream.clock.verdict(self.ticks())
        if verdict is stream.verdict:
            return
        stream.verdict = verdict
        if verdict is Verdict.LOST:
            reason = Reason.CLOCK_TIMEOUT if stream.role is Role.INITIATOR else Reason.SILENCE
            self.session.stream_lost(participant, reason, self.network.now)
        elif verdict is Verdict.SILENT:
            self.session.stream_silent(participant, self.network.now)
        else:
            self.session.stream_alive(participant, self.network.now)
        self.pump()


def _network_of(host: str) -> str:
    return "IPv6" if ":" in host else host.rpartition(".")[0]


@dataclass
class Script:
    """A foreign peer played by the test: what it says is written out, what it hears is kept."""

    network: Network
    control: Address
    data: Address
    heard: list[tuple[Address, SessionPacket]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for address in {self.control, self.data}:
            self.network.plug(address, self._hear)

    def say(self, packet: SessionPacket, to: Address, on: Address | None = None) -> None:
        """Send one packet, by default from the port of the same stage as `to`."""
        source = on or (self.control if to.port % 2 == 0 else self.data)
        self.network.send(source, to, encode(packet))

    def got(self, kind: type) -> list[SessionPacket]:
        return [packet for _, packet in self.heard if isinstance(packet, kind)]

    def _hear(self, datagram: Datagram) -> None:
        self.heard.append((datagram.destination, decode(datagram.data)))


def script(network: Network, host: str = "192.0.2.9", port: int = 5004) -> Script:
    """Make a foreign peer at a host, with its two ports side by side."""
    return Script(network, Address(host, port), Address(host, port + 1))
