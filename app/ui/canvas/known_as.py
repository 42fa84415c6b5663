"""What is known by another name after a change of the patch, for whoever knows things by their ends. No Qt here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from app.model.endpoints import LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Link, Patch, Session, VirtualPort
from app.ui.canvas.elements import Button, CableKey, CanvasEnd, Element, Socket
from app.ui.canvas.nodes import NodeKey, port_key, session_key
from app.ui.selection import Selection

SomeEnd = TypeVar("SomeEnd", bound=CanvasEnd)
SomeElement = TypeVar("SomeElement", bound=Element)


@dataclass(frozen=True, slots=True)
class KnownAs:
    """The old names of sessions, ports of our own and links, each with the new one; false when there are none."""

    sessions: Mapping[str, str] = field(default_factory=dict)
    ports: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def between(cls, before: Patch, after: Patch) -> "KnownAs":
        """Tell what was renamed between two patches."""
        if before is after:
            return cls()
        return cls(
            _renamed(before.sessions, after.sessions),
            _renamed(before.ports, after.ports),
            _renamed(before.links, after.links),
        )

    def __bool__(self) -> bool:
        return bool(self.sessions or self.ports or self.links)

    @property
    def nodes(self) -> dict[NodeKey, NodeKey]:
        """The nodes that have another key now."""
        nodes = {session_key(old): session_key(new) for old, new in self.sessions.items()}
        return nodes | {port_key(old): port_key(new) for old, new in self.ports.items()}

    def end(self, end: SomeEnd) -> SomeEnd:
        """Give an end as it is known now."""
        match end:
            case SessionEnd(session=name) if name in self.sessions:
                return replace(end, session=self.sessions[name])
            case PeerEnd(session=name) if name in self.sessions:
                return replace(end, session=self.sessions[name])
            case PortEnd(name=name, nth=1) if name in self.ports:
                return replace(end, name=self.ports[name])
            case LinkEnd(link=name) if name in self.links:
                return replace(end, link=self.links[name])
        return end

    def element(self, element: SomeElement) -> SomeElement:
        """Give an element with its ends as they are known now."""
        match element:
            case Socket(end=end):
                return replace(element, end=self.end(end))
            case Button(end=end) if end is not None:
                return replace(element, end=self.end(end))
            case CableKey(first=first, second=second):
                return replace(element, first=self.end(first), second=self.end(second))
        return element

    def selection(self, selection: Selection) -> Selection:
        """Give what is selected as it is known now."""
        return selection if selection.end is None else replace(selection, end=self.end(selection.end))


def _renamed(
    before: Iterable[Session | Link | VirtualPort], after: Iterable[Session | Link | VirtualPort]
) -> dict[str, str]:
    """Give the old name and the new one if exactly one part is called otherwise, else nothing."""
    old, new = [each.name for each in before], [each.name for each in after]
    changed = {was: now for was, now in zip(old, new, strict=False) if was != now}
    return changed if len(old) == len(new) and len(changed) == 1 else {}
