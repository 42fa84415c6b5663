"""The page of somebody in a session: how it is, how well it is reached, what it may do and what we call it."""

import time
from dataclasses import replace

from PySide6.QtCore import QT_TRANSLATE_NOOP

from app.engine.api import Participant
from app.model.address import join_host_port
from app.model.endpoints import PeerEnd
from app.model.patch import MAX_PLAYOUT_MS, Access, Peer
from app.ui.called import Names
from app.ui.canvas.elements import ENDED_HERE
from app.ui.canvas.words import clock
from app.ui.controls import button, label, row
from app.ui.inspector.fields import Choice, NumberField, captioned, section
from app.ui.inspector.file_part import FilePart
from app.ui.inspector.page import Means, Page
from app.ui.inspector.peer_parts import called_here, examine_button, nickname_field
from app.ui.inspector.stream_parts import StreamParts
from app.ui.inspector.trial import TrialNote
from app.ui.inspector.words import buffer_text, duration, say, whole
from app.ui.theme import SPACE
from app.ui.wording import shown_name

STATES: dict[str, object] = {
    "connected": QT_TRANSLATE_NOOP("Inspector", "connected for {duration}"),
    "silent": QT_TRANSLATE_NOOP("Inspector", "silent since {time}"),
    "inviting": QT_TRANSLATE_NOOP("Inspector", "being connected"),
    "waiting": QT_TRANSLATE_NOOP("Inspector", "waiting since {time}, tried again by itself"),
    "refused": QT_TRANSLATE_NOOP("Inspector", "refused at {time}"),
    "left": QT_TRANSLATE_NOOP("Inspector", "left at {time}"),
    "lost": QT_TRANSLATE_NOOP("Inspector", "lost at {time}"),
}
DISCONNECTED: object = QT_TRANSLATE_NOOP("Inspector", "disconnected here at {time}")
ACCESS: dict[Access, object] = {
    "ask": QT_TRANSLATE_NOOP("Inspector", "as the session says"),
    "always": QT_TRANSLATE_NOOP("Inspector", "always"),
    "never": QT_TRANSLATE_NOOP("Inspector", "never"),
}


