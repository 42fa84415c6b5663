"""A JACK server of our own, with the dummy driver: real MIDI ports on a machine without any."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.processes import need, running
from tests.support.waiting import wait_for


@dataclass(frozen=True, slots=True)
class JackServer:
    """A running server: `env` makes a process use it; this process uses it already."""

    name: str
    env: dict[str, str]
    log: Path


@pytest.fixture
def jack_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[JackServer]:
    """A JACK server with a name of its own and 43 ms periods; reached from every network namespace."""
    if sys.platform != "linux":
        pytest.skip("JACK's dummy driver is used on Linux only")
    name = f"longwire-{os.getpid()}"
    env = {"JACK_DEFAULT_SERVER": name, "JACK_NO_START_SERVER": "1", "JACK_NO_AUDIO_RESERVATION": "1"}
    for key, value in env.items():
        monkeypatch.setenv(key, value)
    log = tmp_path / "jackd.log"
    # Long periods: when a client is not ready in time, the server goes on without it, and the MIDI of that period
    # is lost. Measured with four busy loops on two cores: 16 to 240 of 1500 notes lost with 64 frames, none from
    # 2048. The other way, to wait for clients (--sync), hangs the server when one of them leaves.
    # It ends with us even when we are killed: JACK has room for eight servers, and dead ones keep their place.
    mortal = [need("setpriv"), "--pdeathsig", "TERM"]
    command = [
        *mortal,
        need("jackd"),
        "-n",
        name,
        "--no-realtime",
        "-d",
        "dummy",
        "-r",
        "48000",
        "-p",
        "2048",
    ]
    with running(command, log) as process:
        wait_for(lambda: _answers() or process.poll() is not None, "the JACK server")
        assert process.poll() is None, f"jackd ended: {log.read_text(errors='replace')}"
        yield JackServer(name, env, log)


def _answers() -> bool:
    # In a process of its own: the library writes a dozen lines to stderr while there is no server.
    probe = "import rtmidi; rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name='probe').delete()"
    return subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False).returncode == 0
