"""Packs the frozen program for macOS: a disk image, signed and notarised where there are the secrets for it."""

from __future__ import annotations

from pathlib import Path

from building import Work


def make(work: Work) -> list[Path]:
    """Make the disk image of the app that PyInstaller has put beside the folder."""
    scripts = work.root / "packaging" / "macos"
    app = work.bundle.with_name(f"{work.release.name}.app")
    image = work.out / work.release.file_name(".dmg")
    seal = ("bash", str(scripts / "sign_and_notarize.sh"))
    work.run(*seal, str(app))
    work.run("bash", str(scripts / "make_dmg.sh"), str(app), str(image))
    work.run(*seal, str(image))
    return [image]
