"""Repair from chapters W, T and A: pitch wheel and pressures (wire sheet 7.4, 7.7, 7.8)."""

from app.media.repair.context import Repair
from app.media.state.channel import ChannelState
from app.midi.messages import CHANNEL_PRESSURE, PITCH_BEND, POLY_PRESSURE
from app.wire.journal.values import PolyPressureChapter, PressureChapter, WheelChapter


def repair_wheel(repair: Repair, channel: ChannelState, chapter: WheelChapter, replays: bool) -> None:
    """Send the pitch wheel if it differs, or in any case after a CC121 that was sent again."""
    value = (chapter.first, chapter.second)
    if replays or (not repair.loss.skips(chapter.s) and value != channel.wheel):
        repair.send("W", bytes((PITCH_BEND | channel.number, *value)))


def repair_pressure(repair: Repair, channel: ChannelState, chapter: PressureChapter, replays: bool) -> None:
    """Send the channel's pressure under the same rule."""
    if replays or (not repair.loss.skips(chapter.s) and chapter.pressure != channel.pressure):
        repair.send("T", bytes((CHANNEL_PRESSURE | channel.number, chapter.pressure)))


def repair_poly_pressure(
    repair: Repair, channel: ChannelState, chapter: PolyPressureChapter, replays: bool
) -> None:
    """Send each key's pressure under the same rule."""
    for log in chapter.logs:
        known = channel.poly_pressure.get(log.note, 0)
        if replays or (not repair.loss.skips(log.s) and log.pressure != known):
            repair.send("A", bytes((POLY_PRESSURE | channel.number, log.note, log.pressure)))
