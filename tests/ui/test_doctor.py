"""The doctor's window: steps as they come, what they add up to, the report, and the ways to open it."""

import string
from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.bootstrap import STEPS, Finding
from app.doctor.findings import TEMPLATES
from app.model.endpoints import PeerEnd
from app.options import Options
from app.ui.doctor.dialog import DoctorDialog
from app.ui.doctor.examiner import Tell, examiner
from app.ui.doctor.words import STEP_NAMES, finding_text
from app.ui.main_window import MainWindow
from app.ui.selection import Selection
from tests.engine.test_edits import patch
from tests.support.engines import running, until
from tests.support.fake_engine import FakeEngine
from tests.support.languages import german
from tests.ui.conftest import OpenWindow

WRONG = {"port": 5004, "data": 5005}


class Visit:
    """An examination that the test leads."""

    def __init__(self) -> None:
        self.targets: list[str] = []
        self.given_up = 0
        self.tell: Tell = lambda _finding: None

    def __call__(self, target: str, tell: Tell) -> Callable[[], object]:
        self.targets.append(target)
        self.tell = tell
        return self._give_up

    def _give_up(self) -> None:
        self.given_up += 1


@pytest.fixture
def visit() -> Visit:
    return Visit()


@pytest.fixture
def window(open_window: OpenWindow, visit: Visit) -> MainWindow:
    return open_window(examine=visit)


@pytest.fixture
def dialog(window: MainWindow) -> DoctorDialog:
    window.companions.open_doctor("Loft Mac", "192.0.2.8:5004")
    [dialog] = window.findChildren(DoctorDialog)
    assert dialog.isVisible()
    assert not dialog.isModal()
    return dialog


def test_steps_tick_as_they_come(dialog: DoctorDialog, visit: Visit) -> None:
    assert visit.targets == ["192.0.2.8:5004"]
    assert list(dialog.steps) == list(STEPS) == list(STEP_NAMES)
    assert not dialog.again.isEnabled()
    step = dialog.steps["control"]
    visit.tell(Finding("control.running", {"port": 5004, "address": "192.0.2.8"}))
    assert step.sign.accessibleName() == "at work"
    visit.tell(Finding("control.accepted", {"port": 5004, "name": "Loft Mac"}))
    assert step.sign.accessibleName() == "fine"
    assert step.words.text() == "Control port 5004 answers as “Loft Mac” and lets this computer in."
    visit.tell(Finding("data.silent", WRONG))
    assert dialog.steps["data"].sign.accessibleName() == "failed"
    assert dialog.steps["clock"].words.text() == ""
    visit.tell(None)
    assert dialog.outcome.text() == "It cannot connect. The steps marked red say why."
    assert visit.given_up == 0


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (("name.unknown", "mdns.unseen"), "It cannot connect"),
        (("mdns.unseen", "data.skipped"), "It can connect; some"),
        (("network.itself", "data.skipped"), "Everything that a connection needs works."),
    ],
)
def test_the_worst_decides(dialog: DoctorDialog, visit: Visit, found: tuple[str, ...], said: str) -> None:
    for code in found:
        visit.tell(Finding(code, {"target": "x"}))
    visit.tell(None)
    assert dialog.outcome.text().startswith(said)


def test_further_addresses_are_told_in_one_step(dialog: DoctorDialog, visit: Visit) -> None:
    visit.tell(Finding("family.works", {"address": "192.0.2.8:5004"}))
    visit.tell(Finding("family.fails", {"address": "[2001:db8::8]:5004"}))
    assert dialog.steps["family"].sign.accessibleName() == "look at this"
    assert dialog.steps["family"].words.text().count("\n") == 1


def test_the_report_has_what_a_helper_needs(dialog: DoctorDialog, visit: Visit) -> None:
    visit.tell(Finding("data.silent", WRONG))
    visit.tell(None)
    dialog.copy.click()
    head, line = QGuiApplication.clipboard().text().splitlines()
    assert "“Loft Mac” (192.0.2.8:5004)" in head
    assert line.startswith("[failed] Data port: Control port 5004 answers")
    assert line.endswith("(data.silent)")


def test_who_is_connected_is_not_said_to_be_unable_to(
    window: MainWindow, engine: FakeEngine, visit: Visit
) -> None:
    one = engine.add_participant("Loft Mac", address="192.0.2.8")
    window.companions.open_doctor("Loft Mac", one.target)
    [dialog] = window.findChildren(DoctorDialog)
    assert dialog.windowTitle() == "Examining “Loft Mac”"
    visit.tell(Finding("control.refused", {"port": 5004}))
    visit.tell(None)
    assert dialog.outcome.text().startswith("It is connected. ")
    dialog.copy.click()
    assert "does not connect" not in QGuiApplication.clipboard().text()
    engine.set_participant(one, state="refused")
    dialog.again.click()
    visit.tell(Finding("control.refused", {"port": 5004}))
    visit.tell(None)
    assert dialog.outcome.text().startswith("It cannot connect. ")


def test_examining_again_forgets_the_first_visit(dialog: DoctorDialog, visit: Visit) -> None:
    visit.tell(Finding("data.silent", WRONG))
    visit.tell(None)
    dialog.again.click()
    assert visit.targets == ["192.0.2.8:5004"] * 2
    assert not dialog.findings


def test_closing_gives_up_and_hears_no_more(dialog: DoctorDialog, visit: Visit) -> None:
    dialog.reject()
    assert visit.given_up == 1
    visit.tell(Finding("data.silent", WRONG))
    visit.tell(None)
    assert not dialog.findings


def test_it_opens_from_the_inspector(window: MainWindow, engine: FakeEngine, visit: Visit) -> None:
    engine.add_participant("Loft Mac", address="192.0.2.8", state="waiting")
    window.inspector.show_selection(Selection(end=PeerEnd("Studio", "loft-mac")))
    [button] = [one for one in window.findChildren(QAbstractButton) if one.text() == "Examine…"]
    button.click()
    button.click()
    assert visit.targets == ["192.0.2.8:5004"] * 2
    assert len([one for one in window.findChildren(DoctorDialog) if one.isVisible()]) == 1


@pytest.mark.parametrize(
    ("code", "about", "target"),
    [
        ("peer.silent", {"peer": "loft-mac"}, "192.0.2.8:5004"),
        ("peer.unreachable", {"address": "192.0.2.9:5004"}, "192.0.2.9:5004"),
    ],
)
def test_it_opens_from_the_problem_bar(
    window: MainWindow, engine: FakeEngine, visit: Visit, code: str, about: dict[str, str], target: str
) -> None:
    engine.add_participant("Loft Mac", address="192.0.2.8", state="waiting")
    engine.raise_problem(code, about, peer="Loft Mac", address="192.0.2.9:5004", reason="no")
    window.problems._remedy.click()
    assert visit.targets == [target]


def test_every_finding_has_german_words(qapp: QApplication) -> None:
    with german(qapp) as missing:
        for code in TEMPLATES:
            finding_text(Finding(code, dict.fromkeys(_names(TEMPLATES[code][1]), "x")))
    assert not missing


def _names(template: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(template) if name]


async def test_a_real_peer_is_found_well() -> None:
    found: list[Finding | None] = []
    async with running(patch("Theirs")) as theirs:
        port = theirs.engine.snapshot().sessions[0].control
        examiner(Options(mdns=False))(f"127.0.0.1:{port}", found.append)
        await until(lambda: found and found[-1] is None, "the end of the examination")
    codes = [each.code for each in found if each is not None]
    assert "control.accepted" in codes
    assert "clock.good" in codes or "clock.slow" in codes
