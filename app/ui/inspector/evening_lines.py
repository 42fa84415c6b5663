"""The evening in a few lines: for each who was connected, for how long, how fast, and what was lost."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from app.engine.api import PeerEvening
from app.ui.controls import ElidedLabel, column, label
from app.ui.inspector.fields import rows
from app.ui.inspector.words import evening_text
from app.ui.theme import SPACE
from app.ui.wording import shown_name

SHOWN: Final = 6
"""So many people at most; the report has them all."""


class EveningLines(QWidget):
    """A line and what is said under it for each of the first people; those who are connected go first."""

    def __init__(self) -> None:
        super().__init__()
        self._people: list[_Person] = []
        self.nobody = label(self.tr("Nobody has been connected yet."), "muted")
        self.more = label(role="small")
        self._lines = rows(self)
        self._lines.addWidget(self.nobody)
        self._lines.addWidget(self.more)
        self._lines.setSpacing(SPACE)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What is shown, as (name, what is said of it)."""
        return [(person.name.whole, person.said.text()) for person in self._people]

    def show_people(self, people: Sequence[PeerEvening], inside: Collection[tuple[str, str]]) -> None:
        """Show these; `inside` has (session, name) of who is connected now."""
        shown = sorted(people, key=lambda one: (one.session, one.name) not in inside)[:SHOWN]
        while len(self._people) > len(shown):
            self._people.pop().deleteLater()
        while len(self._people) < len(shown):
            self._people.append(_Person())
            self._lines.insertWidget(len(self._people), self._people[-1])
        for person, one in zip(self._people, shown, strict=True):
            person.show_evening(one)
        self.nobody.setVisible(not people)
        rest = len(people) - len(shown)
        self.more.setText(self.tr("and {count} more").format(count=rest))
        self.more.setVisible(rest > 0)


class _Person(QWidget):
    """One of them."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.said = ElidedLabel("body"), label(role="small")
        self.said.setWordWrap(True)
        lines = column(self)
        lines.setSpacing(SPACE // 4)
        lines.addWidget(self.name)
        lines.addWidget(self.said)

    def show_evening(self, one: PeerEvening) -> None:
        """Say it, and touch nothing that is as before."""
        self.name.set_whole(shown_name(one.name))
        text = evening_text(one)
        if text != self.said.text():
            self.said.setText(text)
