"""Recording, playing and SysEx in the window: what each button asks of the engine, and what is said of the answer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from app.engine.api import Phrase
from app.midi.song import played_time
from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd, SessionEnd
from app.ui.actions import ActionId
from app.ui.canvas.elements import Socket, Way
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.files.asking import dated
from app.ui.files.folder import takes_folder
from app.ui.files.song_line import SongLine
from app.ui.files.sysex_dialog import SysexDialog
from app.ui.files.take_dialog import TakeDialog
from app.ui.files.take_part import TakePart
from app.ui.files.tools import Tool
from app.ui.inspector.panel import CONTENT_WIDTH
from app.ui.inspector.port_page import PortPage
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.selection import Selection
from app.ui.stylesheet import stylesheet
from app.ui.theme import SPACE, Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import GONE, FakeEngine
from tests.support.languages import german
from tests.support.permissions import open_folder, refused_writing
from tests.ui.conftest import OpenWindow

KEYS, SYNTH = PortEnd("Keys"), PortEnd("Synth")


@pytest.fixture
def stage(engine: FakeEngine) -> FakeEngine:
    engine.add_port("Keys", "in")
    engine.add_port("Synth", "out")
    engine.add_participant("Piano")
    engine.commands.clear()
    return engine


@pytest.fixture
def folder(preferences: Preferences, tmp_path: Path) -> Path:
    preferences.change("files", takes=str(tmp_path / "takes"))
    return tmp_path / "takes"


@pytest.fixture
def part(stage: FakeEngine, client: Client, preferences: Preferences, folder: Path, qtbot: QtBot) -> TakePart:
    part = TakePart(client, preferences)
    qtbot.addWidget(part)
    part.aim(SYNTH)
    part.show()
    return part


def answer(parent: object, file: str) -> None:
    """Choose a file in the dialog that has been opened."""
    dialogs = parent.findChildren(QFileDialog)  # type: ignore[attr-defined]
    dialogs[-1].fileSelected.emit(file)
    for dialog in dialogs:
        dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_take_begins_goes_on_and_ends(
    stage: FakeEngine, part: TakePart, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part.record_button.click()
    ((verb, end, file),) = stage.commands
    assert (verb, end) == ("takes.record", SYNTH)
    assert Path(file).parent == folder
    assert folder.is_dir()
    assert Path(file).name.startswith("Synth 20")
    number = part._take.id if part._take else 0
    assert part.take_line.words.text() == "Recording begins with the first message."
    stage.shelf.set_recording(number, state="recording", messages=1, seconds=62.4)
    assert part.take_line.words.text() == "Recording · 1:02 · 1 message"
    assert (part.record_button.text(), part.record_button.accessibleName()) == ("End take", "End the take")
    part.record_button.click()
    assert stage.commands[-1] == ("takes.stop_recording", number)
    assert part.take_line.words.text() == "Saved · 1:02 · 1 message"
    assert part.record_button.text() == "Record"
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    part.take_line.show_button.click()
    assert opened == [str(folder)]


def test_no_button_is_cut_in_the_narrowest_place_in_german(
    qapp: QApplication,
    stage: FakeEngine,
    client: Client,
    preferences: Preferences,
    folder: Path,
    theme: Theme,
    qtbot: QtBot,
) -> None:
    with german(qapp):
        part = TakePart(client, preferences)
        qtbot.addWidget(part)
        part.setStyleSheet(stylesheet(theme.tokens))
        part.aim(SYNTH)
        part.record()
        stage.takes.play("/songs/one.mid", SYNTH)
        stage.shelf.set_playback(part._client.snapshot.playbacks[-1].id, has_sysex=True, state="paused")
        part.setFixedWidth(CONTENT_WIDTH - SPACE * 3 // 2)  # beside the scroll bar
        part.show()
        shown = [each for each in part.findChildren(QAbstractButton) if each.isVisible()]
        assert len(shown) >= 6
        assert [each.text() for each in shown if each.width() < each.sizeHint().width()] == []


def test_what_became_of_a_take_is_said(stage: FakeEngine, part: TakePart) -> None:
    part.record_button.click()
    number = part._take.id if part._take else 0
    stage.shelf.set_recording(number, state="failed", messages=7, reason=Phrase("system.full"))
    assert "the disk is full" in part.take_line.words.text()
    stage.shelf.set_recording(number, state="done", messages=0, reason=None)
    assert part.take_line.words.text() == "Nothing was played, so there is no file."
    assert not part.take_line.show_button.isVisible()


def test_a_folder_that_cannot_be_made_is_said(
    stage: FakeEngine, client: Client, preferences: Preferences, part: TakePart, qtbot: QtBot
) -> None:
    with open_folder() as closed, refused_writing(closed):
        preferences.change("files", takes=str(closed / "takes"))
        with qtbot.waitSignal(client.command_failed) as told:
            part.record_button.click()
    assert told.args[0].code == "take.failed"
    assert not stage.commands


def test_a_song_is_chosen_held_looped_and_stopped(stage: FakeEngine, part: TakePart) -> None:
    part.play_button.click()
    answer(part, "/songs/one.mid")
    assert stage.commands[-1] == ("takes.play", "/songs/one.mid", SYNTH, False, 0.0, False)
    line, number = part.song_line, part._song.id if part._song else 0
    stage.shelf.set_playback(number, position=15.0)
    assert (line.file.whole, line.words.text()) == ("one.mid", "0:15 of 1:00")
    assert (line.place.value(), line.place.maximum()) == (15, 60)
    line.pause_button.click()
    assert stage.commands[-1] == ("takes.pause", number, True)
    assert (line.pause_button.text(), line.words.text()) == ("Go on", "held at 0:15 of 1:00")
    line.pause_button.click()
    assert stage.commands[-1] == ("takes.pause", number, False)
    line.loop.click()
    assert stage.commands[-1] == ("takes.loop", number, True)
    line.stop_button.click()
    assert stage.commands[-1] == ("takes.stop", number)
    assert line.words.text() == "stopped at 0:15 of 1:00"
    assert not line.stop_button.isVisible()
    stage.shelf.set_playback(number, state="failed", reason=Phrase("midi_file.cut"))
    assert line.words.text() == "cannot be played: it is cut short"


@pytest.fixture
def line(stage: FakeEngine, part: TakePart, qtbot: QtBot) -> SongLine:
    """The line of a song that plays at 0:15 of 10:00."""
    number = stage.takes.play("/songs/one.mid", SYNTH)
    stage.shelf.set_playback(number, position=15.0, length=600.0)
    stage.commands.clear()
    part.resize(400, 300)
    qtbot.waitExposed(part)
    return part.song_line


def sought(stage: FakeEngine) -> list[tuple[float, bool]]:
    return [command[2:] for command in stage.commands if command[0] == "takes.seek"]


def test_a_place_in_a_song_is_chosen_with_the_mouse(
    stage: FakeEngine, line: SongLine, part: TakePart, qtbot: QtBot
) -> None:
    slider, left = line.place, Qt.MouseButton.LeftButton
    middle = slider.rect().center()
    qtbot.mousePress(slider, left, pos=middle)
    assert 290 <= slider.value() <= 310
    assert line.words.text() == f"go on at {played_time(slider.value())} of 10:00"
    stage.shelf.set_playback(part._song.id if part._song else 0, position=16.0)
    assert slider.value() > 16  # what comes meanwhile does not take it out of the hand
    assert sought(stage) == []
    qtbot.mouseMove(slider, QPoint(slider.width() - 1, middle.y()))
    qtbot.mouseRelease(slider, left, pos=QPoint(slider.width() - 1, middle.y()))
    assert sought(stage) == [(600.0, False)]
    assert line.words.text() == "10:00 of 10:00"


def test_a_place_in_a_song_is_chosen_with_keys(stage: FakeEngine, line: SongLine, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_Left):
        qtbot.keyClick(line.place, key)
    assert line.words.text() == "go on at 0:50 of 10:00"
    assert sought(stage) == []
    qtbot.waitUntil(lambda: sought(stage) == [(50.0, False)])
    qtbot.keyClick(line.place, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: len(sought(stage)) == 2)
    assert sought(stage)[1] == (0.0, False)


def test_a_song_with_sysex_offers_to_send_them_first(
    stage: FakeEngine, line: SongLine, part: TakePart
) -> None:
    assert not line.sysex.isVisible()
    stage.shelf.set_playback(part._song.id if part._song else 0, has_sysex=True)
    assert line.sysex.isVisible()
    line.sysex.click()
    line.place.chosen.emit(60)
    assert sought(stage) == [(60.0, True)]


def test_a_wheel_over_it_does_not_lose_the_place(stage: FakeEngine, line: SongLine, qtbot: QtBot) -> None:
    turn = QWheelEvent(
        *(QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, 120)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QCoreApplication.sendEvent(line.place, turn)
    assert not turn.isAccepted()
    assert line.place.value() == 15


@pytest.mark.parametrize("end", ["the song ends", "nobody looks"])
def test_who_holds_the_place_of_a_song_that_ends_chooses_nothing(
    stage: FakeEngine, line: SongLine, part: TakePart, qtbot: QtBot, end: str
) -> None:
    qtbot.keyClick(line.place, Qt.Key.Key_Right)
    qtbot.mousePress(line.place, Qt.MouseButton.LeftButton)
    if end == "nobody looks":
        part.hide()
    else:
        stage.shelf.set_playback(part._song.id if part._song else 0, state="done", position=600.0)
        assert not line.place.isEnabled()
        assert line.words.text() == "played to its end · 10:00"
    assert not line.place.is_moved
    assert sought(stage) == []


def test_another_song_ends_the_one_before(stage: FakeEngine, part: TakePart) -> None:
    for _ in range(2):
        part.play_button.click()
        answer(part, "/songs/one.mid")
    assert [command[0] for command in stage.commands] == ["takes.play", "takes.stop", "takes.play"]


@pytest.mark.parametrize(
    ("end", "records", "plays"),
    [
        (KEYS, True, False),
        (SYNTH, True, True),
        (MONITOR, True, False),
        (PeerEnd("Studio", "piano"), True, True),
        (SessionEnd("Studio"), True, True),
        (PortEnd("Gone"), False, False),
    ],
)
def test_only_what_can_be_done_with_an_end_is_offered(
    part: TakePart, end: object, records: bool, plays: bool
) -> None:
    part.aim(end)  # type: ignore[arg-type]
    assert (part.record_button.isVisible(), part.play_button.isVisible()) == (records, plays)


def test_a_command_that_fails_is_said(
    stage: FakeEngine, client: Client, part: TakePart, qtbot: QtBot
) -> None:
    stage.fail_next()
    with qtbot.waitSignal(client.command_failed) as told:
        part.record_button.click()
    assert told.args == [GONE]


def test_names_of_new_files_suit_every_system() -> None:
    name = dated('A/B: "C"? .', "mid")
    assert name.startswith("A-B- -C-- 20")
    assert name.endswith(".mid")
    assert not set(name) & set('<>:"/\\|?*')


def test_takes_go_to_the_music_folder_until_another_is_chosen(
    stage: FakeEngine, client: Client, qtbot: QtBot, open_window: OpenWindow, preferences: Preferences
) -> None:
    assert takes_folder(preferences).name == "Longwire"
    window = open_window()
    window.actions_by_id[ActionId.TAKES].trigger()
    dialog = window.findChild(TakeDialog)
    assert isinstance(dialog, TakeDialog)
    assert [dialog.ends.itemText(row) for row in range(dialog.ends.count())] == [
        *("Keys", "Synth", "Test keyboard", "Monitor", "Piano", "Studio"),
    ]
    dialog.folder_button.click()
    answer(dialog, "/elsewhere")
    assert preferences.settings.files.takes == "/elsewhere"
    assert dialog.folder.whole == "/elsewhere"
    dialog.ends.choose(KEYBOARD)
    assert dialog.part._end == KEYBOARD
    stage.add_port("Another", "out")
    qtbot.waitUntil(lambda: dialog.ends.count() == 7)
    assert dialog.ends.end == KEYBOARD


def test_what_goes_on_shows_in_the_top_bar_and_ends_there(
    stage: FakeEngine, qtbot: QtBot, open_window: OpenWindow
) -> None:
    files = open_window().files
    assert files.accessibleName() == "Files: record, play, SysEx"
    song = stage.takes.play("/songs/march.mid", SYNTH)
    qtbot.waitUntil(lambda: files.accessibleName() == "Playing march.mid")
    take = stage.takes.record(KEYBOARD, "/takes/one.mid")
    qtbot.waitUntil(lambda: files.accessibleName() == "Recording Test keyboard")
    files.menu().aboutToShow.emit()
    offered = [action for action in files.menu().actions() if not action.isSeparator()]
    assert [action.text() for action in offered] == [
        *("End the take of Test keyboard", "Stop march.mid", "Record and play…", "SysEx…")
    ]
    for action in offered[:2]:
        action.trigger()
    assert stage.commands[-2:] == [("takes.stop_recording", take), ("takes.stop", song)]
    qtbot.waitUntil(lambda: files.accessibleName() == "Files: record, play, SysEx")


# -- SysEx -------------------------------------------------------------------------------------------------------


@pytest.fixture
def dialog(stage: FakeEngine, client: Client, theme: Theme, open_window: OpenWindow) -> SysexDialog:
    window = open_window()
    window.companions.open_sysex(SYNTH)
    found = window.findChild(SysexDialog)
    assert isinstance(found, SysexDialog)
    return found


def test_a_file_is_sent_with_progress_and_cancelled(stage: FakeEngine, dialog: SysexDialog) -> None:
    part = dialog.sending
    assert part.ends.end == SYNTH
    assert not part.send_button.isEnabled()
    part.choose_button.click()
    answer(part, "/dumps/bank.syx")
    assert part.file.whole == "bank.syx"
    part.gap.more.click()
    part.send_button.click()
    assert stage.commands == [("sysex.send", "/dumps/bank.syx", SYNTH, 70)]
    number = part._number or 0
    stage.shelf.set_sending(number, messages_sent=1, sent=6144)
    assert part.words.text() == "1 of 3 SysEx · 6144 of 12288 bytes"
    assert part.bar.value() == 500
    assert not part.send_button.isEnabled()
    part.cancel_button.click()
    assert stage.commands[-1] == ("sysex.cancel", number)
    assert part.words.text() == "Cancelled after 1 of 3 SysEx."
    assert part.send_button.isEnabled()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "reading", "size": 0}, "is being read…"),
        (
            {"state": "failed", "size": 0, "reason": Phrase("file.special")},
            "Cannot be sent: it is no ordinary file.",
        ),
        ({"state": "done", "messages_sent": 3, "sent": 12_288}, "Sent: 3 SysEx, 12288 bytes."),
        (
            {"state": "failed", "reason": Phrase("sysex.nowhere")},
            "Stopped after 0 of 3 SysEx: nobody is there any more.",
        ),
    ],
)
def test_how_sending_ended_is_said(
    stage: FakeEngine, dialog: SysexDialog, fields: dict[str, object], words: str
) -> None:
    dialog.sending.take_file("/dumps/bank.syx")
    dialog.sending.send_button.click()
    stage.shelf.set_sending(dialog.sending._number or 0, **fields)
    assert dialog.sending.words.text() == words


def test_a_dump_is_received_counted_and_saved(stage: FakeEngine, dialog: SysexDialog) -> None:
    part = dialog.receiving
    part.ends.choose(KEYS)
    assert part.words.text() == "Press Receive, then start the dump on the device."
    part.start_button.click()
    assert stage.commands == [("sysex.receive", KEYS)]
    number = part._number or 0
    assert part.words.text() == "Waiting: start the dump on the device now."
    assert not part.save_button.isEnabled()
    stage.shelf.set_receiving(number, messages=2, octets=8192)
    assert part.words.text() == "2 SysEx, 8192 bytes so far…"
    part.save_button.click()
    assert stage.commands[-1] == ("sysex.stop", number)
    answer(part, "/dumps/new.syx")
    assert stage.commands[-1] == ("sysex.save", number, "/dumps/new.syx")
    assert part.words.text() == "Received: 2 SysEx, 8192 bytes."
    stage.shelf.set_receiving(number, full=True)
    assert "More cannot be held" in part.words.text()
    part.start_button.click()
    assert [command[0] for command in stage.commands[-2:]] == ["sysex.forget", "sysex.receive"]


@pytest.mark.parametrize("close", [lambda dialog: dialog.close_button.click(), QDialog.reject, QDialog.close])
def test_closing_ends_the_waiting_and_opening_shows_what_came(
    stage: FakeEngine, dialog: SysexDialog, close: Callable[[SysexDialog], object]
) -> None:
    dialog.receiving.start_button.click()
    stage.shelf.set_receiving(dialog.receiving._number or 0, messages=1, octets=12)
    close(dialog)
    assert not dialog.isVisible()
    assert stage.commands[-1][0] == "sysex.stop"
    dialog.show()
    assert dialog.receiving.words.text() == "Received: 1 SysEx, 12 bytes."


def test_windows_is_told_what_a_long_dump_means(
    stage: FakeEngine, dialog: SysexDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not dialog.sending.hint.isVisible()
    monkeypatch.setattr("app.ui.files.sysex_dialog.BLOCKING_SYSTEMS", ("jack",))
    dialog.sending.refresh()
    assert dialog.sending.hint.isVisible()


# -- ways there --------------------------------------------------------------------------------------------------


def test_the_menu_of_a_socket_offers_what_can_be_done_with_its_end(
    stage: FakeEngine,
    client: Client,
    undo: UndoVerbs,
    theme: Theme,
    folder: Path,
    open_window: OpenWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    canvas = PatchCanvas(client, undo, theme, None)
    window = open_window(canvas)
    join_canvas(window, canvas)
    qtbot.waitUntil(lambda: canvas.place_of(Socket(SYNTH, Way.RECEIVES)) is not None)
    for socket, offered in (
        (Socket(SYNTH, Way.RECEIVES), ["Record", "Play a file…", "SysEx…"]),
        (Socket(KEYS, Way.SENDS), ["Record", "SysEx…"]),
        (Socket(MONITOR, Way.RECEIVES), ["Record"]),
    ):
        canvas.deeds.choose(socket)
        menu = canvas.findChildren(QMenu)[-1]
        texts = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert [text for text in texts if text in ("Record", "Play a file…", "SysEx…")] == offered
        if socket.end == SYNTH:
            next(action for action in menu.actions() if action.text() == "Record").trigger()
        menu.close()
    assert stage.commands[0][:2] == ("takes.record", SYNTH)
    dialog = window.findChild(TakeDialog)
    assert isinstance(dialog, TakeDialog)
    assert dialog.ends.end == SYNTH


def test_every_way_leads_to_the_same_windows(
    stage: FakeEngine, open_window: OpenWindow, folder: Path
) -> None:
    window = open_window()
    window.actions_by_id[ActionId.SYSEX].trigger()
    window.companions.use(Tool.SYSEX, SYNTH)
    window.companions.use(Tool.PLAY, SYNTH)
    dialog = window.findChild(TakeDialog)
    assert isinstance(dialog, TakeDialog)
    answer(dialog, "/songs/one.mid")
    assert stage.commands[-1] == ("takes.play", "/songs/one.mid", SYNTH, False, 0.0, False)
    assert sorted(each.objectName() for each in window.findChildren(QDialog)) == ["sysex", "takes"]
    assert all(not each.isModal() for each in window.findChildren(QDialog))


def test_what_is_selected_is_meant_when_they_open(stage: FakeEngine, open_window: OpenWindow) -> None:
    window = open_window()
    window.inspector.show_selection(Selection(end=SYNTH))
    for action in (ActionId.SYSEX, ActionId.TAKES):
        window.actions_by_id[action].trigger()
    sysex, takes = window.findChild(SysexDialog), window.findChild(TakeDialog)
    assert isinstance(sysex, SysexDialog)
    assert isinstance(takes, TakeDialog)
    assert sysex.sending.ends.end == takes.ends.end == SYNTH


def test_the_page_of_a_device_records_and_opens_sysex(
    stage: FakeEngine, folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window: MainWindow = open_window()
    window.inspector.show_selection(Selection(end=SYNTH))
    page = window.inspector.page
    assert isinstance(page, PortPage)
    qtbot.mouseClick(page.files.take.record_button, Qt.MouseButton.LeftButton)
    assert stage.commands[-1][:2] == ("takes.record", SYNTH)
    page.files.sysex_button.click()
    assert isinstance(window.findChild(SysexDialog), SysexDialog)
    stage.shelf.set_recording(stage.shelf.views()["recordings"][0].id, state="recording", messages=5)
    assert "5 messages" in page.files.take.take_line.words.text()
