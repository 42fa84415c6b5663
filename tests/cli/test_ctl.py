"""`longwire ctl` and a second start, with real programs: what is typed, what is said, how it ends."""

import json
import signal
import sys
from pathlib import Path

import jsonschema
import pytest

from app.cli.asked import leave_it
from app.control.claim import announce_end, claim
from app.control.client import Steering
from app.control.errors import AlreadyRunningError, NotRunningError
from app.options import Options, control_place
from app.platform.folders import runtime_folder
from app.platform.resources import resource
from tests.support.ports import free_pair
from tests.support.program import Running, run_longwire, running_longwire
from tests.support.waiting import wait_for

SCHEMA = json.loads(resource("schema/events.schema.json").read_text(encoding="utf-8"))
QUIET = ("--midi-api", "none", "--no-mdns")
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def _settings(folder: Path, accept: str = "anyone") -> tuple[str, ...]:
    """A folder of settings whose patch has one session on free ports; gives the option that names it."""
    folder.mkdir(parents=True)
    session = f'name = "Studio"\nport = {free_pair()}\nlisten = ["127.0.0.1"]\naccept = "{accept}"\npublish = false\n'
    (folder / "patch.toml").write_text(f"version = 1\n\n[[session]]\n{session}", encoding="utf-8")
    return ("--config-dir", str(folder))


def _ctl(settings: tuple[str, ...], *words: str) -> str:
    done = run_longwire("ctl", *settings, *words)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def _status(settings: tuple[str, ...]) -> dict:
    return json.loads(_ctl(settings, "status", "--json"))


def _ask(settings: tuple[str, ...], verb: str, **values: object) -> dict:
    """What `longwire ctl` asks, without a process for it, where the command line is not what is tested."""
    _, folder, *patch = settings
    place = control_place(Options(config_dir=Path(folder), patch=Path(patch[1]) if patch else None))
    assert place is not None
    with Steering(place) as steering:
        return steering.ask(verb, **values)


def _is_reached(settings: tuple[str, ...]) -> bool:
    try:
        return bool(_ask(settings, "status"))
    except NotRunningError:
        return False


def _wait_until_reached(settings: tuple[str, ...], longwire: Running) -> None:
    longwire.wait_for_line("Longwire 0.")
    wait_for(lambda: _is_reached(settings), "the control channel")


def test_two_programs_are_steered_and_play_to_each_other(tmp_path):
    here, there = _settings(tmp_path / "here"), _settings(tmp_path / "there")
    with (
        running_longwire("--headless", *QUIET, *here) as ours,
        running_longwire("--headless", *QUIET, *there) as theirs,
    ):
        for settings, longwire in ((here, ours), (there, theirs)):
            _wait_until_reached(settings, longwire)
        assert _ctl(there, "route", "add", "session:Studio", "monitor") == (
            "Cable r1 is waiting (nobody is in the session yet).\n"
        )
        port = _ask(there, "status")["sessions"][0]["control"]
        assert "Longwire invites “stage”" in _ctl(here, "invite", f"127.0.0.1:{port}", "--name", "Stage")

        def connected() -> bool:
            return [each["state"] for each in _ask(here, "status")["participants"]] == ["connected"]

        wait_for(connected, "the connection")
        with running_longwire("ctl", *there, "events", "--monitor") as listening:
            wait_for(lambda: _listens(there, listening), "the first line")
            assert _ctl(here, "connect", "keyboard", "session:Studio/Stage") == "Cable r1 is active.\n"
            _ctl(here, "send", "note", "C4", "96")
            _ctl(here, "send", "--to", "session:Studio/stage", "90", "3C", "00")
            wait_for(lambda: len(_played(listening)) == 2, lambda: f"both messages in\n{listening.text()}")
            assert _played(listening) == ["903c60", "903c00"]
            (tmp_path / "bank.syx").write_bytes(bytes.fromhex("f07e7f0601f7"))
            done = _ctl(here, "dump", "send", str(tmp_path / "bank.syx"), "session:Studio/stage")
            assert done.splitlines()[-1] == "Sent: 1 of 1 messages, 6 of 6 octets."
            last = _ctl(here, "dump", "send", str(tmp_path / "bank.syx"), "session:Studio/stage", "--json")
            assert json.loads(last.splitlines()[-1])["state"] == "done"
            wait_for(lambda: _played(listening)[2:] == ["f07e7f0601f7"] * 2, "the SysEx")
            for event in listening.events():
                jsonschema.validate(event, SCHEMA)
            counters = _ask(here, "status")["participants"][0]["counters"]
            assert counters["messages_out"] == 4
            shown = _ctl(here, "status")
            assert "“Stage” 127.0.0.1:" in shown
            assert "Cable r1: keyboard → session:Studio/stage: plays, 1 messages." in shown
            assert _ctl(here, "disconnect", "r1") == "Removed: r1.\n"
            assert "no longer wanted" in _ctl(here, "leave", "Stage")
            assert _ctl(here, "panic") == "Everything is silenced.\n"
            assert theirs.end() == 0
            assert listening.wait() == 0
        assert ours.end() == 0
        assert (ours.complaints, theirs.complaints, listening.complaints) == ([], [], [])


