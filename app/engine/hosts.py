"""All sessions of the patch that are open, and who may join them."""

from collections.abc import Callable, Iterator, Mapping

from app.engine import api
from app.engine.api import CommandError, Problem
from app.engine.bus import Bus
from app.engine.interfaces import local_addresses
from app.engine.phrases import reason_of
from app.engine.session_host import Happened, SessionHost
from app.engine.sockets import PairError
from app.model import patch as model
from app.model.address import Address
from app.session.near import IPNetwork, own_subnets
from app.session.policy import Policy


class Hosts:
    """Opens and closes session hosts and finds them by id or name."""

    def __init__(
        self,
        next_id: Callable[[], int],
        on_happened: Callable[[SessionHost, Happened], None],
        bus: Bus,
        can_ask: bool,
        is_elsewhere: Callable[[model.Peer, Address], bool],
    ) -> None:
        """`is_elsewhere` tells of a peer of the patch that somebody at an address is another one of its name."""
        self._next_id = next_id
        self._on_happened = on_happened
        self._bus = bus
        self._can_ask = can_ask
        self._is_elsewhere = is_elsewhere
        self._by_id: dict[int, SessionHost] = {}

    def __iter__(self) -> Iterator[SessionHost]:
        return iter(tuple(self._by_id.values()))

    def open(self, spec: model.Session, patch: model.Patch, session: int | None) -> SessionHost | None:
        """Open a session, under the id it had if it is opened anew; one that finds no ports becomes a problem."""
        about = {"session": spec.name}
        for code in ("port.none", "port.in_use"):
            self._bus.clear_problem(code, about)
        try:
            host = self._host(self._next_id() if session is None else session, spec, patch)
        except PairError as error:
            params = {"session": spec.name, "reason": reason_of(error)}
            self._bus.raise_problem(Problem("port.none", params, about))
            return None
        self._by_id[host.id] = host
        if host.moved:
            where = {"wanted": spec.port, "session": spec.name, "port": host.pair.port}
            self._bus.raise_problem(Problem("port.in_use", where, about))
        return host

    def forget(self, host: SessionHost) -> None:
        """Know a session no longer that is being closed."""
        self._by_id.pop(host.id, None)

    def get(self, session: int) -> SessionHost | None:
        """Find a session by id."""
        return self._by_id.get(session)

    def named(self, name: str | None) -> SessionHost | None:
        """Find a session by name; the first one when no name is given."""
        if name is None:
            return next(iter(self._by_id.values()), None)
        return next((host for host in self._by_id.values() if host.spec.name == name), None)

    def chosen(self, session: int | None) -> SessionHost:
        """Find the session a command means, the first one by default; raises CommandError when there is none."""
        host = self.named(None) if session is None else self.get(session)
        if host is None:
            raise CommandError(Problem("session.unknown"))
        return host

    def ids(self) -> Mapping[str, int]:
        """Give the session ids by name."""
        return {host.spec.name: host.id for host in self._by_id.values()}

    def views(self, addresses: tuple[str, ...]) -> tuple[api.Session, ...]:
        """Show all sessions."""
        return tuple(host.view(addresses) for host in self._by_id.values())

    def judge(self, patch: model.Patch) -> None:
        """Let every session judge by the peers of this patch."""
        for host in self:
            if host.spec.accept_from == "anywhere":
                self._bus.clear_problem("session.far", {"session": host.spec.name})
            host.set_policy(self._policy(host.spec, patch))

    def _host(self, session: int, spec: model.Session, patch: model.Patch) -> SessionHost:
        visible = visible_name(spec, patch)
        return SessionHost(
            session,
            spec,
            visible,
            self._policy(spec, patch),
            self._next_id,
            self._on_happened,
            self._can_ask,
        )

    def _policy(self, spec: model.Session, patch: model.Patch) -> Policy:
        accept: model.Accept = "known" if spec.accept == "ask" and not self._can_ask else spec.accept
        peers = tuple(peer for peer in patch.peers if peer.session in (None, spec.name))
        subnets = None if spec.accept_from == "anywhere" else _subnets
        return Policy(accept, peers, subnets, self._is_elsewhere)


def visible_name(spec: model.Session, patch: model.Patch) -> str:
    """Tell under which name peers see a session: the computer's network name, if the patch gives one."""
    if patch.network.name is None:
        return spec.name
    if len(patch.sessions) == 1 or spec.name == patch.network.name:
        return patch.network.name
    return f"{patch.network.name} {spec.name}"


def _subnets() -> tuple[IPNetwork, ...]:
    """Give the subnets of every interface as it is now: sessions listen on all of them."""
    return own_subnets((each.ip, each.prefix) for each in local_addresses())
