import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.midi.sounding import OVERLAP_LIMIT, Destination, Sounding
from tests.support.hexbytes import octets
from tests.support.midi_strategies import messages

FEW = st.sampled_from(
    [
        octets(text)
        for text in (
            *(
                "90 3C 40",
                "90 3C 00",
                "80 3C 40",
                "91 3C 40",
                "90 3D 40",
                "A0 3C 10",
                "A0 3C 00",
                "D0 10",
                "D0 00",
            ),
            *("B0 40 7F", "B0 40 20", "B0 40 00", "E0 00 00", "E0 00 40", "B0 7B 00", "B0 79 00", "FF", "F8"),
        )
    ]
)


def held(*texts: str) -> list[str]:
    """Feed messages to one way; give what releasing it sends."""
    sounding = Sounding()
    for text in texts:
        sounding.feed(octets(text))
    held_something = sounding.holds_anything
    released = sounding.release()
    assert held_something == bool(released)
    assert not sounding.holds_anything
    return [message.hex(" ").upper() for message in released]


# -- one way -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fed", "released"),
    [
        (["90 3C 40"], ["80 3C 40"]),
        (["95 3C 40", "95 40 40", "85 3C 00"], ["85 40 40"]),
        (["90 3C 40", "90 3C 00"], []),
        (["80 3C 40"], []),
        (["90 3C 40", "90 3C 41"], ["80 3C 40", "80 3C 40"]),
        (["90 3C 40", "90 3C 41", "80 3C 40"], ["80 3C 40"]),
        (["B0 40 7F"], ["B0 40 00"]),
        (["B0 40 01"], ["B0 40 00"]),
        (["B0 40 7F", "B0 40 00"], []),
        (["B0 41 7F", "B0 42 7F", "B0 43 7F", "B0 45 7F"], ["B0 41 00", "B0 42 00", "B0 43 00", "B0 45 00"]),
        (["B0 44 7F", "B0 07 7F", "C0 05", "F8", "F0 7D F7", "F6", "B0 7A 00"], []),
        (["E3 00 41"], ["E3 00 40"]),
        (["E3 01 40"], ["E3 00 40"]),
        (["E3 00 41", "E3 00 40"], []),
        (["D2 10"], ["D2 00"]),
        (["D2 10", "D2 00"], []),
        (["A2 3C 10"], ["A2 3C 00"]),
        (["D0 01", "E0 00 00", "B0 40 7F", "90 3C 40"], ["80 3C 40", "B0 40 00", "E0 00 40", "D0 00"]),
    ],
)
def test_exactly_what_is_held_is_released(fed: list[str], released: list[str]) -> None:
    assert held(*fed) == released


EVERYTHING = ["90 3C 40", "B0 40 7F", "B0 45 7F", "E0 00 00", "D0 01", "A0 3C 01"]
ON_ANOTHER_CHANNEL = ["91 3C 40", "B1 40 7F"]


@pytest.mark.parametrize("number", ["78", "7B", "7C", "7D", "7E", "7F"])
def test_all_notes_off_ends_the_notes_of_its_channel(number: str) -> None:
    released = held(*EVERYTHING, *ON_ANOTHER_CHANNEL, f"B0 {number} 00")
    assert released == ["81 3C 40", "B0 40 00", "B0 45 00", "B1 40 00", "E0 00 40", "D0 00", "A0 3C 00"]


def test_reset_controllers_does_what_rp_015_says() -> None:
    released = held(*EVERYTHING, *ON_ANOTHER_CHANNEL, "B0 79 00")
    assert released == ["80 3C 40", "81 3C 40", "B0 45 00", "B1 40 00"]


@pytest.mark.parametrize("reset", ["FF", "F0 7E 7F 09 01 F7"])
def test_a_reset_ends_everything(reset: str) -> None:
    assert held(*EVERYTHING, *ON_ANOTHER_CHANNEL, reset) == []


def test_overlaps_are_counted_up_to_a_limit() -> None:
    assert len(held(*["90 3C 40"] * 1000)) == OVERLAP_LIMIT


@given(st.lists(FEW | messages(), max_size=30))
def test_after_its_release_nothing_is_held(played: list[bytes]) -> None:
    sounding, after = Sounding(), Sounding()
    for message in played:
        sounding.feed(message)
        after.feed(message)
    for message in sounding.release():
        after.feed(message)
    assert not after.holds_anything
    assert sounding.release() == []


