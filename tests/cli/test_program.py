"""The program as people and scripts start it: exit codes, sentences, lines of JSON, clean ends."""

import json
import signal
import socket
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import jsonschema
import pytest

from app import __version__
from app.control.claim import claim
from app.options import Options, control_place
from app.platform.resources import resource
from tests.support.patches import EXAMPLE
from tests.support.permissions import open_folder
from tests.support.ports import free_pair
from tests.support.program import environment, run_longwire, running_longwire

TEXT = EXAMPLE.read_text(encoding="utf-8")
SCHEMA = json.loads(resource("schema/events.schema.json").read_text(encoding="utf-8"))
QUIET = ("--midi-api", "none", "--no-mdns")
PORT = free_pair()
PATCH = f"""version = 1  # mine

[[session]]
name = "Studio"
port = {PORT}
listen = ["127.0.0.1"]

[[route]]
id = "r1"
from = {{ session = "Studio" }}
to = {{ builtin = "monitor" }}
"""


def _patch(tmp_path: Path, text: str = PATCH) -> Path:
    path = tmp_path / "gig.toml"
    path.write_text(text, encoding="utf-8")
    return path


# -- commands that end by themselves ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--version"], 0, f"Longwire {__version__}\n"),
        (["ctl", "status"], 1, ""),
        (["--headless"], 1, ""),
    ],
    ids=["version", "ctl", "a second start"],
)
def test_what_needs_no_engine_does_not_load_it(words, code, says, tmp_path):
    place = control_place(Options(config_dir=tmp_path))
    taken = claim(place) if words == ["--headless"] else nullcontext()
    with taken:
        assert _loaded(words, code, tmp_path) == f"{says}[]\n"


def _loaded(words, code, tmp_path):
    command = ["longwire", *words, "--config-dir", str(tmp_path)]
    loaded = f"""import sys, runpy
sys.argv = {command!r}
try: runpy.run_module('app', run_name='__main__')
except SystemExit as end: assert end.code == {code}
heavy = ('zeroconf', 'rtmidi', 'PySide6', 'asyncio', 'tomlkit', 'app.engine.api')
print(sorted(name for name in heavy if name in sys.modules))"""
    done = subprocess.run(
        [sys.executable, "-c", loaded],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def test_help_is_there():
    assert "--headless" in run_longwire("--help").stdout


def test_a_mistyped_command_names_those_that_help_lists_and_no_other():
    done = run_longwire("port")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'ports', 'peers', 'check'" in done.stderr
    assert "parts" not in done.stderr
    assert run_longwire("parts", "--help").returncode == 0


def test_wrong_usage_is_code_2():
    done = run_longwire("ports", "--midi-api", "oss")
    assert (done.returncode, done.stdout) == (2, "")
    assert "invalid choice: 'oss'" in done.stderr


def test_check_says_what_a_patch_does():
    done = run_longwire("check", str(EXAMPLE))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{EXAMPLE} is a valid patch.\n")
    assert "note 9 (A-1) on channel 1 becomes controller 4 on channel 2" in done.stdout


@pytest.mark.parametrize("arguments", [["check"], ["--headless", "--patch"], ["--patch"]])
def test_a_wrong_file_is_code_2_with_its_place_and_stays_as_it_is(tmp_path, arguments):
    wrong = TEXT.replace("port = 5004 ", "prot = 5004 ")
    path = _patch(tmp_path, wrong)
    done = run_longwire(*arguments, str(path), *QUIET)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"longwire: {path}, line 10: session.prot: expected one of the keys")
    assert done.stderr.count("\n") == 1
    assert path.read_text(encoding="utf-8") == wrong
    assert [entry.name for entry in tmp_path.iterdir()] == ["gig.toml"]


def test_a_missing_file_or_folder_is_code_2(tmp_path):
    for command in ("check", "import-midimonster"):
        none = tmp_path / "none.toml"
        done = run_longwire(command, str(none))
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"longwire: There is no file “{none}”.\n"
    done = run_longwire("--headless", "--patch", str(tmp_path / "none" / "gig.toml"), *QUIET)
    assert done.returncode == 2
    assert done.stderr.startswith("longwire: There is no folder “")


def test_ports_and_peers_work_where_there_are_none():
    for command, words in (("ports", "No MIDI ports.\n"), ("peers", "No peers announce themselves.\n")):
        more = ("--seconds", "0.1") if command == "peers" else ()
        done = run_longwire(command, *QUIET, *more)
        assert (done.returncode, done.stdout) == (0, words)
        done = run_longwire(command, "--json", *QUIET, *more)
        assert (done.returncode, json.loads(done.stdout), done.stderr) == (0, [], "")


