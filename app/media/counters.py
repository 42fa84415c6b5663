"""Plain whole numbers of one stream in each direction, for views; only the stream itself writes them."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class SendCounters:
    """What an RtpSender did. Octets of whole RTP packets; `journal_octets` are part of them."""

    packets: int = 0
    octets: int = 0
    messages: int = 0
    guards: int = 0
    journal_octets: int = 0
    refused: int = 0
    """Messages that are no whole, defined MIDI message and were not sent."""
    unprotected_sysex: int = 0
    """SysEx sent whose data the journal does not carry."""
    forced_checkpoints: int = 0
    """Times the checkpoint moved without a report, so that older losses cannot be repaired."""
    reports: int = 0
    invalid_reports: int = 0


@dataclass(slots=True)
class ReceiveCounters:
    """What an RtpReceiver saw. `repaired`: repair messages by chapter letter; `silenced`: those without."""

    packets: int = 0
    messages: int = 0
    lost: int = 0
    late: int = 0
    duplicate: int = 0
    doubtful: int = 0
    restarts: int = 0
    losses: int = 0
    uncovered: int = 0
    """Losses that the journal did not cover, or that came without one."""
    silenced: int = 0
    journal_octets: int = 0
    damaged_journals: int = 0
    repaired: dict[str, int] = field(default_factory=dict)
