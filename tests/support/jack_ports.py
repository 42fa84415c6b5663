"""A keyboard and a synthesiser of our own on the JACK server: ports that a test plays and listens to.

They live in a process of their own (this file as a program). RtMidi and libjack hold the interpreter lock while they
wait for the server, and a client that leaves while another arrives has crashed in libjack: neither may take the
test run along.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import rtmidi

from tests.support.processes import leave

# JACK loses events when thousands come at once (design 3): a pause now and then, as no player is faster.
_BURST = 16
_PAUSE_SECONDS = 0.01
_QUEUE = 20_000


class Instruments:
    """What other programs on the server see as `stage:keys` and `rack:synth`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._forgotten = 0

    def play(self, messages: Sequence[bytes]) -> None:
        """Play whole messages on the keyboard, in order."""
        self._ask("play", [message.hex() for message in messages])

    @property
    def heard(self) -> list[bytes]:
        """What was played into the synthesiser since the last `forget`, in order."""
        return [bytes.fromhex(message) for message in self._ask("heard")[self._forgotten :]]

    def forget(self) -> None:
        """Begin to listen anew."""
        self._forgotten += len(self.heard)

    def _ask(self, word: str, value: object = None) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([word, value]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def instruments_on_jack() -> Iterator[Instruments]:
    """Both instruments on the server that the environment names, for the length of the block."""
    command = [sys.executable, "-m", "tests.support.jack_ports"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8") as process:
        try:
            instruments = Instruments(process)
            assert instruments.heard == []
            yield instruments
        finally:
            leave(process)


def _serve() -> None:
    keyboard = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="stage")
    keyboard.open_virtual_port("keys")
    synthesiser = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name="rack", queue_size_limit=_QUEUE)
    synthesiser.ignore_types(sysex=False, timing=False, active_sense=False)
    synthesiser.open_virtual_port("synth")
    heard: list[str] = []
    for line in sys.stdin:
        word, value = json.loads(line)
        if word == "play":
            _play(keyboard, [bytes.fromhex(message) for message in value])
        while (event := synthesiser.get_message()) is not None:
            heard.append(bytes(event[0]).hex())
        print(json.dumps(heard if word == "heard" else None), flush=True)
    # A server whose clients vanish does not end when it is told to.
    for port in (keyboard, synthesiser):
        port.close_port()
        port.delete()


def _play(keyboard: Any, messages: Sequence[bytes]) -> None:
    for number, message in enumerate(messages, 1):
        keyboard.send_message(message)
        if number % _BURST == 0 or len(message) > 3:
            time.sleep(_PAUSE_SECONDS)


if __name__ == "__main__":
    _serve()
