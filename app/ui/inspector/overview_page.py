"""The page that is shown while nothing is selected: how the evening goes, and what to type on the other side."""

from PySide6.QtWidgets import QWidget

from app.ui.controls import button, label
from app.ui.inspector.evening_lines import EveningLines
from app.ui.inspector.fields import rows, section
from app.ui.inspector.page import Means, Page
from app.ui.inspector.typed_lines import TypedHeading, TypedLines

TICKS = 4
"""The evening is looked at with every fourth tick: its numbers change by the second."""


class OverviewPage(Page):
    """Shows what is true of all. There is always something to show."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._ticks = 0
        self.title.setText(self.tr("Overview"))
        self.state.setText(self.tr("Click a cable, a device or somebody to see more and to change it."))
        self.count = label()
        self.evening = EveningLines()
        self.report_button = button(self.tr("Report of the evening…"))
        self.report_button.clicked.connect(means.report)
        self.typed_heading = TypedHeading()
        self.typed: list[TypedLines] = []
        self._sessions = QWidget()
        self._typed_lines = rows(self._sessions)
        self._lay_out()

    def refresh(self) -> bool:
        snapshot = self._client.snapshot
        inside = sum(one.state == "connected" for one in snapshot.participants)
        text = self.tr("1 connected") if inside == 1 else self.tr("{count} connected").format(count=inside)
        self.count.setText(text if inside else "")
        while len(self.typed) > len(snapshot.sessions):
            self.typed.pop().deleteLater()
        while len(self.typed) < len(snapshot.sessions):
            self.typed.append(TypedLines())
            self._typed_lines.addWidget(self.typed[-1])
        self.typed_heading.show_sessions(snapshot.sessions)
        for lines, session in zip(self.typed, snapshot.sessions, strict=True):
            lines.show_session(session)
        self._look()
        return True

    def tick(self) -> None:
        self._ticks += 1
        if self._ticks % TICKS == 0:
            self._look()

    # -- inside -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        lines = self._lines
        lines.addLayout(section(self.tr("This evening"), self.count))
        lines.addWidget(self.evening)
        lines.addWidget(self.report_button)
        lines.addWidget(self.typed_heading)
        lines.addWidget(self._sessions)
        lines.addStretch(1)

    def _look(self) -> None:
        people = self._client.evening()
        self.evening.show_people(people, self._inside())
        self.report_button.setVisible(bool(people))

    def _inside(self) -> frozenset[tuple[str, str]]:
        """Give (session, name) of everybody who is connected now."""
        snapshot = self._client.snapshot
        names = {session.id: session.name for session in snapshot.sessions}
        return frozenset(
            (names.get(one.session, ""), one.name) for one in snapshot.participants if one.is_in_touch
        )
