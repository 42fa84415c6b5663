"""The command that lets in whom a Longwire without a window refused, to be copied as it is."""

import re
import shlex
import subprocess
import sys
from typing import Final

from app.options import Options

_PLAIN: Final = re.compile(r"[\w.-][\w .-]*")
"""What no shell reads as anything but text. A stranger chooses its name, and somebody copies this line."""


def ctl_command(options: Options) -> str:
    """Give the beginning of every command to the Longwire with these options."""
    words = ["longwire", "ctl"]
    if options.config_dir is not None:
        words += ["--config-dir", str(options.config_dir)]
    if options.patch is not None:
        words += ["--patch", str(options.patch)]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def how_to_let_in(ctl: str, name: str, system: str = sys.platform) -> str:
    """Say how; `ctl` is the beginning of the command."""
    if _PLAIN.fullmatch(name):
        typed = f'"{name}"' if " " in name else name
    elif system == "win32":  # its two shells agree on no way to write every text
        return f"To let it in: {ctl} peer add --access always --name NAME, with its name for NAME"
    else:
        typed = shlex.quote(name)
    return f"To let it in: {ctl} peer add --access always --name {typed}"
