"""Installs a package in a fresh Debian or Ubuntu, tries it there, measures it, and takes it away again.

    sudo python3 packaging/dev.py check-install [FILE] [--suite NAME] [--mirror ADDRESS]

FILE is a .deb or a .tar.gz; without one, the .deb of dist/ is tried in Debian 12 and the .tar.gz in Debian 13. The
new system has no Python. Longwire runs in it as an ordinary user, on a JACK server and an X display of this computer.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import debian  # noqa: E402
from fresh_system import FreshSystem, mirror_of_this_system  # noqa: E402
from lists import SetupError, entries  # noqa: E402
from measuring import Measure, measure  # noqa: E402
from release import this_release  # noqa: E402

ROOT = HERE.parent.parent
TOOLS = {
    "debootstrap": "debootstrap",
    "jackd": "jackd2",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "unshare": "util-linux",
}
USER = 1000
PORTABLE = "opt/portable"


def main(arguments: list[str]) -> int:
    """Try every package that is asked for; 1 when one does not work."""
    parser = argparse.ArgumentParser(
        prog="dev.py check-install", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--suite", default="bookworm", help="the release of Debian or Ubuntu")
    parser.add_argument(
        "--mirror", help="where debootstrap gets it; otherwise where this system gets its own"
    )
    parser.add_argument(
        "--picture", type=Path, metavar="FILE.png", help="keep the picture of the window here"
    )
    wanted = parser.parse_args(arguments)
    if os.geteuid() != 0:
        print("Only root can make a system in a folder: start me with sudo.", file=sys.stderr)
        return 1
    if "LONGWIRE_OWN_MOUNTS" not in os.environ:
        # What is mounted in there goes with us, however we end.
        os.environ["LONGWIRE_OWN_MOUNTS"] = "yes"
        debian.install([package for tool, package in TOOLS.items() if shutil.which(tool) is None])
        command = [sys.executable, str(Path(__file__).resolve()), *arguments]
        os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", *command])
    mirror = wanted.mirror or mirror_of_this_system()
    try:
        for file, suite in _pairs(wanted):
            try_package(file, FreshSystem(ROOT / "build" / "check", suite, mirror), wanted.picture)
    except (SetupError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _pairs(wanted: argparse.Namespace) -> Iterator[tuple[Path, str]]:
    if wanted.file is not None:
        yield wanted.file, wanted.suite
        return
    release = this_release(ROOT)
    yield ROOT / "dist" / release.file_name(".deb"), "bookworm"
    yield ROOT / "dist" / release.file_name(".tar.gz"), "trixie"


def try_package(file: Path, system: FreshSystem, picture: Path | None) -> None:
    """Install, try, measure and remove one package in one new system."""
    print(f"{file.name} in a fresh {system.suite}", flush=True)
    with system.running() as root:
        system.run("useradd", "--create-home", "--uid", str(USER), "musician")
        install = install_deb if file.suffix == ".deb" else unpack
        program = install(system, file)
        if system.has("python3"):
            raise SetupError("There is a Python in the new system: nothing would be proved.")
        with jack() as server, display() as screen:
            env = {**server, "DISPLAY": screen}
            smoke_test(root, program, screen, server, picture)
            report(measure(root, program, USER, env))
        if file.suffix == ".deb":
            remove_deb(system)


def install_deb(system: FreshSystem, file: Path) -> str:
    """Install as a user does, with what it depends on; gives the command."""
    shutil.copy(str(file), str(system.root / "tmp"))
    said = system.run("apt-get", "install", "-y", f"/tmp/{file.name}")
    told = [line for line in said.splitlines() if line.startswith(("Need to get", "After this operation"))]
    size = system.run("dpkg-query", "-W", "-f", "${Installed-Size}", "longwire")
    print(
        f"  download {file.stat().st_size / 1e6:.1f} MB, installed {int(size) / 1000:.0f} MB (wanted: below 250)"
    )
    print(f"  with all it depends on, in a system without anything: {' '.join(told)}")
    unit = (system.root / "usr/lib/systemd/user/longwire.service").read_text("utf-8")
    [started] = [
        line.partition("=")[2].split()[0] for line in unit.splitlines() if line.startswith("ExecStart=")
    ]
    if not system.has(started):
        raise SetupError(f"The systemd unit starts {started}, which is not there.")
    return "/usr/bin/longwire"


def unpack(system: FreshSystem, file: Path) -> str:
    """Unpack an archive as a user does, and install what a desktop with sound has anyhow; gives the command."""
    for line in entries(ROOT / "packaging" / "debian-run.txt"):
        names = [name.strip() for name in line.split("|")]
        found = next((name for name in names if system.run("apt-cache", "pkgnames", name)), names[-1])
        system.run("apt-get", "install", "-y", "--no-install-recommends", found)
    folder = system.root / PORTABLE
    folder.mkdir()
    shutil.unpack_archive(str(file), str(folder))
    [top] = folder.iterdir()
    size = sum(path.lstat().st_size for path in top.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"  download {file.stat().st_size / 1e6:.1f} MB, unpacked {size / 1e6:.0f} MB (wanted: below 250)")
    return f"/{PORTABLE}/{top.name}/longwire"


def smoke_test(root: Path, program: str, screen: str, server: dict[str, str], picture: Path | None) -> None:
    """Run the smoke test of all systems in the new one; CalledProcessError when it fails."""
    command = [sys.executable, str(HERE.parent / "smoke_test.py"), program, "--chroot", str(root)]
    command += ["--user", f"{USER}:{USER}", "--midi-api", "jack", "--display", screen]
    command += ["--picture", str(picture)] if picture else []
    subprocess.run(command, env={**os.environ, **server}, check=True)


def report(found: Measure) -> None:
    """Print what was measured beside what is wanted."""
    warm = ", ".join(f"{each:.2f}" for each in found.warm_s)
    print(f"  start to window: cold {found.cold_s:.2f} s, warm {warm} s (wanted: below 1.5), ", end="")
    print(f"of which the processor worked {found.processor_s:.2f} s")
    print(f"  resident and idle: headless {found.headless_mb:.0f} MB (wanted: below 120), ", end="")
    print(f"with the window {found.window_mb:.0f} MB (wanted: below 200)")


def remove_deb(system: FreshSystem) -> None:
    """Remove it; SetupError when anything but the user's own files is left."""
    system.run("apt-get", "remove", "-y", "longwire")
    pruned = ["-path", "/proc", "-o", "-path", "/dev", "-o", "-path", "/sys", "-o", "-path", "/tmp"]
    found = system.run(
        "find", "/", "(", *pruned, ")", "-prune", "-o", "-iname", "*longwire*", "-print"
    ).split()
    left = [path for path in found if not path.startswith(("/home/", "/var/log/", "/var/cache/"))]
    if left:
        raise SetupError(f"Removing it leaves {', '.join(left)}.")
    print(f"  removed; left are {', '.join(found) or 'no files at all'}")


@contextmanager
def jack() -> Iterator[dict[str, str]]:
    """Run a JACK server of the user's own; gives the environment of its clients."""
    name = f"longwire-check-{os.getpid()}"
    env = {"JACK_DEFAULT_SERVER": name, "JACK_NO_START_SERVER": "1", "JACK_NO_AUDIO_RESERVATION": "1"}
    user = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]
    command = [*user, "jackd", "-n", name, "--no-realtime", "-d", "dummy", "-r", "48000", "-p", "2048"]
    with _server(command, env):
        ready = [*user, "jack_wait", "-s", name, "-w", "-t", "30"]
        subprocess.run(ready, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        yield env


@contextmanager
def display() -> Iterator[str]:
    """Run an X server; gives its name."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    with _server(command, {}, keep=writer):
        os.close(writer)
        with os.fdopen(reader) as told:
            yield f":{told.readline().strip()}"


@contextmanager
def _server(command: list[str], env: dict[str, str], keep: int | None = None) -> Iterator[None]:
    kept = () if keep is None else (keep,)
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, env={**os.environ, **env}, stdout=log, stderr=log, pass_fds=kept)
        try:
            yield
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
