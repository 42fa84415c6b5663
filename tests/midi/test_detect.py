"""From a touched control to its channel spec."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.midi.detect import Detector
from tests.support.midi_strategies import messages


def heard(*played: bytes) -> list[tuple[str, float]]:
    detector = Detector()
    return [(str(spec), share) for message in played for spec, share in detector.feed(message)]


@pytest.mark.parametrize(
    ("message", "spec", "share"),
    [
        (b"\x90\x09\x7f", "ch0.note9", 1.0),
        (b"\x90\x09\x00", "ch0.note9", 0.0),
        (b"\x8f\x09\x40", "ch15.note9", 0.0),
        (b"\xb1\x04\x00", "ch1.cc4", 0.0),
        (b"\xaf\x01\x7f", "ch15.pressure1", 1.0),
        (b"\xd1\x7f", "ch1.aftertouch", 1.0),
        (b"\xe0\x7f\x7f", "ch0.pitch", 1.0),
        (b"\xc2\x00", "ch2.program", 0.0),
    ],
)
def test_every_kind_is_recognised(message: bytes, spec: str, share: float) -> None:
    assert heard(message) == [(spec, share)]


def test_a_parameter_is_told_as_itself() -> None:
    sent = (
        b"\xb0\x63\x07",
        b"\xb0\x62\x04",
        b"\xb0\x06\x7f",
        b"\xb0\x26\x7f",
        b"\xb0\x65\x7f",
        b"\xb0\x64\x7f",
    )
    assert heard(*sent) == [("ch0.nrpn900", 1.0)]


def test_data_entry_without_a_parameter_is_a_controller() -> None:
    assert heard(b"\xb0\x06\x7f", b"\xb0\x26\x00") == [("ch0.cc6", 1.0), ("ch0.cc38", 0.0)]


def test_channels_do_not_mix() -> None:
    assert heard(b"\xb0\x63\x07", b"\xb1\x62\x04", b"\xb1\x06\x7f") == [("ch1.cc6", 1.0)]


@given(st.lists(messages(), max_size=40))
def test_whatever_comes_shares_stay_shares(played: list[bytes]) -> None:
    assert all(0 <= share <= 1 for _, share in heard(*played))
