"""A configuration of MIDIMonster, imported by our importer and played by a whole engine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from app.bootstrap import build_engine, compose_patch, import_midimonster
from app.engine.engine import Engine
from app.model.patch import Patch
from app.options import Options
from tests.support.engines import Running, running, until

LOOPBACK = "127.0.0.1"


def taken_over(folder: Path, text: str) -> tuple[Patch, list[str]]:
    """Import a configuration; gives the patch and the notes."""
    file = folder / "monster.cfg"
    file.write_text(text, encoding="utf-8")
    patch, notes = import_midimonster(file)
    return patch, [note.text for note in notes]


@asynccontextmanager
async def monster(
    folder: Path, text: str, *ports: tuple[str, str], mdns: bool = False
) -> AsyncIterator[Running]:
    """Run a whole engine with what a configuration becomes."""
    patch, _ = taken_over(folder, text)
    async with running(patch, *ports, mdns=mdns) as engine:
        await until(lambda: not engine.engine._all.thread.pending, "everything to be in place")
        yield engine


@asynccontextmanager
async def monster_program(folder: Path, text: str) -> AsyncIterator[Engine]:
    """Build the engine as the program does, from the file that the import writes; its interfaces are the file's."""
    file = folder / "imported.toml"
    file.write_text(compose_patch(taken_over(folder, text)[0]), encoding="utf-8")
    engine = build_engine(Options(patch=file, config_dir=folder, midi_api="none"))
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()
