import pytest

from app.midi.cues import read_cue


@pytest.mark.parametrize(
    ("control", "value", "message", "called"),
    [
        ("ch0.note36", None, "902401", True),
        ("ch0.note36", None, "902400", False),
        ("ch2.cc80", None, "b2503f", False),
        ("ch2.cc80", None, "b25040", True),
        ("ch2.cc80", 3, "b25003", True),
        ("ch2.cc80", 3, "b25040", False),
        ("ch15.program", 5, "cf05", True),
        ("ch15.program", 5, "cf06", False),
    ],
)
def test_a_cue_is_called_by_its_message_and_no_other(
    control: str, value: int | None, message: str, called: bool
) -> None:
    cue = read_cue(control, value)
    octets = bytes.fromhex(message)
    assert cue.key == (octets[0], None if "program" in control else octets[1])
    assert cue.is_called_by(octets) is called


@pytest.mark.parametrize(
    ("control", "value", "said"),
    [
        ("ch0.pitch", None, "a note, a controller or a program"),
        ("ch0.program", None, "the number of the program"),
        ("ch0.note36", 5, "no value"),
        ("ch0.cc80", 128, "0 to 127"),
        ("pedal", None, "a channel spec"),
    ],
)
def test_what_is_no_cue_is_told(control: str, value: int | None, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_cue(control, value)
