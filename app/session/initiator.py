"""We invite: every record that we want goes through `initiator_table`."""

from collections.abc import Callable, Mapping
from typing import Final

from app.session.cue import Cue
from app.session.desk import Desk, log
from app.session.endings import Endings
from app.session.initiator_table import INITIATOR, InitiatorDeed, InitiatorEvent, InitiatorState
from app.session.inviting import INVITE_TRIES, Inviting
from app.session.participants import Participant
from app.session.table import Go, Stay

_PAUSED: Final = (InitiatorState.AWAITING, InitiatorState.BACKOFF, InitiatorState.REJECTED)

_FAILED: Final = (
    InitiatorEvent.EXHAUSTED,
    InitiatorEvent.CONTROL_NO,
    InitiatorEvent.DATA_NO,
    InitiatorEvent.DATA_NO_AGAIN,
)
"""Harmless when the peer's own invitation made the connection meanwhile."""


class Initiator:
    """Drives the pursuit of every record through its table."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        inviting, endings = Inviting(desk), Endings(desk)
        self._deeds: Mapping[InitiatorDeed, Callable[[Participant, Cue], None]] = {
            InitiatorDeed.BEGIN: inviting.begin,
            InitiatorDeed.AWAIT: inviting.await_data,
            InitiatorDeed.HURRY: inviting.hurry,
            InitiatorDeed.REPEAT: inviting.repeat,
            InitiatorDeed.REST: endings.rest,
            InitiatorDeed.ASK_DATA: inviting.ask_data,
            InitiatorDeed.REPEAT_DATA: inviting.repeat_data,
            InitiatorDeed.CONNECT: inviting.connect,
            InitiatorDeed.CONFIRM: inviting.confirm,
            InitiatorDeed.NOTE_LEFTOVER: inviting.note_leftover,
            InitiatorDeed.GIVE_UP: endings.give_up,
            InitiatorDeed.GIVE_UP_DATA: endings.give_up_data,
            InitiatorDeed.TRY_ONCE_MORE: endings.try_once_more,
            InitiatorDeed.ACCEPT_NO: endings.accept_no,
            InitiatorDeed.ACCEPT_DATA_NO: endings.accept_data_no,
            InitiatorDeed.STOP: endings.stop,
            InitiatorDeed.END: endings.end,
            InitiatorDeed.DROP: endings.drop,
            InitiatorDeed.FORGET: endings.forget,
            InitiatorDeed.FORGET_DATA: endings.forget_data,
            InitiatorDeed.HANG_UP: endings.hang_up,
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
        if pursuit.state in _PAUSED:
            event = InitiatorEvent.RETRY_DUE
        elif pursuit.tries >= self._tries(record):
            event = InitiatorEvent.EXHAUSTED
        else:
            event = InitiatorEvent.REPEAT_DUE
        self.fire(record, event, Cue(now))

    @staticmethod
    def _tries(record: Participant) -> int:
        on_control = record.pursuit.state is InitiatorState.INVITE_CONTROL
        return INVITE_TRIES * (len(record.pursuit.round) if on_control else 1)

    def peer_leads(self, record: Participant, leads: bool, now: float) -> None:
        """A data IN made a connection; with `leads` our own way no longer counts."""
        event = InitiatorEvent.PEER_LEADS if leads else InitiatorEvent.PEER_JOINED
        self.fire(record, event, Cue(now))
