import pytest

from app.wire.errors import WireError
from app.wire.reader import Reader


def test_numbers_are_big_endian() -> None:
    reader = Reader(bytes(range(1, 20)))
    assert reader.peek("next") == 1
    assert [reader.u8("a"), reader.u16("b"), reader.u24("c"), reader.u32("d")] == [
        1,
        0x0203,
        0x040506,
        0x0708090A,
    ]
    assert reader.u64("e") == 0x0B0C0D0E0F101112
    assert reader.remaining == 1
    assert reader.rest() == b"\x13"
    assert reader.rest() == b""


def test_a_part_ends_where_it_was_said_to() -> None:
    reader = Reader(b"\1\2\3\4\5")
    reader.skip(1, "head")
    part = reader.part(2, "inner")
    assert part.octets(2, "both") == b"\2\3"
    assert reader.octets(2, "behind") == b"\4\5"
    with pytest.raises(WireError, match="more: 1 octets wanted at 3, 0 left"):
        part.u8("more")


@pytest.mark.parametrize("count", [3, -1])
@pytest.mark.parametrize("read", ["octets", "skip", "part"])
def test_nothing_beyond_the_end(read: str, count: int) -> None:
    with pytest.raises(WireError, match="field"):
        getattr(Reader(b"\1\2"), read)(count, "field")


@pytest.mark.parametrize("read", ["peek", "u8", "u16", "u24", "u32", "u64"])
def test_no_number_beyond_the_end(read: str) -> None:
    reader = Reader(b"\1\2", position=2)
    with pytest.raises(WireError, match="number"):
        getattr(reader, read)("number")


@pytest.mark.parametrize(("position", "end"), [(3, None), (-1, None), (2, 1), (0, 3)])
def test_no_reader_beyond_its_octets(position: int, end: int | None) -> None:
    with pytest.raises(WireError):
        Reader(b"\1\2", position, end)
