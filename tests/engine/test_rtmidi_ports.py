"""The ports of a real JACK server: nothing here is simulated."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import rtmidi

from app.engine.port_handles import CalledInput, contained
from app.engine.ports import NoMidi, PortBackend, PortBusyError, PortError, PortName
from app.engine.rtmidi_ports import open_backend
from tests.support.jack import JackServer
from tests.support.logs import ExpectLog
from tests.support.processes import need, running
from tests.support.waiting import wait_for

KEYS = PortName("stage:keys", 1, "in")
SYNTH = PortName("rack:synth", 1, "out")
NOTES = [bytes((0x90, note, 64)) for note in range(40, 50)]
DUMP = b"\xf0\x7d" + bytes(range(128)) * 32 + b"\xf7"
PROBE = b"\x9f\x00\x01"
"""Played until it is heard, and then ignored: a server that is short of time carries a connection out a cycle later."""


@pytest.fixture
def backend(jack_server: JackServer) -> Iterator[PortBackend]:
    backend = open_backend("jack")
    assert backend.name == "jack"
    yield backend
    backend.close()


@contextmanager
def keyboard(client: str = "stage", name: str = "keys") -> Iterator[rtmidi.MidiOut]:
    """Another program that plays."""
    port = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name=client)
    port.open_virtual_port(name)
    try:
        yield port
    finally:
        port.delete()


@contextmanager
def synthesiser(client: str = "rack", name: str = "synth") -> Iterator["Synthesiser"]:
    """Another program that listens; it is asked, not called back, so that JACK never waits for Python."""
    synth = Synthesiser(client)
    synth.port.open_virtual_port(name)
    try:
        yield synth
    finally:
        synth.port.delete()


class Synthesiser:
    def __init__(self, client: str) -> None:
        self.port = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name=client, queue_size_limit=10_000)
        self.port.ignore_types(sysex=False, timing=False, active_sense=False)
        self._heard: list[bytes] = []

    def heard(self) -> list[bytes]:
        while (event := self.port.get_message()) is not None:
            self._heard.append(bytes(event[0]))
        return [message for message in self._heard if message != PROBE]

    def is_reached(self) -> bool:
        self.heard()
        return PROBE in self._heard


class Listener:
    """Gets the messages of an input of ours."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.stamps: list[int] = []
        self.is_reached = False

    def __call__(self, message: bytes, stamp_ns: int) -> None:
        if message == PROBE:
            self.is_reached = True
            return
        self.messages.append(message)
        self.stamps.append(stamp_ns)


def reach(send: Callable[[bytes], None], is_reached: Callable[[], bool]) -> None:
    """Play until it is heard at the other end."""

    def probe() -> bool:
        send(PROBE)
        return is_reached()

    wait_for(probe, "the connection")


# -- listing ------------------------------------------------------------------------------------------------


def test_another_longwire_shows_its_ports_but_not_its_pulse(backend: PortBackend) -> None:
    other = open_backend("jack")
    try:
        other.open_virtual_output("Stage keys")
        names = wait_for(lambda: [port.name for port in backend.list()], "the other's port")
        assert names == ["Longwire:Stage keys"]
    finally:
        other.close()


def test_ports_come_and_go_and_equal_ones_are_numbered(backend: PortBackend) -> None:
    assert list(backend.list()) == []
    with keyboard(), keyboard(), synthesiser():
        assert sorted(backend.list()) == [SYNTH, KEYS, PortName("stage:keys", 2, "in")]
    assert list(backend.list()) == []


def test_our_own_ports_are_not_offered_to_us(backend: PortBackend) -> None:
    with keyboard(), synthesiser():
        handles = [
            backend.open_input(KEYS, Listener()),
            backend.open_output(SYNTH),
            backend.open_virtual_input("Studio", Listener()),
            backend.open_virtual_output("Studio"),
        ]
        assert sorted(backend.list()) == [SYNTH, KEYS]
        for handle in handles:
            handle.close()


# -- playing ------------------------------------------------------------------------------------------------


def test_an_input_gives_every_kind_of_message_whole_and_in_order(backend: PortBackend) -> None:
    listener = Listener()
    played = [*NOTES, b"\xf8", b"\xfe", b"\xf1\x25", b"\xc0\x05", DUMP, b"\xf6"]
    with keyboard() as keys:
        handle = backend.open_input(KEYS, listener)
        reach(keys.send_message, lambda: listener.is_reached)
        for number, message in enumerate(played, 1):
            keys.send_message(message)
            wait_for(lambda count=number: len(listener.messages) >= count, f"message {number}")
        handle.close()
    assert listener.messages == played
    assert listener.stamps == sorted(listener.stamps)


