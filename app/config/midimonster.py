"""From a MIDIMonster configuration to a patch (MIDIMonster sheet), with a note for all that is different here."""

from dataclasses import dataclass, field
from pathlib import Path

from app.config.monster_file import MapLine, Option, Place, Section, read_items
from app.config.monster_local import LOCAL_BACKENDS, LocalInstance
from app.config.monster_map import Side, read_map_line
from app.config.monster_parts import Parts
from app.config.monster_rtpmidi import Globals, Instance
from app.midi.specs import parse_spec
from app.model.endpoints import Endpoint
from app.model.patch import MapRule, Patch, Route

RTPMIDI = "rtpmidi"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that could not be taken over as it was, or that should be looked at."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.text}."


def import_midimonster(path: Path) -> tuple[Patch, tuple[Note, ...]]:
    """Read a configuration and what it includes; notes come in the order of lines. Raises PatchError."""
    reader = _Reader()
    for item in read_items(path):
        match item:
            case Section():
                reader.open(item)
            case Option():
                reader.option(item)
            case MapLine():
                reader.map(item)
    return reader.result()


@dataclass(slots=True)
class _Reader:
    globals: Globals = field(default_factory=Globals)
    instances: dict[str, Instance] = field(default_factory=dict)
    locals: dict[str, LocalInstance] = field(default_factory=dict)
    strangers: dict[str, str] = field(default_factory=dict)
    cables: dict[tuple[Endpoint, Endpoint], list[MapRule]] = field(default_factory=dict)
    notes: list[tuple[Place, str]] = field(default_factory=list)
    parts: Parts | None = None
    current: Globals | Instance | LocalInstance | None = None

    def open(self, section: Section) -> None:
        """Begin a section."""
        self.current = None
        match section.kind:
            case "backend" if section.backend == RTPMIDI:
                self.current = self.globals
            case "instance":
                self._open_instance(section)
            case _:
                pass

    def option(self, option: Option) -> None:
        """Give an option to its section; those of strange backends say nothing to us."""
        if self.current is not None:
            self.current.take(option)

    def map(self, line: MapLine) -> None:
        """Turn a mapping into rules on cables."""
        for source, destination in read_map_line(line):
            strange = [side for side in (source, destination) if self._is_strange(line, side)]
            if strange:
                names = " and ".join(f"“{side.instance}”" for side in strange)
                self._note(line.place, f"this mapping cannot come over, since Longwire has no {names}")
                return
            self._lay(line, source, destination)

    def result(self) -> tuple[Patch, tuple[Note, ...]]:
        """Put the patch together."""
        parts = self._settled()
        notes = [*self.notes, *self.globals.notes, *parts.notes]
        for local in self.locals.values():
            notes += [(local.place, local.describe()), *local.notes]
        patch = parts.patch(
            self.globals,
            tuple(port for local in self.locals.values() for port in local.virtual_ports()),
            tuple(
                Route(f"r{nth}", source, destination, pass_others=False, maps=tuple(rules))
                for nth, ((source, destination), rules) in enumerate(self.cables.items(), start=1)
            ),
        )
        ordered = dict.fromkeys(sorted(notes, key=lambda note: (note[0].file, note[0].line)))
        return patch, tuple(Note(place.file, place.line, text) for place, text in ordered)

    def _open_instance(self, section: Section) -> None:
        name = section.instance
        if name in self.instances or name in self.locals or name in self.strangers:
            section.place.fail(None, "a name that no other instance has", name)
        if section.backend == RTPMIDI:
            self.current = self.instances[name] = Instance(section.place, name)
        elif section.backend in LOCAL_BACKENDS:
            self.current = self.locals[name] = LocalInstance(section.place, section.backend, name)
        else:
            self.strangers[name] = section.backend
            self._note(
                section.place, f"[{section.backend} {name}] cannot come over: Longwire speaks only MIDI"
            )

    def _is_strange(self, line: MapLine, side: Side) -> bool:
        if side.instance in self.strangers:
            return True
        if side.instance not in self.instances and side.instance not in self.locals:
            line.place.fail("map", "an instance that was named before it is mapped", side.instance)
        return False

    def _lay(self, line: MapLine, source: Side, destination: Side) -> None:
        start, start_spec = self._end(source, leaves=True)
        end, end_spec = self._end(destination, leaves=False)
        for spec in (start_spec, end_spec):
            try:
                parse_spec(spec)
            except ValueError as error:
                line.place.fail("map", str(error), spec)
        rules = self.cables.setdefault((start, end), [])
        rule = MapRule(start_spec, end_spec)
        if rule not in rules:
            rules.append(rule)

    def _end(self, side: Side, *, leaves: bool) -> tuple[Endpoint, str]:
        local = self.locals.get(side.instance)
        if local is not None:
            return local.source(side) if leaves else local.destination(side)
        return self._settled().ends[side.instance], side.channel

    def _settled(self) -> Parts:
        if self.parts is None or len(self.parts.ends) != len(self.instances):
            self.parts = Parts(self.instances.values())
        return self.parts

    def _note(self, place: Place, text: str) -> None:
        self.notes.append((place, text))
