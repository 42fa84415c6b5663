"""One clear sentence about what is wrong, what to do about it, and a way to put it aside."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QLabel

from app.engine.api import Problem, Severity
from app.ui.client import Client
from app.ui.controls import IconButton, button, label, row, set_surface
from app.ui.icons import line_icon
from app.ui.theme import BAR_HEIGHT, SPACE, Theme
from app.ui.wording import problem_text, severity_text

SHOWN_LIMIT: Final = 50
"""Problems kept for the bar: more than anybody reads, so that a peer that flaps cannot fill the memory."""

PASSING: Final = ("file.saved", "evening.saved")
"""What went well needs no answer: it goes by itself."""
PASSES_MS: Final = 10_000

_RANK: Final = {"error": 0, "warning": 1, "info": 2}


class ProblemBar(QFrame):
    """Shows the worst and newest problem; dismissing or clearing it brings the next one up.

    `remedies` gives, by problem code, the text of a button and what it does.
    """

    put_aside = Signal(object)
    """`Problem` that the user does not want to see any more."""

    def __init__(
        self, client: Client, theme: Theme, remedies: Mapping[str, tuple[str, Callable[[Problem], object]]]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._remedies = remedies
        self._problems: list[Problem] = []
        self._build()
        self.hide()
        for problem in client.snapshot.problems:
            self.add(problem)
        client.problem_raised.connect(self.add)
        client.command_failed.connect(self.add)
        client.problem_cleared.connect(self.remove)
        theme.changed.connect(self._show)

    @property
    def problem(self) -> Problem | None:
        """The problem that is shown."""
        return min(self._problems, key=lambda one: _RANK[one.severity]) if self._problems else None

    def add(self, problem: Problem) -> None:
        """Show a problem, in the place of an older one about the same thing."""
        others = [one for one in self._problems if not _is_same(one, problem)]
        self._problems = [problem, *others][:SHOWN_LIMIT]
        self._show()
        if problem.code in PASSING:
            QTimer.singleShot(PASSES_MS, self, lambda: self._pass_by(problem))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def remove(self, problem: Problem) -> None:
        """Take a problem away."""
        self._problems = [one for one in self._problems if not _is_same(one, problem)]
        self._show()

    def dismiss(self) -> None:
        """Put the shown problem aside."""
        problem = self.problem
        if problem is not None:
            self.remove(problem)
            self.put_aside.emit(problem)

    def _pass_by(self, problem: Problem) -> None:
        self._problems = [one for one in self._problems if one is not problem]
        self._show()

    def _build(self) -> None:
        self.setMinimumHeight(BAR_HEIGHT)
        self._sign = QLabel()
        self._sentence = label()
        self._sentence.setWordWrap(True)
        self._count = label(role="muted")
        self._remedy = button("", "raised")
        self._remedy.clicked.connect(self._act)
        self._dismiss = IconButton("close", self.tr("Dismiss"), self._theme, "bare")
        self._dismiss.clicked.connect(self.dismiss)
        line = row(self, margins=(SPACE * 2, SPACE, SPACE, SPACE))
        line.addWidget(self._sign)
        line.addWidget(self._sentence, 1)
        line.addWidget(self._count)
        line.addWidget(self._remedy)
        line.addWidget(self._dismiss)

    def _show(self, _tokens: object = None) -> None:
        problem = self.problem
        self.setVisible(problem is not None)
        if problem is None:
            return
        set_surface(self, problem.severity)
        severity = severity_text(problem.severity)
        self._sign.setPixmap(
            line_icon(problem.severity, self._sign_colour(problem.severity), "", 20).pixmap(20)
        )
        self._sign.setAccessibleName(severity)
        self._sentence.setText(problem_text(problem))
        self.setAccessibleName(f"{severity}: {problem_text(problem)}")
        for deed in (self._remedy, self._dismiss):
            deed.setAccessibleDescription(problem_text(problem))
        self._count.setVisible(len(self._problems) > 1)
        self._count.setText(self.tr("1 of {count}").format(count=len(self._problems)))
        remedy = self._remedies.get(problem.code)
        self._remedy.setVisible(remedy is not None)
        if remedy is not None:
            self._remedy.setText(remedy[0])
            self._remedy.setAccessibleName(remedy[0])

    def _sign_colour(self, severity: Severity) -> str:
        tokens = self._theme.tokens
        return {"info": tokens.muted, "warning": tokens.waiting, "error": tokens.broken}[severity]

    def _act(self) -> None:
        problem = self.problem
        if problem is not None and problem.code in self._remedies:
            self._remedies[problem.code][1](problem)


def _is_same(one: Problem, other: Problem) -> bool:
    return (one.code, one.about) == (other.code, other.about) and (bool(one.about) or one == other)
