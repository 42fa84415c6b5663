"""Which sources call which scenes: from the names in a patch to the ids of the MIDI thread."""

from collections.abc import Iterable, Iterator

from app.engine.cue_watch import Cues
from app.engine.desk import Desk
from app.engine.ports import PortName
from app.engine.rewrite import in_scene
from app.engine.wiring import Resolver
from app.midi.cues import Cue, read_cue
from app.model.endpoints import PortEnd
from app.model.patch import Scene


def cues_of(scenes: Iterable[Scene], resolver: Resolver) -> Cues:
    """Resolve the cues of all scenes; a source that is not there calls nothing until it is."""
    found: dict[int, list[tuple[Cue, str]]] = {}
    for scene in scenes:
        if scene.source is None or scene.control is None:
            continue
        cue = read_cue(scene.control, scene.value)
        for source in resolver.sources(scene.source).ids:
            found.setdefault(source, []).append((cue, scene.name))
    return {source: tuple(each) for source, each in found.items()}


def call_scene(desk: Desk, name: str) -> None:
    """Switch to a scene that somebody called by playing; one that is gone by now is ignored."""
    scene = next((each for each in desk.patch.scenes if each.name == name), None)
    if scene is not None:
        desk.change(in_scene(desk.patch, scene))


def cue_ports(scenes: Iterable[Scene]) -> Iterator[PortName]:
    """List the local inputs that must be open because scenes are called from there."""
    for scene in scenes:
        if isinstance(scene.source, PortEnd):
            yield PortName(scene.source.name, scene.source.nth, "in")