def test_ports_end_quietly_when_nobody_reads_on():
    command = f"{sys.executable} -m app check {EXAMPLE} | head -n 1"
    done = subprocess.run(
        ["sh", "-c", command], env=environment(), capture_output=True, text=True, check=True, timeout=60
    )
    assert (done.stdout, done.stderr) == (f"{EXAMPLE} is a valid patch.\n", "")


# -- headless ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_headless_tells_json_and_ends_cleanly(tmp_path, number):
    with running_longwire("--headless", "--json", "--patch", str(_patch(tmp_path)), *QUIET) as longwire:
        longwire.wait_for_event("ready")
        session = longwire.wait_for_event("session")
        assert longwire.end(number) == 0
    events = longwire.events()
    for event in events:
        jsonschema.validate(event, SCHEMA)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert [event["time"] for event in events] == sorted(event["time"] for event in events)
    assert (session["name"], session["data"]) == ("Studio", session["control"] + 1)
    assert longwire.complaints == []
    assert (tmp_path / "gig.toml").read_text(encoding="utf-8") == PATCH


def test_without_a_display_it_says_so_and_runs_headless(tmp_path):
    with running_longwire("--patch", str(_patch(tmp_path)), *QUIET) as longwire:
        longwire.wait_for_line("Longwire 0.")
        longwire.wait_for_line("Session “Studio” is open on ports")
        assert longwire.end() == 0
    assert longwire.complaints[0].startswith("There is no display here, so Longwire runs without a window.")


def test_a_display_that_does_not_answer_is_none(tmp_path):
    arguments = ("--patch", str(_patch(tmp_path)), *QUIET)
    with running_longwire(*arguments, env={"DISPLAY": ":4711"}) as longwire:
        longwire.wait_for_line("Longwire 0.")
        assert longwire.end() == 0
    assert "no display" in longwire.complaints[0]


def test_until_eof_ends_with_its_input(tmp_path):
    arguments = ("--headless", "--until-eof", "--patch", str(_patch(tmp_path)), *QUIET)
    with running_longwire(*arguments) as longwire:
        longwire.wait_for_line("Longwire 0.")
        assert longwire.process.poll() is None
        longwire.process.stdin.close()
        assert longwire.wait() == 0


def test_it_ends_when_nobody_reads_its_lines_any_more(tmp_path):
    command = [sys.executable, "-m", "app", "--headless", "--patch", str(_patch(tmp_path)), *QUIET]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        assert process.wait(60) == 0
        assert b"Traceback" not in process.stderr.read()


def test_a_first_start_has_a_session_named_after_the_computer(tmp_path):
    with running_longwire("--headless", "--json", "--config-dir", str(tmp_path / "new"), *QUIET) as longwire:
        session = longwire.wait_for_event("session")
        assert longwire.end() == 0
    assert session["name"]
    assert longwire.complaints == []


def test_our_own_wrong_patch_is_kept_and_the_program_starts(tmp_path):
    own = tmp_path / "patch.toml"
    own.write_text("version = 1\nnonsense = 1\n")
    with running_longwire("--headless", "--json", "--config-dir", str(tmp_path), *QUIET) as longwire:
        problem = longwire.wait_for_event("problem")
        longwire.wait_for_event("ready")
        assert longwire.end() == 0
    assert (problem["code"], problem["severity"]) == ("patch.invalid", "error")
    assert longwire.complaints == [problem["text"]]
    assert "line 2: nonsense" in problem["text"]
    assert (tmp_path / "patch.toml.broken-1").read_text() == "version = 1\nnonsense = 1\n"


def test_a_newer_patch_is_opened_read_only(tmp_path):
    newer = PATCH.replace("version = 1", "version = 2\nfuture = 1")
    path = _patch(tmp_path, newer)
    with running_longwire("--headless", "--json", "--patch", str(path), *QUIET) as longwire:
        assert longwire.wait_for_event("problem")["code"] == "patch.newer"
        longwire.wait_for_event("session")
        assert longwire.end() == 0
    assert path.read_text(encoding="utf-8") == newer


def test_a_taken_port_is_said_and_the_next_pair_used(tmp_path):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1] & ~1
        path = _patch(tmp_path, PATCH.replace(str(PORT), str(port)))
        with running_longwire("--headless", "--json", "--patch", str(path), *QUIET) as longwire:
            problem = longwire.wait_for_event("problem")
            session = longwire.wait_for_event("session", lambda event: event["state"] != "closed")
            assert longwire.end() == 0
    assert (problem["code"], problem["about"]["session"]) == ("port.in_use", "Studio")
    assert (session["control"] % 2, session["control"] == port) == (0, False)
    assert path.read_text(encoding="utf-8").count(str(port)) == 1


