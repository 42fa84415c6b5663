"""A keyboard and a synthesiser of our own on the JACK server: ports that a test plays and listens to."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import rtmidi

# JACK loses events when thousands come at once (design 3): a pause now and then, as no player is faster.
_BURST = 16
_PAUSE_SECONDS = 0.01
_QUEUE = 20_000


class JackKeyboard:
    """An output that other programs see as `name`."""

    def __init__(self, client: str, name: str) -> None:
        self._port = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name=client)
        self._port.open_virtual_port(name)

    def play(self, messages: Sequence[bytes]) -> None:
        """Send whole messages, in order."""
        for number, message in enumerate(messages, 1):
            self._port.send_message(message)
            if number % _BURST == 0 or len(message) > 3:
                time.sleep(_PAUSE_SECONDS)

    def close(self) -> None:
        """Take the port away."""
        self._port.close_port()
        self._port.delete()


class JackSynthesiser:
    """An input that other programs see as `name`; `heard` is what was played into it, in order.

    RtMidi queues and we fetch: a callback into Python would need the interpreter lock on JACK's own thread, which
    a call of ours into JACK may hold while it waits for that thread.
    """

    def __init__(self, client: str, name: str) -> None:
        self._heard: list[bytes] = []
        self._port = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name=client, queue_size_limit=_QUEUE)
        self._port.ignore_types(sysex=False, timing=False, active_sense=False)
        self._port.open_virtual_port(name)

    @property
    def heard(self) -> list[bytes]:
        """Every message since the last `forget`."""
        while (event := self._port.get_message()) is not None:
            self._heard.append(bytes(event[0]))
        return list(self._heard)

    def forget(self) -> None:
        """Begin to listen anew."""
        self._heard = self.heard[:0]

    def close(self) -> None:
        """Take the port away."""
        self._port.close_port()
        self._port.delete()


@contextmanager
def keyboard_and_synthesiser() -> Iterator[tuple[JackKeyboard, JackSynthesiser]]:
    """Both on the server that this process uses, for the length of the block."""
    keyboard, synthesiser = JackKeyboard("stage", "keys"), JackSynthesiser("rack", "synth")
    try:
        yield keyboard, synthesiser
    finally:
        keyboard.close()
        synthesiser.close()
