"""We invite: what `initiator_table` orders, with the timing of session sheet 3.2, 4.2 and 4.4."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from app.model.address import Address
from app.session.actions import Arm, Channel, Disarm
from app.session.desk import ABANDONED_S, Desk, log
from app.session.initiator_table import INITIATOR, InitiatorDeed, InitiatorEvent, InitiatorState
from app.session.participant_table import ParticipantState
from app.session.participants import Participant
from app.session.reasons import Reason
from app.session.table import Go, Stay
from app.wire.applemidi import Accepted, Invitation

INVITE_INTERVAL_S: Final = 1.0
INVITE_TRIES: Final = 12
"""Per stage, as Apple does (session sheet 3)."""

TRIES_PER_ADDRESS: Final = 3
"""Then the next address of the same peer (session sheet 9.5)."""

REJECTED_RETRY_S: Final = 30.0
DATA_NO_RETRY_S: Final = 1.0
"""Some peers refuse on data because they lost the entry control made; once more from the start helps them."""

BACKOFF_FIRST_S: Final = 0.5
BACKOFF_LAST_S: Final = 10.0
BACKOFF_SPREAD: Final = 0.2
"""Plus and minus; so that a room of computers does not invite in step after a power cut."""

_FAILED: Final = (
    InitiatorEvent.EXHAUSTED,
    InitiatorEvent.CONTROL_NO,
    InitiatorEvent.DATA_NO,
    InitiatorEvent.DATA_NO_AGAIN,
)
"""Harmless when the peer's own invitation made the connection meanwhile."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What came with an event: the time, and of a packet the rest; `at_once` skips the back-off."""

    now: float
    address: Address | None = None
    answer: Accepted | None = None
    reason: Reason | None = None
    at_once: bool = False


def backoff_s(failures: int, jitter: float) -> float:
    """Give the pause after so many failures in a row (at least one), `jitter` from 0 to below 1."""
    base = BACKOFF_FIRST_S * float(2 ** min(failures - 1, 16))
    return min(BACKOFF_LAST_S, min(BACKOFF_LAST_S, base) * (1 + BACKOFF_SPREAD * (2 * jitter - 1)))


