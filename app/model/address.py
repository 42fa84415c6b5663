"""Where a datagram goes to or came from."""

from typing import NamedTuple


class Address(NamedTuple):
    """A UDP address: numeric host (IPv6 without brackets), port, and the scope of a link-local IPv6."""

    host: str
    port: int
    scope: int = 0

    def with_port(self, port: int) -> "Address":
        """Give the same host at another port."""
        return Address(self.host, port, self.scope)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def split_host_port(text: str) -> tuple[str, int]:
    """Read `host:port` or `[IPv6]:port`; the host may be a name. Raises ValueError for anything else."""
    host, colon, port = text.strip().rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    host = host[1:-1] if bracketed else host
    if not colon or not host or set(host) & set("[] \t") or (":" in host) != bracketed:
        raise ValueError(text)
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65_535):
        raise ValueError(text)
    return host, int(port)


def join_host_port(host: str, port: int) -> str:
    """Write what `split_host_port` reads."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
