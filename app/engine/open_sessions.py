"""The sessions that are open follow the patch by difference: what need not close keeps all its players."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.engine.announcer import Announcer
from app.engine.api import SessionChanged
from app.engine.bus import Bus
from app.engine.hosts import Hosts, visible_name
from app.engine.orders import Order
from app.engine.session_host import SessionHost
from app.model.patch import Patch, Session


def with_moved_ports(patch: Patch, hosts: Iterable[SessionHost]) -> Patch:
    """Give the patch with the ports on which sessions listen whose own was taken, so that they come back to them."""
    moved = {host.spec.name: host.pair.port for host in hosts if host.moved and host.spec.port}
    sessions = tuple(
        replace(spec, moved_port=moved[spec.name]) if spec.name in moved else spec for spec in patch.sessions
    )
    return replace(patch, sessions=sessions)


class OpenSessions:
    """Opens, changes and closes session hosts as the patch says; `on_open` and `on_gone` hear of it."""

    def __init__(
        self,
        hosts: Hosts,
        announcer: Announcer,
        bus: Bus,
        submit: Callable[[Order], None],
        on_open: Callable[[SessionHost], None],
        on_gone: Callable[[SessionHost], None],
    ) -> None:
        self._hosts = hosts
        self._announcer = announcer
        self._bus = bus
        self._submit = submit
        self._on_open = on_open
        self._on_gone = on_gone
        self._failed: dict[str, Session] = {}
        self._closing: dict[str, SessionHost] = {}

    def follow(self, patch: Patch) -> None:
        """Bring everything that is open in line with the patch."""
        wanted = {spec.name: spec for spec in patch.sessions}
        self._failed = {name: spec for name, spec in self._failed.items() if wanted.get(name) == spec}
        for host in self._hosts:
            spec = wanted.get(host.spec.name)
            if spec is None:
                self._end(host)
            elif host.must_reopen(spec):
                self._closing[spec.name] = host
                self._close(host)
            else:
                self._adjust(host, spec, patch)
        for name, spec in wanted.items():
            if self._hosts.named(name) is None and name not in self._closing and name not in self._failed:
                self._open(spec, patch, None)

    def rename(self, name: str, new: str) -> None:
        """Let a session be known under a new name before `follow` sees it in the patch."""
        host = self._hosts.named(name)
        if host is not None:
            host.rename(new)
            self._bus.emit(SessionChanged(host.view(self._announcer.addresses)))
        if name in self._closing:
            self._closing[new] = self._closing.pop(name)

    def tick(self, patch: Patch) -> None:
        """Open anew what has closed its old ports."""
        for name, host in list(self._closing.items()):
            if not host.pair.is_closed:
                continue
            del self._closing[name]
            spec = next((spec for spec in patch.sessions if spec.name == name), None)
            if spec is None:
                self._told_gone(host)
            else:
                self._open(spec, patch, host.id)

    # -- inside -------------------------------------------------------------------------------------------------

    def _open(self, spec: Session, patch: Patch, session: int | None) -> None:
        host = self._hosts.open(spec, patch, session)
        if host is None:
            self._failed[spec.name] = spec
            return
        self._submit(host.opening())
        self._bus.emit(SessionChanged(host.view(self._announcer.addresses)))
        if spec.publish:
            self._announcer.publish(host.id, host.visible, host.pair.port)
        self._on_open(host)

    def _adjust(self, host: SessionHost, spec: Session, patch: Patch) -> None:
        before, visible = host.spec, visible_name(spec, patch)
        announced = before.publish and host.visible == visible
        if spec == before and host.visible == visible:
            return
        host.respec(spec, visible)
        if spec.publish and not announced:
            self._announcer.publish(host.id, visible, host.pair.port)
        elif before.publish and not spec.publish:
            host.published_name = None
            self._announcer.withdraw(host.id)
        self._bus.emit(SessionChanged(host.view(self._announcer.addresses)))

    def _end(self, host: SessionHost) -> None:
        self._close(host)
        self._told_gone(host)

    def _close(self, host: SessionHost) -> None:
        self._announcer.withdraw(host.id)
        host.published_name = None
        host.leave_everybody()
        self._hosts.forget(host)
        self._submit(host.closing())

    def _told_gone(self, host: SessionHost) -> None:
        self._on_gone(host)
        self._bus.emit(SessionChanged(host.view(self._announcer.addresses, "closed")))
