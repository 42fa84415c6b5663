"""What a stream counted, as the view that the window and the command line show."""

from app.engine.api import Counters
from app.engine.stream import Stream


def counters_of(stream: Stream) -> Counters:
    """Read the counters of a stream; whole numbers that only the MIDI thread writes."""
    received, sent = stream.receiver.counters, stream.sender.counters
    return Counters(
        packets_in=received.packets,
        packets_out=sent.packets,
        messages_in=received.messages,
        messages_out=sent.messages,
        lost=received.lost,
        late=received.late,
        duplicate=received.duplicate,
        malformed=stream.garbage,
        uncovered=received.uncovered,
        journal_octets=received.journal_octets,
        repaired=dict(received.repaired),
    )
