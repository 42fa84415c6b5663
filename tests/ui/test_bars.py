import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.engine.api import Problem
from app.ui import problem_bar
from app.ui.client import Client
from app.ui.invitation_bar import InvitationBar
from app.ui.problem_bar import ProblemBar
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine


class Clock:
    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def texts(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget: QWidget, text: str) -> QAbstractButton:
    return next(one for one in widget.findChildren(QAbstractButton) if one.text() == text)


def wait_until_answerable(bar: InvitationBar, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bar.isVisible() and button(bar, "Join").isEnabled())


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 80)
    host.show()
    return host


@pytest.fixture
def clock() -> Clock:
    return Clock(time.monotonic())


@pytest.fixture
def bar(client: Client, undo: UndoVerbs, theme: Theme, host: QWidget, clock: Clock) -> InvitationBar:
    bar = InvitationBar(client, undo, theme, clock)
    bar.setParent(host)
    bar.refresh()
    return bar


def test_an_invitation_is_asked_with_name_session_and_time(
    engine: FakeEngine, bar: InvitationBar, clock: Clock, qtbot: QtBot
) -> None:
    assert not bar.isVisible()
    asked = engine.add_invitation("Kitchen iPad", seconds=12)
    clock.now = asked.expires - 12  # as long as it keeps asking, and it does not look as if it went
    qtbot.waitUntil(bar.isVisible)
    assert "192.0.2.31" in texts(bar)
    assert "s left" not in texts(bar)
    clock.now = asked.expires - 8.5
    qtbot.waitUntil(lambda: "s left" in texts(bar))
    assert "<b>Kitchen iPad</b> wants to join “Studio”" in texts(bar)
    assert "192.0.2.31 · 9 s left" in texts(bar)
    assert bar.accessibleName() == "Kitchen iPad wants to join “Studio”"
    engine.add_invitation("Drummer")
    qtbot.waitUntil(lambda: "1 of 2" in texts(bar))
    clock.now += 30
    qtbot.waitUntil(lambda: "0 s left" in texts(bar))


def test_which_of_two_that_say_one_name_asks_is_said(
    engine: FakeEngine, bar: InvitationBar, qtbot: QtBot
) -> None:
    for number, nickname in enumerate(("Left", "Right")):
        engine.add_found("iPad", service=f"iPad ({number})", addresses=(f"192.0.2.{31 + number}",))
        engine.edit.name_found(f"iPad ({number})", nickname)
    engine.add_invitation("iPad", address="192.0.2.32")
    qtbot.waitUntil(lambda: "192.0.2.32 · Right" in texts(bar))
    assert "iPad" in texts(bar)
    assert "Left" not in texts(bar)


def test_the_name_of_a_stranger_is_not_markup(engine: FakeEngine, bar: InvitationBar, qtbot: QtBot) -> None:
    engine.add_invitation("<h1>Big</h1>")
    qtbot.waitUntil(bar.isVisible)
    assert "&lt;h1&gt;Big" in texts(bar)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Join", ("accept", False)),
        ("Always", ("accept", True)),
        ("Decline", ("decline", False)),
        ("Never", ("decline", True)),
    ],
)
def test_each_answer_is_one_command(
    engine: FakeEngine, bar: InvitationBar, qtbot: QtBot, text: str, command: tuple[str, bool]
) -> None:
    asked = engine.add_invitation("Kitchen iPad")
    wait_until_answerable(bar, qtbot)
    qtbot.mouseClick(button(bar, text), Qt.MouseButton.LeftButton)
    assert engine.commands == [(command[0], asked.id, command[1])]
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert bar.invitation is None
    assert not bar._countdown.isActive()


@pytest.mark.parametrize(("text", "access"), [("Always", "always"), ("Never", "never")])
def test_an_answer_for_good_can_be_taken_back(
    engine: FakeEngine,
    client: Client,
    undo: UndoVerbs,
    bar: InvitationBar,
    qtbot: QtBot,
    text: str,
    access: str,
) -> None:
    engine.add_invitation("Kitchen iPad")
    wait_until_answerable(bar, qtbot)
    qtbot.mouseClick(button(bar, text), Qt.MouseButton.LeftButton)
    assert [peer.access for peer in client.snapshot.patch.peers] == [access]
    assert undo.stack.undoText() == f"{text} let Kitchen iPad join"
    undo.stack.undo()
    assert [peer.access for peer in client.snapshot.patch.peers] == ["ask"]
    undo.stack.redo()
    assert [peer.access for peer in client.snapshot.patch.peers] == [access]
    assert len([command for command in engine.commands if command[0] in ("accept", "decline")]) == 1


