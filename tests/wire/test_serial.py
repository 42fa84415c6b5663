import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wire.serial import distance16, distance32, extend16, extend32


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [(2, 1, 1), (1, 2, -1), (0, 0xFFFF, 1), (0xFFFF, 0, -1), (0x8000, 0, -0x8000), (0x7FFF, 0, 0x7FFF)],
)
def test_distance_wraps(a: int, b: int, distance: int) -> None:
    assert distance16(a, b) == distance


def test_distance_of_timestamps_wraps() -> None:
    assert distance32(5, 0xFFFF_FFFF) == 6
    assert distance32(0xFFFF_FFFF, 5) == -6


def test_extending_goes_over_the_next_wrap_or_back_over_the_last() -> None:
    assert extend16(5, 0xFFFF) == 0x1_0005
    assert extend16(0xFFFF, 0x1_0005) == 0xFFFF
    assert extend32(5, 0xFFFF_FFFF) == 0x1_0000_0005
    assert extend32(0xFFFF_FFFF, 0x1_0000_0005) == 0xFFFF_FFFF


@given(st.integers(0, 2**40), st.integers(-0x8000, 0x7FFF))
def test_extending_16_bits_finds_the_nearest(near: int, step: int) -> None:
    assert extend16((near + step) & 0xFFFF, near) == near + step


@given(st.integers(0, 2**60), st.integers(-0x8000_0000, 0x7FFF_FFFF))
def test_extending_32_bits_finds_the_nearest(near: int, step: int) -> None:
    assert extend32((near + step) & 0xFFFF_FFFF, near) == near + step
