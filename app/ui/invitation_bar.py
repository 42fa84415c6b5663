"""Somebody wants to join: the question, its answers, and how long it may wait."""

import math
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton

from app.engine.api import Invitation
from app.ui.client import Client
from app.ui.controls import button, label, row, set_surface
from app.ui.seen import run_while_seen
from app.ui.theme import BAR_HEIGHT, SPACE, Theme
from app.ui.undo import UndoVerbs
from app.ui.wording import shown_markup, shown_name

COUNTDOWN_MS: Final = 500
"""How often the seconds left are looked at; twice a second never skips one."""
SOON_S: Final = 10
"""Whoever asks repeats itself every second, and each time there are twelve: it is going only when fewer are left."""
GRACE_MS: Final = 400
"""A question that has just come up takes no answer: the click was meant for what lay under it."""


class InvitationBar(QFrame):
    """Shows the oldest open invitation; hidden while there is none."""

    def __init__(
        self, client: Client, undo: UndoVerbs, theme: Theme, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._client, self._undo = client, undo
        self._theme = theme
        self._now = now
        self._asked: Invitation | None = None
        self._waiting = 0
        self._focused: QPushButton | None = None
        self._countdown = QTimer(self)
        self._countdown.setInterval(COUNTDOWN_MS)
        self._countdown.timeout.connect(self._show)
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(GRACE_MS)
        self._grace.timeout.connect(self._let_answer)
        self._build()
        self.hide()
        client.changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.refresh()

    @property
    def invitation(self) -> Invitation | None:
        """The question that is shown."""
        return self._asked

    def focus_answer(self) -> None:
        """Go to Join with the keyboard."""
        self._focused = self._join
        self._join.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self, _tokens: object = None) -> None:
        """Show the snapshot's oldest open invitation."""
        waiting = [one for one in self._client.snapshot.invitations if one.open]
        self._waiting = len(waiting)
        first = waiting[0] if waiting else None
        fresh = first is not None and (self._asked is None or self._asked.id != first.id)
        self._asked = first
        self.setVisible(first is not None)
        run_while_seen(self._countdown, self)
        if first is None:
            return
        self._show()
        if fresh:
            self._hold_back()
            QApplication.alert(self.window())
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        run_while_seen(self._countdown, self)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        run_while_seen(self._countdown, self)

    def _build(self) -> None:
        set_surface(self, "accent")
        self.setMinimumHeight(BAR_HEIGHT)
        self._question = QLabel()
        self._question.setTextFormat(Qt.TextFormat.RichText)
        self._question.setWordWrap(True)
        self._join = button(self.tr("Join"), "primary", tip=self.tr("Let them in, this time"))
        self._always = button(
            self.tr("Always"), "raised", tip=self.tr("Let them in now and whenever they ask")
        )
        self._decline = button(self.tr("Decline"), "raised", tip=self.tr("Not this time"))
        self._never = button(self.tr("Never"), tip=self.tr("Not now, and do not ask again"))
        self._answers = (self._join, self._always, self._decline, self._never)
        self._join.clicked.connect(lambda: self._answer(self._client.accept))
        self._always.clicked.connect(lambda: self._answer_for_good(let_in=True))
        self._decline.clicked.connect(lambda: self._answer(self._client.decline))
        self._never.clicked.connect(lambda: self._answer_for_good(let_in=False))

        line = row(self, margins=(SPACE * 2, SPACE, SPACE, SPACE))
        line.addWidget(label("●", "live"))
        line.addWidget(self._question, 1)
        for answer in self._answers:
            line.addWidget(answer)

    def _hold_back(self) -> None:
        self._focused = next((answer for answer in self._answers if answer.hasFocus()), None)
        for answer in self._answers:
            answer.setEnabled(False)
        self._grace.start()

    def _let_answer(self) -> None:
        for answer in self._answers:
            answer.setEnabled(True)
        if self._focused is not None:
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        asked = self._asked
        if asked is None:
            return
        sessions = self._client.snapshot.sessions
        session = next((one.name for one in sessions if one.id == asked.session), "")
        template = self.tr("<b>{name}</b> wants to join “{session}”")
        question = template.format(name=shown_markup(asked.name), session=shown_markup(session))
        colour = self._theme.tokens.muted
        details = shown_markup(" · ".join(self._details(asked)))
        self._question.setText(f'{question} &nbsp; &nbsp; <span style="color: {colour}">{details}</span>')
        plain = self.tr("{name} wants to join “{session}”")
        spoken = plain.format(name=shown_name(asked.name), session=shown_name(session))
        if spoken != self.accessibleName():  # a screen reader says it once, not with every second
            self.setAccessibleName(spoken)
            self._join.setAccessibleDescription(spoken)

    def _details(self, asked: Invitation) -> list[str]:
        left = max(0, math.ceil(asked.expires - self._now()))
        parts = [asked.address, *self._nicknames(asked)]
        if left <= SOON_S:
            parts.append(self.tr("{seconds} s left").format(seconds=left))
        if self._waiting > 1:
            parts.append(self.tr("1 of {count}").format(count=self._waiting))
        return parts

    def _nicknames(self, asked: Invitation) -> list[str]:
        """Give what we call who is found where the question comes from: two iPads say the same name."""
        return [
            each.nickname
            for each in self._client.snapshot.found
            if each.nickname and asked.address in each.addresses and asked.port == each.port
        ]

    def _answer(self, verb: Callable[[int], bool]) -> None:
        if self._asked is not None:
            verb(self._asked.id)

    def _answer_for_good(self, *, let_in: bool) -> None:
        if self._asked is not None:
            self._undo.edit.answer_for_good(self._asked, let_in=let_in)
