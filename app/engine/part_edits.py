"""The commands that change direct links, ports of our own, and what we call and show of others; a part of `Edits`."""

from collections.abc import Iterable
from dataclasses import replace

from app.engine.api import CommandError, Problem
from app.engine.rewrite import (
    with_found_nickname,
    with_hidden,
    with_link,
    with_nickname,
    with_port,
    without_link,
)
from app.engine.workings import Workings
from app.model.endpoints import PortEnd
from app.model.patch import Link, Session, VirtualPort


class PartEdits:
    """Edits the patch and lets the engine follow; called on the engine's loop."""

    def __init__(self, everything: Workings) -> None:
        self._all = everything

    # -- links and ports ------------------------------------------------------------------------------------------

    def add_link(self, link: Link) -> None:
        """Open another direct link; its name must be new."""
        desk = self._all.desk
        self._require_new(link.name, desk.patch.links, "link.taken", link=link.name)
        desk.change(replace(desk.patch, links=(*desk.patch.links, link)))

    def change_link(self, name: str, link: Link) -> None:
        """Put `link` in the place of the one called `name`: routes follow a new name."""
        desk = self._all.desk
        self._require_link(name)
        if link.name != name:
            self._require_new(link.name, desk.patch.links, "link.taken", link=link.name)
            self._all.links.rename(name, link.name)
        desk.change(with_link(desk.patch, name, link))

    def remove_link(self, name: str) -> None:
        """Close a link; its routes go with it."""
        self._require_link(name)
        self._all.desk.change(without_link(self._all.desk.patch, name))

    def add_port(self, port: VirtualPort) -> None:
        """Make another port that other programs see; its name must be new."""
        desk = self._all.desk
        self._require_new(port.name, desk.patch.ports, "port.taken", port=port.name)
        desk.change(replace(desk.patch, ports=(*desk.patch.ports, port)))

    def change_port(self, name: str, port: VirtualPort) -> None:
        """Put `port` in the place of the one called `name`: routes follow a new name."""
        desk = self._all.desk
        self._require(any(each.name == name for each in desk.patch.ports), "port.unknown", port=name)
        if port.name != name:
            self._require_new(port.name, desk.patch.ports, "port.taken", port=port.name)
        desk.change(with_port(desk.patch, name, port))

    def remove_port(self, name: str) -> None:
        """Take a port of our own away; its routes stay."""
        desk = self._all.desk
        kept = tuple(each for each in desk.patch.ports if each.name != name)
        self._require(kept != desk.patch.ports, "port.unknown", port=name)
        desk.change(replace(desk.patch, ports=kept))

    # -- names ----------------------------------------------------------------------------------------------------

    def name_device(self, end: PortEnd, nickname: str | None) -> None:
        """Call a device of this computer something else; None is the name it gives itself."""
        self._all.desk.change(with_nickname(self._all.desk.patch, end, nickname))

    def name_found(self, service: str, nickname: str | None) -> None:
        """Call somebody who is found something else; one that is in the patch is called so in its entry."""
        patch = self._all.desk.patch
        peers = {peer.id for peer in self._all.whereabouts.entries(service)}
        self._all.book.call(self._all.whereabouts.seated(service), service, nickname)
        self._all.desk.change(with_found_nickname(patch, service, nickname, peers))
        self._all.people.show_all()
        self._name_in_monitor()

    def hide_peer(self, service: str, hidden: bool) -> None:
        """Hide whom mDNS announces so where peers are found, or show it again."""
        self._all.desk.change(with_hidden(self._all.desk.patch, service, hidden))

    # -- inside ---------------------------------------------------------------------------------------------------

    def _name_in_monitor(self) -> None:
        for seat in self._all.seats:
            if seat.live is not None:
                self._all.monitor.name(seat.live, self._all.people.name_of_live(seat.live) or seat.name)

    def _require_link(self, name: str) -> None:
        self._require(
            any(each.name == name for each in self._all.desk.patch.links), "link.unknown", link=name
        )

    def _require_new(
        self, name: str, there: Iterable[Session | Link | VirtualPort], code: str, **params: str
    ) -> None:
        self._require(all(each.name != name for each in there), code, **params)

    @staticmethod
    def _require(holds: bool, code: str, **params: str) -> None:
        if not holds:
            raise CommandError(Problem(code, params))
