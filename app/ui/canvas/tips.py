"""What the canvas says of the thing under a resting pointer."""

from app.ui.canvas.board import Board
from app.ui.canvas.elements import Button, CableKey, Deed, Socket
from app.ui.canvas.words import describe_cable, describe_socket


def tip_at(board: Board, x: float, y: float) -> str:
    """Say what is at a point of the scene: what a socket or cable is, or what a text says that does not fit."""
    element = board.element_at(x, y)
    match element:
        case Socket():
            return describe_socket(board.graph, element)
        case CableKey() if cable := board.graph.cable(element):
            return describe_cable(board.graph, cable)
        case Button():
            return _button_tip(board, element)
    return _text_tip(board, x, y)


def _button_tip(board: Board, button: Button) -> str:
    if button.deed is Deed.COPY_ADDRESS:
        box = next((box for box in board.graph.sessions if box.id == button.session), None)
        return "\n".join(f"{address} · {box.control}" for address in box.addresses) if box else ""
    figure = board.scene.button_figure(button)
    return figure.tooltip if figure else ""


def _text_tip(board: Board, x: float, y: float) -> str:
    for end, rect in board.layout.terminals.items():
        if rect.contains(x, y):
            return board.scene.terminals[end].tooltip
    for key, rect in board.layout.sessions.items():
        if rect.contains(x, y):
            return board.scene.boxes[key].tooltip
    return ""
