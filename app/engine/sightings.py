"""A peer as mDNS shows it."""

from dataclasses import dataclass

from app.model.address import Address


@dataclass(frozen=True, slots=True)
class Sighting:
    """Who is announced: `name` is fit to show, `service` is what mDNS calls it, which no two are called.

    `addresses` are in the order in which to try them, with the control port.
    """

    name: str
    service: str
    host: str
    addresses: tuple[Address, ...]
    port: int

    def is_at(self, address: Address | None) -> bool:
        """Tell whether it is announced at a control address, whatever its scope."""
        place = None if address is None else (address.host, address.port)
        return any((each.host, each.port) == place for each in self.addresses)
