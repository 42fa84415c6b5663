"""One AppleMIDI session: who is in it, who is invited, who asks. No I/O, no clock, no randomness."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from app.model.address import Address
from app.session.actions import Action, Channel
from app.session.connections import Connections
from app.session.cue import Cue
from app.session.desk import Desk
from app.session.doorkeeper import Doorkeeper
from app.session.doubles import Doubles
from app.session.events import Event, Outcome
from app.session.inbox import Inbox
from app.session.initiator import Initiator
from app.session.initiator_table import InitiatorEvent, InitiatorState
from app.session.limits import Limits
from app.session.participant import Knock, Participation
from app.session.participant_table import ParticipantEvent
from app.session.participants import Participant
from app.session.policy import Policy
from app.session.reasons import Reason

SHOWN_AGAIN_S: Final = 5.0
"""A peer that mDNS showed again and that falls silent within this time was started again."""


class Session:
    """Signalling of one session, as initiator and as participant (session sheet 4).

    After every call take the actions, ship them as one batch, then drain the events. `now` is seconds,
    monotonic; for `receive` the stamp of arrival. Timers may be handled early, late, or too often. `next_id`
    gives ids of participants and invitations alike, `random32` whole numbers of 32 bits, `jitter` numbers from
    0 to below 1.
    """

    def __init__(
        self,
        ssrc: int,
        name: str,
        policy: Policy,
        next_id: Callable[[], int],
        random32: Callable[[], int],
        jitter: Callable[[], float],
        limits: Limits | None = None,
    ) -> None:
        self._desk = Desk(ssrc, name, limits or Limits(), next_id, random32, jitter)
        self._initiator = Initiator(self._desk)
        self._participation = Participation(self._desk, self._initiator.peer_leads)
        self._doubles = Doubles(self._desk, self._initiator)
        self._door = Doorkeeper(self._desk, policy, self._initiator, self._participation, self._doubles)
        self._connections = Connections(self._desk, self._initiator, self._participation)
        self._inbox = Inbox(self._desk, self._initiator, self._participation, self._door, self._doubles)

    @property
    def ssrc(self) -> int:
        """Our SSRC; it changes, with action `UseSsrc`, only while nobody is connected (session sheet 4.4.7)."""
        return self._desk.ssrc

    @property
    def counters(self) -> Counter[str]:
        """What was ignored, by cause: malformed, unknown, violation, turned away."""
        return self._desk.counters

    # -- the network ---------------------------------------------------------------------------------------

    def receive(
        self, data: bytes, channel: Channel, address: Address, now: float, heard: float | None = None
    ) -> None:
        """Take a datagram other than RTP and CK; anything at all is fine, nothing is raised.

        `heard` is when CK or RTP last came from there, if known: it tells a stale BY (session sheet 4.4.3).
        """
        self._inbox.receive(data, channel, address, now, heard)

    def has_other_way(self, address: Address) -> bool:
        """Tell whether whoever we invite at this address is tried at others as well."""
        targets = (record.pursuit.targets for record in self._desk.roster if record.wanted)
        return any(address in each and len(each) > 1 for each in targets)

    # -- the user ------------------------------------------------------------------------------------------

    def invite(self, addresses: Sequence[Address], name: str | None, now: float) -> int:
        """Want a connection to the first of these control addresses that answers, until `leave`; gives its id.

        Who asks to join from one of them is let in, and its own invitation makes the connection. Who is already in, or
        already invited, at one of the addresses keeps its id; what waits is tried at once.
        `name` is shown until the peer says its own. Without addresses it waits for `retarget`.
        """
        self._door.welcome(addresses, now)
        record = self._desk.roster.at_any(addresses)
        if record is None:
            record = Participant(self._desk.next_id())
            self._desk.roster.add(record)
        record.given_name = name or record.given_name
        self._connections.pursue(record, addresses, now)
        return record.id

    def retarget(self, participant: int, addresses: Sequence[Address], now: float) -> None:
        """The wanted peer is (again) to be found at these control addresses: try at once, unless connected.

        Connected but silent, or silent soon after, means that it was started again or moved: it is invited anew.
        """
        record = self._desk.roster.get(participant)
        if record is None or not record.wanted:
            return
        self._door.welcome(addresses, now)
        if self._doubles.unite_at(record, addresses, now):
            return
        self._connections.doubt(record, now)
        self._connections.pursue(record, addresses, now)

    def retry_all(self, now: float) -> None:
        """Try everybody who waits or is being tried at once: an interface came up, or the computer woke up."""
        for record in self._desk.roster:
            if record.pursuit.state in (InitiatorState.BACKOFF, InitiatorState.INVITE_CONTROL):
                self._connections.pursue(record, record.pursuit.targets, now)

    def doubt_all(self, now: float) -> None:
        """Our own address changed: whom we invited may not know us any more, and is invited anew if so."""
        for record in self._desk.roster:
            if record.wanted:
                self._connections.doubt(record, now)

    def leave(self, participant: int, now: float) -> None:
        """Disconnect, or stop trying, and no longer want it; an unknown id is fine."""
        self._connections.leave(participant, Reason.USER, now)

    def answer(self, invitation: int, accept: bool, now: float) -> None:
        """Let somebody in, or not. A yes after the question expired counts for the next try, for 2 minutes."""
        self._door.answer(invitation, accept, now)

    def set_policy(self, policy: Policy, now: float) -> None:
        """Judge by this from now on; who is waiting for an answer is judged again."""
        self._door.set_policy(policy, now)

    def set_name(self, name: str) -> None:
        """Say this name in what is sent from now on."""
        self._desk.name = name

    def close(self, now: float) -> None:
        """Leave everybody; what waits for an answer gets none."""
        for record in self._desk.roster:
            self._connections.leave(record.id, Reason.CLOSED, now)
        for question in self._door.questions:
            self._door.questions.close(question, Outcome.WITHDRAWN, now)

    # -- the streams ---------------------------------------------------------------------------------------

    def stream_synchronised(self, participant: int, now: float) -> None:
        """The first exchange of clocks with it is complete."""
        record = self._desk.roster.get(participant)
        if record is None:
            return
        self._participation.fire(record, ParticipantEvent.SYNCED, Knock(now))
        self._initiator.fire(record, InitiatorEvent.SYNCED, Cue(now))
        self._connections.settled(record, now)

    def stream_lost(self, participant: int, reason: Reason, now: float) -> None:
        """The stream was given up (CLOCK_TIMEOUT, SILENCE): it is closed with BY, and tried anew if wanted."""
        record = self._desk.roster.get(participant)
        if record is not None and record.streaming:
            self._connections.lose(record, Reason.MOVED if record.moved else reason, now)

    def stream_silent(self, participant: int, now: float) -> None:
        """Nothing is heard from it, but it is not given up."""
        record = self._desk.roster.get(participant)
        if record is None or not record.streaming:
            return
        record.silent = True
        if record.moved:
            self._connections.lose(record, Reason.MOVED, now)
        elif record.pursuit.shown_at is not None and now - record.pursuit.shown_at <= SHOWN_AGAIN_S:
            self._connections.pursue(record, record.pursuit.targets, now)
        else:
            self._desk.publish(record)

    def stream_alive(self, participant: int, now: float) -> None:
        """It is heard again."""
        record = self._desk.roster.get(participant)
        if record is not None:
            record.silent = False
            self._desk.publish(record)

    # -- the driver ----------------------------------------------------------------------------------------

    def take_actions(self) -> list[Action]:
        """Give what is to be done, in order, and forget it."""
        taken, self._desk.actions = self._desk.actions, []
        return taken

    def next_event(self) -> Event | None:
        """Give the oldest event not yet taken."""
        return self._desk.events.popleft() if self._desk.events else None

    def get_timer(self) -> float | None:
        """Give when `handle_timer` has something to do, in seconds as `now`."""
        dues = [self._door.questions.get_timer()]
        for record in self._desk.roster:
            dues += (record.pursuit.due, record.admission.due)
        return min((due for due in dues if due is not None), default=None)

    def handle_timer(self, now: float) -> None:
        """Do what is due; drain `receive` first, a time-out judges by what has arrived."""
        self._door.questions.handle_timer(now)
        for record in self._desk.roster:
            self._initiator.tick(record, now)
            self._participation.tick(record, now)
            self._connections.settled(record, now)
