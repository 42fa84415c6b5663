"""A scripted peer: packets with hand-made journals towards a receiver."""

from app.media.receiver import RtpReceiver
from app.wire.commands import encode_section
from app.wire.journal import encode_journal
from app.wire.journal.values import ChannelJournal, Journal, SystemJournal
from app.wire.rtp import Rtp

START = 1000


class Peer:
    """Sends packets from number 1000 on, 10 ms apart. `lost` packets can be left out before any of them."""

    def __init__(self, **options):
        self.receiver = RtpReceiver(**options)
        self.number = START
        self.now = 0
        self.checkpoint = START

    def play(self, *messages, journal=b"", lost=0, now=None):
        """Send messages in one packet; give what the receiver plays as hex, repairs marked by a leading +."""
        self.number += lost
        self.now += 100 * (lost + 1)
        octets = encode_section([(0, message) for message in messages], journal or None)
        rtp = Rtp(self.number & 0xFFFF, self.now, 5, octets)
        self.number += 1
        played = self.receiver.receive(rtp, self.now if now is None else now)
        return ["+" * repaired + message.hex() for _, message, repaired in played]

    def start(self, *messages):
        """Send the first packet with the empty journal of a stream's start."""
        return self.play(*messages, journal=self.journal())

    def journal(self, *channels, system=None, checkpoint=None):
        """Encode a journal that reaches back to the start unless told otherwise."""
        number = self.checkpoint if checkpoint is None else checkpoint
        return encode_journal(Journal(number & 0xFFFF, system, channels))

    def repair(self, *, lost=2, checkpoint=None, **chapters):
        """Lose packets and send one with this journal for channel 0, or its system chapters; give what is mended."""
        system = {name: chapters.pop(name) for name in SystemJournal._fields if name in chapters}
        parts = (ChannelJournal(0, **chapters),) if chapters else ()
        journal = self.journal(
            *parts, system=SystemJournal(**system) if system else None, checkpoint=checkpoint
        )
        return [message.removeprefix("+") for message in self.play(journal=journal, lost=lost)]
