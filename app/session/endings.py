"""How our invitations and connections end: back-off, refusals, leaving (session sheet 3.2, 4.2, 4.4)."""

from typing import Final

from app.session.actions import Channel
from app.session.cue import Cue
from app.session.desk import Desk
from app.session.participant_table import ParticipantState
from app.session.participants import Participant, data_port
from app.session.reasons import Reason

REJECTED_RETRY_S: Final = 30.0
DATA_NO_RETRY_S: Final = 1.0
"""Some peers refuse on data because they lost the entry control made; once more from the start helps them."""

BACKOFF_FIRST_S: Final = 0.5
BACKOFF_LAST_S: Final = 10.0
BACKOFF_SPREAD: Final = 0.2
"""Plus and minus; so that a room of computers does not invite in step after a power cut."""


def backoff_s(failures: int, jitter: float) -> float:
    """Give the pause after so many failures in a row (at least one), `jitter` from 0 to below 1."""
    base = BACKOFF_FIRST_S * float(2 ** min(failures - 1, 16))
    return min(BACKOFF_LAST_S, min(BACKOFF_LAST_S, base) * (1 + BACKOFF_SPREAD * (2 * jitter - 1)))


class Endings:
    """The deeds of the initiator's table on the way out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rest(self, record: Participant, cue: Cue) -> None:
        """Drop our invitation without a packet: the peer came by itself."""
        self._desk.disarm(record)
        self._desk.abandon(record, cue.now)
        record.pursuit.due = None
        record.pursuit.failures = 0

    def give_up(self, record: Participant, cue: Cue) -> None:
        """Nobody answered on control."""
        pursuit = record.pursuit
        # The token stays good until the next try: somebody over there may still say yes.
        if len(pursuit.targets) > len(pursuit.round):
            pursuit.first = (pursuit.first + len(pursuit.round)) % len(pursuit.targets)
        # Its OK may have been lost, and some ignore a second IN until they hear BY (session sheet 12).
        pursuit.leftover = True
        self._back_off(record, cue, Reason.NO_ANSWER)

    def give_up_data(self, record: Participant, cue: Cue) -> None:
        """Nobody answered on data: free the half-open peer."""
        self._free_half_open(record, cue.now)
        self._back_off(record, cue, Reason.DATA_SILENT)

    def try_once_more(self, record: Participant, cue: Cue) -> None:
        """Refused on data for the first time."""
        self._free_half_open(record, cue.now)
        record.pursuit.data_refused = True
        record.pursuit.due = cue.now + DATA_NO_RETRY_S
        record.reason = Reason.DATA_REFUSED

    def accept_no(self, record: Participant, cue: Cue) -> None:
        """Refused."""
        self._desk.disarm(record)
        record.pursuit.leftover = False
        self._wait_for_user(record, cue, Reason.REFUSED)

    def accept_data_no(self, record: Participant, cue: Cue) -> None:
        """Refused on data again."""
        self._free_half_open(record, cue.now)
        self._wait_for_user(record, cue, Reason.DATA_REFUSED)

    def stop(self, record: Participant, cue: Cue) -> None:
        """It is ourselves that we invited."""
        self._wait_for_user(record, cue, Reason.SELF)

    def end(self, record: Participant, cue: Cue) -> None:
        """The peer said BY."""
        self._desk.disarm(record)
        self._desk.abandon(record, cue.now)
        self._desk.close_stream(record, Reason.BYE, bye=False)
        record.pursuit.leftover = False
        self._back_off(record, cue, Reason.BYE)

    def drop(self, record: Participant, cue: Cue) -> None:
        """The peer is lost."""
        # A BY would also end what the peer is just beginning anew.
        bye = record.admission.state is ParticipantState.IDLE and cue.reason is not Reason.MOVED
        reason = cue.reason or Reason.CLOCK_TIMEOUT
        self._desk.abandon(record, cue.now)
        self._desk.close_stream(record, reason, bye=bye)
        self._back_off(record, cue, reason)

    def forget(self, record: Participant, cue: Cue) -> None:
        """The user no longer wants whom we invite on control."""
        self._desk.abandon(record, cue.now)
        if record.control is not None and record.admission.state is ParticipantState.IDLE:
            for place in dict.fromkeys((record.control, *record.pursuit.tried)):
                self._desk.send_bye(Channel.CONTROL, place, record.token)
        self._leave(record, cue)

    def forget_data(self, record: Participant, cue: Cue) -> None:
        """The user no longer wants whom we invite on data."""
        if record.pursuit.control is not None and not record.streaming:
            self._desk.send_bye(Channel.DATA, data_port(record.pursuit.control), record.token)
        self._free_half_open(record, cue.now)
        self._leave(record, cue)

    def hang_up(self, record: Participant, cue: Cue) -> None:
        """The user disconnects."""
        self._desk.abandon(record, cue.now)
        self._desk.close_stream(record, cue.reason or Reason.USER, bye=True)
        self._leave(record, cue)

    def _leave(self, record: Participant, cue: Cue) -> None:
        record.pursuit.due = None
        record.reason = cue.reason or Reason.USER

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

    def _free_half_open(self, record: Participant, now: float) -> None:
        self._desk.disarm(record)
        self._desk.abandon(record, now)
        if record.pursuit.control is not None and not record.streaming:
            self._desk.send_bye(Channel.CONTROL, record.pursuit.control, record.token)