class ParticipantPage(Page):
    """Shows one participant; what is changed is remembered for its peer."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._id = 0
        self._note = TrialNote(means.client, self)
        self.address = label(role="small")
        self.traffic, self.buffer = label(role="small"), label(role="small")
        self.stream = StreamParts(means.theme, thorough=True)
        self.nickname = nickname_field()
        self.access = Choice(self.tr("May join"), [(value, say(text)) for value, text in ACCESS.items()])
        self.playout = NumberField(self.tr("Hold back"), (0, MAX_PLAYOUT_MS), means.theme, self.tr(" ms"))
        self.test_button = button(self.tr("Send test note"), "raised")
        self.examine_button = examine_button()
        self.leave_button = button(self.tr("Disconnect"))
        self.forget_button = button(self.tr("Forget"), tip=self.tr("Know it no longer; cables to it go too"))
        self.retry_button = button(self.tr("Try again now"), "primary")
        self.nickname.entered.connect(self._rename)
        self.access.chosen.connect(lambda access: self._change(access=access))
        self.playout.chosen.connect(lambda ms: self._change(playout_ms=ms))
        self.test_button.clicked.connect(self._play)
        self.examine_button.clicked.connect(self._examine)
        self.leave_button.clicked.connect(lambda: self._undo.leave(self._id))
        self.forget_button.clicked.connect(self._forget)
        self.retry_button.clicked.connect(lambda: self._client.edit(lambda edit: edit.retry(self._id)))
        self.files = FilePart(means)
        self._lay_out()

    def aim(self, participant: int) -> None:
        """Be about this participant from now on."""
        self._id = participant

    def refresh(self) -> bool:
        one = self._participant
        if one is None:
            return False
        peer, in_touch = self._client.snapshot.entry_of(one), one.is_in_touch
        self.title.setText(shown_name(one.name))
        self.address.setText(self._whereabouts(one))
        self.nickname.setPlaceholderText(shown_name(peer.name or peer.address or peer.id))
        self.nickname.show_text(peer.nickname or "")
        self.access.show_value(peer.access)
        self.playout.show_value(self._playout_ms(one, peer))
        for part in (self.traffic, self.stream):
            part.setVisible(in_touch)
        self.test_button.setVisible(in_touch)
        self.retry_button.setVisible(not in_touch and one.state != "inviting")
        known = any(each.id == one.peer for each in self._client.snapshot.patch.peers)
        self.forget_button.setVisible(known)
        trying = one.state in ("inviting", "waiting")
        self.leave_button.setVisible(in_touch or trying)
        words = self.tr("Stop trying") if trying else self.tr("Disconnect")
        self.leave_button.setText(words)
        self.leave_button.setAccessibleName(words)
        self.files.setVisible(in_touch)
        session = self._session_name(one)
        self.files.aim(None if session is None else PeerEnd(session, one.peer))
        self.files.refresh()
        self.tick()
        return True

    def tick(self) -> None:
        one = self._participant
        if one is None:
            return
        passed = duration(time.time() - one.since_wall)
        ended_here = one.state == "left" and one.reason == ENDED_HERE
        words = DISCONNECTED if ended_here else STATES[one.state]
        text = say(words, duration=passed, time=clock(one.since_wall))
        if text != self.state.text():
            self.state.setText(text)
        if one.is_in_touch:
            self._count()
            details = self._client.details(self._id)
            self.stream.show_details(details)
            self.buffer.setText(buffer_text(details.buffer))
        self.buffer.setVisible(bool(self.buffer.text()) and one.is_in_touch)

    def leave(self) -> None:
        self._note.end()

    # -- inside -------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        """Tell what came and went, with or without a cable: the first question when nothing sounds."""
        meters = self._client.meters()
        came, went = (whole(meters.get(f"{way}:{self._id}", 0)) for way in ("in", "out"))
        text = self.tr("Messages: {came} from there, {went} to there").format(came=came, went=went)
        if text != self.traffic.text():
            self.traffic.setText(text)

    def _lay_out(self) -> None:
        lines = self._lines
        self.address.setWordWrap(True)
        for part in (self.address, self.traffic, self.stream):
            lines.addWidget(part)
        lines.addLayout(section(self.tr("Known here")))
        for caption, field in (
            (called_here(), self.nickname),
            (self.tr("May join"), self.access),
            (self.tr("Hold back"), self.playout),
        ):
            lines.addWidget(captioned(caption, field))
        held = label(
            self.tr(
                "What it plays is held back so long, so that an uneven network sounds even. 0 plays at once."
            ),
            "small",
        )
        held.setWordWrap(True)
        self.buffer.setWordWrap(True)
        lines.addWidget(held)
        lines.addWidget(self.buffer)
        lines.addSpacing(SPACE // 2)
        buttons = row()
        for each in (self.test_button, self.retry_button, self.leave_button):
            buttons.addWidget(each, 1)
        lines.addLayout(buttons)
        lines.addWidget(self.examine_button)
        lines.addWidget(self.files)
        lines.addSpacing(SPACE)
        lines.addWidget(self.forget_button)
        lines.addStretch(1)

    @property
    def _participant(self) -> Participant | None:
        return next((one for one in self._client.snapshot.participants if one.id == self._id), None)

    def _session_name(self, one: Participant) -> str | None:
        names = (each.name for each in self._client.snapshot.sessions if each.id == one.session)
        return next(names, None)

    def _playout_ms(self, one: Participant, peer: Peer) -> int:
        if peer.playout_ms is not None:
            return peer.playout_ms
        name = self._session_name(one)
        specs = (each.playout_ms for each in self._client.snapshot.patch.sessions if each.name == name)
        return next(specs, 0)

    def _whereabouts(self, one: Participant) -> str:
        invited = self.tr("invited from here") if one.role == "initiator" else self.tr("came to us by itself")
        where = join_host_port(one.address, one.port) if one.address else ""
        return " · ".join(part for part in (where, invited) if part)

    def _rename(self, text: str) -> None:
        one = self._participant
        session = None if one is None else self._session_name(one)
        if one is not None and session is not None:
            Names(self._client, self._undo).call(PeerEnd(session, one.peer), text)

    def _change(self, **fields: object) -> None:
        one = self._participant
        if one is not None:
            peer = self._client.snapshot.entry_of(one)
            self._undo.edit.change_peer(peer, replace(peer, **fields))  # type: ignore[arg-type]

    def _examine(self) -> None:
        one = self._participant
        if one is not None:
            self._means.examine(one.name, one.target)

    def _play(self) -> None:
        one = self._participant
        name = None if one is None else self._session_name(one)
        if one is not None and name is not None:
            self._note.play(PeerEnd(name, one.peer))

    def _forget(self) -> None:
        one = self._participant
        if one is not None:
            self._undo.parts.forget_peer(one.peer)
