"""What both sides of a session share: who we are, the records, and what goes out."""

import logging
from collections import Counter, deque
from collections.abc import Callable
from typing import Final

from app.model.address import Address
from app.session.actions import Action, Channel, CloseStream, Disarm, OpenStream, RestartStream, Send
from app.session.events import Event, ParticipantChanged, State
from app.session.expiring import ExpiringSet
from app.session.initiator_table import InitiatorState
from app.session.limits import Limits
from app.session.participant_table import ParticipantState
from app.session.participants import (
    ON_THE_WAY,
    THEY_CONNECTED,
    Admission,
    Participant,
    Pursuit,
    Roster,
    Source,
)
from app.session.reasons import Reason
from app.wire.applemidi import Bye, SessionPacket, encode

log: Final = logging.getLogger("longwire.session")

ABANDONED_S: Final = 70.0
"""How long an OK may come late: a little over the minute after which peers forget a half-open (sheet 4.4.5)."""

ABANDONED_LIMIT: Final = 64
"""One per invitation of ours; more than anybody gives up within 70 s."""

FORMER_S: Final = 120.0
"""Who was in comes back within the time in which both ends have given up, found each other and begun anew."""

FORMER_LIMIT: Final = 128
"""Twice as many as can be in at a time."""

_PAUSED: Final = {InitiatorState.BACKOFF: State.WAITING, InitiatorState.REJECTED: State.REFUSED}
_SETTLED: Final = (ParticipantState.ESTABLISHED, ParticipantState.REJOINING)


class Desk:
    """Identity, records, and the outgoing actions and events of one session."""

    def __init__(
        self,
        ssrc: int,
        name: str,
        limits: Limits,
        next_id: Callable[[], int],
        random32: Callable[[], int],
        jitter: Callable[[], float],
    ) -> None:
        self.ssrc = ssrc
        self.name = name
        self.limits = limits
        self.next_id = next_id
        self.random32 = random32
        self.jitter = jitter
        self.roster = Roster()
        self.abandoned: ExpiringSet[int] = ExpiringSet(ABANDONED_LIMIT)
        self.former: ExpiringSet[Source] = ExpiringSet(FORMER_LIMIT)
        """Who was in until a moment ago: its invitations are no flood, however many waited in the socket."""
        self.actions: list[Action] = []
        self.events: deque[Event] = deque()
        self.counters: Counter[str] = Counter()

    # -- packets -------------------------------------------------------------------------------------------

    def send(self, channel: Channel, address: Address, packet: SessionPacket) -> None:
        """Queue one packet."""
        self.actions.append(Send(channel, address, encode(packet)))

    def send_bye(self, channel: Channel, address: Address, token: int) -> None:
        """Queue a BY; only for what has no stream, a stream says its own (session sheet 4.5)."""
        self.send(channel, address, Bye(token, self.ssrc))

    def count(self, what: str) -> None:
        """Count what was ignored; the log tells which."""
        self.counters[what] += 1

    def disarm(self, record: Participant) -> None:
        """No longer expect a data OK, unless a stream is open."""
        if record.data is not None and not record.streaming:
            self.actions.append(Disarm(record.id))

    def abandon(self, record: Participant, now: float) -> None:
        """Give up the token in use; an OK that brings it back late is known for what it is."""
        if record.pursuit.token is not None:
            self.abandoned.add(record.pursuit.token, now + ABANDONED_S)
        record.pursuit.token = None

    def note_former(self, record: Participant, now: float) -> None:
        """Remember who is in as it goes."""
        if record.streaming and record.control is not None:
            for ssrc in (record.ssrc, record.alias):
                if ssrc is not None:
                    self.former.add((ssrc, record.control.host, record.control.scope), now + FORMER_S)

    # -- streams -------------------------------------------------------------------------------------------

    def open_stream(self, record: Participant, now: float, *, restart: bool = False) -> None:
        """Queue the opening (or restart) of a stream from what the record says."""
        if record.ssrc is None or record.control is None or record.data is None:
            raise ValueError(f"participant {record.id} has no addresses to stream to")
        make = RestartStream if restart else OpenStream
        self.actions.append(
            make(
                record.id,
                record.role,
                record.ssrc,
                record.token,
                record.control,
                record.data,
                record.shown_name,
                record.alias,
            )
        )
        if restart or not record.streaming:
            record.opened_at = now
        record.streaming = True
        record.silent = record.moved = False

    def close_stream(self, record: Participant, reason: Reason, *, bye: bool) -> None:
        """Queue the end of a stream, if there is one."""
        if record.streaming:
            self.actions.append(CloseStream(record.id, reason, bye))
        record.streaming = record.silent = record.moved = False
        record.reason = reason

    # -- events --------------------------------------------------------------------------------------------

    def publish(self, record: Participant) -> None:
        """Tell what changed; nothing for who only knocks."""
        state = _state(record)
        if state is None:
            return
        waiting = state in (State.WAITING, State.REFUSED)
        self._tell(record, state, record.pursuit.due if waiting else None)

    def settle(self, record: Participant, final: State) -> None:
        """Publish a record, or take it away with its final state when nobody wants anything of it any more."""
        if not record.idle:
            self.publish(record)
            return
        if record.published is not None:
            self._tell(record, final, None)
        self.roster.remove(record)

    def dismiss(self, record: Participant, reason: Reason) -> None:
        """Take a record away without a packet: the peer lives on under another one (session sheet 4.4.1)."""
        self.close_stream(record, reason, bye=False)
        record.pursuit = Pursuit()
        record.admission = Admission()
        self.settle(record, State.LEFT)

    def _tell(self, record: Participant, state: State, next_try: float | None) -> None:
        address = record.control
        event = ParticipantChanged(
            record.id,
            state,
            record.role,
            record.shown_name,
            address,
            record.reason,
            next_try,
            record.wanted,
        )
        if event != record.published:
            record.published = event
            self.events.append(event)


def _state(record: Participant) -> State | None:
    pursuit, admission = record.pursuit.state, record.admission.state
    if pursuit is InitiatorState.ESTABLISHED or admission in _SETTLED:
        return State.SILENT if record.silent else State.CONNECTED
    if pursuit in ON_THE_WAY or admission in THEY_CONNECTED:
        return State.INVITING
    if pursuit in _PAUSED:
        return _PAUSED[pursuit]
    # Who only knocks is not shown, unless it was already.
    return State.INVITING if record.published is not None else None
