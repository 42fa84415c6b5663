"""Token buckets and the small memories."""

from app.session.expiring import ExpiringSet
from app.session.flood import FloodGate, Gate
from app.session.limits import Limits


def test_a_host_has_five_at_once_then_one_per_second_and_is_told_once() -> None:
    gate = FloodGate(Limits())
    assert [gate.knock("a", 0.0) for _ in range(8)] == [Gate.OPEN] * 5 + [Gate.REFUSE] + [Gate.SILENT] * 2
    assert gate.knock("a", 1.0) is Gate.OPEN
    assert gate.knock("a", 1.5) is Gate.SILENT
    assert [gate.knock("a", 60.0) for _ in range(6)] == [Gate.OPEN] * 5 + [Gate.REFUSE]


def test_one_host_does_not_use_up_what_is_for_all() -> None:
    gate = FloodGate(Limits())
    for number in range(1000):
        gate.knock("flooder", number / 1e6)
    assert gate.knock("honest", 0.001) is Gate.OPEN


def test_forged_addresses_meet_the_common_limit_in_silence_and_bounded_memory() -> None:
    gate = FloodGate(Limits())
    answers = [gate.knock(f"host {number}", number / 1e5) for number in range(1000)]
    assert answers.count(Gate.OPEN) == 20
    assert answers.count(Gate.REFUSE) == 0
    assert len(gate) == Limits().hosts


def test_time_that_goes_backwards_gives_nothing() -> None:
    gate = FloodGate(Limits(burst=1.0))
    assert gate.knock("a", 100.0) is Gate.OPEN
    assert gate.knock("a", 50.0) is Gate.REFUSE


def test_refusals_for_other_limits_are_told_once_too() -> None:
    gate = FloodGate(Limits())
    assert [gate.refuse("a", at) for at in (0.0, 1.0, 10.5, 30.0)] == [
        Gate.REFUSE,
        Gate.SILENT,
        Gate.SILENT,
        Gate.REFUSE,
    ]


def test_an_expiring_set_keeps_to_its_times_and_its_limit() -> None:
    kept: ExpiringSet[str] = ExpiringSet(2)
    kept.add("a", 10.0)
    assert kept.holds("a", 9.9)
    assert not kept.holds("a", 10.0)
    assert not kept.holds("never", 0.0)
    for key in "abc":
        kept.add(key, 20.0)
    assert [kept.take(key, 15.0) for key in "abc"] == [False, True, True]
    assert len(kept) == 0
