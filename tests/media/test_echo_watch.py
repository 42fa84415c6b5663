"""The echo watch: loops are caught, whatever music and machines do is not (design 3, loop guard)."""

import heapq
import itertools
from pathlib import Path

import mido
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.media.echo_watch import (
    HOLD_TICKS,
    REPEAT_TICKS,
    REPEATS_PER_S,
    TICKS_PER_MS,
    WINDOW_TICKS,
    EchoWatch,
    Verdict,
)

SECOND = 1000 * TICKS_PER_MS
MUSIC = sorted(Path("/usr/share/planetblupi/music").glob("*.mid"))
ON, OFF, CLOCK = b"\x90\x26\x64", b"\x80\x26\x40", b"\xf8"


class Stage:
    """One source with a watch that is renewed for ever, as the guard does, and what it let through."""

    def __init__(self, least: int = 1) -> None:
        self._least = least
        self._held: list[bytes] = []
        self.watch = EchoWatch(0, least)
        self.passed: list[tuple[int, bytes]] = []
        self.verdicts: list[Verdict] = []
        self.held_ticks = 0

    @property
    def looped(self) -> bool:
        return Verdict.LOOP in self.verdicts

    def arrive(self, message: bytes, now: int) -> None:
        self.wait(now)
        if self.watch.feed(message, now):
            self._held.append(message)
        else:
            self.passed.append((now, message))
        self._settle(now)

    def wait(self, now: int) -> None:
        due = self.watch.get_timer()
        if due <= now:
            self.watch.handle_timer(due)
            self._settle(due)

    def _settle(self, now: int) -> None:
        if not self.watch.holding and self._held:
            self.passed += [(now, message) for message in self._held]
            self._held.clear()
        if self.watch.verdict is not Verdict.OPEN:
            self.verdicts.append(self.watch.verdict)
            self.watch = EchoWatch(now, self._least)


def circle(played: list[tuple[int, bytes]], way_round: int, seconds: int, least: int = 1) -> Stage:
    """Let what is played, and what passes, arrive again `way_round` ticks later."""
    stage, order = Stage(least), itertools.count()
    coming = [(when, next(order), message) for when, message in played]
    heapq.heapify(coming)
    now = 0
    while not stage.looped and now < seconds * SECOND:
        # What is held back is passed on by a timer, also when nothing arrives.
        now = min(coming[0][0] if coming else stage.watch.get_timer(), stage.watch.get_timer())
        before = len(stage.passed)
        if coming and coming[0][0] == now:
            stage.arrive(heapq.heappop(coming)[2], now)
        else:
            stage.wait(now)
        for when, message in stage.passed[before:]:
            heapq.heappush(coming, (when + way_round, next(order), message))
    return stage


def stream(*played: tuple[int, bytes]) -> Stage:
    stage = Stage()
    for when, message in played:
        stage.arrive(message, when)
    stage.wait(played[-1][0] + 10 * SECOND)
    return stage


@pytest.mark.parametrize(
    ("way_round_ms", "notes"), [(0.2, 1), (1, 1), (3, 1), (5, 2), (10, 4), (20, 6), (40, 12)]
)
def test_a_loop_is_caught(way_round_ms: float, notes: int) -> None:
    played = [
        (number * 137 * TICKS_PER_MS + at, bytes((status, 60 + number, 64)))
        for number in range(notes)
        for status, at in ((0x90, 0), (0x80, 90 * TICKS_PER_MS + 7))
    ]
    assert circle(played, int(way_round_ms * TICKS_PER_MS), seconds=10).looped


