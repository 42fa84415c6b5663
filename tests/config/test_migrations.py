"""Older files become present ones step by step."""

from app.config.migrations import STEPS, migrate
from app.config.schema import VERSION


def test_there_is_a_step_for_every_old_version():
    assert set(STEPS) == set(range(1, VERSION))


def test_steps_follow_each_other_and_end_at_the_present():
    steps = {1: lambda data: {**data, "a": 1}, 2: lambda data: {**data, "b": data["a"] + 1}}
    assert migrate({}, 1, steps) == {"a": 1, "b": 2}
    assert migrate({"a": 5}, 2, steps) == {"a": 5, "b": 6}
    assert migrate({}, 3, steps) == {}
