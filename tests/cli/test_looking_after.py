"""Without a window: the computer stays awake while something plays, unless its user does not want that."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.cli import commands, looking_after
from app.cli.arguments import parse_arguments
from app.cli.looking_after import looked_after
from app.platform import garbage
from app.platform.awake import Inhibitor
from app.platform.caretaking import Caretaker
from tests.platform.test_awake import Noted
from tests.support.engines import until
from tests.support.fake_engine import FakeEngine


async def test_it_is_held_from_the_first_messages_to_the_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(looking_after, "LOOK_S", 0.001)
    engine, noted = FakeEngine(), Noted()

    async def play() -> None:
        while not noted.told:
            engine.counts["out:1"] = engine.counts.get("out:1", 0) + 1
            await asyncio.sleep(0.002)

    async with looked_after(engine, [noted]):
        await asyncio.gather(play(), until(lambda: noted.told, "the inhibition"))
        assert noted.told == ["hold"]
    assert noted.told == ["hold", "release"]


async def test_garbage_is_looked_for_in_a_pause(monkeypatch: pytest.MonkeyPatch):
    looks: list[bool] = []
    monkeypatch.setattr(looking_after, "LOOK_S", 0.001)
    monkeypatch.setattr(garbage, "PAUSE_S", 0.05)
    pauses = garbage.PauseKeeper(lambda: looks.append(True))
    monkeypatch.setattr(looking_after, "Caretaker", lambda inhibitors: Caretaker(inhibitors, pauses))
    async with looked_after(FakeEngine(), []):
        await until(lambda: looks, "the look")
    assert len(looks) == 1


@pytest.mark.parametrize(
    ("typed", "settings", "held"),
    [
        ([], "", True),
        (["--no-keep-awake"], "", False),
        ([], "[window]\nkeep_awake = false\n", False),
    ],
)
def test_typed_or_in_the_settings_it_can_be_turned_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], settings: str, held: bool
):
    given: list[Sequence[Inhibitor]] = []
    monkeypatch.setattr(
        commands, "run_headless", lambda _e, _p, _c, inhibitors, **_how: given.append(inhibitors)
    )
    monkeypatch.setattr(commands, "system_inhibitor", Noted)
    monkeypatch.setattr(commands, "build_engine", lambda _options: FakeEngine())
    (tmp_path / "settings.toml").write_text(settings)
    arguments = parse_arguments(["--headless", "--config-dir", str(tmp_path), "--midi-api", "none", *typed])
    assert commands.run(arguments, lambda *_: 1) == 0
    [inhibitors] = given
    assert bool(inhibitors) == held
