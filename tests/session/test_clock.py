"""The exchange of clocks: who asks when, what is answered, what silence means (session sheet 3.2, 5)."""

import itertools

import pytest

from app.session.asking import ASKED_KEPT, FALSE_ALARMS
from app.session.clock import ClockSync, Verdict
from app.session.clock_estimate import ROUND_TRIPS_KEPT
from app.wire.applemidi import Clock

S = 10_000
START = 5_000_000
PEER = 7_000_000
OURS, THEIRS = 1, 2


class Exchange:
    """Drives one clock against a peer that answers after `way` ticks there and `way` back, or not at all."""

    def __init__(self, clock: ClockSync, shift: int = PEER, way: int = 15) -> None:
        self.clock = clock
        self.shift = shift
        self.way = way
        self.now = START
        self.asked: list[int] = []
        self.answers = True

    def peer_time(self, now: int) -> int:
        return now - self.shift

    def run(self, ticks: int) -> None:
        end = self.now + ticks
        while (due := self.clock.get_timer()) is not None and due <= end:
            self.now = max(self.now, due)
            question = self.clock.handle_timer(self.now)
            assert question is not None or self.clock.get_timer() != due, "a driver would spin"
            if question is not None:
                self.asked.append(self.now - START)
                if self.answers:
                    self.answer(question)
        self.now = end

    def answer(self, question: Clock) -> Clock | None:
        there = self.peer_time(self.now + self.way)
        self.now += 2 * self.way
        return self.clock.receive(Clock(THEIRS, 1, question.t1, there), self.now)


def initiator(**options: bool) -> ClockSync:
    return ClockSync(OURS, True, START, **options)


def participant() -> ClockSync:
    return ClockSync(OURS, False, START)


def ask(clock: ClockSync, now: int, shift: int = PEER, way: int = 15) -> int:
    """A peer that leads makes one whole exchange; gives the time at its end."""
    t1 = now - shift
    answer = clock.receive(Clock(THEIRS, 0, t1), now + way)
    assert answer is not None
    assert clock.receive(Clock(THEIRS, 2, t1, answer.t2, t1 + 2 * way), now + 3 * way) is None
    return now + 3 * way


# -- asking -----------------------------------------------------------------------------------------------------


def test_questions_come_in_a_burst_then_every_ten_seconds() -> None:
    exchange = Exchange(initiator())
    exchange.run(41 * S)
    assert [round(at / S, 1) for at in exchange.asked] == [
        0.0, 0.5, 1.0, 2.5, 4.0, 5.5, 7.0, 8.5, 10.0, 20.0, 30.0, 40.0,
    ]  # fmt: skip


def test_without_answers_it_is_lost_ten_seconds_after_the_first_question() -> None:
    exchange = Exchange(initiator())
    exchange.answers = False
    exchange.run(10 * S - 1)
    assert exchange.clock.verdict(exchange.now) is Verdict.SILENT
    exchange.run(1)
    assert exchange.clock.verdict(exchange.now) is Verdict.LOST
    assert not exchange.clock.synchronised


def test_a_peer_that_stops_answering_is_silent_then_lost() -> None:
    exchange = Exchange(initiator())
    exchange.run(32 * S)
    exchange.answers = False
    exchange.run(8 * S + 1)
    assert exchange.clock.verdict(exchange.now) is Verdict.OK
    exchange.run(2 * S)
    assert exchange.clock.verdict(exchange.now) is Verdict.SILENT
    exchange.run(8 * S)
    assert [round(at / S, 1) for at in exchange.asked][-6:] == [40.0, 42.0, 44.0, 46.0, 48.0, 50.0]
    assert exchange.clock.verdict(exchange.now) is Verdict.LOST


def test_one_lost_answer_is_made_good() -> None:
    exchange = Exchange(initiator())
    exchange.run(32 * S)
    exchange.answers = False
    exchange.run(9 * S)
    exchange.answers = True
    exchange.run(2 * S)
    assert exchange.clock.verdict(exchange.now) is Verdict.OK
    assert [round(at / S, 1) for at in exchange.asked][-2:] == [40.0, 42.0]
    exchange.run(10 * S)
    assert round(exchange.asked[-1] / S, 1) == 52.0


