"""What happens to an invitation of ours: session sheet 4.2, 4.4 as data."""

from enum import Enum
from typing import Final, TypeAlias

from app.session.table import Cell, Table, row


class InitiatorState(Enum):
    """How far we are with a peer that we want.

    AWAITING: it has asked by itself and was told OK, so ours waits a moment for its data IN. YIELDED: it came by
    itself, so ours rests while that lasts.
    """

    IDLE = "idle"
    AWAITING = "awaiting"
    INVITE_CONTROL = "invite control"
    INVITE_DATA = "invite data"
    SYNCING = "syncing"
    ESTABLISHED = "established"
    YIELDED = "yielded"
    BACKOFF = "backoff"
    REJECTED = "rejected"


class InitiatorEvent(Enum):
    """What can happen to it."""

    WANT = "want"
    ADOPT = "adopt"
    ANSWERED = "wanted, has asked"
    REPEAT_DUE = "repeat due"
    EXHAUSTED = "exhausted"
    RETRY_DUE = "retry due"
    CONTROL_OK = "OK control"
    FOREIGN_OK = "OK other token"
    DATA_OK = "OK data"
    CONTROL_NO = "NO control"
    DATA_NO = "NO data"
    DATA_NO_AGAIN = "NO data again"
    OWN_IN = "IN of our own"
    BYE = "BY"
    SYNCED = "clock exchanged"
    LOST = "lost"
    PEER_JOINED = "peer joined us"
    PEER_LEADS = "only the peer's own way counts"
    LEAVE = "leave"


class InitiatorDeed(Enum):
    """What is done on entering the next state."""

    BEGIN = "new token, IN on control"
    AWAIT = "wait 1 s for its data IN"
    HURRY = "IN on control, tries anew"
    REPEAT = "IN on control"
    REST = "drop our invitation without a packet"
    ASK_DATA = "arm, IN on data"
    REPEAT_DATA = "IN on data"
    CONNECT = "open stream"
    CONFIRM = "report connected"
    NOTE_LEFTOVER = "BY before the next IN"
    GIVE_UP = "back off"
    GIVE_UP_DATA = "disarm, BY on control, back off"
    TRY_ONCE_MORE = "disarm, BY on control, again in 1 s"
    ACCEPT_NO = "disarm, wait 30 s"
    ACCEPT_DATA_NO = "disarm, BY on control, wait 30 s"
    STOP = "say it is ourselves, wait 30 s"
    END = "close stream without BY, back off"
    DROP = "close stream with BY, back off"
    FORGET = "BY on control, remember token"
    FORGET_DATA = "disarm, BY on both ports, remember token"
    HANG_UP = "close stream with BY"
    NOTHING = "nothing"


_S: TypeAlias = InitiatorState
_E: TypeAlias = InitiatorEvent
_D: TypeAlias = InitiatorDeed

_ANSWERS: Final = (_E.CONTROL_OK, _E.FOREIGN_OK, _E.DATA_OK, _E.CONTROL_NO, _E.DATA_NO, _E.DATA_NO_AGAIN)
_TIMERS: Final = (_E.REPEAT_DUE, _E.EXHAUSTED, _E.RETRY_DUE)

