"""Channel specs: every kind, every edge, and values that come back as they went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.midi.specs import INDEX_LIMITS, ChannelSpec, from_share, full_scale, parse_spec, to_share

KINDS = ["note", "cc", "pressure", "aftertouch", "pitch", "program", "rpn", "nrpn"]


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("ch0.note9", ChannelSpec(0, "note", 9)),
        ("channel15.pressure1", ChannelSpec(15, "pressure", 1)),
        ("ch1.aftertouch", ChannelSpec(1, "aftertouch")),
        ("ch0.pitch", ChannelSpec(0, "pitch")),
        ("channel1.cc4", ChannelSpec(1, "cc", 4)),
        ("ch2.program", ChannelSpec(2, "program")),
        ("ch0.nrpn900", ChannelSpec(0, "nrpn", 900)),
        ("ch1.rpn16383", ChannelSpec(1, "rpn", 16_383)),
    ],
)
def test_specs_are_read(text, spec):
    assert parse_spec(text) == spec
    assert parse_spec(str(spec)) == spec


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a channel spec such as"),
        ("note9", "a channel spec such as"),
        ("ch.note9", "a channel spec such as"),
        ("ch0.9", "a channel spec such as"),
        ("ch0.note-1", "a channel spec such as"),
        ("ch0.note9 ch1", "a channel spec such as"),
        ("ch\u0660.note9", "a channel spec such as"),
        ("ch16.note9", "ch0 to ch15"),
        ("ch0.knob9", "one of note, cc"),
        ("ch0.note128", "note0 to note127"),
        ("ch0.nrpn16384", "nrpn0 to nrpn16383"),
        ("ch0.note", "note with its number"),
        ("ch0.pitch3", "pitch without a number"),
    ],
)
def test_what_is_no_spec_is_refused_with_what_was_expected(text, expected):
    with pytest.raises(ValueError, match=expected):
        parse_spec(text)


@pytest.mark.parametrize(
    "spec", [(16, "note", 1), (0, "knob", 1), (0, "note", 128), (0, "pitch", 1), (0, "cc", None)]
)
def test_a_spec_cannot_be_made_wrong(spec):
    with pytest.raises(ValueError, match=r".+"):
        ChannelSpec(*spec)


@given(st.integers(0, 15), st.sampled_from(KINDS), st.data())
def test_every_spec_is_written_as_it_is_read(channel, kind, data):
    limit = INDEX_LIMITS.get(kind)
    index = None if limit is None else data.draw(st.integers(0, limit))
    spec = ChannelSpec(channel, kind, index)
    assert parse_spec(str(spec)) == spec


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_survives_normalising(kind):
    assert full_scale(kind) == (16_383 if kind in ("pitch", "rpn", "nrpn") else 127)
    for raw in range(full_scale(kind) + 1):
        assert from_share(kind, to_share(kind, raw)) == raw
    assert (from_share(kind, 1.0), from_share(kind, 0.0)) == (full_scale(kind), 0)
    assert (from_share(kind, 1.5), from_share(kind, -1.0)) == (full_scale(kind), 0)


def test_seven_bits_become_fourteen_and_back():
    assert from_share("note", to_share("cc", 64)) == 64
    assert from_share("pitch", to_share("cc", 127)) == 16_383
    assert from_share("cc", to_share("pitch", 8192)) == 64
