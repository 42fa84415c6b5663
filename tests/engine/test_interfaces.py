"""What is told to type on the other side, by where something listens."""

import pytest

from app.engine.interfaces import typed

LAN = ("192.0.2.5", "198.51.100.7", "2001:db8::5")


@pytest.mark.parametrize(
    ("listen", "expected"),
    [
        (("*",), LAN),
        (("127.0.0.1", "*"), LAN),
        (("0.0.0.0",), LAN),
        (("127.0.0.1",), ("127.0.0.1",)),
        (("::1", "127.0.0.1"), ("127.0.0.1", "::1")),
        (("198.51.100.7", "127.0.0.1"), ("198.51.100.7",)),
        (("2001:0db8::0005",), ("2001:db8::5",)),
        (("203.0.113.1",), ()),
    ],
)
def test_only_where_it_listens(listen: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert typed(LAN, listen) == expected
