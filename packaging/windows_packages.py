"""Packs the frozen program for Windows: an installer, made by Inno Setup and signed where there is a certificate."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from building import Work
from lists import SetupError
from windows_signing import sign


def make(work: Work) -> list[Path]:
    """Make the installer; SetupError says what is missing for it."""
    compiler = inno_setup()
    is_signed = sign(sorted(work.bundle.glob("*.exe")))
    installer = work.out / work.release.file_name(".exe")
    work.run(compiler, *options(work, installer, is_signed=is_signed), str(script(work)))
    return [installer]


def options(work: Work, installer: Path, *, is_signed: bool) -> list[str]:
    """Give the options of the compiler: what the script has no words for itself."""
    facts = {
        "VersionText": work.release.version,
        "ProgramFolder": work.bundle,
        "IconFile": work.icons / f"{work.release.slug}.ico",
        "OutputFolder": installer.parent,
        "OutputName": installer.stem,
    }
    given = ["/Q", *(f"/D{name}={value}" for name, value in facts.items())]
    if is_signed:
        # $q is a quotation mark and $f the file, in quotation marks already.
        given += [
            "/DSign",
            f"/Slongwire=$q{sys.executable}$q $q{Path(__file__).with_name('windows_signing.py')}$q $f",
        ]
    return given


def script(work: Work) -> Path:
    """Give the script of the installer."""
    return work.root / "packaging" / "windows" / "longwire.iss"


def inno_setup(environment: Mapping[str, str] = os.environ) -> str:
    """Give the path of Inno Setup's compiler; SetupError when it is not there."""
    found = shutil.which("iscc", path=environment.get("PATH"))
    if found:
        return found
    for folder in ("ProgramFiles(x86)", "ProgramFiles"):
        file = Path(environment.get(folder, "")) / "Inno Setup 6" / "ISCC.exe"
        if environment.get(folder) and file.is_file():
            return str(file)
    raise SetupError(
        "Inno Setup 6 is needed to make the installer, and is not there: winget install JRSoftware.InnoSetup"
    )