_IDLE: Final[dict[tuple[_S, _E], Cell[_S, _D]]] = row(
    _S.IDLE,
    go={
        _E.WANT: (_S.INVITE_CONTROL, _D.BEGIN),
        _E.ADOPT: (_S.YIELDED, _D.NOTHING),
        _E.ANSWERED: (_S.AWAITING, _D.AWAIT),
    },
    ignore=(
        *_TIMERS,
        _E.BYE,
        _E.SYNCED,
        _E.LOST,
        _E.PEER_JOINED,
        _E.PEER_LEADS,
        _E.LEAVE,
        _E.FOREIGN_OK,
    ),
    violation=(
        _E.CONTROL_OK,
        _E.DATA_OK,
        _E.CONTROL_NO,
        _E.DATA_NO,
        _E.DATA_NO_AGAIN,
        _E.OWN_IN,
    ),
)
_AWAITING: Final[dict[tuple[_S, _E], Cell[_S, _D]]] = row(
    _S.AWAITING,
    go={
        _E.RETRY_DUE: (_S.INVITE_CONTROL, _D.BEGIN),
        _E.PEER_JOINED: (_S.YIELDED, _D.REST),
        _E.PEER_LEADS: (_S.YIELDED, _D.REST),
        _E.BYE: (_S.BACKOFF, _D.END),
        _E.LEAVE: (_S.IDLE, _D.FORGET),
    },
    # Answers to an earlier invitation of ours may still come.
    ignore=(
        *_ANSWERS,
        _E.WANT,
        _E.ADOPT,
        _E.ANSWERED,
        _E.REPEAT_DUE,
        _E.EXHAUSTED,
        _E.SYNCED,
        _E.LOST,
    ),
    violation=(_E.OWN_IN,),
)
_INVITE_CONTROL: Final[dict[tuple[_S, _E], Cell[_S, _D]]] = row(
    _S.INVITE_CONTROL,
    go={
        _E.WANT: (_S.INVITE_CONTROL, _D.HURRY),
        _E.REPEAT_DUE: (_S.INVITE_CONTROL, _D.REPEAT),
        _E.EXHAUSTED: (_S.BACKOFF, _D.GIVE_UP),
        _E.CONTROL_OK: (_S.INVITE_DATA, _D.ASK_DATA),
        _E.FOREIGN_OK: (_S.INVITE_CONTROL, _D.NOTE_LEFTOVER),
        _E.CONTROL_NO: (_S.REJECTED, _D.ACCEPT_NO),
        _E.OWN_IN: (_S.REJECTED, _D.STOP),
        _E.PEER_JOINED: (_S.YIELDED, _D.REST),
        _E.PEER_LEADS: (_S.YIELDED, _D.REST),
        _E.LEAVE: (_S.IDLE, _D.FORGET),
    },
    ignore=(_E.RETRY_DUE, _E.BYE, _E.SYNCED, _E.LOST, _E.ADOPT, _E.ANSWERED),
    violation=(_E.DATA_OK, _E.DATA_NO, _E.DATA_NO_AGAIN),
)
_INVITE_DATA: Final[dict[tuple[_S, _E], Cell[_S, _D]]] = row(
    _S.INVITE_DATA,
    go={
        _E.REPEAT_DUE: (_S.INVITE_DATA, _D.REPEAT_DATA),
        _E.EXHAUSTED: (_S.BACKOFF, _D.GIVE_UP_DATA),
        _E.DATA_OK: (_S.SYNCING, _D.CONNECT),
        _E.CONTROL_NO: (_S.REJECTED, _D.ACCEPT_NO),
        _E.DATA_NO: (_S.BACKOFF, _D.TRY_ONCE_MORE),
        _E.DATA_NO_AGAIN: (_S.REJECTED, _D.ACCEPT_DATA_NO),
        _E.BYE: (_S.BACKOFF, _D.END),
        _E.PEER_LEADS: (_S.YIELDED, _D.REST),
        _E.LEAVE: (_S.IDLE, _D.FORGET_DATA),
    },
    # With PEER_JOINED both handshakes complete and the peer has both roles.
    ignore=(
        _E.WANT,
        _E.ADOPT,
        _E.ANSWERED,
        _E.RETRY_DUE,
        _E.CONTROL_OK,
        _E.FOREIGN_OK,
        _E.SYNCED,
        _E.LOST,
        _E.PEER_JOINED,
    ),
    violation=(_E.OWN_IN,),
)


