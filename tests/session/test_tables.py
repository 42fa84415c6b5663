"""Every cell of both tables, and the page that shows them."""

from enum import Enum

import pytest

from app.session.initiator_table import INITIATOR, InitiatorDeed, InitiatorEvent, InitiatorState
from app.session.participant_table import (
    PARTICIPANT,
    ParticipantDeed,
    ParticipantEvent,
    ParticipantState,
)
from app.session.table import Go, Stay, row
from tests.support.state_chart import FILE, chart

# One line per state, one word per event in the order of the enum: next state, "-" ignore, "!" violation.
INITIATOR_CELLS = r"""
idle:           invite_control yielded awaiting - - - ! - ! ! ! ! ! - - - - - -
awaiting:       - - - - - invite_control - - - - - - ! backoff - - yielded yielded idle
invite_control: invite_control - - invite_control backoff - invite_data invite_control ! rejected ! ! \
                rejected - - - yielded yielded idle
invite_data:    - - - invite_data backoff - - - syncing rejected backoff rejected ! backoff - - - yielded idle
syncing:        - - - - - - - - - ! ! ! ! backoff established backoff - yielded idle
established:    - - - - - - - - - ! ! ! ! backoff - backoff - yielded idle
yielded:        - - - - - - - - - - - - ! backoff - backoff - - idle
backoff:        invite_control - awaiting - - invite_control invite_data backoff - rejected - - ! - - - \
                yielded yielded idle
rejected:       invite_control - awaiting - - invite_control - - - - - - - - - - yielded yielded idle
"""
PARTICIPANT_CELLS = """
idle:        half_open half_open idle idle - - - - - -
half_open:   half_open half_open wait_sync wait_sync idle - - idle - idle
wait_sync:   rejoining wait_sync wait_sync wait_sync - established established idle idle idle
established: rejoining established established established - - - idle idle idle
rejoining:   rejoining rejoining wait_sync rejoining established - - idle half_open idle
"""


def cells(text: str, states: type[Enum], events: type[Enum]) -> list[tuple[Enum, Enum, str]]:
    found = []
    for line in text.strip().replace("\\\n", "").splitlines():
        state, words = line.split(":")
        for event, word in zip(events, words.split(), strict=True):
            found.append((states[state.strip().upper()], event, word))
    return found


def check(cell: Go | Stay, states: type[Enum], word: str) -> None:
    if word in "-!":
        assert cell is (Stay.IGNORE if word == "-" else Stay.VIOLATION)
    else:
        assert isinstance(cell, Go)
        assert cell.state is states[word.upper()]


@pytest.mark.parametrize(
    ("state", "event", "word"), cells(INITIATOR_CELLS, InitiatorState, InitiatorEvent), ids=str
)
def test_initiator_cell(state: InitiatorState, event: InitiatorEvent, word: str) -> None:
    check(INITIATOR[state, event], InitiatorState, word)


@pytest.mark.parametrize(
    ("state", "event", "word"), cells(PARTICIPANT_CELLS, ParticipantState, ParticipantEvent), ids=str
)
def test_participant_cell(state: ParticipantState, event: ParticipantEvent, word: str) -> None:
    check(PARTICIPANT[state, event], ParticipantState, word)


def test_tables_have_a_cell_for_everything_and_nothing_else() -> None:
    assert INITIATOR.keys() == {(state, event) for state in InitiatorState for event in InitiatorEvent}
    assert PARTICIPANT.keys() == {(state, event) for state in ParticipantState for event in ParticipantEvent}


def test_every_deed_is_ordered_by_some_cell() -> None:
    ordered = {cell.deed for cell in INITIATOR.values() if isinstance(cell, Go)}
    ordered |= {cell.deed for cell in PARTICIPANT.values() if isinstance(cell, Go)}
    assert ordered == {*InitiatorDeed, *ParticipantDeed}


def test_an_event_with_two_cells_is_an_error() -> None:
    with pytest.raises(ValueError, match="two cells"):
        row(ParticipantState.IDLE, go={}, ignore=[ParticipantEvent.BYE], violation=[ParticipantEvent.BYE])


def test_the_page_shows_the_tables() -> None:
    assert FILE.read_text(encoding="utf-8") == chart()
