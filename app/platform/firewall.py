"""What can be known of this computer's own firewall without being its administrator."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from app.platform.asking import answer_of

UFW_CONF = Path("/etc/ufw/ufw.conf")
ANSWER_S = 3.0
_QUESTIONS: Final = {
    "linux": ("firewall-cmd", "--state"),
    "darwin": ("/usr/libexec/ApplicationFirewall/socketfilterfw", "--getglobalstate"),
}
_PROFILES: Final = ("DomainProfile", "StandardProfile", "PublicProfile")
_ON: Final = ("running", "(state = 1)", "(state = 2)")
_OFF: Final = ("not running", "(state = 0)")


def firewall_is_on(
    system: str = sys.platform, ufw_conf: Path = UFW_CONF, profile: Callable[[str], bool | None] | None = None
) -> bool | None:
    """Tell whether a firewall runs here; None when that cannot be told. `profile` reads one of Windows."""
    if system == "win32":
        return _any_on([(profile or _windows_profile)(name) for name in _PROFILES])
    ufw = _ufw_is_on(ufw_conf) if system == "linux" else None
    if ufw:
        return True
    question = _QUESTIONS.get(system)
    answer = answer_of(question, ANSWER_S, with_errors=True) if question else ""
    state = _read(answer)
    return ufw if state is None else state


def _any_on(states: list[bool | None]) -> bool | None:
    known = [state for state in states if state is not None]
    return any(known) if known else None


def _windows_profile(name: str) -> bool | None:
    """Read from the registry, as `netsh` answers in the user's language."""
    if sys.platform == "win32":
        import winreg

        path = rf"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\{name}"
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            return bool(winreg.QueryValueEx(key, "EnableFirewall")[0])
    return None


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