# -- several ways --------------------------------------------------------------------------------------------


def play(destination: Destination, *played: tuple[str, str]) -> list[str]:
    """Feed (way, message) pairs; give all that was sent."""
    return [sent.hex(" ").upper() for way, text in played for sent in destination.feed(way, octets(text))]


def released(destination: Destination, way: str) -> list[str]:
    return [message.hex(" ").upper() for message in destination.release(way)]


@pytest.mark.parametrize(
    ("played", "sent"),
    [
        ([("a", "90 3C 40"), ("b", "90 3C 40"), ("a", "80 3C 40")], ["90 3C 40", "90 3C 40"]),
        (
            [("a", "90 3C 40"), ("b", "90 3C 40"), ("a", "80 3C 40"), ("b", "90 3C 00")],
            ["90 3C 40", "90 3C 40", "90 3C 00"],
        ),
        ([("a", "90 3C 40"), ("b", "80 3C 40")], ["90 3C 40"]),
        ([("a", "90 3C 40"), ("a", "90 3C 40"), ("a", "80 3C 40")], ["90 3C 40", "90 3C 40", "80 3C 40"]),
        ([("b", "80 3C 40")], ["80 3C 40"]),
        ([("a", "B0 40 7F"), ("b", "B0 40 7F"), ("a", "B0 40 00")], ["B0 40 7F", "B0 40 7F"]),
        ([("a", "B0 40 7F"), ("b", "B0 40 50"), ("b", "B0 40 20")], ["B0 40 7F", "B0 40 50"]),
        ([("a", "B0 40 7F"), ("a", "B0 40 20")], ["B0 40 7F", "B0 40 20"]),
        ([("a", "E0 00 41"), ("b", "E0 00 42"), ("a", "E0 00 40")], ["E0 00 41", "E0 00 42", "E0 00 40"]),
        ([("a", "90 3C 40"), ("b", "B0 7B 00"), ("a", "80 3C 40")], ["90 3C 40", "B0 7B 00", "80 3C 40"]),
        ([("a", "B0 07 01"), ("b", "F8"), ("b", "F0 7D F7")], ["B0 07 01", "F8", "F0 7D F7"]),
    ],
)
def test_what_another_way_holds_is_not_cut(played: list[tuple[str, str]], sent: list[str]) -> None:
    assert play(Destination(), *played) == sent


def test_releasing_a_way_ends_only_what_no_other_holds() -> None:
    destination = Destination()
    play(destination, ("a", "90 3C 40"), ("a", "90 40 40"), ("a", "B0 40 7F"), ("a", "E0 00 00"))
    play(destination, ("b", "90 3C 40"), ("b", "B0 40 7F"), ("b", "E0 00 01"))
    assert released(destination, "a") == ["80 40 40"]
    assert released(destination, "b") == ["80 3C 40", "B0 40 00", "E0 00 40"]
    assert not destination.holds_anything


def test_a_release_gives_every_stroke_of_an_overlap_back() -> None:
    destination = Destination()
    play(destination, ("a", "90 3C 40"), ("a", "90 3C 40"))
    assert destination.holds_anything
    assert released(destination, "a") == ["80 3C 40", "80 3C 40"]


def test_an_unknown_way_holds_nothing() -> None:
    assert released(Destination(), "a") == []


WAYS = st.sampled_from("abc")


@given(st.lists(st.tuples(WAYS, FEW), max_size=40))
def test_when_every_way_is_released_nothing_sounds(played: list[tuple[str, bytes]]) -> None:
    destination, heard = Destination(), Sounding()
    for way, message in played:
        for sent in destination.feed(way, message):
            heard.feed(sent)
    for way in "abc":
        for sent in destination.release(way):
            heard.feed(sent)
    assert not destination.holds_anything
    # Withheld Note Offs leave the strokes of an overlap to the last one: the key is seen to go up once.
    assert not [message for message in heard.release() if message[0] & 0xF0 != 0x80]


@given(st.lists(st.tuples(WAYS, FEW), max_size=40))
def test_one_way_alone_is_passed_on_unchanged(played: list[tuple[str, bytes]]) -> None:
    destination, plain = Destination(), Sounding()
    for _, message in played:
        assert destination.feed("a", message) == [message]
        plain.feed(message)
    assert destination.release("a") == plain.release()
