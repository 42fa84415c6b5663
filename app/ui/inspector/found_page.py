"""The page of somebody who is found in the network and in no session of ours: where it is, what we call it."""

from app.engine.api import Found
from app.ui.called import Names
from app.ui.canvas.elements import FoundEnd
from app.ui.controls import button, row
from app.ui.inspector.fields import captioned, section
from app.ui.inspector.page import Means, Page
from app.ui.inspector.peer_parts import called_here, examine_button, nickname_field
from app.ui.inspector.typed_lines import TypedLines
from app.ui.theme import SPACE
from app.ui.wording import shown_name


class FoundPage(Page):
    """Shows one found peer. What is changed lets nobody in; who is invited gets the page of a participant."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._end = FoundEnd(0)
        self.state.setText(self.tr("found in the network, not connected"))
        self.where = TypedLines()
        self.nickname = nickname_field()
        self.invite_button = button(self.tr("Invite"), "primary")
        self.examine_button = examine_button()
        self.hide_button = button(self.tr("Hide"), tip=self.tr("Show it no longer where peers are found"))
        self.nickname.entered.connect(lambda text: Names(self._client, self._undo).call(self._end, text))
        self.invite_button.clicked.connect(lambda: self._undo.invite(self._end.found))
        self.examine_button.clicked.connect(self._examine)
        self.hide_button.clicked.connect(self._hide)
        self._lay_out()

    def aim(self, found: int) -> None:
        """Be about this peer from now on."""
        self._end = FoundEnd(found)

    def refresh(self) -> bool:
        found, hidden = self._found, self._client.snapshot.patch.network.hidden
        if found is None or found.participant is not None or found.service in hidden:
            return False
        self.title.setText(shown_name(found.shown_name))
        self.where.show_lines(
            (
                (self.tr("Name"), shown_name(found.name)),
                (self.tr("Computer"), found.host),
                *((self.tr("Address"), address) for address in found.addresses),
                (self.tr("Port"), str(found.port)),
            )
        )
        self.nickname.setPlaceholderText(shown_name(found.name))
        self.nickname.show_text(found.nickname or "")
        return True

    # -- inside -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        lines = self._lines
        lines.addSpacing(SPACE // 2)
        buttons = row()
        for each in (self.invite_button, self.examine_button):
            buttons.addWidget(each, 1)
        lines.addLayout(buttons)
        lines.addLayout(section(self.tr("Where it is")))
        lines.addWidget(self.where)
        lines.addLayout(section(self.tr("Known here")))
        lines.addWidget(captioned(called_here(), self.nickname))
        lines.addSpacing(SPACE)
        lines.addWidget(self.hide_button)
        lines.addStretch(1)

    @property
    def _found(self) -> Found | None:
        return next((each for each in self._client.snapshot.found if each.id == self._end.found), None)

    def _examine(self) -> None:
        found = self._found
        if found is not None:
            self._means.examine(found.shown_name, found.target)

    def _hide(self) -> None:
        found = self._found
        if found is not None:
            self._undo.parts.hide_peer(found.service, True)