def test_a_loop_of_clock_is_caught() -> None:
    ticks = [(number * SECOND // 48, CLOCK) for number in range(500)]
    assert circle(ticks, 5 * TICKS_PER_MS, seconds=10).looped


def test_a_loop_is_caught_while_somebody_plays_on() -> None:
    playing = [(number * 120 * TICKS_PER_MS, bytes((0x91, number % 128, 80))) for number in range(80)]
    assert circle([(0, ON), (900, OFF), *playing[:60]], 10, seconds=7).looped


def test_a_latency_test_through_a_local_port_is_no_loop() -> None:
    """One message at a time goes round through the program that tests."""
    stage = circle([(0, ON)], 5, seconds=20, least=2)
    assert Verdict.LOOP not in stage.verdicts
    assert Verdict.CLEARED in stage.verdicts
    pauses = [after - before for (before, _), (after, _) in itertools.pairwise(stage.passed)]
    assert max(pauses) <= REPEAT_TICKS + 5


def repeated(message: bytes, per_second: int, seconds: int) -> list[tuple[int, bytes]]:
    return [(number * SECOND // per_second, message) for number in range(per_second * seconds)]


FAST = {
    "a roll with equal strokes": [*repeated(ON, 40, 10), *repeated(OFF, 40, 10)],
    "clock at 300 beats": repeated(CLOCK, 120, 20),
    "a roll, clock and a noisy fader": [
        *repeated(ON, 40, 10), *repeated(OFF, 40, 10), *repeated(CLOCK, 120, 10),
        *repeated(b"\xb0\x07\x40", 50, 10), *repeated(b"\xb0\x07\x41", 50, 10),
    ],
    "dense controllers that do not repeat": [
        (number * 10, bytes((0xE0, number % 128, number // 128 % 128))) for number in range(10_000)
    ],
}  # fmt: skip


@pytest.mark.parametrize("played", FAST.values(), ids=FAST)
def test_fast_playing_is_never_even_held(played: list[tuple[int, bytes]]) -> None:
    played = sorted(played)
    stage = stream(*played)
    assert set(stage.verdicts) <= {Verdict.INNOCENT}
    assert stage.passed == played


FASTER = {
    "a flood of one message": repeated(ON, 1000, 10),
    "a cable of MIDI full with one note": [*repeated(ON, 500, 10), *repeated(OFF, 500, 10)],
    "bursts of one message": [
        (burst * 2 * SECOND + number * 10, ON) for burst in range(5) for number in range(1100)
    ],
}


@pytest.mark.parametrize("played", FASTER.values(), ids=FASTER)
def test_machines_that_repeat_themselves_lose_nothing_and_stay_in_order(
    played: list[tuple[int, bytes]],
) -> None:
    played = sorted(played)
    stage = stream(*played)
    assert not stage.looped
    assert [message for _, message in stage.passed] == [message for _, message in played]


@pytest.mark.parametrize("file", MUSIC, ids=[file.stem for file in MUSIC])
def test_real_music_four_times_as_fast_is_never_even_held(file: Path) -> None:
    now, played = 0.0, []
    for event in mido.MidiFile(file):
        now += event.time * SECOND / 4
        if not event.is_meta:
            played.append((int(now), bytes(event.bytes())))
    stage = stream(*played)
    assert set(stage.verdicts) <= {Verdict.INNOCENT}
    assert stage.passed == played


def test_there_is_music_to_test_with() -> None:
    assert MUSIC


@given(st.lists(st.tuples(st.integers(0, 300), st.sampled_from([ON, OFF, CLOCK])), min_size=1, max_size=3000))
def test_whatever_arrives_is_passed_on_once_and_in_order(steps: list[tuple[int, bytes]]) -> None:
    times = itertools.accumulate(gap for gap, _ in steps)
    stage = stream(*((when, message) for when, (_, message) in zip(times, steps, strict=True)))
    assert [message for _, message in stage.passed] == [message for _, message in steps]


def test_a_source_that_falls_silent_once_is_not_judged_by_it() -> None:
    flood = [(number * 10, ON) for number in range(WINDOW_TICKS // 10 + 1)]
    stage = stream(*flood, (flood[-1][0] + 2 * HOLD_TICKS, OFF))
    assert not stage.looped
    assert len(stage.passed) == len(flood) + 1
    assert len(flood) > REPEATS_PER_S
