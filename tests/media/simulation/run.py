"""One run: a source, a sender, a network that loses, doubles and delays, a receiver, and the judge."""

import heapq
from dataclasses import dataclass, field
from random import Random

from app.media.receiver import RtpReceiver
from app.media.sender import RtpSender
from app.wire.applemidi import Feedback
from app.wire.rtp import decode_rtp
from app.wire.serial import extend16
from tests.media.simulation.synth import Synth
from tests.media.simulation.traffic import Traffic


@dataclass
class Sent:
    """What the sender's device is after a packet."""

    elements: dict
    notes: dict
    strikes: dict
    sysex: tuple


@dataclass
class Outcome:
    """Figures of a run for reports; `repaired` counts repair messages by chapter."""

    packets: int = 0
    lost: int = 0
    uncovered: int = 0
    journal_octets: int = 0
    repaired: dict = field(default_factory=dict)


class Simulation:
    def __init__(self, seed, batches=60):
        self.seed = seed
        self.random = random = Random(seed)
        self.batches = batches
        self.traffic = Traffic(random)
        self.loss = random.choice((0.0, 0.05, 0.2, 0.4, 0.6))
        self.burst = random.choice((0, 0, 3, 8))
        self.doubling = random.choice((0.0, 0.1))
        self.reorder = random.choice((0, 0, 3, 8))
        self.feedback_loss = random.choice((0.0, 0.3, 0.6, 1.0))
        mode = random.choice(("on", "on", "auto"))
        limit = random.choice((1400, 1400, 1400, 500))
        first = random.choice((0, 1, 1000, 65500, 65535))
        self.sender = RtpSender(7, first, journal=mode, limit_octets=limit)
        self.limit = limit
        self.receiver = RtpReceiver()
        self.witness = RtpReceiver()
        self.now = 0
        self.truth = Synth()
        self.played = Synth()
        self.sent = {}
        self.first = self.next_number = first
        self.strikes = {}
        self.heard_sysex = []
        self.sysex = ()
        self.received = set()
        self.stale = set()
        self.taint = 0
        self.has_gap = False
        self.resets = 0
        self.queue = []
        self.in_burst = 0
        self.serial = 0
        self.outcome = Outcome()

    # -- the two ends -----------------------------------------------------------------------------------------

    def run(self):
        now = 1000
        for _ in range(self.batches):
            batch = self.traffic.batch()
            stamps = sorted(self.random.randint(max(0, now - 20), now) for _ in batch)
            self.now = now
            self.note_sent(self.sender.packets(list(zip(stamps, batch, strict=True)), now))
            if now % 3:  # an engine with time left; one in three is too busy
                self.sender.prepare(now)
            pause = self.random.choice((1, 5, 20, 100, 100, 700, 3000))
            self.pass_time(now, now + pause)
            now += pause
        self.pass_time(now, now + 60_000)
        self.judge_end()
        self.outcome.uncovered = self.receiver.counters.uncovered
        self.outcome.journal_octets = self.sender.counters.journal_octets
        self.outcome.repaired = self.receiver.counters.repaired
        return self.outcome

    def note_sent(self, datagrams):
        """Find out which messages each datagram carries by letting a receiver play them that misses nothing."""
        for datagram in datagrams:
            for _, message, repaired in self.witness.receive(decode_rtp(datagram), self.now):
                assert not repaired
                self.hear_truth(message, self.next_number)
            self.after_packet(datagram)

    def hear_truth(self, message, number):
        self.truth.hear(message)
        if message[0] & 0xF0 == 0x90 and message[2]:
            self.strikes.setdefault((message[0] & 15, message[1]), []).append(number)
        if message[0] == 0xF0:
            self.sysex = (*self.sysex, message)
        sounding = self.truth.notes()
        for note in [note for note in self.strikes if note not in sounding]:
            del self.strikes[note]

    def after_packet(self, datagram):
        assert len(datagram) <= self.limit
        number = self.next_number
        self.next_number += 1
        self.sent[number] = Sent(
            self.truth.elements(),
            self.truth.notes(),
            {note: tuple(strikes) for note, strikes in self.strikes.items()},
            self.sysex,
        )
        self.outcome.packets += 1
        self.transmit(number, datagram)

    # -- the network ------------------------------------------------------------------------------------------

    def transmit(self, number, datagram):
        random = self.random
        if self.in_burst:
            self.in_burst -= 1
            self.outcome.lost += 1
            return
        if random.random() < self.loss:
            self.in_burst = random.randrange(self.burst + 1)
            self.outcome.lost += 1
            return
        copies = 2 if random.random() < self.doubling else 1
        for _ in range(copies):
            # Reordering is by packets, not by time: a delayed packet lets up to `reorder` others pass.
            self.serial += 1
            late = random.randrange(self.reorder + 1) if random.random() < 0.3 else 0
            heapq.heappush(self.queue, (number + late, self.serial, datagram))
        while self.queue and self.queue[0][0] <= number:
            self.arrive(heapq.heappop(self.queue)[2])

    def pass_time(self, now, until):
        """Let guards, reports and time go on."""
        self.now = now
        while True:
            timers = [
                timer for timer in (self.sender.get_timer(), self.receiver.get_timer()) if timer is not None
            ]
            self.now = max(self.now, min(timers, default=until))
            if self.now >= until:
                return
            for datagram in self.sender.handle_timer(self.now):
                self.note_sent([datagram])
            self.report()

    def report(self):
        number = self.receiver.feedback_due(self.now)
        if number is not None and self.random.random() >= self.feedback_loss:
            self.sender.feedback(Feedback(9, number), self.now)

    def arrive(self, datagram):
        rtp = decode_rtp(datagram)
        counters = self.receiver.counters
        packets, uncovered = counters.packets, counters.uncovered
        before = self.receiver.highest
        played = self.receiver.receive(rtp, self.now)
        for _, message, _ in played:
            self.played.hear(message)
            if message[0] == 0xF0:
                self.heard_sysex.append(message)
        if counters.packets == packets:
            assert not played
            return
        number = extend16(rtp.sequence, self.next_number)
        self.received.add(number)
        missed_the_start = before is None and number != self.first
        self.judge(number, missed_the_start or counters.uncovered > uncovered)

    # -- the judge --------------------------------------------------------------------------------------------

    def judge(self, number, uncovered):
        sent = self.sent[number]
        self.has_gap = self.has_gap or uncovered
        self.judge_notes(number, sent, uncovered)
        self.judge_elements(number, sent, uncovered)
        self.judge_sysex(number, sent)

    def judge_end(self):
        if not self.sender.counters.forced_checkpoints:
            assert not self.receiver.counters.uncovered, (
                f"seed {self.seed}: a loss was uncovered without a reason"
            )

    def judge_notes(self, number, sent, uncovered):
        heard = self.played.notes()
        if uncovered or self.played.resets > self.resets:
            self.taint = number
        self.resets = self.played.resets
        for note, count in heard.items():
            assert count <= sent.notes.get(note, 0), f"seed {self.seed} packet {number}: {note} hangs"
        for note, strikes in sent.strikes.items():
            if all(strike in self.received for strike in strikes) and strikes[0] >= self.taint:
                expected = sent.notes[note]
                assert heard.get(note, 0) == expected, f"seed {self.seed} packet {number}: {note} was cut off"

    def judge_elements(self, number, sent, uncovered):
        expected, heard = sent.elements, self.played.elements()
        if not expected["quarters"]:
            heard["quarters"] = []  # a series that lost its rest means nothing
        wrong = {
            name
            for name in expected.keys() | heard.keys()
            if expected.get(name) != heard.get(name)
            and expected.get(name) != "any"
            and heard.get(name) != "any"
        }
        self.stale = wrong if uncovered else (self.stale & wrong) | consequences(self.stale, wrong)
        if self.has_gap:
            # Which bank select came last is nothing that a device shows before its next program.
            wrong -= {
                name for name in wrong if name.endswith("program") and is_same_program(expected, heard, name)
            }
        new = {name: (expected.get(name), heard.get(name)) for name in wrong - self.stale}
        assert not new, f"seed {self.seed} packet {number}: sent and heard differ: {new}"

    def judge_sysex(self, number, sent):
        dumps = [message for message in self.heard_sysex if message[1] == 0x7D]
        assert dumps == sorted(set(dumps), key=lambda message: message[2:4]), f"seed {self.seed}: SysEx order"
        assert set(dumps) <= set(sent.sysex), f"seed {self.seed} packet {number}: SysEx never sent"
        if self.has_gap or self.traffic.resets or self.sender.counters.unprotected_sysex:
            return
        missing = [message for message in sent.sysex if message[1] == 0x7D and message not in dumps]
        assert not missing, f"seed {self.seed} packet {number}: SysEx lost: {missing}"


def is_same_program(expected, heard, name):
    """Tell whether two programs differ by their banks only."""
    return name in expected and name in heard and expected[name][0] == heard[name][0]


def consequences(stale, wrong):
    """List what may be wrong because something else is since an uncovered loss: later commands depend on it."""
    clock = {"time"} & wrong if "quarters" in stale else set()
    roots = {name.partition(".")[0] for name in stale if name.endswith(("selection", ".cc0", ".cc32"))}
    entries = ("cc6", "cc38", "cc96", "cc97", "parameter", "program")
    return clock | {
        name
        for name in wrong
        if name.partition(".")[0] in roots and name.partition(".")[2].startswith(entries)
    }


def run_one(seed, batches=60):
    """Run the simulation of a seed; give its outcome. An AssertionError names the seed."""
    return Simulation(seed, batches).run()


def run_many(seeds, batches=60):
    """Run one simulation per seed; give the outcomes."""
    return [run_one(seed, batches) for seed in seeds]
