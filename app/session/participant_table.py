"""What happens to a peer that invites us: session sheet 4.3, 4.4 as data."""

from enum import Enum
from typing import Final, TypeAlias

from app.session.table import Cell, Table, row


class ParticipantState(Enum):
    """How far a peer is that came by itself. REJOINING: it is in, and knocked again with another token."""

    IDLE = "idle"
    HALF_OPEN = "half open"
    WAIT_SYNC = "wait sync"
    ESTABLISHED = "established"
    REJOINING = "rejoining"


class ParticipantEvent(Enum):
    """What can happen to it; the invitation on control has passed policy and limits by then."""

    CONTROL_IN = "IN control"
    CONTROL_IN_REPEAT = "IN control, same token"
    DATA_IN = "IN data"
    DATA_IN_REPEAT = "IN data, same token"
    HALF_OPEN_DUE = "half open too long"
    SYNC_DUE = "no clock for 3 s"
    SYNCED = "clock exchanged"
    BYE = "BY"
    LOST = "lost"
    LEAVE = "leave"


class ParticipantDeed(Enum):
    """What is done on entering the next state."""

    OFFER = "OK on control, wait 15 s"
    ANSWER = "OK on control"
    JOIN = "open stream, OK on data"
    REJOIN = "restart stream, OK on data"
    ANSWER_DATA = "OK on data"
    ANSWER_STRAY = "OK on data if connected, else NO"
    CONFIRM = "report connected"
    LAPSE = "forget it silently"
    STAY = "keep what was"
    END = "close stream without BY"
    DROP = "close stream with BY"
    MAKE_ROOM = "close stream, keep waiting for IN on data"
    WITHDRAW = "BY on control"


_S: TypeAlias = ParticipantState
_E: TypeAlias = ParticipantEvent
_D: TypeAlias = ParticipantDeed
_Row: TypeAlias = dict[tuple[_S, _E], Cell[_S, _D]]

_IDLE: Final[_Row] = row(
    _S.IDLE,
    go={
        _E.CONTROL_IN: (_S.HALF_OPEN, _D.OFFER),
        _E.CONTROL_IN_REPEAT: (_S.HALF_OPEN, _D.OFFER),
        _E.DATA_IN: (_S.IDLE, _D.ANSWER_STRAY),
        _E.DATA_IN_REPEAT: (_S.IDLE, _D.ANSWER_STRAY),
    },
    ignore=(_E.HALF_OPEN_DUE, _E.SYNC_DUE, _E.SYNCED, _E.BYE, _E.LOST, _E.LEAVE),
)
_HALF_OPEN: Final[_Row] = row(
    _S.HALF_OPEN,
    go={
        _E.CONTROL_IN: (_S.HALF_OPEN, _D.OFFER),
        _E.CONTROL_IN_REPEAT: (_S.HALF_OPEN, _D.OFFER),
        _E.DATA_IN: (_S.WAIT_SYNC, _D.JOIN),
        _E.DATA_IN_REPEAT: (_S.WAIT_SYNC, _D.JOIN),
        _E.HALF_OPEN_DUE: (_S.IDLE, _D.LAPSE),
        _E.BYE: (_S.IDLE, _D.LAPSE),
        _E.LEAVE: (_S.IDLE, _D.WITHDRAW),
    },
    # What is lost is the connection it had before it knocked again.
    ignore=(_E.SYNC_DUE, _E.SYNCED, _E.LOST),
)


def _connected(state: _S, *, going: dict[_E, tuple[_S, _D]]) -> _Row:
    always: dict[_E, tuple[_S, _D]] = {
        _E.CONTROL_IN: (_S.REJOINING, _D.OFFER),
        _E.CONTROL_IN_REPEAT: (state, _D.ANSWER),
        _E.DATA_IN: (state, _D.ANSWER_DATA),
        _E.DATA_IN_REPEAT: (state, _D.ANSWER_DATA),
        _E.BYE: (_S.IDLE, _D.END),
        _E.LOST: (_S.IDLE, _D.DROP),
        _E.LEAVE: (_S.IDLE, _D.DROP),
    }
    timers = {_E.HALF_OPEN_DUE, _E.SYNC_DUE, _E.SYNCED}
    return row(state, go=always | going, ignore=sorted(timers - going.keys(), key=lambda event: event.value))


PARTICIPANT: Final[Table[ParticipantState, ParticipantEvent, ParticipantDeed]] = {
    **_IDLE,
    **_HALF_OPEN,
    **_connected(
        _S.WAIT_SYNC,
        going={
            _E.SYNCED: (_S.ESTABLISHED, _D.CONFIRM),
            # A client that never asks for the clock plays all the same (session sheet 4.2, last paragraph).
            _E.SYNC_DUE: (_S.ESTABLISHED, _D.CONFIRM),
        },
    ),
    **_connected(_S.ESTABLISHED, going={}),
    **_connected(
        _S.REJOINING,
        going={
            _E.CONTROL_IN_REPEAT: (_S.REJOINING, _D.OFFER),
            _E.DATA_IN: (_S.WAIT_SYNC, _D.REJOIN),
            _E.HALF_OPEN_DUE: (_S.ESTABLISHED, _D.STAY),
            _E.LOST: (_S.HALF_OPEN, _D.MAKE_ROOM),
        },
    ),
}
