"""A local output never gets more than its MIDI system takes: size cap, pace, order, one word per fault."""

import itertools

from app.engine.orders import OutputFailed, OutputTooLarge, Report, SysexMoved
from app.engine.outputs import BURST_MS, QUEUE_OCTETS, RETIRE_TICKS, LocalOutput
from app.engine.ports import PortBusyError, PortError
from app.engine.ticks import TICKS_PER_MS
from tests.support.logs import ExpectLog


class Device:
    """An output that takes one octet per millisecond, and can be pulled out."""

    max_octets = 100
    octets_per_ms = 1.0

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.gone = False
        self.busy = False

    def send(self, message: bytes) -> None:
        if self.busy:
            raise PortBusyError("full")
        if self.gone:
            raise PortError("unplugged")
        self.sent.append(message)

    def close(self) -> None:
        self.gone = True


def make() -> tuple[LocalOutput, Device, list[Report]]:
    device, reports = Device(), list[Report]()
    return (
        LocalOutput(5, device, reports.append, lambda output: None, itertools.count(1).__next__),
        device,
        reports,
    )


NOTE = b"\x90\x3c\x64"


def test_a_burst_within_the_allowance_leaves_at_once() -> None:
    output, device, _ = make()
    for _ in range(BURST_MS // len(NOTE)):
        output.deliver(NOTE, 0)
    assert len(device.sent) == BURST_MS // len(NOTE)
    assert output.get_timer() is None


def test_more_than_that_waits_and_leaves_in_order_at_the_devices_pace() -> None:
    output, device, _ = make()
    messages = [bytes((0x90, note, 100)) for note in range(20)]
    for message in messages:
        output.deliver(message, 0)
    assert len(device.sent) < 20
    now, last = 0, 0
    while (due := output.get_timer()) is not None:
        assert due > now
        now = due
        output.handle_timer(now)
        allowed = BURST_MS + now / TICKS_PER_MS
        assert sum(map(len, device.sent)) <= allowed + 1e-9
        assert len(device.sent) >= last
        last = len(device.sent)
    assert device.sent == messages


def test_a_long_sysex_leaves_whole_and_what_follows_waits_for_it() -> None:
    output, device, _ = make()
    dump = b"\xf0" + bytes(60) + b"\xf7"
    output.deliver(dump, 0)
    output.deliver(NOTE, 0)
    assert device.sent == [dump]
    due = output.get_timer()
    assert due is not None
    assert due / TICKS_PER_MS >= len(dump) - BURST_MS
    output.handle_timer(due)
    assert device.sent == [dump, NOTE]


def test_a_message_above_the_cap_is_reported_and_not_sent() -> None:
    output, device, reports = make()
    output.deliver(b"\xf0" + bytes(99) + b"\xf7", 0)
    assert device.sent == []
    assert reports == [OutputTooLarge(5, 101, 100)]


def test_a_pulled_device_is_reported_once_and_heard_again_when_it_works(expect_log: ExpectLog) -> None:
    expect_log("output 5: unplugged")
    output, device, reports = make()
    device.gone = True
    output.deliver(NOTE, 0)
    output.deliver(NOTE, 100)
    assert reports == [OutputFailed(5, "unplugged")]
    device.gone = False
    output.deliver(NOTE, 200)
    device.gone = True
    output.deliver(NOTE, 300)
    assert len(reports) == 2


def test_a_busy_port_gets_the_message_a_moment_later_and_in_order() -> None:
    output, device, reports = make()
    device.busy = True
    messages = [bytes((0x90, note, 100)) for note in range(2)]
    for message in messages:
        output.deliver(message, 0)
    assert device.sent == []
    due = output.get_timer()
    assert due is not None
    assert due > 0
    device.busy = False
    output.handle_timer(due)
    assert device.sent == messages
    assert reports == []
    assert output.get_timer() is None


def test_the_queue_is_bounded() -> None:
    output, _, _ = make()
    chunk = b"\xf0" + bytes(98) + b"\xf7"
    for _ in range(QUEUE_OCTETS // len(chunk) + 10):
        output.deliver(chunk, 0)
    assert output.dropped > 0


OFF = b"\x80\x3c\x40"


def fill(output: LocalOutput, device: Device) -> int:
    """Play twenty notes faster than the device takes them; gives how many it has begun to sound."""
    for _ in range(20):
        output.deliver(NOTE, 0)
        output.deliver(OFF, 0)
    assert len(device.sent) < 40
    return device.sent.count(NOTE)


def test_an_output_that_is_being_closed_sends_every_release_at_once_and_begins_no_note() -> None:
    output, device, _ = make()
    begun, closed = fill(output, device), list[LocalOutput]()
    output.retire(0, closed.append)
    assert (device.sent.count(NOTE), device.sent.count(OFF)) == (begun, 20)
    assert closed == [output]
    assert output.get_timer() is None


def test_an_output_that_is_busy_as_it_is_closed_is_waited_for() -> None:
    output, device, _ = make()
    begun, closed = fill(output, device), list[LocalOutput]()
    device.busy = True
    output.retire(0, closed.append)
    due = output.get_timer()
    assert due is not None
    output.handle_timer(due)
    assert closed == []
    device.busy = False
    due = output.get_timer()
    assert due is not None
    output.handle_timer(due)
    assert (device.sent.count(NOTE), device.sent.count(OFF)) == (begun, 20)
    assert closed == [output]
    assert output.get_timer() is None


def test_an_output_that_stays_busy_is_given_back_all_the_same(expect_log: ExpectLog) -> None:
    expect_log("midi: output 5: closed with 20 messages unsent")
    output, device, _ = make()
    device.busy = True
    for _ in range(20):
        output.deliver(OFF, 0)
    closed = list[LocalOutput]()
    output.retire(0, closed.append)
    now = 0
    while (due := output.get_timer()) is not None:
        now = due
        output.handle_timer(now)
    assert closed == [output]
    assert now == RETIRE_TICKS


class Sampler(Device):
    """Takes large dumps, slowly: a thousand octets in 100 ms."""

    max_octets = 100_000
    octets_per_ms = 10.0


def dumping() -> tuple[LocalOutput, Sampler, list[SysexMoved]]:
    device, reports = Sampler(), list[Report]()
    output = LocalOutput(5, device, reports.append, lambda output: None, itertools.count(1).__next__)
    return output, device, reports  # type: ignore[return-value]


def pass_time(output: LocalOutput, until: int) -> None:
    """Let the timers fire that are due by then, as the MIDI thread does."""
    while (due := output.get_timer()) is not None and due <= until:
        output.handle_timer(due)
        output.flush(due)


DUMP = b"\xf0" + bytes(49_998) + b"\xf7"


def test_progress_of_dumps_that_wait_for_a_local_output_is_told_until_the_end() -> None:
    output, device, reports = dumping()
    for _ in range(2):
        output.deliver(DUMP, 0)
    assert device.sent == [DUMP]
    pass_time(output, 100_000)
    assert device.sent == [DUMP, DUMP]
    assert {report.transfer for report in reports} == {1}
    assert [report.state for report in reports[:2]] == ["waiting", "waiting"]
    assert (reports[-1].state, reports[-1].sent) == ("done", len(DUMP))
    assert output.get_timer() is None


def test_a_dump_that_waits_for_a_local_output_can_be_given_up() -> None:
    output, device, reports = dumping()
    for message in (DUMP, DUMP, NOTE):
        output.deliver(message, 0)
    output.cancel(1)
    output.flush(0)
    pass_time(output, 100_000)
    assert device.sent == [DUMP, NOTE]
    assert [report.state for report in reports] == ["cancelled"]


def test_silencing_and_closing_do_not_wait_for_dumps() -> None:
    output, device, reports = dumping()
    for message in (DUMP, DUMP, OFF):
        output.deliver(message, 0)
    output.retire(10, lambda output: None)
    assert device.sent == [DUMP, OFF]
    assert [report.state for report in reports] == ["cancelled"]