def test_who_plays_is_not_cut_off_for_not_answering() -> None:
    exchange = Exchange(initiator())
    exchange.run(32 * S)
    exchange.answers = False
    for _ in range(60):
        exchange.run(S)
        exchange.clock.heard(exchange.now)
    assert exchange.clock.verdict(exchange.now) is Verdict.OK
    exchange.run(10 * S)
    assert exchange.clock.verdict(exchange.now) is Verdict.LOST


def test_who_never_answered_is_cut_off_though_it_plays() -> None:
    exchange = Exchange(initiator())
    exchange.answers = False
    for _ in range(11):
        exchange.run(S)
        exchange.clock.heard(exchange.now)
    assert exchange.clock.verdict(exchange.now) is Verdict.LOST


def test_early_and_late_calls_ask_once() -> None:
    clock = initiator()
    assert clock.handle_timer(START - 1) is None
    assert clock.handle_timer(START) == Clock(OURS, 0, START, 0, 0)
    assert clock.handle_timer(START + 1) is None
    assert clock.handle_timer(START + 100 * S) is not None
    assert clock.handle_timer(START + 100 * S) is None
    assert clock.verdict(START + 100 * S) is Verdict.SILENT


def test_a_participant_never_asks() -> None:
    clock = participant()
    assert clock.handle_timer(START) is None
    assert clock.probe(START + 50 * S) is None
    assert clock.resume(START + 50 * S) is None


# -- watching ---------------------------------------------------------------------------------------------------


def test_a_watched_peer_is_asked_after_a_second_of_silence_and_found_silent_in_under_two() -> None:
    exchange = Exchange(initiator(watchful=True))
    exchange.run(20 * S)
    asked = len(exchange.asked)
    exchange.run(5 * S)
    assert len(exchange.asked) == asked + 5
    last = exchange.now
    exchange.answers = False
    exchange.run(2 * S - 100)
    assert exchange.clock.verdict(exchange.now) is Verdict.SILENT
    exchange.answers = True
    exchange.run(2 * S)
    assert exchange.clock.verdict(exchange.now) is Verdict.OK
    assert last < exchange.now


