"""What lies under a point, from the layout alone. Pure: no Qt here."""

from app.ui.canvas.elements import Button, CanvasEnd, Graph, Socket
from app.ui.canvas.layout import BOX_HEADER, ROW_GAP, Layout

SOCKET_GRIP = 14.0
"""A socket is gripped this far from its centre, more than it shows: hands are unsteady, fingers are wide."""
NEAR = ROW_GAP / 2
"""Rows are taken as touching each other, so that no drop falls between two."""


def socket_at(layout: Layout, x: float, y: float) -> Socket | None:
    """Give the nearest socket within grip."""
    near = [
        ((spot.x - x) ** 2 + (spot.y - y) ** 2, number, socket)
        for number, (socket, spot) in enumerate(layout.sockets.items())
        if abs(spot.x - x) <= SOCKET_GRIP and abs(spot.y - y) <= SOCKET_GRIP
    ]
    return min(near)[2] if near else None


def button_at(layout: Layout, x: float, y: float) -> Button | None:
    """Give the button there."""
    return next((button for button, rect in layout.buttons.items() if rect.contains(x, y)), None)


def end_at(layout: Layout, graph: Graph, x: float, y: float) -> CanvasEnd | None:
    """Give the end that a cable dropped there would go to; the header of a session means everyone in it."""
    socket = socket_at(layout, x, y)
    if socket is not None:
        return socket.end
    for end, rect in layout.terminals.items():
        if rect.x - NEAR <= x <= rect.right + NEAR and rect.y - NEAR <= y <= rect.bottom + NEAR:
            return end
    for box in graph.sessions:
        rect = layout.sessions[box.id]
        if rect.contains(x, y) and y < rect.y + BOX_HEADER:
            return box.rows[0].end
    return None
