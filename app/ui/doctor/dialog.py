"""The window of one examination: each step with its sign, what was found and what to do."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.bootstrap import STEPS, Finding
from app.ui.controls import button, column, label, row, set_surface
from app.ui.doctor.examiner import Examine
from app.ui.doctor.words import conclusion, finding_text, report_text, step_name, title, verdict_text
from app.ui.icons import line_icon
from app.ui.screen_room import resize_within
from app.ui.theme import SPACE, Theme
from app.ui.wording import shown_name

SIGN: Final = 20
ICONS: Final = {
    "running": "running",
    "ok": "ok",
    "warning": "warning",
    "failed": "error",
    "skipped": "skipped",
}


class _Step:
    """One line: sign, name, words."""

    def __init__(self, step: str, theme: Theme) -> None:
        self._theme = theme
        self.findings: list[Finding] = []
        self.sign = QLabel()
        self.sign.setFixedSize(SIGN, SIGN)
        self.name = label(step_name(step), "muted")
        self.words = label(role="muted")
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def begin_anew(self) -> None:
        """Know nothing."""
        self.findings.clear()
        self.show()

    def take(self, finding: Finding) -> None:
        """Show a finding; what only ran is replaced by what came of it."""
        self.findings = [each for each in self.findings if each.verdict != "running"]
        self.findings.append(finding)
        self.show()

    def show(self) -> None:
        """Draw the worst verdict and say everything."""
        verdict = min((each.verdict for each in self.findings), key=_RANK.index, default=None)
        if verdict is None:
            self.sign.clear()
            self.words.clear()
            self.sign.setAccessibleName("")
            return
        self.sign.setPixmap(line_icon(ICONS[verdict], self._colour(verdict), "", SIGN).pixmap(SIGN))
        self.sign.setAccessibleName(verdict_text(verdict))
        self.words.setText("\n".join(map(finding_text, self.findings)))
        _set_role(self.words, "body" if verdict in ("warning", "failed") else "muted")
        _set_role(self.name, "body" if verdict != "skipped" else "muted")

    def _colour(self, verdict: str) -> str:
        tokens = self._theme.tokens
        colours = {"ok": tokens.live, "warning": tokens.waiting, "failed": tokens.broken}
        return colours.get(verdict, tokens.muted)


_RANK: Final = ("running", "failed", "warning", "ok", "skipped")


class DoctorDialog(QDialog):
    """Examines one peer as soon as it is made, and again when asked; it never blocks the window.

    `is_connected` tells how things stand between this program and the peer, which the visit itself cannot see.
    """

    def __init__(
        self,
        examine: Examine,
        name: str,
        target: str,
        is_connected: Callable[[], bool],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._examine, self._name, self._target = examine, shown_name(name), target
        self._is_connected = is_connected
        self._give_up: Callable[[], object] | None = None
        self.setWindowTitle(title(self._name, connected=is_connected()))
        self.setObjectName("doctor")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.steps = {step: _Step(step, theme) for step in STEPS}
        self.outcome = label(role="title")
        self.outcome.setWordWrap(True)
        self.again = button(self.tr("Examine again"))
        self.copy = button(
            self.tr("Copy report"), tip=self.tr("All of this as text, for somebody who helps you")
        )
        self.close_button = button(self.tr("Close"), "primary")
        self.again.clicked.connect(self.begin)
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.close)
        theme.changed.connect(self._repaint)
        self._lay_out()
        resize_within(self, SPACE * 84, SPACE * 80)
        self.begin()

    @property
    def findings(self) -> list[Finding]:
        """What has been found so far, in the order of the steps."""
        return [finding for step in self.steps.values() for finding in step.findings]

    def begin(self) -> None:
        """Examine from the first step on."""
        self._stop()
        for step in self.steps.values():
            step.begin_anew()
        self.outcome.setText(
            self.tr("Examining “{name}” at {target}…").format(name=self._name, target=self._target)
        )
        self.again.setEnabled(False)
        self.copy.setEnabled(False)
        self._give_up = self._examine(self._target, self._take)

    def done(self, result: int) -> None:
        self._stop()
        super().done(result)

    def _take(self, finding: Finding | None) -> None:
        if self._give_up is None:
            return
        if finding is not None:
            self.steps[finding.step].take(finding)
            return
        self._give_up = None
        self.outcome.setText(conclusion(self.findings, connected=self._is_connected()))
        self.again.setEnabled(True)
        self.copy.setEnabled(True)

    def _stop(self) -> None:
        give_up, self._give_up = self._give_up, None
        if give_up is not None:
            give_up()

    def _copy(self) -> None:
        when = QLocale().toString(QDateTime.currentDateTime(), QLocale.FormatType.ShortFormat)
        connected = self._is_connected()
        text = report_text(self._name, self._target, when, self.findings, connected=connected)
        QGuiApplication.clipboard().setText(text)
        self.outcome.setText(self.tr("Copied."))

    def _repaint(self, _tokens: object) -> None:
        for step in self.steps.values():
            step.show()

    def _lay_out(self) -> None:
        whole = column(self, margins=(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2))
        whole.setSpacing(SPACE * 2)
        whole.addWidget(self.outcome)
        frame = QFrame()
        set_surface(frame, "panel")
        inside = column(frame, margins=(SPACE, SPACE, SPACE, SPACE))
        inside.addWidget(self._list())
        whole.addWidget(frame, 1)
        foot = row()
        foot.addWidget(self.again)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        whole.addLayout(foot)

    def _list(self) -> QScrollArea:
        holder = QWidget()
        around = QVBoxLayout(holder)
        around.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 2)
        grid.setVerticalSpacing(SPACE + SPACE // 2)
        grid.setColumnStretch(2, 1)
        for place, step in enumerate(self.steps.values()):
            for at, part in enumerate((step.sign, step.name, step.words)):
                grid.addWidget(part, place, at, Qt.AlignmentFlag.AlignTop if at < 2 else Qt.AlignmentFlag(0))
        around.addLayout(grid)
        around.addStretch(1)
        area = QScrollArea()
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(self.tr("Steps"))
        return area


def _set_role(words: QLabel, role: str) -> None:
    if words.property("role") != role:
        words.setProperty("role", role)
        words.style().unpolish(words)
        words.style().polish(words)
