"""The recovery journal as a whole: header, system journal, channel journals (wire sheet 6)."""

from collections.abc import Sequence

from app.wire.errors import WireError
from app.wire.journal.channel import decode_channel, encode_channel
from app.wire.journal.channel_values import ChannelJournal
from app.wire.journal.layout import check_bits
from app.wire.journal.system import decode_system, encode_system
from app.wire.journal.system_values import SystemJournal
from app.wire.journal.values import Journal, JournalHeader

_S, _Y, _A, _H, _TOTCHAN = 0x80, 0x40, 0x20, 0x10, 0x0F
_HEADER_OCTETS = 3
_CHANNEL_H = 0x04


def journal_header(data: bytes) -> JournalHeader:
    """Read the header only, which costs nothing like the rest; raises WireError when it is not there."""
    if len(data) < _HEADER_OCTETS:
        raise WireError(f"recovery journal of {len(data)} octets")
    head = data[0]
    channel_count = (head & _TOTCHAN) + 1 if head & _A else 0
    checkpoint = data[1] << 8 | data[2]
    return JournalHeader(head > 0x7F, bool(head & _Y), channel_count, bool(head & _H), checkpoint)


def decode_journal(data: bytes) -> Journal:
    """Read a whole journal; raises WireError when the header is not there, and counts what else is damaged.

    A journal whose LENGTH cannot be ends the reading, as the next one cannot be found; octets behind the last
    one are ignored.
    """
    s, has_system, channel_count, enhanced, checkpoint = journal_header(data)
    at, end = _HEADER_OCTETS, len(data)
    missing = has_system + channel_count
    system: SystemJournal | None = None
    channels: list[ChannelJournal] = []
    damaged = 0
    try:
        if has_system:
            system, at = decode_system(data, at, end)
            damaged += system.damaged
            missing -= 1
        while missing:
            channel, at = decode_channel(data, at, end)
            damaged += channel.damaged
            missing -= 1
            channels.append(channel)
    except WireError:
        damaged += missing
    return Journal(checkpoint, system, tuple(channels), enhanced, s, damaged)


def encode_journal(journal: Journal) -> bytes:
    """Write a whole journal; raises JournalTooLarge, or WireError for a value that breaks a rule."""
    checkpoint, system, channels, enhanced, s, _ = journal
    return join_journal(
        checkpoint,
        None if system is None else encode_system(system),
        [encode_channel(channel) for channel in channels],
        enhanced=enhanced,
        s=s,
    )


def join_journal(
    checkpoint: int,
    system: bytes | None,
    channels: Sequence[bytes],
    *,
    enhanced: bool = False,
    s: bool = True,
) -> bytes:
    """Put the header in front of a written system journal and written channel journals; raises WireError.

    The S bit is `s` and those of all parts, H is `enhanced` or that of any channel. Channels must ascend.
    """
    check_bits(checkpoint, 16, "checkpoint")
    parts = [b""]
    flags = 0
    if system is not None:
        parts.append(system)
        flags = _Y
        s = s and system[0] >= _S
    previous = -1
    for octets in channels:
        head = octets[0]
        channel = head >> 3 & 0x0F
        if channel <= previous:
            raise WireError(f"channel journal {channel} behind {previous}")
        previous = channel
        s = s and head >= _S
        enhanced = enhanced or bool(head & _CHANNEL_H)
        parts.append(octets)
    if channels:
        flags |= _A | (len(channels) - 1)
    parts[0] = bytes((s << 7 | flags | enhanced << 4, checkpoint >> 8, checkpoint & 0xFF))
    return b"".join(parts)
