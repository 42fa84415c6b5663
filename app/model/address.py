"""Where a datagram goes to or came from."""

from typing import NamedTuple


class Address(NamedTuple):
    """A UDP address: numeric host (IPv4 or IPv6 without brackets), port, and the scope of a link-local IPv6."""

    host: str
    port: int
    scope: int = 0

    def with_port(self, port: int) -> "Address":
        """Give the same host at another port."""
        return Address(self.host, port, self.scope)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"