def _listens(there: tuple[str, ...], listening: Running) -> bool:
    _ask(there, "route.add", **{"from": "keyboard", "to": "monitor"})
    _ask(there, "route.remove", **{"from": "keyboard", "to": "monitor"})
    return bool(listening.lines)


def _texts(folder: Path) -> list[str]:
    return [path.read_text().strip() for path in folder.glob("*.lock")]


def _played(listening: Running) -> list[str]:
    return [event["hex"] for event in listening.events("message")]


def test_without_a_running_program_it_says_how_to_start_one(tmp_path):
    done = run_longwire("ctl", "--config-dir", str(tmp_path), "status")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "longwire: No Longwire runs with these settings. Start one with “longwire”, "
        "or “longwire --headless” without a window.\n"
    )


def test_exit_codes_tell_wrong_usage_from_what_cannot_be_done(tmp_path):
    settings = _settings(tmp_path / "here", "ask")
    with running_longwire("--headless", *QUIET, *settings) as longwire:
        _wait_until_reached(settings, longwire)
        assert "may join: who is known (“ask” needs a window)." in _ctl(settings, "status")
        for code, words, says in (
            (2, ("send", "note", "H4", "1"), "“h4” is no number from 0 to 127"),
            (2, ("route", "add", "piano", "monitor"), "expected port:NAME"),
            (2, ("route", "add", "monitor", "keyboard"), "the monitor only listens"),
            (1, ("route", "add", "session:Stadium", "monitor"), "no session “Stadium”; there is “Studio”"),
            (1, ("route", "remove", "r7"), "There is no such cable"),
            (1, ("invite", "Organ"), "The network does not show “Organ”"),
            (1, ("leave", "Organ"), "no peer “Organ”"),
            (1, ("accept",), "Nobody is waiting to join"),
            (1, ("send", "--to", "port:Gone", "fa"), "Nothing can be played there"),
            (1, ("dump", "send", str(tmp_path / "no.syx"), "session:Studio"), "Nothing can be played there"),
        ):
            done = run_longwire("ctl", *settings, *words)
            assert (done.returncode, done.stdout) == (code, ""), words
            assert done.stderr.startswith("longwire: ")
            assert says in done.stderr
            assert done.stderr.count("\n") == 1
        assert longwire.end() == 0


def test_a_second_headless_start_says_that_one_runs(tmp_path):
    settings = _settings(tmp_path / "here")
    with running_longwire("--headless", *QUIET, *settings) as longwire:
        longwire.wait_for_line("Longwire 0.")
        for options in ((), ("--headless",)):
            done = run_longwire(*options, *QUIET, *settings)
            assert (done.returncode, done.stdout) == (1, "")
            assert f"Longwire runs already (process {longwire.process.pid})" in done.stderr
        # A window is not opened either: two programs would write one file.
        done = run_longwire(*QUIET, *settings, env=OFFSCREEN)
        assert (done.returncode, "runs already" in done.stderr) == (1, True)
        assert longwire.end() == 0
    with running_longwire("--headless", *QUIET, *settings) as again:
        again.wait_for_line("Longwire 0.")
        assert again.end() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals to send")
def test_after_a_kill_the_next_one_starts_and_is_reached(tmp_path):
    settings = _settings(tmp_path / "here")
    with running_longwire("--headless", *QUIET, *settings) as longwire:
        _wait_until_reached(settings, longwire)
        assert longwire.end(signal.SIGKILL) == -signal.SIGKILL
    assert run_longwire("ctl", *settings, "status").returncode == 1
    with running_longwire("--headless", *QUIET, *settings) as longwire:
        _wait_until_reached(settings, longwire)
        assert longwire.end() == 0
        assert longwire.complaints == []


