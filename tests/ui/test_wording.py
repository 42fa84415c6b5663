import string

import pytest
from PySide6.QtGui import Qt, QTextDocument

from app.engine.api import TEMPLATES, Participant, Problem, Snapshot
from app.model.endpoints import KEYBOARD, MONITOR, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Patch, Peer
from app.ui.wording import (
    NAME_LIMIT,
    endpoint_name,
    in_action,
    in_tip,
    problem_text,
    shown_markup,
    shown_name,
)


@pytest.mark.parametrize("code", TEMPLATES)
def test_every_problem_has_its_sentence(code: str) -> None:
    fields = [field for _, field, _, _ in string.Formatter().parse(TEMPLATES[code][1]) if field]
    text = problem_text(Problem(code, {field: f"<{field}>" for field in fields}))
    assert all(f"<{field}>" in text for field in fields)
    assert "{" not in text


def test_names_of_strangers_are_made_harmless() -> None:
    assert shown_name("Kitchen\niPad\x00") == "Kitchen iPad"
    assert shown_name("\u202egpj.exe") == "gpj.exe"
    assert len(shown_name("x" * 256)) == NAME_LIMIT
    assert shown_markup("<img src=x>") == "&lt;img src=x&gt;"


def test_names_in_menus_and_tips_are_read_as_they_are_written() -> None:
    assert in_action("R&B") == "R&&B"
    assert in_tip("Kitchen iPad & more") == "Kitchen iPad & more"
    assert not Qt.mightBeRichText("Kitchen iPad & more")
    assert Qt.mightBeRichText("<img src=x>"), "what a tip would do with it"
    shown = QTextDocument()
    shown.setHtml(in_tip("<img src=x>\nand <b>bold</b> & more"))
    assert shown.toPlainText() == "<img src=x>\nand <b>bold</b> & more"


def test_endpoints_are_named_as_people_know_them() -> None:
    person = Participant(1, 1, "stage-piano", "Stage piano", "initiator", "192.0.2.7", 5004, "connected")
    snapshot = Snapshot(
        participants=(person,),
        patch=Patch(peers=(Peer("loft", "Loft Mac"), Peer("bare", address="192.0.2.3:5004"))),
    )
    names = {
        KEYBOARD: "Test keyboard",
        MONITOR: "Monitor",
        PortEnd("Keystation 49"): "Keystation 49",
        PortEnd("Keystation 49", 2): "Keystation 49 (2)",
        SessionEnd("Studio"): "Studio",
        LinkEnd("Lights"): "Lights",
        PeerEnd("Studio", "stage-piano"): "Stage piano",
        PeerEnd("Studio", "loft"): "Loft Mac",
        PeerEnd("Studio", "bare"): "192.0.2.3:5004",
    }
    assert {end: endpoint_name(end, snapshot) for end in names} == names
