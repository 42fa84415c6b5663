"""The heap of due times against the plainest model there can be."""

from hypothesis import given
from hypothesis import strategies as st

from app.engine.timers import Timers

STEPS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.none() | st.integers(0, 50), st.integers(0, 50)), max_size=60
)


@given(STEPS)
def test_it_behaves_like_a_dictionary_of_due_times(steps: list[tuple[str, int | None, int]]) -> None:
    timers: Timers[str] = Timers()
    model: dict[str, int] = {}
    for owner, due, now in steps:
        timers.arm(owner, due)
        model.pop(owner, None)
        if due is not None:
            model[owner] = due
        assert timers.next_due() == min(model.values(), default=None)
        expected = {each for each, when in model.items() if when <= now}
        assert set(timers.expired(now)) == expected
        for each in expected:
            del model[each]


def test_an_owner_may_arm_itself_again_while_the_expired_are_walked_through() -> None:
    timers: Timers[str] = Timers()
    timers.arm("a", 1)
    seen = []
    for owner in timers.expired(5):
        seen.append(owner)
        if len(seen) < 3:
            timers.arm(owner, 2)
    assert seen == ["a", "a", "a"]
