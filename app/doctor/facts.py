"""What an examination saw, before anybody judges it."""

from dataclasses import dataclass
from enum import Enum

from app.engine.phrases import Reason
from app.model.address import Address


class Answer(Enum):
    """What became of an invitation to one port."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    CLOSED = "closed"
    """The computer itself said that nothing listens there."""
    UNREACHABLE = "unreachable"
    """This computer knows no way there."""
    ABSENT = "absent"
    """No computer has that address, as the last one on the way says."""
    FORBIDDEN = "forbidden"
    """A firewall said so, instead of keeping silent."""
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Target:
    """Whom to examine: a name or numeric address, and the control port if it was given."""

    host: str
    port: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A peer as mDNS shows it, with its control port."""

    name: str
    host: str
    addresses: tuple[Address, ...]
    port: int


@dataclass(frozen=True, slots=True)
class Way:
    """How this computer reaches an address: from which of its own, over which interface, in the same subnet or not.

    All empty when there is no way.
    """

    own: str = ""
    interface: str = ""
    near: bool = False
    itself: bool = False


@dataclass(frozen=True, slots=True)
class Probed:
    """What a peer did at one address. `data` and `clock` are None where it did not come to that.

    `clock` holds the round trips in ms; fewer than `asked` were lost.
    """

    address: Address
    control: Answer
    data: Answer | None = None
    clock: tuple[float, ...] | None = None
    asked: int = 0
    name: str | None = None
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of this computer: its own default ports, its firewall, and the Wi-Fi that leads to the peer."""

    ports_free: bool
    longwire_runs: bool
    firewall: bool | None
    firewall_hint: Reason
    wifi: bool
    saves_power: bool | None
