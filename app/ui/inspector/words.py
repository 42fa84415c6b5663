"""The sentences of the inspector, made of numbers and times."""

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from app.engine.api import Buffer, Counters, Details, PeerEvening, RoundTrip
from app.ui.chapters import repaired_text

CONTEXT = "Inspector"
JUST_NOW_S = 10.0
MINUTE_S = 60
HOUR_S = 3600
KILO = 1000
MISHAPS = (
    (QT_TRANSLATE_NOOP("Inspector", "1 drop"), QT_TRANSLATE_NOOP("Inspector", "{count} drops")),
    (QT_TRANSLATE_NOOP("Inspector", "{count} lost"),) * 2,
    (QT_TRANSLATE_NOOP("Inspector", "{count} repaired"),) * 2,
)
"""What an evening counts, in the order in which it is said; each for one and for several."""


def say(source: object, **values: object) -> str:
    """Translate a text that was marked for translation, and fill in its place-holders."""
    return QCoreApplication.translate(CONTEXT, str(source)).format(**values)


def whole(number: int) -> str:
    """Write a count as the language does."""
    return QLocale().toString(number)


def tenth(number: float) -> str:
    """Write a number with one decimal."""
    return QLocale().toString(number, "f", 1)


def ago(seconds: float) -> str:
    """Say how long something is ago."""
    if seconds < JUST_NOW_S:
        text = QCoreApplication.translate("Inspector", "{number} s ago")
        return text.format(number=tenth(max(0.0, seconds)))
    if seconds < MINUTE_S:
        return QCoreApplication.translate("Inspector", "{number} s ago").format(number=int(seconds))
    if seconds < HOUR_S:
        return QCoreApplication.translate("Inspector", "{number} min ago").format(
            number=int(seconds) // MINUTE_S
        )
    return QCoreApplication.translate("Inspector", "{number} h ago").format(number=int(seconds) // HOUR_S)


def duration(seconds: float) -> str:
    """Write a time as hours, minutes and seconds."""
    left = max(0, int(seconds))
    return f"{left // HOUR_S:02}:{left // MINUTE_S % MINUTE_S:02}:{left % MINUTE_S:02}"


def octets(count: int) -> str:
    """Say a number of octets."""
    if count < KILO:
        return QCoreApplication.translate("Inspector", "{number} bytes").format(number=whole(count))
    if count < KILO * KILO:
        return QCoreApplication.translate("Inspector", "{number} kB").format(number=tenth(count / KILO))
    return QCoreApplication.translate("Inspector", "{number} MB").format(number=tenth(count / KILO / KILO))


def latency_text(trips: Sequence[RoundTrip]) -> str:
    """Say how long the way there and back takes, usually and at worst."""
    if not trips:
        return QCoreApplication.translate("Inspector", "not measured yet")
    usual = sorted(trip.ms for trip in trips)[len(trips) // 2]
    worst = max(trip.ms for trip in trips)
    text = QCoreApplication.translate("Inspector", "{usual} ms · at worst {worst} ms")
    return text.format(usual=tenth(usual), worst=tenth(worst))


def samples_text(details: Details) -> str:
    """Say on how many measurements that rests, and how evenly packets arrive."""
    trips = details.round_trips
    parts = []
    if len(trips) > 1:
        minutes = (trips[-1].at - trips[0].at) / MINUTE_S
        text = QCoreApplication.translate("Inspector", "{count} round trips in {minutes} min")
        parts.append(text.format(count=whole(len(trips)), minutes=tenth(minutes)))
    if details.jitter_ms is not None:
        text = QCoreApplication.translate("Inspector", "jitter {jitter} ms")
        parts.append(text.format(jitter=tenth(details.jitter_ms)))
    return " · ".join(parts)


def offset_text(details: Details) -> str:
    """Say how far apart the two clocks stand; empty while that is not known."""
    if details.offset_ms is None:
        return ""
    apart = abs(details.offset_ms)
    shown = (
        duration(apart / KILO)
        if apart >= KILO
        else QCoreApplication.translate("Inspector", "{number} ms").format(number=tenth(apart))
    )
    return QCoreApplication.translate("Inspector", "Clocks {time} apart, allowed for").format(time=shown)


def traffic_text(counters: Counters) -> str:
    """Say how much came and went, and what was lost on the way."""
    text = QCoreApplication.translate("Inspector", "{received} received, {sent} sent")
    parts = [text.format(received=whole(counters.messages_in), sent=whole(counters.messages_out))]
    if counters.lost:
        parts.append(
            QCoreApplication.translate("Inspector", "{count} lost").format(count=whole(counters.lost))
        )
    return " · ".join(parts)


def loss_text(counters: Counters) -> str:
    """Say what was lost on the way to us, and whether anything is missing for it."""
    if not counters.lost:
        return QCoreApplication.translate("Inspector", "Nothing was lost on the way here.")
    lost = (
        QCoreApplication.translate("Inspector", "1 packet lost on the way")
        if counters.lost == 1
        else QCoreApplication.translate("Inspector", "{count} packets lost on the way").format(
            count=whole(counters.lost)
        )
    )
    if counters.uncovered:
        rest = QCoreApplication.translate("Inspector", "not all of it could be brought back.")
    else:
        rest = QCoreApplication.translate("Inspector", "nothing missing.")
    return f"{lost}, {rest}"


def evening_text(one: PeerEvening) -> str:
    """Say in one line how long somebody was connected, how fast, and what went wrong; nothing of what did not."""
    parts = [duration(one.connected_s)]
    if one.p50_ms is not None:
        parts.append(say(QT_TRANSLATE_NOOP("Inspector", "{ms} ms"), ms=tenth(one.p50_ms)))
    counts = (one.drops, one.lost, sum(one.repaired.values()))
    parts += [
        say(single if count == 1 else several, count=whole(count))
        for count, (single, several) in zip(counts, MISHAPS, strict=True)
        if count
    ]
    return " · ".join(parts)


def repair_text(counters: Counters) -> str:
    """Say what the journal brought back, by kind; empty when there was nothing to do."""
    parts = repaired_text(counters.repaired)
    return QCoreApplication.translate("Inspector", "Repaired: {parts}").format(parts=parts) if parts else ""


def oddities_text(counters: Counters) -> str:
    """Say what else came that should not have."""
    sources = (
        (counters.late, QT_TRANSLATE_NOOP("Inspector", "{count} late")),
        (counters.duplicate, QT_TRANSLATE_NOOP("Inspector", "{count} twice")),
        (counters.malformed, QT_TRANSLATE_NOOP("Inspector", "{count} damaged")),
    )
    parts = [say(source, count=whole(count)) for count, source in sources if count]
    return (
        QCoreApplication.translate("Inspector", "Packets: {parts}").format(parts=", ".join(parts))
        if parts
        else ""
    )


def buffer_text(buffer: Buffer) -> str:
    """Say what the playout buffer could do nothing for; empty when it does what it should."""
    if not buffer.trusts_stamps:
        return QCoreApplication.translate("Inspector", "Its timestamps are of no use, so it plays at once.")
    if not buffer.late:
        return ""
    text = QCoreApplication.translate(
        "Inspector", "{count} came too late to be held back: longer would be steadier."
    )
    return text.format(count=whole(buffer.late))


def journal_text(details: Details) -> str:
    """Say how much of the traffic is there to repair losses."""
    text = QCoreApplication.translate("Inspector", "Recovery journal: {received} received, {sent} sent")
    return text.format(
        received=octets(details.counters.journal_octets), sent=octets(details.journal_octets_out)
    )
