"""The page of a direct link: its name and port, who it plays with, and how it speaks."""

from dataclasses import replace

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.engine.api import Link as LinkView
from app.engine.api import LinkPeer, Snapshot
from app.model.address import join_host_port
from app.model.patch import EpnMode, JournalMode, Link, MarkerMode
from app.ui.called import renamed
from app.ui.controls import ElidedLabel, IconButton, button, column, label, row
from app.ui.inspector.fields import Choice, TextField, Tick, captioned, changed, clear, rows, section
from app.ui.inspector.page import Means, Page
from app.ui.inspector.typed_lines import TypedLines
from app.ui.inspector.words import repair_text, say, traffic_text
from app.ui.theme import SPACE, Theme
from app.ui.wording import shown_name

EVERYWHERE = frozenset({"*", "0.0.0.0", "::"})
"""Ways to write that a link listens at every address of this computer."""
JOURNALS: dict[JournalMode, object] = {
    "auto": QT_TRANSLATE_NOOP("Inspector", "as usual"),
    "on": QT_TRANSLATE_NOOP("Inspector", "always"),
    "off": QT_TRANSLATE_NOOP("Inspector", "never"),
}
MARKERS: dict[MarkerMode, object] = {
    "rfc": QT_TRANSLATE_NOOP("Inspector", "as RFC 6295 says"),
    "zero": QT_TRANSLATE_NOOP("Inspector", "never set"),
}
EPN_MODES: dict[EpnMode, object] = {
    "full": QT_TRANSLATE_NOOP("Inspector", "whole each time"),
    "short": QT_TRANSLATE_NOOP("Inspector", "only what changes"),
}


