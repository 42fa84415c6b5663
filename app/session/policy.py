"""Who may join: a pure function of the accept mode and the peers we know (design 6, `accept`, `access`)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from app.model.address import Address, split_host_port
from app.model.alike import is_announced_for
from app.model.patch import Accept, Peer
from app.session.near import IPNetwork, is_near


class Verdict(Enum):
    """What to do with an invitation."""

    ADMIT = "admit"
    REFUSE = "refuse"
    ASK = "ask"
    UNKNOWN = "unknown"
    """Refuse, and tell the user: only who is known may join, and it is not."""
    FAR = "far"
    """Refuse, and tell the user: it comes from another network."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The accept mode of one session and the `[[peer]]` entries that apply to it."""

    accept: Accept = "ask"
    peers: tuple[Peer, ...] = ()
    subnets: Callable[[], Iterable[IPNetwork]] | None = None
    """Asks for our own of this moment, from which invitations are heard besides the private ones; None: they are heard
    from anywhere. Asked only about who is not in a private network, as it may cost a millisecond."""
    is_elsewhere: Callable[[Peer, Address], bool] = lambda _peer, _address: False
    """Asks whether somebody of the patch is seen elsewhere now, and who is at that address is another of the name."""

    def judge(self, name: str | None, address: Address) -> Verdict:
        """Decide about an invitation from `address` (its control port) under `name`, None when nameless.

        `nobody` means nobody. Else `never` refuses and `always` admits whoever is recognised, in every mode. From
        another network only those are heard who are known at that very address: anybody can say a name.
        """
        if self.accept == "nobody":
            return Verdict.REFUSE
        peer = recognise(self._nearest(address), name, address)
        if peer is not None and peer.access == "never":
            return Verdict.REFUSE
        welcome = peer is not None and _is_welcome(self.accept, peer)
        if self.subnets is not None and not is_near(address.host, self.subnets):
            expected = peer is not None and welcome and _at_host((peer,), address.host)
            return Verdict.ADMIT if expected else Verdict.FAR
        if self.accept == "anyone" or welcome:
            return Verdict.ADMIT
        return Verdict.ASK if self.accept == "ask" else Verdict.UNKNOWN

    def _nearest(self, address: Address) -> tuple[Peer, ...]:
        return tuple(peer for peer in self.peers if not self.is_elsewhere(peer, address))


def recognise(peers: Sequence[Peer], name: str | None, address: Address) -> Peer | None:
    """Find the entry this peer is: by name, by address if it was renamed, by host alone if it has no name.

    Among several of one name, the one at this address goes first, then the one at this host. Two of a kind say one
    name, while one of the two may be known by the number that mDNS gave it.
    """
    here = [peer for peer in peers if (address.host, address.port) in places_of(peer)]
    if not name:
        return _only([*here, *_at_host(peers, address.host)])
    named = [peer for peer in peers if peer.name == name]
    twins = [peer for peer in peers if peer.name and is_announced_for(peer.name, name)]
    closest = [peer for peer in named if peer in here] or [peer for peer in twins if peer in here]
    return _only(closest or _at_host(named, address.host) or _at_host(twins, address.host) or named or here)


def _is_welcome(accept: Accept, peer: Peer) -> bool:
    # Whom we want to be connected with may as well come by itself.
    return accept == "known" or peer.access == "always" or peer.wanted


def _at_host(peers: Iterable[Peer], host: str) -> list[Peer]:
    return [peer for peer in peers if any(place[0] == host for place in places_of(peer))]


def places_of(peer: Peer) -> list[tuple[str, int]]:
    """Give host and port of each place where a peer is or was, as an `Address` has them: without a zone."""
    places = (split_host_port(address) for address in (peer.address, peer.last_address) if address)
    return [(host.partition("%")[0].lower(), port) for host, port in places]


def _only(candidates: Sequence[Peer]) -> Peer | None:
    # A peer that may not come in must not slip in as its own double: `never` goes first.
    return min(candidates, key=lambda peer: peer.access != "never", default=None)
