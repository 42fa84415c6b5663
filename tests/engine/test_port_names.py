import pytest

from app.engine.ports import NoMidi, PortError, PortName, name_ports, normalise


@pytest.mark.parametrize(
    ("system", "raw", "name"),
    [
        ("alsa", "Keystation 49:Keystation 49 MIDI 1 20:0", "Keystation 49 MIDI 1"),
        ("alsa", "Midi Through:Midi Through Port-0 14:0", "Midi Through Port-0"),
        ("alsa", "FLUID Synth (1234):Synth input port 128:0", "FLUID Synth (1234):Synth input port"),
        ("alsa", "no numbers", "no numbers"),
        ("winmm", "loopMIDI Port 0", "loopMIDI Port"),
        ("winmm", "MIDIOUT2 (mio 4) 11", "MIDIOUT2 (mio 4)"),
        ("winmm", "mio 4 3", "mio 4"),
        ("jack", "system:midi_capture_1", "system:midi_capture_1"),
        ("jack", "synth-01:in", "synth:in"),
        (
            "jack",
            "a2j:Keystation 49 [20] (capture): Keystation 49 MIDI 1",
            "a2j:Keystation 49 (capture): Keystation 49 MIDI 1",
        ),
        ("core", "IAC Driver Bus 1", "IAC Driver Bus 1"),
        ("core", "  two   spaces ", "two spaces"),
    ],
)
def test_what_changes_is_stripped_and_the_rest_readable(system: str, raw: str, name: str) -> None:
    assert normalise(system, raw) == name


def test_equal_names_are_told_apart_by_their_order() -> None:
    raw = ["synth:in", "synth-01:in", "drums:in", "synth-02:in"]
    assert name_ports("jack", raw, "out") == [
        PortName("synth:in", 1, "out"),
        PortName("synth:in", 2, "out"),
        PortName("drums:in", 1, "out"),
        PortName("synth:in", 3, "out"),
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda none: none.open_input(PortName("a", 1, "in"), print),
        lambda none: none.open_output(PortName("a", 1, "out")),
        lambda none: none.open_virtual_input("a", print),
        lambda none: none.open_virtual_output("a"),
    ],
)
def test_without_a_midi_system_everything_says_why(act) -> None:  # type: ignore[no-untyped-def]
    none = NoMidi("no driver")
    assert (none.name, none.list()) == (None, ())
    with pytest.raises(PortError, match="no driver"):
        act(none)
    none.close()
