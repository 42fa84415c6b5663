"""The state tables as text; `python -m tests.support.state_chart` writes `.github/STATES.md` anew."""

from enum import Enum
from pathlib import Path
from typing import Any

from app.session.initiator_table import INITIATOR, InitiatorEvent, InitiatorState
from app.session.participant_table import PARTICIPANT, ParticipantEvent, ParticipantState
from app.session.table import Go, Stay

FILE = Path(__file__).parents[2] / ".github" / "STATES.md"

_HEAD = """# Signalling: the two state tables

Made from `app/session/initiator_table.py` and `participant_table.py` by `python -m tests.support.state_chart`;
a test fails when they differ. One peer has one state in each table. What is not listed for a state is ignored,
because on UDP late and double packets are normal, except what stands under *violation*: no correct peer
sends it, so it is counted. Nothing is fatal.
"""


def chart() -> str:
    """Give the whole page."""
    return "\n".join(
        [
            _HEAD,
            *_part("We invite (initiator)", INITIATOR, InitiatorState, InitiatorEvent),
            *_part("They invite (participant)", PARTICIPANT, ParticipantState, ParticipantEvent),
        ]
    )


def _part(title: str, table: Any, states: type[Enum], events: type[Enum]) -> list[str]:
    lines = [f"## {title}", ""]
    for state in states:
        lines += [f"### {state.value}", "", "| Event | Next state | What is done |", "|---|---|---|"]
        for event in events:
            cell = table[state, event]
            if isinstance(cell, Go):
                lines.append(f"| {event.value} | {cell.state.value} | {cell.deed.value} |")
        violations = [event.value for event in events if table[state, event] is Stay.VIOLATION]
        lines += ["", f"Violation: {', '.join(violations) or 'none'}.", ""]
    return lines


if __name__ == "__main__":
    FILE.write_text(chart(), encoding="utf-8")