def test_a_realtime_octet_in_a_sysex_comes_out_before_it(backend: PortBackend) -> None:
    listener = Listener()
    with keyboard() as keys:
        handle = backend.open_input(KEYS, listener)
        reach(keys.send_message, lambda: listener.is_reached)
        keys.send_message(b"\xf0\x7d\x01\xf8\x02\xf7")
        wait_for(lambda: len(listener.messages) == 2, "both messages")
        handle.close()
    assert listener.messages == [b"\xf8", b"\xf0\x7d\x01\x02\xf7"]


def test_an_output_plays_to_another_program(backend: PortBackend) -> None:
    with synthesiser() as synth:
        handle = backend.open_output(SYNTH)
        assert len(DUMP) <= handle.max_octets
        reach(handle.send, synth.is_reached)
        for number, message in enumerate([*NOTES, DUMP, b"\xf8"], 1):
            handle.send(message)
            wait_for(lambda count=number: len(synth.heard()) >= count, f"message {number}")
        handle.close()
        assert synth.heard() == [*NOTES, DUMP, b"\xf8"]


def test_virtual_ports_are_there_for_others(backend: PortBackend) -> None:
    listener = Listener()
    ours_in, ours_out = (
        backend.open_virtual_input("Play: here", listener),
        backend.open_virtual_output("Hear"),
    )
    keys, synth = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="stage"), Synthesiser("rack")
    keys.open_port(port_named(keys, "Play here"))
    synth.port.open_port(port_named(synth.port, "Hear"))
    reach(keys.send_message, lambda: listener.is_reached)
    reach(ours_out.send, synth.is_reached)
    keys.send_message(NOTES[0])
    wait_for(lambda: listener.messages == NOTES[:1], "the note played to us")
    ours_out.send(NOTES[1])
    wait_for(lambda: synth.heard() == NOTES[1:2], "the note we played")
    for port in (keys, synth.port):
        port.delete()
    for handle in (ours_in, ours_out):
        handle.close()


def port_named(client: rtmidi.MidiIn | rtmidi.MidiOut, name: str) -> int:
    return next(index for index, raw in enumerate(client.get_ports()) if raw.endswith(f":{name}"))


def test_an_input_that_rtmidi_calls_back_for_gives_the_same(jack_server: JackServer) -> None:
    listener, gone = Listener(), []
    with keyboard() as keys:
        client = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name="listener")
        client.ignore_types(sysex=False, timing=False, active_sense=False)
        handle = CalledInput(lambda: client, gone.append, listener)
        handle.connect(0, "called")
        reach(keys.send_message, lambda: listener.is_reached)
        keys.send_message(b"\xf0\x7d\x01\xf8\x02\xf7")
        wait_for(lambda: len(listener.messages) == 2, "both messages")
        handle.close()
        handle.close()
    assert listener.messages == [b"\xf8", b"\xf0\x7d\x01\x02\xf7"]
    assert gone == [handle]


# -- what cannot be -----------------------------------------------------------------------------------------


def test_what_is_not_there_cannot_be_opened(backend: PortBackend) -> None:
    with pytest.raises(PortError, match="not there"):
        backend.open_input(KEYS, Listener())
    with pytest.raises(PortError, match="not there"):
        backend.open_output(SYNTH)


def test_what_is_no_message_cannot_be_sent(backend: PortBackend) -> None:
    handle = backend.open_virtual_output("Hear")
    for octets in (b"", b"\x90\x3c\x40\x41"):
        with pytest.raises(PortError):
            handle.send(octets)
    handle.close()
    handle.close()
    with pytest.raises(PortError, match="closed"):
        handle.send(b"\xf8")


def test_a_flood_is_refused_before_it_would_wait_and_then_goes_on(backend: PortBackend) -> None:
    handle = backend.open_virtual_output("Hear")

    def refuses(count: int) -> bool:
        try:
            for _ in range(count):
                handle.send(NOTES[0])
        except PortBusyError:
            return True
        return False

    wait_for(lambda: refuses(10_000), "the flood being refused")
    wait_for(lambda: not refuses(1), "room again")
    handle.close()


def test_every_failure_of_the_library_is_a_port_error() -> None:
    for fault in (
        rtmidi.SystemError,
        rtmidi.InvalidPortError,
        rtmidi.InvalidUseError,
        rtmidi.MemoryAllocationError,
    ):
        with pytest.raises(PortError, match="opening"), contained("opening"):
            raise fault("why")


@pytest.mark.parametrize(
    ("api", "reason"), [("none", "switched off"), ("winmm", "not available"), ("odd", "odd")]
)
def test_without_the_midi_system_asked_for_there_is_a_reason(api: str, reason: str) -> None:
    backend = open_backend(api)
    assert isinstance(backend, NoMidi)
    assert reason in backend.reason


