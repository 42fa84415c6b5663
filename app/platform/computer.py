"""The name that people know this computer by."""

import shlex
import socket
import sys
from pathlib import Path

from app.platform.asking import answer_of

MACHINE_INFO = Path("/etc/machine-info")

ANSWER_S = 2.0
"""How long macOS may take to say the computer's name; the host name does as well."""


def computer_name(system: str = sys.platform, machine_info: Path = MACHINE_INFO) -> str:
    """Give the computer's name as its settings show it, otherwise its host name without the domain."""
    pretty = _macos_name() if system == "darwin" else _pretty_name(machine_info) if system == "linux" else ""
    return pretty or host_label(socket.gethostname())


def host_label(host: str) -> str:
    """Give what is left of a host name that means something to people."""
    label = host.split(".", maxsplit=1)[0].strip()
    return label if label.lower() not in ("", "localhost") else "Longwire"


def _pretty_name(machine_info: Path) -> str:
    try:
        lines = machine_info.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    for line in lines:
        key, _, value = line.partition("=")
        if key.strip() == "PRETTY_HOSTNAME":
            try:
                return " ".join(shlex.split(value)).strip()
            except ValueError:
                return value.strip()
    return ""


def _macos_name() -> str:
    return answer_of(("/usr/sbin/scutil", "--get", "ComputerName"), ANSWER_S).strip()
