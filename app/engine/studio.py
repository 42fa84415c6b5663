"""Takes, songs and dumps as the front door offers them."""

from app.engine.api import Told
from app.engine.by_hand import open_destination
from app.engine.playbacks import From
from app.engine.ports import PortName
from app.engine.recorders import plays
from app.engine.workings import Workings
from app.model.endpoints import Endpoint


class Takes:
    """Implements `TakeApi`."""

    def __init__(self, everything: Workings) -> None:
        self._all = everything

    def record(self, source: Endpoint, file: str) -> int:
        """Record into a new file from now on; gives the id. CommandError when it cannot be made."""
        number = self._all.next_id()
        ports = (PortName(each.name, each.nth, each.direction) for each in self._all.ports.views())
        self._all.recorders.start(number, source, file, plays=plays(source, ports))
        self._all.use_ports()
        return number

    def stop_recording(self, recording: int) -> None:
        """End a take and complete its file; an ended one stays as it is."""
        self._all.recorders.end(recording)

    def play(
        self, file: str, destination: Endpoint, loop: bool = False, begin: float = 0.0, sysex: bool = False
    ) -> int:
        """Play a file from `begin` on, as `seek` does; gives the id. CommandError when the endpoint is not there."""
        open_destination(self._all, destination)
        number = self._all.next_id()
        self._all.playbacks.start(number, file, destination, From(begin, sysex), loop=loop)
        return number

    def pause(self, playback: int, paused: bool) -> None:
        """Hold a file where it is, what sounds is released; or go on, and what the pause put to rest is set again."""
        self._all.playbacks.change(playback, paused=paused)

    def seek(self, playback: int, position: float, sysex: bool = False) -> None:
        """Go on at a place, in seconds, after what the song would have set by then; an ended one stays as it is."""
        self._all.playbacks.seek(playback, From(position, sysex))

    def loop(self, playback: int, loop: bool) -> None:
        """Begin anew at the end, or not."""
        self._all.playbacks.change(playback, loop=loop)

    def stop(self, playback: int) -> None:
        """Play no more and release exactly what sounds through it; an ended one stays as it is."""
        self._all.playbacks.stop(playback)


class Sysex:
    """Implements `SysexApi`."""

    def __init__(self, everything: Workings) -> None:
        self._all = everything

    def send(self, file: str, destination: Endpoint, gap_ms: int) -> int:
        """Send every message of a file, with a pause after each; gives the id. CommandError when nobody is there."""
        open_destination(self._all, destination)
        number = self._all.next_id()
        self._all.dump_files.send(number, file, destination, gap_ms)
        return number

    def cancel(self, sending: int) -> None:
        """Send no more; a long message on its way is made void. An ended one stays as it is."""
        self._all.dump_files.cancel(sending)

    def receive(self, source: Endpoint) -> int:
        """Take the SysEx that an endpoint plays from now on; gives the id."""
        number = self._all.next_id()
        self._all.dump_files.receive(number, source)
        self._all.use_ports()
        return number

    def stop(self, receiving: int) -> None:
        """Take no more; what came stays until `forget`."""
        self._all.dump_files.stop(receiving)
        self._all.use_ports()

    def save(self, receiving: int, file: str, told: Told) -> None:
        """Write what has come by now into a file."""
        self._all.dump_files.save(receiving, file, told)

    def forget(self, receiving: int) -> None:
        """Take no more and keep nothing."""
        self._all.dump_files.forget(receiving)
        self._all.use_ports()