def test_a_server_that_does_not_run_is_a_reason_for_another_system_unless_it_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", f"none-{os.getpid()}")
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    found = open_backend()
    assert found.missing_server is None
    assert found.name != "jack"
    found.close()
    asked = open_backend("jack")
    assert (asked.name, asked.missing_server, list(asked.list())) == ("jack", "JACK", [])
    with pytest.raises(PortError, match="does not run"):
        asked.open_output(KEYS)
    asked.close()


# -- a server that goes and comes back ----------------------------------------------------------------------


@contextmanager
def restartable_server(name: str, log: Path) -> Iterator[None]:
    command = [need("jackd"), "-n", name, "--no-realtime", "-d", "dummy", "-r", "48000", "-p", "256"]
    with running(command, log):
        wait_for(answers, "the JACK server")
        yield
    for left in Path("/dev/shm").glob(f"jack_sem.*_{name}_*"):  # of clients that outlived it
        left.unlink(missing_ok=True)


@contextmanager
def soon_silent() -> Iterator[None]:
    """Take a server for dead sooner; not for longer than that is wanted, for on a slow machine each one pauses."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.engine.pulse.SILENCE_NS", 500_000_000)
        yield


def answers() -> bool:
    # In a process of its own: the library writes a dozen lines to stderr while there is no server.
    probe = "import rtmidi; rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name='probe').delete()"
    return subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False).returncode == 0


def test_a_server_that_is_started_after_us_is_found_and_has_the_ports_that_were_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"later-{os.getpid()}"
    monkeypatch.setenv("JACK_DEFAULT_SERVER", name)
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    monkeypatch.setattr("app.engine.rtmidi_ports.REVIVE_NS", 200_000_000)
    listener = Listener()
    backend = open_backend("jack")
    ours = backend.open_virtual_input("Studio", listener)
    never = backend.open_virtual_output("Never")
    never.close()
    with restartable_server(name, tmp_path / "late.log"), keyboard("later"):
        assert wait_for(backend.list, "the server being found")
        assert backend.missing_server is None
        player = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="player")
        player.open_port(port_named(player, "Studio"))
        reach(player.send_message, lambda: listener.is_reached)
        player.send_message(NOTES[0])
        wait_for(lambda: listener.messages == NOTES[:1], "a note on the port that waited for the server")
        assert not [port for port in player.get_ports() if "Never" in port]
        player.delete()
        ours.close()
        backend.close()


def test_a_server_that_stops_is_noticed_and_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    name = f"restart-{os.getpid()}"
    monkeypatch.setenv("JACK_DEFAULT_SERVER", name)
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    monkeypatch.setattr("app.engine.rtmidi_ports.REVIVE_NS", 200_000_000)
    expect_log("midi: the jack server has gone")
    listener = Listener()
    with restartable_server(name, tmp_path / "first.log"):
        backend = open_backend("jack")
        ours = backend.open_virtual_input("Studio", listener)
        output = backend.open_virtual_output("Stage")
        with keyboard():
            assert list(backend.list()) == [KEYS]

    def is_noticed() -> bool:
        backend.list()
        try:
            output.send(b"\xf8")
        except PortError:
            return True
        return False

    with soon_silent():
        wait_for(is_noticed, "the dead server being noticed")
    assert list(backend.list()) == []
    with pytest.raises(PortError, match="does not run"):
        backend.open_output(KEYS)
    with restartable_server(name, tmp_path / "second.log"), keyboard("again"):
        wait_for(backend.list, "the new server being found")
        player = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="player")
        player.open_port(port_named(player, "Studio"))
        reach(player.send_message, lambda: listener.is_reached)
        player.send_message(NOTES[0])
        wait_for(lambda: listener.messages == NOTES[:1], "a note on the port made anew")
        output.send(NOTES[0])
        player.delete()
        for handle in (ours, output):
            handle.close()
        backend.close()
        backend.close()
        assert list(backend.list()) == []


def test_a_server_that_let_go_of_us_and_runs_on_is_told_as_one_that_was_gone(
    backend: PortBackend, expect_log: ExpectLog
) -> None:
    expect_log("midi: the jack server has gone")
    with keyboard(), synthesiser() as synth:
        wait_for(lambda: {KEYS, SYNTH} <= set(backend.list()), "both instruments")
        before = backend.open_output(SYNTH)
        pulses = subprocess.run(
            [need("jack_lsp"), "pulse"], capture_output=True, text=True, check=True
        ).stdout.split()
        subprocess.run([need("jack_disconnect"), *pulses], check=True)
        with soon_silent():
            wait_for(lambda: not backend.list(), "the ports of others being told as gone")
        before.close()
        wait_for(lambda: SYNTH in backend.list(), "the ports of others being there again")
        after = backend.open_output(SYNTH)
        reach(after.send, synth.is_reached)
        after.send(NOTES[0])
        wait_for(lambda: synth.heard() == NOTES[:1], "the note on the output that was opened anew")
        after.close()