def test_a_watched_peer_that_plays_is_asked_by_schedule_only() -> None:
    exchange = Exchange(initiator(watchful=True))
    exchange.run(12 * S)
    exchange.clock.heard(exchange.now)
    asked = len(exchange.asked)
    for _ in range(80):
        exchange.run(S // 10)
        exchange.clock.heard(exchange.now)
    assert len(exchange.asked) == asked


def test_watchfulness_can_be_switched() -> None:
    exchange = Exchange(initiator())
    exchange.run(12 * S)
    asked = len(exchange.asked)
    exchange.clock.watchful = True
    exchange.run(3 * S)
    assert len(exchange.asked) == asked + 3
    exchange.clock.watchful = False
    exchange.run(4 * S)
    assert len(exchange.asked) == asked + 3
    assert not exchange.clock.watchful


def test_a_watched_peer_that_is_lost_is_lost_by_the_same_limits() -> None:
    exchange = Exchange(initiator(watchful=True))
    exchange.run(20 * S)
    exchange.answers = False
    exchange.run(10 * S)
    assert exchange.clock.verdict(exchange.now) is Verdict.SILENT
    exchange.run(2 * S)
    assert exchange.clock.verdict(exchange.now) is Verdict.LOST


def test_a_peer_that_lives_but_dislikes_extra_questions_is_spared_them() -> None:
    exchange = Exchange(initiator(watchful=True))
    exchange.run(12 * S)
    exchange.answers = False
    for _ in range(FALSE_ALARMS):
        exchange.run(2 * S)
        exchange.clock.heard(exchange.now)
    assert not exchange.clock.watchful


def test_answers_to_extra_questions_clear_false_alarms() -> None:
    exchange = Exchange(initiator(watchful=True))
    exchange.run(12 * S)
    for _ in range(2 * FALSE_ALARMS):
        exchange.answers = False
        exchange.run(2 * S)
        exchange.clock.heard(exchange.now)
        exchange.answers = True
        exchange.run(2 * S)
    assert exchange.clock.watchful


def test_probe_asks_at_once_but_not_twice_in_a_second() -> None:
    exchange = Exchange(initiator())
    exchange.run(15 * S)
    assert exchange.clock.probe(exchange.now) == Clock(OURS, 0, exchange.now, 0, 0)
    assert exchange.clock.probe(exchange.now + S - 1) is None
    assert exchange.clock.probe(exchange.now + S) is not None


@pytest.mark.parametrize(("answers", "verdict"), [(True, Verdict.OK), (False, Verdict.SILENT)])
def test_a_watched_peer_that_is_doubted_has_half_a_second_and_two_questions(
    answers: bool, verdict: Verdict
) -> None:
    exchange = Exchange(initiator(watchful=True))
    exchange.run(15 * S)
    begin, exchange.answers = exchange.now, answers
    question = exchange.clock.doubt(begin)
    assert question is not None
    exchange.asked.clear()
    if answers:
        exchange.answer(question)
    exchange.run(S // 2 - 100)
    assert exchange.clock.verdict(exchange.now) is Verdict.OK
    exchange.run(S // 10)
    assert exchange.clock.verdict(exchange.now) is verdict
    assert exchange.asked == ([] if answers else [begin + S // 5 - START, begin + 2 * S // 5 - START])


def test_one_lost_answer_to_a_doubt_does_no_harm() -> None:
    exchange = Exchange(initiator(watchful=True))
    exchange.run(15 * S)
    exchange.clock.doubt(exchange.now)
    exchange.run(S)
    assert exchange.clock.verdict(exchange.now) is Verdict.OK


def test_who_is_not_watched_or_invited_us_is_not_doubted_in_half_a_second() -> None:
    exchange = Exchange(initiator())
    exchange.run(15 * S)
    exchange.answers = False
    assert exchange.clock.doubt(exchange.now) is not None
    exchange.run(S)
    assert exchange.clock.verdict(exchange.now) is Verdict.OK
    assert participant().doubt(START) is None


# -- answering --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [initiator, participant])
def test_a_question_is_answered_in_both_roles(make: type[ClockSync]) -> None:
    clock = make()
    assert clock.receive(Clock(THEIRS, 0, 4711, 99, 98), START + 5) == Clock(OURS, 1, 4711, START + 5, 0)


def test_an_answer_nobody_asked_for_is_completed_and_not_believed() -> None:
    for clock in (initiator(), participant()):
        assert clock.receive(Clock(THEIRS, 1, 4711, 12), START + 5) == Clock(OURS, 2, 4711, 12, START + 5)
        assert not clock.synchronised
        assert clock.offset is None


@pytest.mark.parametrize("count", [3, 4, 255])
def test_other_counts_are_ignored(count: int) -> None:
    clock = participant()
    assert clock.receive(Clock(THEIRS, count, 1, 2, 3), START + 40 * S) is None
    assert clock.verdict(START + 61 * S) is Verdict.LOST


def test_the_worked_example_of_the_sheet() -> None:
    leader = ClockSync(OURS, True, 10_000_000)
    follower = ClockSync(THEIRS, False, 3_000_000)
    question = leader.handle_timer(10_000_000)
    assert question is not None
    answer = follower.receive(question, 3_000_500)
    assert answer == Clock(THEIRS, 1, 10_000_000, 3_000_500, 0)
    end = leader.receive(answer, 10_000_030)
    assert end == Clock(OURS, 2, 10_000_000, 3_000_500, 10_000_030)
    assert follower.receive(end, 3_000_520) is None
    assert leader.offset == follower.offset == 6_999_515
    assert (leader.rtt_ticks, leader.round_trips) == (30, ((10_000_030, 30),))
    assert (follower.rtt_ticks, follower.round_trips) == (30, ((3_000_520, 20),))
    assert leader.to_local(3_000_600, 10_000_200) == 10_000_115
    assert follower.to_local(10_000_200, 3_000_700) == 3_000_685
    assert leader.synchronised
    assert follower.synchronised


def test_a_double_or_late_answer_is_completed_and_sampled_once() -> None:
    clock = initiator()
    first, second = clock.handle_timer(START), clock.handle_timer(START + S // 2)
    assert first is not None
    assert second is not None
    assert clock.receive(Clock(THEIRS, 1, first.t1, 99_000), START + S) is not None
    assert clock.receive(Clock(THEIRS, 1, first.t1, 99_000), START + S) is not None
    assert clock.receive(Clock(THEIRS, 1, second.t1, 99_500), START + S + 5) is not None
    assert [rtt for _, rtt in clock.round_trips] == [S, S // 2 + 5]


def test_only_the_last_questions_are_kept() -> None:
    clock = initiator()
    asked = []
    for second in range(ASKED_KEPT + 1):
        question = clock.handle_timer(START + 2 * second * S)
        assert question is not None
        asked.append(question.t1)
    now = START + 2 * ASKED_KEPT * S
    clock.receive(Clock(THEIRS, 1, asked[0], 5), now)
    assert not clock.synchronised
    clock.receive(Clock(THEIRS, 1, asked[1], 5), now)
    assert clock.synchronised
    assert clock.offset is None, "a round trip over ten seconds says nothing"


def test_round_trips_are_limited() -> None:
    exchange = Exchange(initiator(watchful=True))
    exchange.run(200 * S)
    assert len(exchange.clock.round_trips) == ROUND_TRIPS_KEPT


@pytest.mark.parametrize(("t3", "late"), [(-1, 0), (11 * S, 0), (10, 11 * S)])
def test_impossible_ends_complete_the_exchange_without_a_sample(t3: int, late: int) -> None:
    clock = participant()
    answer = clock.receive(Clock(THEIRS, 0, 100_000), START)
    assert answer is not None
    clock.receive(Clock(THEIRS, 2, 100_000, answer.t2, 100_000 + t3), START + 5 + late)
    assert clock.synchronised
    assert clock.offset is None


# -- life of who invited us ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("life", ["clock", "rtp"])
def test_who_invited_us_is_silent_after_half_a_minute_and_lost_after_one(life: str) -> None:
    clock = participant()
    at = START + 20 * S
    if life == "clock":
        at = ask(clock, at)
    else:
        clock.heard(at)
    verdicts = {second: clock.verdict(at + second * S) for second in (29, 31, 59, 60)}
    assert verdicts == {29: Verdict.OK, 31: Verdict.SILENT, 59: Verdict.SILENT, 60: Verdict.LOST}


def test_the_timer_of_a_participant_wakes_for_every_judgement() -> None:
    clock = participant()
    times = []
    while (due := clock.get_timer()) is not None:
        times.append((due - START) // S)
        clock.handle_timer(due)
    assert times == [3, 30, 60]


def test_may_send_after_an_exchange_or_three_seconds() -> None:
    clock = participant()
    assert not clock.may_send(START + 3 * S - 1)
    assert clock.may_send(START + 3 * S)
    ask(clock, START)
    assert clock.may_send(START + 1)
    leader = initiator()
    assert not leader.may_send(START + 5 * S)


# -- sleep, restart, crossing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [True, False])
def test_after_sleep_an_invited_peer_has_two_seconds(answers: bool) -> None:
    exchange = Exchange(initiator())
    exchange.run(15 * S)
    question = exchange.clock.resume(exchange.now)
    assert question is not None
    assert exchange.clock.offset is None
    if answers:
        exchange.answer(question)
    exchange.answers = answers
    exchange.run(2 * S)
    assert exchange.clock.verdict(exchange.now) is (Verdict.OK if answers else Verdict.LOST)


@pytest.mark.parametrize(("heard", "verdict"), [(True, Verdict.OK), (False, Verdict.LOST)])
def test_after_sleep_who_invited_us_has_ten_seconds(heard: bool, verdict: Verdict) -> None:
    clock = participant()
    clock.resume(START + S)
    assert clock.verdict(START + 10 * S) is Verdict.OK
    if heard:
        clock.heard(START + 9 * S)
    assert clock.get_timer() == START + 3 * S
    assert clock.verdict(START + 11 * S) is verdict


def test_a_restart_forgets_everything() -> None:
    exchange = Exchange(initiator())
    exchange.run(15 * S)
    exchange.clock.restart(exchange.now, initiator=False)
    assert not exchange.clock.synchronised
    assert exchange.clock.offset is None
    assert not exchange.clock.may_send(exchange.now)


def test_leading_as_well_forgets_nothing_that_matters() -> None:
    clock = participant()
    now = ask(clock, START)
    clock.lead(now)
    assert clock.synchronised
    assert clock.handle_timer(now) == Clock(OURS, 0, now, 0, 0)
    clock.receive(Clock(THEIRS, 1, now, now + 10 - PEER), now + 20)
    assert clock.offset == PEER
    clock.lead(now)
    assert clock.offset == PEER
    ask(clock, now + 100, shift=0)
    assert clock.offset == PEER, "the end of the peer's own exchange is no sample of ours"


# -- strange clocks -----------------------------------------------------------------------------------------------


def test_a_peer_far_ahead_has_a_signed_offset() -> None:
    clock = ClockSync(THEIRS, False, 5_000_000_000)
    clock.receive(Clock(OURS, 0, 100), 5_000_000_000)
    clock.receive(Clock(OURS, 2, 100, 5_000_000_000, 110), 5_000_000_005)
    assert clock.offset == -4_999_999_895


@pytest.mark.parametrize("frozen", [0, 123_456])
def test_a_clock_that_stands_still_gives_no_estimate(frozen: int) -> None:
    exchange = Exchange(initiator())
    exchange.peer_time = lambda now: frozen  # type: ignore[method-assign]
    exchange.run(60 * S)
    assert exchange.clock.synchronised
    assert exchange.clock.verdict(exchange.now) is Verdict.OK
    assert exchange.clock.to_local(frozen + 1, exchange.now) is None


@pytest.mark.parametrize("lead", [True, False])
def test_a_32_bit_clock_wraps_without_a_step(lead: bool) -> None:
    shift = START - (1 << 32) + 30 * S
    if lead:
        exchange = Exchange(initiator(), shift)
        exchange.peer_time = lambda now: (now - shift) & 0xFFFF_FFFF  # type: ignore[method-assign]
        exchange.run(100 * S)
        clock, now = exchange.clock, exchange.now
    else:
        clock, now = participant(), START
        for _ in range(10):
            now += 10 * S
            t1 = (now - shift) & 0xFFFF_FFFF
            answer = clock.receive(Clock(THEIRS, 0, t1), now + 15)
            assert answer is not None
            clock.receive(Clock(THEIRS, 2, t1, answer.t2, t1 + 30), now + 45)
    local = clock.to_local((now - shift + 100) & 0xFFFF_FFFF, now)
    assert local is not None
    assert abs(local - now - 100) <= 20


def test_our_own_clock_may_pass_64_bits() -> None:
    clock = ClockSync(OURS, True, (1 << 64) - 5)
    question = clock.handle_timer((1 << 64) - 5)
    assert question is not None
    assert clock.receive(Clock(THEIRS, 1, question.t1, 77_000), (1 << 64) + 15) is not None
    assert clock.rtt_ticks == 20


def test_timestamps_far_away_or_zero_or_before_any_sync_play_now() -> None:
    clock = participant()
    assert clock.to_local(5, START) is None
    now = ask(clock, START)
    there = (now - PEER) & 0xFFFF_FFFF
    assert clock.to_local(0, now) is None
    assert clock.to_local(there + 3 * S - 20, now) == pytest.approx(now + 3 * S - 20, abs=20)
    assert clock.to_local(there + 3 * S + 20, now) is None
    assert clock.to_local(there - 3 * S - 20, now) is None
    assert clock.to_local(0x8000_0000 ^ there, now) is None


def test_a_step_of_the_peer_starts_the_burst_again() -> None:
    exchange = Exchange(initiator())
    exchange.run(60 * S)
    exchange.shift += 40_000
    exchange.run(35 * S)
    assert exchange.clock.offset == exchange.shift
    gaps = [later - earlier for earlier, later in itertools.pairwise(exchange.asked)]
    assert [round(gap / S, 1) for gap in gaps[-6:]] == [10.0, 10.0, 0.5, 0.5, 1.5, 1.5]