def test_a_configuration_folder_that_cannot_be_written_is_no_obstacle():
    with open_folder() as folder:
        (folder / "file").write_text("not a folder")
        arguments = ("--headless", "--json", "--config-dir", str(folder / "file"), *QUIET)
        with running_longwire(*arguments) as longwire:
            longwire.wait_for_event("ready")
            problem = longwire.wait_for_event("problem")
            assert longwire.end() == 0
        assert problem["code"] == "patch.unreadable"
        assert (folder / "file").read_text() == "not a folder"


def test_the_patch_chooses_the_interfaces_and_the_command_line_overrides_it(tmp_path):
    path = _patch(tmp_path, PATCH + '\n[network]\ninterfaces = ["none0"]\n')
    arguments = ("--headless", "--json", "--patch", str(path), "--midi-api", "none")
    with running_longwire(*arguments) as longwire:
        text = longwire.wait_for_event("problem", lambda event: event["code"] == "net.mdns")["text"]
        assert longwire.end() == 0
    assert longwire.complaints.count(text) == 1
    with running_longwire(*arguments, "--interface", "127.0.0.1") as longwire:
        longwire.wait_for_event("session", lambda event: event["published"])
        assert longwire.end() == 0
    assert longwire.events("problem") == []


def test_a_second_signal_ends_it_at_once(tmp_path):
    with running_longwire("--headless", "--patch", str(_patch(tmp_path)), *QUIET) as longwire:
        longwire.wait_for_line("Longwire 0.")
        longwire.process.send_signal(signal.SIGTERM)
        longwire.process.send_signal(signal.SIGTERM)
        assert longwire.wait() in (0, -signal.SIGTERM)


# -- the demo ---------------------------------------------------------------------------------------


def test_the_demo_plays_on_the_terminal():
    done = run_longwire("demo")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[1:3] == ["Demo DAW heard: Note on C4 velocity 96", "Demo DAW heard: Note off C4"]
    assert len(lines) == 10
    assert lines[-1] == "Everything arrived, in order."


def test_the_demo_can_be_interrupted():
    with running_longwire("demo") as longwire:
        longwire.wait_for_line("Starting a second Longwire")
        assert longwire.end(signal.SIGINT) == 1
    assert longwire.complaints == ["The demo was interrupted."]


# -- import -----------------------------------------------------------------------------------------

MONSTER = "[rtpmidi a]\nmode = apple\nbind = :: 9001\n[osc desk]\n[map]\na.ch0.note9 > a.ch1.cc4\n"


def test_import_prints_a_patch_and_says_what_could_not_come(tmp_path):
    source = tmp_path / "monster.cfg"
    source.write_text(MONSTER)
    done = run_longwire("import-midimonster", str(source))
    assert done.returncode == 0
    assert done.stderr == f"{source}, line 4: [osc desk] cannot come over: Longwire speaks only MIDI.\n"
    target = tmp_path / "new.toml"
    kept = run_longwire("import-midimonster", str(source), "-o", str(target))
    assert (kept.returncode, kept.stdout) == (0, "")
    assert kept.stderr.endswith(f"{target} is written; “longwire --patch {target}” plays with it.\n")
    assert target.read_text(encoding="utf-8") == done.stdout
    assert "note 9 (A-1) on channel 1" in run_longwire("check", str(target)).stdout


def test_import_never_replaces_a_file(tmp_path):
    source, target = tmp_path / "monster.cfg", tmp_path / "mine.toml"
    source.write_text("[midi m]\n")
    target.write_text("mine")
    done = run_longwire("import-midimonster", str(source), "-o", str(target))
    assert done.returncode == 1
    assert done.stderr.endswith(f"longwire: {target} is there already; name another file with -o.\n")
    assert target.read_text() == "mine"
    done = run_longwire("import-midimonster", str(source), "-o", str(target / "x.toml"))
    assert (done.returncode, "could not be written: Not a directory" in done.stderr) == (1, True)
    assert "names no rtpmidi instance" in done.stderr


def test_import_of_a_wrong_file_is_code_2(tmp_path):
    source = tmp_path / "monster.cfg"
    source.write_text(MONSTER.replace("apple", "aple"))
    done = run_longwire("import-midimonster", str(source))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f'longwire: {source}, line 2: mode: expected direct or apple, but found "aple".\n'