def test_the_next_invitation_takes_no_second_click(
    engine: FakeEngine, bar: InvitationBar, qtbot: QtBot
) -> None:
    first = engine.add_invitation("Kitchen iPad")
    second = engine.add_invitation("Drummer")
    join = button(bar, "Join")
    qtbot.waitUntil(bar.isVisible)
    qtbot.mouseClick(join, Qt.MouseButton.LeftButton)
    assert engine.commands == []
    wait_until_answerable(bar, qtbot)
    bar.focus_answer()
    qtbot.keyClick(join, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar.invitation == second)
    qtbot.mouseClick(join, Qt.MouseButton.LeftButton)
    assert engine.commands == [("accept", first.id, False)]
    wait_until_answerable(bar, qtbot)
    assert bar.window().focusWidget() is join
    qtbot.mouseClick(join, Qt.MouseButton.LeftButton)
    assert engine.commands[1:] == [("accept", second.id, False)]


@pytest.fixture
def acted() -> list[Problem]:
    return []


@pytest.fixture
def problems(client: Client, theme: Theme, host: QWidget, acted: list[Problem]) -> ProblemBar:
    bar = ProblemBar(client, theme, {"net.mdns": ("Add by address…", acted.append)})
    bar.setParent(host)
    return bar


def test_a_problem_is_one_sentence_with_its_severity(engine: FakeEngine, problems: ProblemBar) -> None:
    assert not problems.isVisible()
    engine.raise_problem("net.none")
    assert problems.isVisible()
    assert "There is no network connection." in texts(problems)
    assert problems.accessibleName().startswith("Warning: There is no network")


def test_what_was_saved_is_said_for_a_while(
    client: Client, problems: ProblemBar, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(problem_bar, "PASSES_MS", 1)
    problems.add(Problem("settings.read_only", {"file": "a", "reason": "b"}))
    problems.add(Problem("file.saved", {"file": "take.mid"}))
    assert "1 of 2" in texts(problems)
    qtbot.waitUntil(lambda: "1 of 2" not in texts(problems))
    assert problems.problem is not None
    assert problems.problem.code == "settings.read_only"


def test_the_worst_problem_comes_first_then_the_newest(engine: FakeEngine, problems: ProblemBar) -> None:
    engine.raise_problem("net.none")
    error = engine.raise_problem("port.none", session="Studio", reason="none free")
    newest = engine.raise_problem("peer.refused", peer="Loft Mac")
    assert problems.problem == error
    assert "1 of 3" in texts(problems)
    problems.dismiss()
    assert problems.problem == newest
    engine.clear_problem(newest)
    assert problems.problem == Problem("net.none")
    problems.dismiss()
    assert not problems.isVisible()


def test_a_problem_told_twice_is_shown_once(engine: FakeEngine, problems: ProblemBar) -> None:
    engine.raise_problem("net.none")
    engine.raise_problem("net.none")
    problems.dismiss()
    assert problems.problem is None


def test_newer_words_about_the_same_thing_replace_the_older(engine: FakeEngine, problems: ProblemBar) -> None:
    about = {"peer": "loft"}
    engine.raise_problem("peer.silent", about, peer="Loft Mac", address="192.0.2.8")
    newer = engine.raise_problem("peer.silent", about, peer="Loft Mac", address="192.0.2.9")
    other = engine.raise_problem("peer.silent", {"peer": "attic"}, peer="Attic PC", address="192.0.2.7")
    assert problems.problem == other
    problems.dismiss()
    assert problems.problem == newer
    problems.dismiss()
    assert problems.problem is None


def test_a_failed_command_is_told(engine: FakeEngine, client: Client, problems: ProblemBar) -> None:
    engine.fail_next(Problem("net.none"))
    client.panic()
    assert problems.problem == Problem("net.none")


def test_a_problem_with_a_remedy_has_its_button(
    engine: FakeEngine, problems: ProblemBar, acted: list[Problem], qtbot: QtBot
) -> None:
    problem = engine.raise_problem("net.mdns", reason="the port is taken")
    qtbot.mouseClick(button(problems, "Add by address…"), Qt.MouseButton.LeftButton)
    assert acted == [problem]
    problems.dismiss()
    engine.raise_problem("net.none")
    assert not button(problems, "Add by address…").isVisible()


def test_problems_from_before_the_window_are_shown(
    engine: FakeEngine, client: Client, theme: Theme, qtbot: QtBot
) -> None:
    engine.raise_problem("net.none")
    bar = ProblemBar(client, theme, {})
    qtbot.addWidget(bar)
    assert bar.problem == Problem("net.none")


def test_a_peer_that_flaps_cannot_fill_the_memory(engine: FakeEngine, problems: ProblemBar) -> None:
    for number in range(200):
        engine.raise_problem("peer.refused", peer=str(number))
    assert len(problems._problems) == 50
