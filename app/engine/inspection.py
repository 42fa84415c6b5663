"""The part of the front door behind which things are looked at closely and changed; `api` gives it all out again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from app.model.endpoints import PortEnd
from app.model.patch import Link, Peer, Scene, Session, VirtualPort


@dataclass(frozen=True, slots=True)
class Counters:
    """Whole numbers since the participant came, as read from its stream; octets and packets of RTP."""

    packets_in: int = 0
    packets_out: int = 0
    messages_in: int = 0
    messages_out: int = 0
    lost: int = 0
    late: int = 0
    duplicate: int = 0
    malformed: int = 0
    uncovered: int = 0
    journal_octets: int = 0
    repaired: Mapping[str, int] = field(default_factory=dict)
    """Messages that the journal brought back, by chapter letter (RFC 6295 A)."""
    confirmed_at: float | None = None
    """When the peer last said what it has received (RS), monotonic seconds; None while it never did."""


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """One exchange of CK: when it ended, monotonic seconds, and how long it took."""

    at: float
    ms: float


@dataclass(frozen=True, slots=True)
class Buffer:
    """The playout buffer of one participant, and the messages it could not do anything for."""

    playout_ms: int = 0
    late: int = 0
    """Came after their time: a longer buffer would have played them steadily."""
    unstamped: int = 0
    """Played at once because the sender's timestamp was useless."""
    trusts_stamps: bool = True


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of one participant at this moment, beyond its row."""

    counters: Counters = field(default_factory=Counters)
    round_trips: tuple[RoundTrip, ...] = ()
    """The last 64, oldest first."""
    offset_ms: float | None = None
    """The initiator's clock minus the participant's (session sheet 5.2)."""
    jitter_ms: float | None = None
    """How unevenly its packets arrive, as RTP reckons it (RFC 3550 6.4.1); None before the second packet."""
    journal_octets_out: int = 0
    """Octets of journal in what we sent; those that came are in `counters`."""
    buffer: Buffer = field(default_factory=Buffer)


@dataclass(frozen=True, slots=True)
class PeerEvening:
    """What became of one peer since the start; latencies are round trips in ms, None before the first."""

    name: str
    session: str
    connected_s: float = 0.0
    drops: int = 0
    """How often the connection ended without a goodbye."""
    messages_in: int = 0
    messages_out: int = 0
    packets_in: int = 0
    lost: int = 0
    repaired: Mapping[str, int] = field(default_factory=dict)
    """Messages that the journal brought back, by chapter letter (RFC 6295 A)."""
    p50_ms: float | None = None
    p95_ms: float | None = None
    max_ms: float | None = None


class EveningApi(Protocol):
    """What the engine has to tell of the whole time since its start."""

    def evening(self) -> tuple[PeerEvening, ...]:
        """Tell what became of everybody who was connected, also of those who left."""


class EditApi(Protocol):
    """Changes of the patch that are neither cables nor invitations. Each follows at once and is saved.

    What is not there raises CommandError, as does a value the patch does not take.
    """

    def add_session(self, session: Session) -> None:
        """Open another session; its name must be new."""

    def change_session(self, name: str, session: Session) -> None:
        """Put `session` in the place of the one called `name`: routes and peers follow a new name.

        Only another port, address or SSRC opens it anew; otherwise whoever is in stays in.
        """

    def remove_session(self, name: str) -> None:
        """Disconnect everybody in it and close it; its routes and peers go with it."""

    def change_peer(self, peer: Peer) -> None:
        """Put a known peer in the place of the one with its id, or add it; follows `wanted` at once."""

    def forget_peer(self, peer: str) -> None:
        """Disconnect a peer and know it no longer; the cables to it go too."""

    def retry(self, participant: int) -> None:
        """Try a participant at once that waits, refused, left or was lost."""

    def switch_scene(self, name: str) -> None:
        """Switch the routes of a scene on and all others off; every connection stays."""

    def put_scene(self, scene: Scene, place: int | None = None) -> None:
        """Save a scene where the one of that name is if there is one, or else at a place from 0, or last."""

    def remove_scene(self, name: str) -> None:
        """Take a scene away; the routes stay as they are."""

    def add_link(self, link: Link) -> None:
        """Open another direct link; its name must be new."""

    def change_link(self, name: str, link: Link) -> None:
        """Put `link` in the place of the one called `name`: routes follow a new name.

        Another name or other peers leave it open, and what it learned known; anything else opens it anew.
        """

    def remove_link(self, name: str) -> None:
        """Close a link; its routes go with it."""

    def add_port(self, port: VirtualPort) -> None:
        """Make another port that other programs see; its name must be new."""

    def change_port(self, name: str, port: VirtualPort) -> None:
        """Put `port` in the place of the one called `name`: routes follow a new name."""

    def remove_port(self, name: str) -> None:
        """Take a port of our own away; its routes stay and wait for a port of that name."""

    def name_device(self, end: PortEnd, nickname: str | None) -> None:
        """Call a device of this computer something else; None is the name it gives itself."""

    def name_found(self, service: str, nickname: str | None) -> None:
        """Call somebody who is found something else; one that is in the patch is called so in its entry.

        Nobody is let in or wanted by that. None is the name it gives itself.
        """

    def hide_peer(self, service: str, hidden: bool) -> None:
        """Hide whom mDNS announces so where peers are found, or show it again."""
