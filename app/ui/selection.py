"""What is selected on the canvas, for whoever shows more about it."""

from dataclasses import dataclass

from app.model.endpoints import Endpoint


@dataclass(frozen=True, slots=True)
class Selection:
    """The routes in the selected cables, or one selected end; a `SessionEnd` is the session itself."""

    routes: tuple[str, ...] = ()
    end: Endpoint | None = None