def test_ctl_finds_the_only_one_with_a_patch_of_its_own_and_asks_when_there_are_two(tmp_path):
    settings = _settings(tmp_path / "here")
    patches = [tmp_path / "a.toml", tmp_path / "b.toml"]
    for patch in patches:
        patch.write_text("version = 1\n", encoding="utf-8")
    first, second = (("--headless", *QUIET, *settings, "--patch", str(patch)) for patch in patches)
    with running_longwire(*first) as one:
        _wait_until_reached((*settings, "--patch", str(patches[0])), one)
        assert _status(settings)["patch_file"] == str(patches[0])
        with running_longwire(*second) as two:
            _wait_until_reached((*settings, "--patch", str(patches[1])), two)
            done = run_longwire("ctl", *settings, "status")
            assert done.returncode == 1
            assert all(str(patch) in done.stderr for patch in patches)
            assert _status((*settings, "--patch", str(patches[1])))["patch_file"] == str(patches[1])
            assert (two.end(), one.end()) == (0, 0)


@pytest.mark.parametrize("way", [["--headless"], []], ids=["headless", "window"])
def test_who_is_started_while_another_ends_starts_after_it(tmp_path, way):
    settings = _settings(tmp_path / "here")
    place = control_place(Options(config_dir=tmp_path / "here"))
    assert place is not None
    with claim(place) as ending:
        announce_end(place)
        with running_longwire(*way, *QUIET, *settings, "--log-level", "info", env=OFFSCREEN) as longwire:
            wait_for(lambda: "still ending" in longwire.text(), "it to wait")
            ending.release()
            wait_for(lambda: _is_reached(settings), "the control channel")
            assert _ctl(settings, "quit") == "Longwire has ended.\n"
            assert longwire.wait() == 0


def test_after_a_quit_the_next_start_needs_no_waiting(tmp_path):
    settings = _settings(tmp_path / "here")
    with running_longwire("--headless", *QUIET, *settings) as longwire:
        _wait_until_reached(settings, longwire)
        _ask(settings, "quit")
        with running_longwire("--headless", *QUIET, *settings) as again:
            _wait_until_reached(settings, again)
            assert longwire.wait() == 0
            assert again.end() == 0


def test_one_that_does_not_come_to_an_end_is_said(capsys):
    error = AlreadyRunningError(4711, is_ending=True)
    assert leave_it(error, Options(), with_window=True) == 1
    assert capsys.readouterr().err == (
        "longwire: Longwire is still ending (process 4711) with these settings. "
        "It was waited for; does its window hang?\n"
    )


@pytest.mark.parametrize("way", [["--headless"], []], ids=["headless", "window"])
def test_ctl_quit_comes_back_when_all_is_ended(tmp_path, way):
    settings = _settings(tmp_path / "here")
    with running_longwire(*way, *QUIET, *settings, env=OFFSCREEN) as longwire:
        wait_for(lambda: _is_reached(settings), "the control channel")
        assert _ctl(settings, "quit") == "Longwire has ended.\n"
        assert longwire.wait() == 0
    again = run_longwire("ctl", *settings, "quit")
    assert (again.returncode, again.stdout) == (1, "")
    assert "No Longwire runs" in again.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the folder of the user's own data is not shared there")
def test_ctl_quit_says_so_when_the_end_cannot_be_seen(tmp_path):
    settings, env = _settings(tmp_path / "here"), {"XDG_RUNTIME_DIR": str(tmp_path / "run")}
    (tmp_path / "run").mkdir(0o700)
    with running_longwire("--headless", *QUIET, *settings, env=env) as longwire:
        longwire.wait_for_line("Longwire 0.")
        run = tmp_path / "run"
        wait_for(lambda: [*run.rglob("*.sock"), *run.rglob("*.json")], "the control channel")
        [lock] = run.rglob("*.lock")
        lock.rename(lock.with_suffix(".other"))
        lock.symlink_to(lock.with_suffix(".other"))
        done = run_longwire("ctl", *settings, "quit", env=env)
        assert (done.returncode, done.stdout) == (1, "")
        assert "whether it has ended cannot be seen" in done.stderr
        assert done.stderr.count("\n") == 1
        assert longwire.wait() == 0


def test_a_second_window_shows_the_first_and_ends(tmp_path):
    settings = _settings(tmp_path / "here", "ask")
    with running_longwire(*QUIET, *settings, env=OFFSCREEN) as window:
        # As soon as the first has its place: it is still starting, and the second waits for its window.
        locks = runtime_folder()
        wait_for(lambda: str(window.process.pid) in _texts(locks), "the lock")
        second = run_longwire(*QUIET, *settings, env=OFFSCREEN)
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        wait_for(lambda: "does not support raise()" in window.text(), "the window to be raised")
        assert _status(settings)["sessions"][0]["name"] == "Studio"
        with running_longwire("ctl", *settings, "events") as listening:
            wait_for(lambda: _listens(settings, listening), "the first line")
            assert window.end(signal.SIGINT) == 0
            assert listening.wait() == 0
        assert "Task exception" not in window.text()
    assert run_longwire("ctl", *settings, "status").returncode == 1
