"""Bounds-checked reading of octets."""

from app.wire.errors import WireError


class Reader:
    """A position in octets; every read past the end is a WireError that names the field. Big-endian."""

    __slots__ = ("data", "end", "position")

    def __init__(self, data: bytes, position: int = 0, end: int | None = None) -> None:
        self.data = data
        self.position = position
        self.end = len(data) if end is None else end
        if not 0 <= position <= self.end <= len(data):
            raise WireError(f"octets {position}..{self.end} of {len(data)} do not exist")

    @property
    def remaining(self) -> int:
        """Octets not read yet."""
        return self.end - self.position

    def peek(self, what: str) -> int:
        """Give the next octet and stay."""
        self._need(1, what)
        return self.data[self.position]

    def u8(self, what: str) -> int:
        """Read one octet."""
        return self._number(1, what)

    def u16(self, what: str) -> int:
        """Read two octets."""
        return self._number(2, what)

    def u24(self, what: str) -> int:
        """Read three octets."""
        return self._number(3, what)

    def u32(self, what: str) -> int:
        """Read four octets."""
        return self._number(4, what)

    def u64(self, what: str) -> int:
        """Read eight octets."""
        return self._number(8, what)

    def octets(self, count: int, what: str) -> bytes:
        """Read `count` octets."""
        self._need(count, what)
        start = self.position
        self.position = start + count
        return self.data[start : self.position]

    def skip(self, count: int, what: str) -> None:
        """Pass over `count` octets."""
        self._need(count, what)
        self.position += count

    def rest(self) -> bytes:
        """Read all that is left, possibly nothing."""
        return self.octets(self.remaining, "rest")

    def part(self, count: int, what: str) -> "Reader":
        """Read `count` octets as a Reader of their own, so that nothing inside can read beyond them."""
        self._need(count, what)
        start = self.position
        self.position = start + count
        return Reader(self.data, start, self.position)

    def _number(self, count: int, what: str) -> int:
        self._need(count, what)
        start = self.position
        self.position = start + count
        return int.from_bytes(self.data[start : self.position])

    def _need(self, count: int, what: str) -> None:
        if count < 0 or self.end - self.position < count:
            raise WireError(f"{what}: {count} octets wanted at {self.position}, {self.remaining} left")
