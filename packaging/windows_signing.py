"""Signs programs of Windows: `python packaging/windows_signing.py FILE...`; without a certificate it only warns.

WINDOWS_CERTIFICATE is a certificate with its key, .pfx in base64; WINDOWS_CERTIFICATE_PASSWORD its password.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from lists import SetupError

CERTIFICATE = "WINDOWS_CERTIFICATE"
PASSWORD = "WINDOWS_CERTIFICATE_PASSWORD"
CLOCK = "http://timestamp.digicert.com"
"""Says when a file was signed, so that the signature outlives the certificate."""


def main(arguments: list[str]) -> int:
    """Sign the files; 1 when that fails."""
    try:
        sign([Path(each) for each in arguments])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def sign(files: Sequence[Path], environment: Mapping[str, str] = os.environ) -> bool:
    """Sign files in place; False without a certificate, with a warning. SetupError when it fails."""
    certificate = environment.get(CERTIFICATE, "")
    if not certificate:
        names = ", ".join(file.name for file in files)
        print(
            f"::warning::{names} is not signed: there is no {CERTIFICATE}. Windows will warn of it.",
            file=sys.stderr,
        )
        return False
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "certificate.pfx"
        key.write_bytes(base64.b64decode(certificate))
        command = [_signtool(environment), "sign", "/fd", "sha256", "/tr", CLOCK, "/td", "sha256"]
        command += ["/f", str(key), "/p", environment.get(PASSWORD, "")]
        done = subprocess.run([*command, *map(str, files)], stdout=sys.stderr, check=False)
    if done.returncode != 0:
        raise SetupError("signtool failed. The lines above say why.")
    return True


def _signtool(environment: Mapping[str, str]) -> str:
    """Give the path of signtool, which is in no PATH but in the newest of Microsoft's kits."""
    found = shutil.which("signtool", path=environment.get("PATH"))
    kits = Path(environment.get("ProgramFiles(x86)", "")) / "Windows Kits" / "10" / "bin"
    newest = sorted(kits.glob("10.*/x64/signtool.exe"))[-1:]
    for each in ([found] if found else []) + [str(file) for file in newest]:
        return each
    raise SetupError("signtool is needed to sign, and is not there: install the Windows SDK.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
