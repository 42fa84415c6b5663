"""Counters as events: told when they moved, not oftener than said, and valid by the schema of the lines."""

import json
from dataclasses import replace

import jsonschema

from app.control.json_lines import JsonLines
from app.engine.api import Counters, CountersChanged, Event, Participant, Session
from app.engine.bus import Bus
from app.engine.counter_news import EVERY_S, CounterNews
from app.platform.resources import resource

PIANO = Participant(3, 1, "piano", "Piano", "initiator", "192.0.2.7", 5004, "connected")
MOVED = Counters(packets_in=7, messages_in=9, lost=2, repaired={"N": 1, "C": 2}, confirmed_at=12.5)


def test_counters_are_told_when_they_moved_and_not_oftener_than_said() -> None:
    bus, heard, there = Bus(), list[Event](), [PIANO]
    bus.subscribe(heard.append)
    news = CounterNews(bus, lambda: there)
    news.tick(0.0)
    assert heard == []
    there[0] = replace(PIANO, counters=MOVED)
    news.tick(EVERY_S - 0.1)
    assert heard == []
    news.tick(EVERY_S)
    news.tick(2 * EVERY_S)
    assert heard == [CountersChanged(there[0])]


def test_who_left_and_came_back_is_told_anew() -> None:
    bus, heard, there = Bus(), list[Event](), [replace(PIANO, counters=MOVED)]
    bus.subscribe(heard.append)
    news = CounterNews(bus, lambda: there)
    news.tick(0.0)
    gone = there.pop()
    news.tick(EVERY_S)
    there.append(gone)
    news.tick(2 * EVERY_S)
    assert len(heard) == 2


def test_the_line_of_counters_is_as_the_schema_says() -> None:
    lines = JsonLines([Session(1, "Studio", 5004, 5005, True, "open", "ask")])
    line = lines.line(CountersChanged(replace(PIANO, counters=MOVED)), 1.5)
    assert line is not None
    told = json.loads(line)
    jsonschema.validate(told, json.loads(resource("schema/events.schema.json").read_text("utf-8")))
    assert (told["event"], told["session"], told["peer"], told["lost"]) == ("counters", "Studio", "piano", 2)
    assert told["repaired"] == {"N": 1, "C": 2}
