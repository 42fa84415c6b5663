"""A handle on an engine in another process, perhaps on another host."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.hosts import TwoHosts
from tests.support.ports import free_pair
from tests.support.program import ROOT
from tests.support.waiting import DEADLINE_SECONDS, wait_for

Told = dict[str, Any]


class Distant:
    """One engine process; what it tells is kept. Leaving the block ends it, politely if it still runs."""

    def __init__(self, name: str, port: int, *, prefix: Sequence[str] = (), **settings: object) -> None:
        self.name = name
        self.port = port
        self.told: list[Told] = []
        self._settings = {"name": name, "port": port, **settings}
        self._prefix = prefix
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self.signal(signal.SIGCONT)
            self.end()

    # -- life -----------------------------------------------------------------------------------------------

    def start(self, **changed: object) -> None:
        """Start it, or start it again with some settings changed."""
        self._settings.update(changed)
        command = [sys.executable, "-m", "tests.support.engine_process", json.dumps(self._settings)]
        self._process = subprocess.Popen(
            [*self._prefix, *command],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal; `ip netns exec` became the engine itself, so it is the right process."""
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> float:
        """End it at once, without a word to anybody; gives when."""
        self.signal(signal.SIGKILL)
        return self._gone()

    def end(self) -> float:
        """Let it say goodbye and end; gives when it had."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._gone()

    def order(self, text: str) -> None:
        """Give an order."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()

    def cpu_s(self) -> float:
        """How much processor time it has used (Linux)."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mib(self) -> float:
        """How much memory it has now (Linux)."""
        return int(self._proc("statm").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    # -- what it tells --------------------------------------------------------------------------------------

    def first(self, what: str, after: float = 0.0, **values: object) -> Told | None:
        """Find the first thing told after a moment that has these values."""
        return next(self._matching(what, after, values), None)

    def wait(
        self, what: str, after: float = 0.0, seconds: float = DEADLINE_SECONDS, **values: object
    ) -> Told:
        """Wait for it."""
        return wait_for(
            lambda: self.first(what, after, **values),
            lambda: f"{what} {values} from {self.name}; it told\n" + self.text(),
            seconds,
        )

    def wait_for_note(self, after: float = 0.0, seconds: float = DEADLINE_SECONDS) -> float:
        """Wait until it hears something; gives when."""
        return float(self.wait("heard", after, seconds)["at"])

    def wait_for_notice(self, after: float, seconds: float = DEADLINE_SECONDS) -> float:
        """Wait until it shows somebody as silent or being tried anew; gives when."""
        shown = ("silent", "inviting", "waiting", "lost")

        def noticed() -> Told | None:
            return next(
                (told for told in self._matching("participant", after, {}) if told["state"] in shown), None
            )

        return float(wait_for(noticed, lambda: f"{self.name} to notice\n{self.text()}", seconds)["at"])

    def heard(self, after: float = 0.0) -> list[bytes]:
        """What it heard after a moment."""
        return [bytes.fromhex(told["message"]) for told in self.notes(after)]

    def notes(self, after: float = 0.0) -> list[Told]:
        """What it heard after a moment, with the stamps."""
        return list(self._matching("heard", after, {}))

    def text(self) -> str:
        """All but the notes, for messages."""
        return "\n".join(str(told) for told in list(self.told) if told["what"] != "heard")

    def _matching(self, what: str, after: float, values: dict[str, object]) -> Any:
        fits: Callable[[Told], bool] = lambda told: (  # noqa: E731
            told["what"] == what and told["at"] > after and values.items() <= told.items()
        )
        return filter(fits, list(self.told))

    def _proc(self, name: str) -> str:
        assert self._process is not None
        return Path(f"/proc/{self._process.pid}/{name}").read_text(encoding="ascii")

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.told.extend(json.loads(line) for line in process.stdout)

    def _gone(self) -> float:
        assert self._process is not None
        assert self._reader is not None
        self._process.wait(DEADLINE_SECONDS)
        gone = time.perf_counter()
        self._reader.join(DEADLINE_SECONDS)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process = None
        return gone


class Pair:
    """*Stage* wants *Rack* by its name and plays to it without end; each lives on its own host."""

    def __init__(self, hosts: TwoHosts, *, typed: bool = False) -> None:
        """With `typed` nobody uses mDNS, and Stage knows the address of Rack."""
        self.hosts = hosts
        alone: dict[str, object] = {} if hosts.apart else {"interfaces": ["127.0.0.1"]}
        peer, port = {"id": "rack", "name": "Rack"}, free_pair()
        if typed:
            peer["address"] = f"{hosts.second.address}:{port}"
            alone["mdns"] = False
        self.stage = Distant("Stage", free_pair(), prefix=hosts.first.prefix, peers=[peer], **alone)
        self.rack = Distant("Rack", port, prefix=hosts.second.prefix, **alone)

    def play(self) -> None:
        """Wait for the connection and begin to play."""
        self.stage.wait("participant", name="Rack", state="connected")
        self.stage.wait("route", id="out0", state="active")
        self.stage.order("stream 20")
        self.rack.wait_for_note()

    def plays_again(self, after: float, seconds: float = DEADLINE_SECONDS) -> float:
        """Wait until what is played sounds again; gives when."""
        heard = self.rack.wait_for_note(after, seconds)
        self.stage.wait("participant", after, name="Rack", state="connected")
        return heard

    def cut(self) -> None:
        """Pull the cable; where there is none, stop the program."""
        if self.hosts.apart:
            self.hosts.second.set_link("down")
        else:
            self.rack.signal(signal.SIGSTOP)

    def mend(self) -> None:
        """Put the cable back."""
        if self.hosts.apart:
            self.hosts.second.set_link("up")
        else:
            self.rack.signal(signal.SIGCONT)


@contextmanager
def playing_pair(hosts: TwoHosts, *, typed: bool = False) -> Iterator[Pair]:
    """A pair that plays when the block begins."""
    pair = Pair(hosts, typed=typed)
    with pair.rack, pair.stage:
        pair.play()
        yield pair
