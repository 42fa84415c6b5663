"""MIDIMonster's instances of local MIDI backends, as ports of this computer."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.config.monster_file import Option, Place
from app.config.monster_map import Side
from app.model.endpoints import PortEnd
from app.model.patch import PortDirection, VirtualPort

LOCAL_BACKENDS = ("midi", "winmidi", "jack")


@dataclass(slots=True)
class LocalInstance:
    """What `[midi NAME]`, `[winmidi NAME]` or `[jack NAME]` says.

    `read` and `write` are the ports to use; without them the instance is a port of its own. A jack instance has
    its ports by name instead.
    """

    place: Place
    backend: str
    name: str
    read: str | None = None
    write: str | None = None
    used: dict[str, set[PortDirection]] = field(default_factory=dict)
    notes: list[tuple[Place, str]] = field(default_factory=list)

    def take(self, option: Option) -> None:
        """Read one option; what has no meaning here is noted."""
        if self.backend == "jack" and option.value in ("midi in", "midi out"):
            return  # which way it goes is seen in the map
        if self.backend != "jack" and option.name == "read":
            self.read = option.value
        elif self.backend != "jack" and option.name == "write":
            self.write = option.value
        else:
            self.notes.append(
                (option.place, f"{option.name} of {self.backend} has no counterpart in Longwire")
            )

    def source(self, side: Side) -> tuple[PortEnd, str]:
        """Give the port that a mapping's source is, and its channel spec."""
        return self._end(side, self.read, "in")

    def destination(self, side: Side) -> tuple[PortEnd, str]:
        """Give the port that a mapping's destination is, and its channel spec."""
        return self._end(side, self.write, "out")

    def virtual_ports(self) -> Iterator[VirtualPort]:
        """Give the ports of its own that the map uses."""
        for name, ways in self.used.items():
            yield VirtualPort(name, "both" if len(ways) > 1 else next(iter(ways)))

    def describe(self) -> str:
        """Say what becomes of it."""
        named = [f"“{port}”" for port in dict.fromkeys((self.read, self.write)) if port]
        if named:
            return (
                f"[{self.backend} {self.name}] uses the MIDI port {' and '.join(named)}; check the name here"
            )
        return f"[{self.backend} {self.name}] becomes a virtual port of Longwire; connect it as before"

    def _end(self, side: Side, port: str | None, way: PortDirection) -> tuple[PortEnd, str]:
        if port is not None:
            return PortEnd(port), side.channel
        name, channel = self.name, side.channel
        if self.backend == "jack":
            port_name, _, channel = side.channel.partition(".")
            name = f"{self.name} {port_name}"
        self.used.setdefault(name, set()).add(way)
        return PortEnd(name), channel
