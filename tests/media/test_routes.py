"""Route table and filters: design 3 and 6."""

import pytest

from app.media.filters import compile_transform
from app.media.routes import Hop, RouteTable
from app.model.endpoints import KEYBOARD, MONITOR
from app.model.patch import Route

NOTE = bytes((0x90, 60, 100))
ALL_TYPES = (
    "note",
    "cc",
    "program",
    "pitch",
    "aftertouch",
    "pressure",
    "sysex",
    "clock",
    "common",
    "sensing",
)
SAMPLES = {
    "note": bytes((0x81, 60, 64)),
    "cc": bytes((0xB1, 7, 1)),
    "program": bytes((0xC1, 7)),
    "pitch": bytes((0xE1, 0, 64)),
    "aftertouch": bytes((0xD1, 9)),
    "pressure": bytes((0xA1, 60, 9)),
    "sysex": b"\xf0\x7d\xf7",
    "clock": b"\xf8",
    "common": b"\xf6",
    "sensing": b"\xfe",
}


def route(**fields):
    return Route("r", KEYBOARD, MONITOR, **fields)


def passed(transform, message):
    return [message] if transform is None else list(transform(message))


def test_the_table_gives_the_hops_of_a_source_and_cannot_be_changed_from_outside():
    hops = [Hop(1, 20), Hop(2, 30)]
    table = RouteTable({10: hops})
    hops.clear()
    assert table.hops(10) == (Hop(1, 20), Hop(2, 30))
    assert table.hops(11) == ()
    assert list(table.items()) == [(10, (Hop(1, 20), Hop(2, 30)))]
    assert RouteTable().hops(10) == ()


def test_active_sensing_does_not_cross_by_default_but_clock_does():
    transform = compile_transform(route())
    assert passed(transform, b"\xfe") == []
    for kind in set(ALL_TYPES) - {"sensing"}:
        assert passed(transform, SAMPLES[kind]) == [SAMPLES[kind]]


def test_a_cable_for_everything_needs_no_function():
    assert compile_transform(route(types=ALL_TYPES)) is None


@pytest.mark.parametrize("kind", ALL_TYPES)
def test_a_type_passes_its_messages_and_no_others(kind):
    transform = compile_transform(route(types=(kind,)))
    assert [other for other in ALL_TYPES if passed(transform, SAMPLES[other])] == [kind]


def test_channels_count_from_one_and_do_not_stop_system_messages():
    transform = compile_transform(route(channels=(1, 16)))
    assert passed(transform, NOTE) == [NOTE]
    assert passed(transform, bytes((0x91, 60, 1))) == []
    assert passed(transform, bytes((0x9F, 60, 1))) == [bytes((0x9F, 60, 1))]
    assert passed(transform, b"\xf8") == [b"\xf8"]


def test_transposition_moves_note_on_off_and_key_pressure_only():
    transform = compile_transform(route(transpose=-12))
    for status in (0x80, 0x90, 0xA0):
        assert passed(transform, bytes((status, 60, 5))) == [bytes((status, 48, 5))]
        assert passed(transform, bytes((status, 11, 5))) == []
    assert passed(transform, bytes((0xB0, 11, 5))) == [bytes((0xB0, 11, 5))]
    assert passed(transform, b"\xfe") == []


def test_a_note_range_is_of_the_notes_as_played():
    transform = compile_transform(route(notes=(36, 60), transpose=12, types=("note", "cc")))
    assert passed(transform, NOTE) == [bytes((0x90, 72, 100))]
    assert passed(transform, bytes((0x90, 61, 100))) == []
    assert passed(transform, bytes((0x90, 35, 100))) == []
    assert passed(transform, bytes((0xB0, 100, 1))) == [bytes((0xB0, 100, 1))]


def test_everything_of_a_channel_moves_to_another_and_the_rest_stays():
    transform = compile_transform(route(to_channel=10, channels=(1, 2)))
    moved = [bytes((0x99, 60, 100)), bytes((0xB9, 7, 1)), bytes((0xC9, 7)), bytes((0xE9, 0, 64))]
    played = [bytes((0x90, 60, 100)), bytes((0xB1, 7, 1)), bytes((0xC0, 7)), bytes((0xE1, 0, 64))]
    assert [each for message in played for each in passed(transform, message)] == moved
    assert passed(transform, bytes((0x92, 60, 1))) == []
    assert passed(transform, b"\xf8") == [b"\xf8"]


def velocities(**fields):
    transform = compile_transform(route(**fields))
    return [passed(transform, bytes((0x90, 60, velocity)))[0][2] for velocity in range(128)]


@pytest.mark.parametrize("curve", ["linear", "soft", "hard"])
@pytest.mark.parametrize("ends", [(1, 127), (40, 90), (100, 100)])
def test_velocities_rise_from_end_to_end_and_an_end_of_a_note_stays_one(curve, ends):
    out = velocities(velocity_curve=curve, velocity_range=ends)
    assert out[0] == 0
    assert (out[1], out[127]) == ends
    assert out[1:] == sorted(out[1:])


def test_soft_lifts_and_hard_lowers_a_medium_touch():
    assert velocities() == list(range(128))
    assert velocities(velocity_curve="hard")[64] < 64 < velocities(velocity_curve="soft")[64]


def test_velocities_concern_strokes_only():
    transform = compile_transform(route(velocity_range=(100, 100)))
    for message in (bytes((0x80, 60, 33)), bytes((0xA0, 60, 33)), bytes((0xB0, 60, 33))):
        assert passed(transform, message) == [message]
