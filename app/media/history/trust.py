"""Whether a peer gets a journal when the setting is `auto`: decided by what it does, never by its name.

What a journal does to deployed peers (wire sheet 12) and how each kind shows itself:

- macOS, iOS, rtpMIDI, Longwire and others report what they received by RS, number in octets 8-9. They read
  journals: PROVEN.
- rtpmidid plays the notes it finds in some journals again and again; PipeWire reads none. Both answer a journal by
  an RS with the checkpoint in octets 10-11 and zeros in octets 8-9. No one who repairs does so: HARMED, no journal
  for this stream any more. rtpmidid answers the very first journal, which is empty, and it replays only
  from journals of two channels, so the answer comes before the harm.
- pymidi never reports, and drops a packet whose journal has S=1 (it takes S for Y). Until a peer is PROVEN the
  S bit of the journal header is therefore sent as 0: who reads journals only looks one level deeper, where
  every bit is right.
- Arduino-class devices and small libraries never report and skip the journal, some through buffers of 64 octets.
  Until a peer is PROVEN the journal is held below what a Mac sends to the same device without being asked; after a
  patient wait without a report (SILENT) it tells nothing, as nobody there repairs with it. It stays as three octets
  that cover nothing rather than J=0: should all reports have been lost, a receiver that took J=0 for "nothing to
  protect" (wire sheet 10.6) would let notes hang.

So a journal is sent from the first packet on: loss does not wait for the first report, and those who read journals are
the many. A report that comes late still proves the peer.
"""

from enum import Enum
from typing import Final

from app.model.patch import JournalMode
from app.wire.applemidi import Feedback

PATIENCE_TICKS: Final = 200_000
"""20 s: Longwire reports each second and after each repair; that all of these are lost is out of the question."""

PATIENCE_PACKETS: Final = 64
"""And so many packets, each of which would have led to a report: a player may pause for long after a first note."""

UNPROVEN_OCTETS: Final = 512
"""Journals of several hundred octets are what a Mac sends to a peer that does not report (wire sheet 12)."""


class Standing(Enum):
    """What is known of a peer."""

    UNKNOWN = "unknown"
    PROVEN = "proven"
    SILENT = "silent"
    HARMED = "harmed"


class PeerTrust:
    """Judges one peer for one stream. With mode `on` every peer gets journals, with `off` none."""

    def __init__(self, mode: JournalMode) -> None:
        self.standing = Standing.UNKNOWN
        self._mode = mode
        self._started_at: int | None = None
        self._packets = 0

    @property
    def wants_history(self) -> bool:
        """Whether commands must be recorded, as a journal is sent or may be sent later."""
        return self._mode != "off"

    @property
    def wants_journal(self) -> bool:
        """Whether packets carry a journal, be it an empty one."""
        return self._mode == "on" or (self._mode == "auto" and self.standing is not Standing.HARMED)

    @property
    def is_given_up(self) -> bool:
        """Whether the journal is to tell nothing any more."""
        return self._mode == "auto" and self.standing is Standing.SILENT

    @property
    def is_unproven(self) -> bool:
        """Whether journals must be such that no known peer is harmed: small, and S=0 in front."""
        return self._mode == "auto" and self.standing in (Standing.UNKNOWN, Standing.SILENT)

    def packet_sent(self, now: int) -> None:
        """Note that a packet goes out: patience begins with the first."""
        if self.standing is not Standing.UNKNOWN:
            return
        if self._started_at is None:
            self._started_at = now
        self._packets += 1
        if now - self._started_at > PATIENCE_TICKS and self._packets > PATIENCE_PACKETS:
            self.standing = Standing.SILENT

    def forget(self) -> None:
        """Judge anew: the peer was started again and may be another program."""
        self.standing = Standing.UNKNOWN
        self._started_at = None
        self._packets = 0

    def reported(self, packet: Feedback) -> None:
        """Note a report whose number can be right."""
        if packet.sequence == 0 and packet.low != 0:
            self.standing = Standing.HARMED
        elif self.standing is not Standing.HARMED:
            self.standing = Standing.PROVEN
