"""What can be known of this computer's own firewall without being its administrator."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

UFW_CONF = Path("/etc/ufw/ufw.conf")
ANSWER_S = 3.0
_QUESTIONS: Final = {
    "linux": ("firewall-cmd", "--state"),
    "darwin": ("/usr/libexec/ApplicationFirewall/socketfilterfw", "--getglobalstate"),
    "win32": ("netsh", "advfirewall", "show", "currentprofile", "state"),
}
_ON: Final = ("running", "(state = 1)", "(state = 2)", " on")
_OFF: Final = ("not running", "(state = 0)", " off")


def firewall_is_on(system: str = sys.platform, ufw_conf: Path = UFW_CONF) -> bool | None:
    """Tell whether a firewall runs here; None when that cannot be told."""
    ufw = _ufw_is_on(ufw_conf) if system == "linux" else None
    if ufw:
        return True
    question = _QUESTIONS.get(system)
    return (_read(_ask(question)) if question else None) or ufw


def _ufw_is_on(conf: Path) -> bool | None:
    try:
        lines = conf.read_text(encoding="utf-8", errors="replace").lower().split()
    except OSError:
        return None
    return "enabled=yes" in lines


def _read(answer: str) -> bool | None:
    text = " ".join(answer.lower().split())
    if any(text.endswith(word) or f"{word} " in text for word in _OFF):
        return False
    if any(text.endswith(word) or f"{word} " in text for word in _ON):
        return True
    return None


def _ask(command: Sequence[str]) -> str:
    if shutil.which(command[0]) is None:
        return ""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=ANSWER_S, check=False)
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout or done.stderr
