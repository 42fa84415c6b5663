"""Event mapping: the examples of MIDIMonster's manual one by one, then every kind to every kind (design 6)."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.media.mapping import compile_route, reflected
from app.midi.messages import is_whole
from app.midi.specs import ChannelSpec, SpecKind, from_share, full_scale, to_share
from app.model.endpoints import KEYBOARD, MONITOR
from app.model.patch import EpnMode, MapRule, Route
from tests.support.midi_strategies import messages

NULL = (b"\xb1\x65\x7f", b"\xb1\x64\x7f")


def ways(*rules: str, epn_tx: EpnMode = "full", **fields):
    """Compile a route with rules such as "ch0.note9 > ch1.cc4" that passes nothing else."""
    maps = tuple(MapRule(*rule.split(" > ")) for rule in rules)
    compiled = compile_route(
        Route("r", KEYBOARD, MONITOR, maps=maps, **{"pass_others": False, **fields}), epn_tx
    )
    return compiled.make() if compiled.make else compiled.transform


def play(transform, *played: bytes) -> list[bytes]:
    return [each for message in played for each in transform(message)]


# -- the manual's examples, a test for each row ------------------------------------------------------------


def test_example_1_ch0_note9_to_channel1_cc4():
    way = ways("ch0.note9 > channel1.cc4")
    assert play(way, b"\x90\x09\x40", b"\x90\x09\x7f") == [b"\xb1\x04\x40", b"\xb1\x04\x7f"]
    assert play(way, b"\x80\x09\x40", b"\x90\x09\x00") == [b"\xb1\x04\x00"] * 2
    assert play(way, b"\x91\x09\x40", b"\x90\x0a\x40", b"\xb0\x09\x40", b"\xf8") == []


def test_example_2_channel15_pressure1_to_channel0_note0():
    way = ways("channel15.pressure1 > channel0.note0")
    assert play(way, b"\xaf\x01\x40") == [b"\x90\x00\x40"]
    assert play(way, b"\xaf\x01\x00") == [b"\x90\x00\x00"]
    assert play(way, b"\xaf\x02\x40", b"\x9f\x01\x40") == []


def test_example_3_ch1_aftertouch_to_ch2_cc0():
    way = ways("ch1.aftertouch > ch2.cc0")
    assert play(way, b"\xd1\x40", b"\xd1\x7f", b"\xd1\x00") == [
        b"\xb2\x00\x40",
        b"\xb2\x00\x7f",
        b"\xb2\x00\x00",
    ]


def test_example_4_ch0_pitch_to_ch1_pitch():
    way = ways("ch0.pitch > ch1.pitch")
    assert play(way, b"\xe0\x00\x40", b"\xe0\x7f\x7f", b"\xe0\x01\x00") == [
        b"\xe1\x00\x40",
        b"\xe1\x7f\x7f",
        b"\xe1\x01\x00",
    ]


def test_example_5_ch15_note1_to_ch2_program():
    way = ways("ch15.note1 > ch2.program")
    assert play(way, b"\x9f\x01\x40", b"\x8f\x01\x40") == [b"\xc2\x40", b"\xc2\x00"]


def test_example_6_ch0_nrpn900_to_ch1_rpn1():
    way = ways("ch0.nrpn900 > ch1.rpn1")
    played = play(way, b"\xb0\x63\x07", b"\xb0\x62\x04", b"\xb0\x06\x40", b"\xb0\x26\x05")
    assert played == [b"\xb1\x65\x00", b"\xb1\x64\x01", b"\xb1\x06\x40", b"\xb1\x26\x05", *NULL]


# -- values ------------------------------------------------------------------------------------------------

SPECS = [
    ChannelSpec(channel, kind, index)
    for channel, kind, index in (
        (0, "note", 9), (1, "cc", 4), (15, "pressure", 1), (2, "aftertouch", None), (3, "pitch", None),
        (4, "program", None), (5, "rpn", 1), (6, "nrpn", 900),
    )
]  # fmt: skip


def spoken(spec: ChannelSpec, raw: int) -> list[bytes]:
    """Give the messages that set a control to a raw value."""
    status, index = spec.channel, spec.index or 0
    low, high = raw & 0x7F, raw >> 7
    match spec.kind:
        case "note" | "cc" | "pressure":
            return [bytes(({"note": 0x90, "cc": 0xB0, "pressure": 0xA0}[spec.kind] | status, index, raw))]
        case "aftertouch" | "program":
            return [bytes(({"aftertouch": 0xD0, "program": 0xC0}[spec.kind] | status, raw))]
        case "pitch":
            return [bytes((0xE0 | status, low, high))]
    select = (101, 100) if spec.kind == "rpn" else (99, 98)
    pairs = [(select[0], index >> 7), (select[1], index & 0x7F), (6, high), (38, low)]
    return [bytes((0xB0 | status, *pair)) for pair in pairs]


@pytest.mark.parametrize("source", SPECS, ids=str)
@pytest.mark.parametrize("destination", SPECS, ids=str)
@settings(max_examples=20)
@given(share=st.floats(0, 1))
def test_every_kind_plays_every_kind_with_the_nearest_share(source, destination, share):
    raw = from_share(source.kind, share)
    way = ways(f"{source} > {destination}", epn_tx="short")
    expected = from_share(destination.kind, to_share(source.kind, raw))
    assert play(way, *spoken(source, raw)) == spoken(destination, expected)


@pytest.mark.parametrize("kind", get_args(SpecKind))
def test_the_ends_and_the_middle_stay_what_they_are(kind):
    source = next(spec for spec in SPECS if spec.kind == kind)
    for destination in SPECS:
        way = ways(f"{source} > {destination}", epn_tx="short")
        for raw in (0, full_scale(kind)):
            expected = 0 if raw == 0 else full_scale(destination.kind)
            assert play(way, *spoken(source, raw))[-len(spoken(destination, expected)) :] == spoken(
                destination, expected
            )


def test_full_closes_the_parameter_and_short_leaves_it_open():
    sent = [b"\xb1\x63\x00", b"\xb1\x62\x05", b"\xb1\x06\x7f", b"\xb1\x26\x7f"]
    assert play(ways("ch0.cc1 > ch1.nrpn5"), b"\xb0\x01\x7f") == [*sent, *NULL]
    assert play(ways("ch0.cc1 > ch1.nrpn5", epn_tx="short"), b"\xb0\x01\x7f") == sent


# -- others, several, filters ------------------------------------------------------------------------------


def test_what_is_not_mapped_passes_only_when_wanted():
    rules = ("ch0.note9 > ch1.cc4",)
    others = [b"\x90\x0a\x40", b"\xb0\x09\x01", b"\xf8", b"\xf0\x7d\x09\xf7"]
    assert play(ways(*rules), *others) == []
    assert play(ways(*rules, pass_others=True), *others, b"\x90\x09\x01", b"\xfe") == [
        *others,
        b"\xb1\x04\x01",
    ]


def test_several_rules_of_one_event_are_sent_in_their_order():
    way = ways("ch0.cc1 > ch1.cc2", "ch0.cc1 > ch0.pitch", "ch0.cc1 > ch0.cc1")
    assert play(way, b"\xb0\x01\x00") == [b"\xb1\x02\x00", b"\xe0\x00\x00", b"\xb0\x01\x00"]


def test_a_control_that_plays_a_note_ends_each_stroke_before_the_next():
    way = ways("ch0.cc1 > ch0.note5", "ch0.cc2 > ch0.note5")
    assert play(way, b"\xb0\x01\x10", b"\xb0\x01\x20", b"\xb0\x02\x30", b"\xb0\x01\x00") == [
        b"\x90\x05\x10",
        b"\x90\x05\x00", b"\x90\x05\x20",
        b"\x90\x05\x00", b"\x90\x05\x30",
        b"\x90\x05\x00",
    ]  # fmt: skip


def test_filters_choose_what_is_mapped_and_shaping_leaves_maps_alone():
    fields = {"channels": (1,), "notes": (36, 60), "transpose": 12, "to_channel": 3, "pass_others": True}
    way = ways("ch0.note40 > ch0.note41", "ch0.note9 > ch0.cc1", "ch1.cc1 > ch0.cc2", **fields)
    assert play(way, b"\x90\x28\x40") == [b"\x90\x29\x40"]
    assert play(way, b"\x90\x29\x40") == [b"\x92\x35\x40"]
    assert play(way, b"\x90\x09\x40", b"\xb1\x01\x40") == []


def test_types_choose_what_is_mapped():
    way = ways("ch0.note9 > ch0.cc1", "ch0.cc1 > ch0.cc2", "ch0.nrpn1 > ch0.cc3", types=("note",))
    assert play(way, b"\x90\x09\x40", b"\xb0\x01\x40") == [b"\xb0\x01\x40"]
    assert play(way, *spoken(ChannelSpec(0, "nrpn", 1), 5000)) == []


def test_parameter_controllers_still_arrive_as_controllers():
    way = ways("ch0.nrpn1 > ch1.cc1", "ch0.cc6 > ch1.cc2")
    assert play(way, *spoken(ChannelSpec(0, "nrpn", 1), 16383)) == [b"\xb1\x02\x7f", b"\xb1\x01\x7f"]


def test_data_entry_of_a_mapped_parameter_is_used_up_and_that_of_others_passes():
    way = ways("ch0.nrpn1 > ch1.cc1", pass_others=True)
    selection = [b"\xb0\x63\x00", b"\xb0\x62\x01"]
    assert play(way, *selection, b"\xb0\x06\x7f", b"\xb0\x26\x7f") == [*selection, b"\xb1\x01\x7f"]
    other = spoken(ChannelSpec(0, "nrpn", 2), 99)
    assert play(way, *other) == other


def test_two_ways_of_one_route_do_not_share_what_they_remember():
    maps = (MapRule("ch0.nrpn900", "ch1.cc1"),)
    compiled = compile_route(Route("r", KEYBOARD, MONITOR, maps=maps, pass_others=False))
    assert compiled.make is not None
    first, second = compiled.make(), compiled.make()
    half = spoken(ChannelSpec(0, "nrpn", 900), 16383)
    assert play(first, *half[:3]) == []
    assert play(second, half[3]) == []
    assert play(first, half[3]) == [b"\xb1\x01\x7f"]


def test_a_route_without_memory_needs_no_copy_for_each_way():
    compiled = compile_route(Route("r", KEYBOARD, MONITOR, maps=(MapRule("ch0.note1", "ch0.note2"),)))
    assert compiled.make is None
    assert compiled.transform is not None


def test_a_rule_that_is_no_channel_spec_is_refused():
    with pytest.raises(ValueError, match=r"ch0\.note9"):
        ways("note9 > ch0.cc1")


def test_onto_itself_an_endpoint_plays_only_what_its_maps_change():
    maps = (MapRule("ch15.pressure1", "ch0.note0"), MapRule("ch0.cc1", "channel0.cc1"))
    back = reflected(Route("r", KEYBOARD, MONITOR, maps=maps))
    assert back is not None
    assert (back.maps, back.pass_others) == (maps[:1], False)
    assert reflected(Route("r", KEYBOARD, MONITOR)) is None
    assert reflected(Route("r", KEYBOARD, MONITOR, maps=maps[1:])) is None


ANY_SPEC = st.sampled_from(SPECS)


@given(st.lists(st.tuples(ANY_SPEC, ANY_SPEC), max_size=6), st.lists(messages(), max_size=30), st.booleans())
def test_whatever_is_played_only_whole_messages_come_out(rules, played, others):
    way = ways(*(f"{source} > {destination}" for source, destination in rules), pass_others=others)
    if way is None:
        assert others
        return
    for message in played:
        assert all(is_whole(each) for each in way(message))