class LinkPage(Page):
    """Shows one link; edits apply at once."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._id = 0
        self.name = TextField(
            self.tr("Name"), self._read_name, self.tr("What it is called here; each link has its own")
        )
        self.port = TextField(
            self.tr("Port"), self._read_port, self.tr("The UDP port on which it listens, 1 to 65535")
        )
        self.learn = Tick(self.tr("Play with whoever plays to it"))
        self.peers = PeerLines(means.theme)
        self.address = TextField(
            self.tr("Address"), self._read_address, self.tr("Address and port, such as 192.0.2.7:5004")
        )
        self.address.setPlaceholderText("192.0.2.7:5004")
        self.add_button = button(self.tr("Add"), "raised")
        self.journal = Choice(self.tr("Journal"), [(value, say(text)) for value, text in JOURNALS.items()])
        self.marker = Choice(self.tr("Marker bit"), [(value, say(text)) for value, text in MARKERS.items()])
        self.epn = Choice(self.tr("RPN and NRPN"), [(value, say(text)) for value, text in EPN_MODES.items()])
        self.typed = TypedLines()
        self.remove_button = button(self.tr("Remove link"))
        self._follow_fields()
        self._lay_out()

    def aim(self, link: int) -> None:
        """Be about this link from now on."""
        self._id = link

    def refresh(self) -> bool:
        snapshot, view, spec = self._client.snapshot, self._view, self._spec
        if view is None or spec is None:
            return False
        self.title.setText(shown_name(spec.name))
        self.state.setText(self._state(view))
        self.name.show_text(spec.name)
        self.port.show_text(str(spec.port))
        self.learn.setChecked(spec.learn)
        self.journal.show_value(spec.journal)
        self.marker.show_value(spec.marker)
        self.epn.show_value(spec.epn_tx)
        self.peers.show_peers(view.peers)
        lines = [(self.tr("Address"), address) for address in _addresses(spec, snapshot)]
        self.typed.show_lines((*lines, (self.tr("Port"), str(view.port))))
        self.tick()
        return True

    def tick(self) -> None:
        for peer, line in self.peers.counts.items():
            details = self._client.details(peer)
            text = " · ".join(
                part for part in (traffic_text(details.counters), repair_text(details.counters)) if part
            )
            if line.text() != text:
                line.setText(text)

    # -- inside -------------------------------------------------------------------------------------------------

    def _follow_fields(self) -> None:
        for field in (self.name, self.port):
            field.entered.connect(self._put)
        self.learn.chosen.connect(lambda learn: self._change(learn=learn))
        self.journal.chosen.connect(lambda journal: self._change(journal=journal))
        self.marker.chosen.connect(lambda marker: self._change(marker=marker))
        self.epn.chosen.connect(lambda epn: self._change(epn_tx=epn))
        self.address.entered.connect(self._add)
        self.add_button.clicked.connect(self.address.enter)
        self.peers.leaving.connect(self._leave)
        self.remove_button.clicked.connect(self._remove)

    def _lay_out(self) -> None:
        lines = self._lines
        lines.addLayout(section(self.tr("Direct link")))
        for caption, field in ((self.tr("Name"), self.name), (self.tr("Port"), self.port)):
            lines.addWidget(captioned(caption, field))
        lines.addLayout(section(self.tr("Plays with")))
        adding = row()
        adding.addWidget(self.address, 1)
        adding.addWidget(self.add_button)
        lines.addWidget(self.peers)
        lines.addLayout(adding)
        lines.addWidget(self.learn)
        lines.addLayout(section(self.tr("How it speaks")))
        for caption, choice in (
            (self.tr("Journal"), self.journal),
            (self.tr("Marker bit"), self.marker),
            (self.tr("RPN and NRPN"), self.epn),
        ):
            lines.addWidget(captioned(caption, choice))
        lines.addLayout(section(self.tr("On the other side")))
        how = label(self.tr("A link invites nobody. Type this there as the address to send to:"), "muted")
        how.setWordWrap(True)
        for part in (how, self.typed):
            lines.addWidget(part)
        lines.addSpacing(SPACE // 2)
        lines.addWidget(self.remove_button)
        lines.addStretch(1)

    @property
    def _view(self) -> LinkView | None:
        return next((each for each in self._client.snapshot.links if each.id == self._id), None)

    @property
    def _spec(self) -> Link | None:
        view = self._view
        specs = self._client.snapshot.patch.links
        return None if view is None else next((each for each in specs if each.name == view.name), None)

    def _state(self, view: LinkView) -> str:
        if view.state == "waiting":
            return self.tr("waits: its port is taken by another program")
        count = len(view.peers)
        if not count:
            return self.tr("nobody plays with it yet")
        return self.tr("plays with 1") if count == 1 else self.tr("plays with {count}").format(count=count)

    def _required_spec(self) -> Link:
        spec = self._spec
        if spec is None:
            raise ValueError(self._id)
        return spec

    def _read_name(self, text: str) -> Link:
        links = self._client.snapshot.patch.links
        return renamed(self._required_spec(), text, (each.name for each in links))

    def _read_port(self, text: str) -> Link:
        return changed(self._required_spec(), port=int(text))

    def _read_address(self, text: str) -> Link | None:
        if not text.strip():
            return None
        spec = self._required_spec()
        return changed(spec, peers=(*spec.peers, text.strip()))

    def _add(self, link: Link | None) -> None:
        if link is not None:
            self.address.show_text("")
            self.address.clear()
            self._put(link)

    def _leave(self, peer: LinkPeer) -> None:
        """Forget a learned peer, or take one of the patch out."""
        view, spec = self._view, self._spec
        if view is None or spec is None:
            return
        if peer.learned:
            self._client.forget_link_peer(view.id, peer.id)
            return
        place = [each for each in view.peers if not each.learned].index(peer)
        self._put(replace(spec, peers=spec.peers[:place] + spec.peers[place + 1 :]))

    def _change(self, **fields: object) -> None:
        spec = self._spec
        if spec is not None:
            self._put(changed(spec, **fields))

    def _put(self, link: Link) -> None:
        spec = self._spec
        if spec is not None:
            self._undo.parts.change_link(spec.name, link)

    def _remove(self) -> None:
        spec = self._spec
        if spec is not None:
            self._undo.parts.remove_link(spec.name)


class PeerLines(QWidget):
    """The peers of a link, each with its counters and a button that lets it go."""

    leaving = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[LinkPeer, ...] = ()
        self.counts: dict[int, QLabel] = {}
        self._lines = rows(self)
        self._lines.setSpacing(SPACE // 2)

    def show_peers(self, peers: tuple[LinkPeer, ...]) -> None:
        """Show these peers."""
        self.setVisible(bool(peers))
        if peers != self._shown:
            self._shown = peers
            self.counts.clear()
            clear(self._lines)
            for peer in peers:
                self._lines.addWidget(self._line(peer))

    def _line(self, peer: LinkPeer) -> QWidget:
        where = join_host_port(peer.address, peer.port)
        learned = QCoreApplication.translate("Inspector", "{address}, learned").format(address=where)
        name = QCoreApplication.translate("Inspector", "Play with {address} no longer").format(address=where)
        text = ElidedLabel("body")
        text.set_whole(learned if peer.learned else where)
        counts = self.counts[peer.id] = label(role="small")
        counts.setWordWrap(True)
        leave = IconButton("close", name, self._theme, "bare")
        leave.clicked.connect(lambda: self.leaving.emit(peer))
        words = column()
        words.setSpacing(0)
        words.addWidget(text)
        words.addWidget(counts)
        made = QWidget()
        line = row(made)
        line.addLayout(words, 1)
        line.addWidget(leave)
        return made


def _addresses(spec: Link, snapshot: Snapshot) -> tuple[str, ...]:
    """Give where a link can be reached: where it listens, or wherever a session of ours is reached."""
    if not EVERYWHERE.intersection(spec.listen):
        return spec.listen
    return max((session.addresses for session in snapshot.sessions), key=len, default=())