class Initiator:
    """Drives the pursuit of every record through its table."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._deeds: Mapping[InitiatorDeed, Callable[[Participant, Cue], None]] = {
            InitiatorDeed.BEGIN: self._begin,
            InitiatorDeed.HURRY: self._hurry,
            InitiatorDeed.REPEAT: self._repeat,
            InitiatorDeed.REST: self._rest,
            InitiatorDeed.ASK_DATA: self._ask_data,
            InitiatorDeed.REPEAT_DATA: self._repeat_data,
            InitiatorDeed.CONNECT: self._connect,
            InitiatorDeed.CONFIRM: self._confirm,
            InitiatorDeed.NOTE_LEFTOVER: self._note_leftover,
            InitiatorDeed.GIVE_UP: self._give_up,
            InitiatorDeed.GIVE_UP_DATA: self._give_up_data,
            InitiatorDeed.TRY_ONCE_MORE: self._try_once_more,
            InitiatorDeed.ACCEPT_NO: self._accept_no,
            InitiatorDeed.ACCEPT_DATA_NO: self._accept_data_no,
            InitiatorDeed.STOP: self._stop,
            InitiatorDeed.END: self._end,
            InitiatorDeed.DROP: self._drop,
            InitiatorDeed.FORGET: self._forget,
            InitiatorDeed.FORGET_DATA: self._forget_data,
            InitiatorDeed.HANG_UP: self._hang_up,
            InitiatorDeed.NOTHING: lambda record, cue: None,
        }

    def fire(self, record: Participant, event: InitiatorEvent, cue: Cue) -> None:
        """Look the cell up, go, and do."""
        if record.streaming and record.pursuit.state is InitiatorState.INVITE_DATA and event in _FAILED:
            event = InitiatorEvent.PEER_LEADS
        cell = INITIATOR[record.pursuit.state, event]
        if isinstance(cell, Go):
            record.pursuit.state = cell.state
            self._deeds[cell.deed](record, cue)
        elif cell is Stay.VIOLATION:
            self._desk.count("violation")
            log.debug("participant %d: %s while %s", record.id, event.value, record.pursuit.state.value)

    def tick(self, record: Participant, now: float) -> None:
        """Do what is due for a record."""
        pursuit = record.pursuit
        if pursuit.due is None or pursuit.due > now:
            return
        pursuit.due = None
        if pursuit.state in (InitiatorState.BACKOFF, InitiatorState.REJECTED):
            event = InitiatorEvent.RETRY_DUE
        elif pursuit.tries >= INVITE_TRIES:
            event = InitiatorEvent.EXHAUSTED
        else:
            event = InitiatorEvent.REPEAT_DUE
        self.fire(record, event, Cue(now))

    # -- inviting on control -------------------------------------------------------------------------------

    def _begin(self, record: Participant, cue: Cue) -> None:
        pursuit = record.pursuit
        if not pursuit.targets:
            pursuit.state = InitiatorState.BACKOFF
            record.reason = Reason.NO_ADDRESS
            return
        self._abandon(record, cue.now)
        pursuit.token = self._desk.random32()
        if pursuit.leftover and record.admission.state is ParticipantState.IDLE:
            self._clear_leftover(record)
        pursuit.leftover = False
        self._hurry(record, cue)

    def _clear_leftover(self, record: Participant) -> None:
        next_target = record.pursuit.targets[record.pursuit.first]
        for place in dict.fromkeys((record.control or next_target, next_target)):
            self._desk.send_bye(Channel.CONTROL, place, record.token)

    def _hurry(self, record: Participant, cue: Cue) -> None:
        record.pursuit.tries = 0
        self._repeat(record, cue)

    def _repeat(self, record: Participant, cue: Cue) -> None:
        pursuit = record.pursuit
        turn = pursuit.first + pursuit.tries // TRIES_PER_ADDRESS
        record.control = pursuit.targets[turn % len(pursuit.targets)]
        self._invite(record, Channel.CONTROL, record.control, cue.now)

    def _invite(self, record: Participant, channel: Channel, address: Address, now: float) -> None:
        pursuit, desk = record.pursuit, self._desk
        pursuit.tries += 1
        pursuit.due = now + INVITE_INTERVAL_S
        desk.send(channel, address, Invitation(pursuit.token or 0, desk.ssrc, desk.name))

    def _give_up(self, record: Participant, cue: Cue) -> None:
        pursuit = record.pursuit
        # The token stays good until the next try: somebody over there may still say yes.
        pursuit.first = (pursuit.first + INVITE_TRIES // TRIES_PER_ADDRESS) % len(pursuit.targets)
        if len(pursuit.targets) <= INVITE_TRIES // TRIES_PER_ADDRESS:
            pursuit.first = 0
        # Its OK may have been lost, and some ignore a second IN until they hear BY (session sheet 12).
        pursuit.leftover = True
        self._back_off(record, cue, Reason.NO_ANSWER)

    def _note_leftover(self, record: Participant, cue: Cue) -> None:
        record.pursuit.leftover = True

    def _stop(self, record: Participant, cue: Cue) -> None:
        self._wait_for_user(record, cue, Reason.SELF)

    def _rest(self, record: Participant, cue: Cue) -> None:
        self._disarm(record)
        self._abandon(record, cue.now)
        record.pursuit.due = None
        record.pursuit.failures = 0

    # -- inviting on data ----------------------------------------------------------------------------------

    def _ask_data(self, record: Participant, cue: Cue) -> None:
        pursuit, answer, address = record.pursuit, cue.answer, cue.address
        if answer is None or address is None:
            raise ValueError("an OK without packet")
        record.control, record.data = address, data_port(address)
        record.token = pursuit.token or 0
        record.name = answer.name or record.name
        record.ssrc, record.alias = answer.ssrc, None
        self._bind_if_free(record, address)
        pursuit.tries = 0
        pursuit.leftover = True
        self._desk.actions.append(Arm(record.id, record.token, record.data))
        self._invite(record, Channel.DATA, record.data, cue.now)

    def _repeat_data(self, record: Participant, cue: Cue) -> None:
        if record.control is not None:
            self._invite(record, Channel.DATA, data_port(record.control), cue.now)

    def _give_up_data(self, record: Participant, cue: Cue) -> None:
        self._free_half_open(record, cue.now)
        self._back_off(record, cue, Reason.DATA_SILENT)

    def _try_once_more(self, record: Participant, cue: Cue) -> None:
        self._free_half_open(record, cue.now)
        record.pursuit.data_refused = True
        record.pursuit.due = cue.now + DATA_NO_RETRY_S
        record.reason = Reason.DATA_REFUSED

    def _accept_data_no(self, record: Participant, cue: Cue) -> None:
        self._free_half_open(record, cue.now)
        self._wait_for_user(record, cue, Reason.DATA_REFUSED)

    def _accept_no(self, record: Participant, cue: Cue) -> None:
        self._disarm(record)
        record.pursuit.leftover = False
        self._wait_for_user(record, cue, Reason.REFUSED)

    # -- connected -----------------------------------------------------------------------------------------

    def _connect(self, record: Participant, cue: Cue) -> None:
        answer, address = cue.answer, cue.address
        if answer is None or address is None:
            raise ValueError("an OK without packet")
        record.data = address
        if record.ssrc != answer.ssrc:
            record.alias, record.ssrc = record.ssrc, answer.ssrc
        record.name = record.name or answer.name
        record.pursuit.due = None
        record.pursuit.data_refused = False
        self._replace(record, address)
        self._desk.roster.bind(record, address)
        self._desk.open_stream(record, cue.now)

    def _replace(self, record: Participant, address: Address) -> None:
        # One record per source: who came by itself from another port goes without a word (session sheet 4.4.4).
        other = self._desk.roster.find(record.ssrc or 0, address)
        if other is not None and other is not record:
            self._desk.dismiss(other, Reason.REPLACED)

    def _confirm(self, record: Participant, cue: Cue) -> None:
        record.pursuit.failures = 0
        record.reason = None

    def _end(self, record: Participant, cue: Cue) -> None:
        self._disarm(record)
        self._abandon(record, cue.now)
        self._desk.close_stream(record, Reason.BYE, bye=False)
        record.pursuit.leftover = False
        self._back_off(record, cue, Reason.BYE)

    def _drop(self, record: Participant, cue: Cue) -> None:
        # A BY would also end what the peer is just beginning anew.
        bye = record.admission.state is ParticipantState.IDLE and cue.reason is not Reason.MOVED
        reason = cue.reason or Reason.CLOCK_TIMEOUT
        self._abandon(record, cue.now)
        self._desk.close_stream(record, reason, bye=bye)
        self._back_off(record, cue, reason)

    # -- leaving -------------------------------------------------------------------------------------------

    def _forget(self, record: Participant, cue: Cue) -> None:
        self._abandon(record, cue.now)
        if record.control is not None and record.admission.state is ParticipantState.IDLE:
            self._desk.send_bye(Channel.CONTROL, record.control, record.token)
        self._leave(record, cue)

    def _forget_data(self, record: Participant, cue: Cue) -> None:
        if record.control is not None and not record.streaming:
            self._desk.send_bye(Channel.DATA, data_port(record.control), record.token)
        self._free_half_open(record, cue.now)
        self._leave(record, cue)

    def _hang_up(self, record: Participant, cue: Cue) -> None:
        self._abandon(record, cue.now)
        self._desk.close_stream(record, cue.reason or Reason.USER, bye=True)
        self._leave(record, cue)

    def _leave(self, record: Participant, cue: Cue) -> None:
        record.pursuit.due = None
        record.reason = cue.reason or Reason.USER

    # -- pieces --------------------------------------------------------------------------------------------

    def _back_off(self, record: Participant, cue: Cue, reason: Reason) -> None:
        pursuit = record.pursuit
        pursuit.failures += 1
        pause = 0.0 if cue.at_once else backoff_s(pursuit.failures, self._desk.jitter())
        pursuit.due = cue.now + pause
        record.reason = reason

    def _wait_for_user(self, record: Participant, cue: Cue, reason: Reason) -> None:
        pursuit = record.pursuit
        pursuit.token = None
        pursuit.data_refused = False
        pursuit.failures = 0
        pursuit.due = cue.now + REJECTED_RETRY_S
        record.reason = reason

    def _bind_if_free(self, record: Participant, address: Address) -> None:
        if self._desk.roster.find(record.ssrc or 0, address) in (None, record):
            self._desk.roster.bind(record, address)

    def _free_half_open(self, record: Participant, now: float) -> None:
        self._disarm(record)
        self._abandon(record, now)
        if record.control is not None and not record.streaming:
            self._desk.send_bye(Channel.CONTROL, record.control, record.token)

    def _disarm(self, record: Participant) -> None:
        if record.data is not None and not record.streaming:
            self._desk.actions.append(Disarm(record.id))

    def _abandon(self, record: Participant, now: float) -> None:
        if record.pursuit.token is not None:
            self._desk.abandoned.add(record.pursuit.token, now + ABANDONED_S)
        record.pursuit.token = None


def data_port(control: Address) -> Address:
    """Give the data address that belongs to a control address: the next port (session sheet 1)."""
    return control.with_port((control.port + 1) & 0xFFFF)
