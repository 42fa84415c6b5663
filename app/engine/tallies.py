"""What a stream counted, as the view that the window and the command line show."""

from time import monotonic, perf_counter_ns

from app.engine.api import Buffer, Counters, Details, RoundTrip
from app.engine.link_stream import LinkStream
from app.engine.stream import Stream
from app.engine.ticks import TICKS_PER_SECOND, ns_of
from app.media.playout import Playout
from app.media.receiver import RtpReceiver
from app.media.sender import RtpSender

_MS_PER_TICK = 1000 / TICKS_PER_SECOND


def counters_of(stream: Stream) -> Counters:
    """Read the counters of a stream; whole numbers that only the MIDI thread writes."""
    return _counters(stream.receiver, stream.sender, stream.garbage)


def link_details_of(stream: LinkStream) -> Details:
    """Read what is known of a peer of a link, which has neither a clock nor a playout buffer."""
    return Details(
        counters=_counters(stream.receiver, stream.sender, stream.refused),
        journal_octets_out=stream.sender.counters.journal_octets,
    )


def _counters(receiver: RtpReceiver, sender: RtpSender, garbage: int) -> Counters:
    received, sent = receiver.counters, sender.counters
    return Counters(
        packets_in=received.packets,
        packets_out=sent.packets,
        messages_in=received.messages,
        messages_out=sent.messages,
        lost=received.lost,
        late=received.late,
        duplicate=received.duplicate,
        malformed=garbage,
        uncovered=received.uncovered,
        journal_octets=received.journal_octets,
        repaired=dict(received.repaired),
        confirmed_at=None if sender.confirmed_at is None else _monotonic(sender.confirmed_at),
    )


def details_of(stream: Stream) -> Details:
    """Read all that is known of a stream at this moment."""
    clock, jitter = stream.clock, stream.transit.ticks
    return Details(
        counters=counters_of(stream),
        round_trips=round_trips_of(stream),
        offset_ms=None if clock.offset is None else clock.offset * _MS_PER_TICK,
        jitter_ms=None if jitter is None else jitter * _MS_PER_TICK,
        journal_octets_out=stream.sender.counters.journal_octets,
        buffer=_buffer_of(stream.playout),
    )


def round_trips_of(stream: Stream) -> tuple[RoundTrip, ...]:
    """Give the last exchanges of CK, oldest first."""
    return tuple(
        RoundTrip(_monotonic(at), ticks * _MS_PER_TICK) for at, ticks in tuple(stream.clock.round_trips)
    )


def _buffer_of(playout: Playout | None) -> Buffer:
    if playout is None:
        return Buffer()
    playout_ms = int(playout.delay_ticks * _MS_PER_TICK)
    return Buffer(playout_ms, playout.late, playout.unstamped, playout.trusts_stamps)


def _monotonic(ticks: int) -> float:
    """Put a stamp of the MIDI thread on the clock of the views."""
    return monotonic() - (perf_counter_ns() - ns_of(ticks)) / 1e9