def _connected(state: _S, *, synced: dict[_E, tuple[_S, _D]]) -> dict[tuple[_S, _E], Cell[_S, _D]]:
    late = (_E.CONTROL_OK, _E.DATA_OK, _E.FOREIGN_OK)
    return row(
        state,
        go={
            **synced,
            _E.BYE: (_S.BACKOFF, _D.END),
            _E.LOST: (_S.BACKOFF, _D.DROP),
            _E.PEER_LEADS: (_S.YIELDED, _D.REST),
            _E.LEAVE: (_S.IDLE, _D.HANG_UP),
        },
        ignore=(
            *_TIMERS,
            *late,
            _E.WANT,
            _E.ADOPT,
            _E.ANSWERED,
            _E.PEER_JOINED,
            *({_E.SYNCED} - synced.keys()),
        ),
        violation=(_E.CONTROL_NO, _E.DATA_NO, _E.DATA_NO_AGAIN, _E.OWN_IN),
    )


_YIELDED: Final[dict[tuple[_S, _E], Cell[_S, _D]]] = row(
    _S.YIELDED,
    go={
        _E.BYE: (_S.BACKOFF, _D.END),
        _E.LOST: (_S.BACKOFF, _D.DROP),
        _E.LEAVE: (_S.IDLE, _D.HANG_UP),
    },
    # Answers to the invitation that was dropped may still come.
    ignore=(
        *_TIMERS,
        *_ANSWERS,
        _E.WANT,
        _E.ADOPT,
        _E.ANSWERED,
        _E.SYNCED,
        _E.PEER_JOINED,
        _E.PEER_LEADS,
    ),
    violation=(_E.OWN_IN,),
)
_BACKOFF: Final[dict[tuple[_S, _E], Cell[_S, _D]]] = row(
    _S.BACKOFF,
    go={
        _E.WANT: (_S.INVITE_CONTROL, _D.BEGIN),
        _E.ANSWERED: (_S.AWAITING, _D.AWAIT),
        _E.RETRY_DUE: (_S.INVITE_CONTROL, _D.BEGIN),
        # Somebody over there took longer than twelve seconds to say yes.
        _E.CONTROL_OK: (_S.INVITE_DATA, _D.ASK_DATA),
        _E.FOREIGN_OK: (_S.BACKOFF, _D.NOTE_LEFTOVER),
        _E.CONTROL_NO: (_S.REJECTED, _D.ACCEPT_NO),
        _E.PEER_JOINED: (_S.YIELDED, _D.REST),
        _E.PEER_LEADS: (_S.YIELDED, _D.REST),
        _E.LEAVE: (_S.IDLE, _D.FORGET),
    },
    ignore=(
        _E.ADOPT,
        _E.REPEAT_DUE,
        _E.EXHAUSTED,
        _E.DATA_OK,
        _E.DATA_NO,
        _E.DATA_NO_AGAIN,
        _E.BYE,
        _E.SYNCED,
        _E.LOST,
    ),
    violation=(_E.OWN_IN,),
)
_REJECTED: Final[dict[tuple[_S, _E], Cell[_S, _D]]] = row(
    _S.REJECTED,
    go={
        _E.WANT: (_S.INVITE_CONTROL, _D.BEGIN),
        _E.ANSWERED: (_S.AWAITING, _D.AWAIT),
        _E.RETRY_DUE: (_S.INVITE_CONTROL, _D.BEGIN),
        _E.PEER_JOINED: (_S.YIELDED, _D.REST),
        _E.PEER_LEADS: (_S.YIELDED, _D.REST),
        _E.LEAVE: (_S.IDLE, _D.NOTHING),
    },
    ignore=(
        *_ANSWERS,
        _E.ADOPT,
        _E.REPEAT_DUE,
        _E.EXHAUSTED,
        _E.BYE,
        _E.SYNCED,
        _E.LOST,
        _E.OWN_IN,
    ),
)

INITIATOR: Final[Table[InitiatorState, InitiatorEvent, InitiatorDeed]] = {
    **_IDLE,
    **_AWAITING,
    **_INVITE_CONTROL,
    **_INVITE_DATA,
    **_connected(_S.SYNCING, synced={_E.SYNCED: (_S.ESTABLISHED, _D.CONFIRM)}),
    **_connected(_S.ESTABLISHED, synced={}),
    **_YIELDED,
    **_BACKOFF,
    **_REJECTED,
}
