"""Receiver feedback (session sheet 6) and guard packets (wire sheet 9.3)."""

from app.media.feedback import INTERVAL_TICKS, FeedbackSchedule
from app.media.guards import HEARD_GUARDS, UNHEARD_GUARDS, GuardSchedule


def test_nothing_is_reported_before_rtp():
    schedule = FeedbackSchedule()
    assert schedule.get_timer() is None
    assert schedule.take(10**9) is None


def test_the_first_packet_is_reported_at_once_and_never_twice():
    schedule = FeedbackSchedule()
    schedule.received(7, repaired=False)
    assert schedule.take(5) == 7
    assert schedule.take(5 + 10 * INTERVAL_TICKS) is None


def test_a_continuous_stream_is_reported_once_a_second_and_once_after_its_end():
    schedule = FeedbackSchedule()
    reports = []
    for tick in range(0, 25_000, 100):
        schedule.received(tick, repaired=False)
        if (number := schedule.take(tick)) is not None:
            reports.append((tick, number))
    assert reports == [(0, 0), (10_000, 10_000), (20_000, 20_000)]
    assert schedule.get_timer() == 30_000
    assert schedule.take(29_999) is None
    assert schedule.take(30_000) == 24_900
    assert schedule.get_timer() is None


def test_a_repaired_loss_is_reported_at_once_but_not_as_a_flood():
    schedule = FeedbackSchedule()
    schedule.received(1, repaired=False)
    assert schedule.take(0) == 1
    schedule.received(3, repaired=True)
    assert schedule.take(2_000) == 3
    schedule.received(5, repaired=True)
    assert schedule.take(2_001) is None
    assert schedule.take(3_000) == 5


def test_a_new_stream_reports_again_after_the_interval():
    schedule = FeedbackSchedule()
    schedule.forget()
    schedule.received(1, repaired=False)
    assert schedule.take(100) == 1
    schedule.forget()
    assert schedule.get_timer() is None
    schedule.received(1, repaired=False)
    assert schedule.take(101) is None
    assert schedule.take(100 + INTERVAL_TICKS) == 1


def run_guards(peer_reports):
    guards = GuardSchedule()
    guards.data_sent(0)
    times = []
    while (due := guards.get_timer()) is not None:
        times.append(due)
        guards.guard_sent(due, peer_reports)
    return times


def test_guards_back_off_to_one_second_and_end():
    times = run_guards(peer_reports=True)
    assert times[:6] == [1_000, 2_000, 4_000, 8_000, 16_000, 26_000]
    assert len(times) == HEARD_GUARDS


def test_a_peer_that_never_reports_gets_few_guards():
    assert len(run_guards(peer_reports=False)) == UNHEARD_GUARDS


def test_a_confirmation_ends_the_guards_and_data_restarts_them():
    guards = GuardSchedule()
    guards.data_sent(0)
    guards.guard_sent(1_000, peer_reports=True)
    guards.confirmed()
    assert guards.get_timer() is None
    guards.data_sent(50_000)
    assert guards.get_timer() == 51_000
