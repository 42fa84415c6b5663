"""What the terminal says about links and long SysEx, in whole sentences."""

from dataclasses import replace

import pytest

from app.cli.plain_lines import PlainLines
from app.engine import api

MONSTER = api.LinkPeer(6, "10.1.2.3", 9001, learned=False)
LEARNED = api.LinkPeer(7, "2001:db8::7", 5006, learned=True)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (api.Link(5, "Lights", 9001, "open", True), "Link “Lights” is open on port 9001."),
        (
            api.Link(5, "Lights", 9001, "open", True, (MONSTER, LEARNED)),
            "Link “Lights” is open on port 9001 and plays with 10.1.2.3:9001, [2001:db8::7]:5006.",
        ),
        (api.Link(5, "Lights", 9001, "waiting", False), "Link “Lights” waits for port 9001."),
        (api.Link(5, "Lights", 9001, "closed", False), "Link “Lights” is closed."),
    ],
)
def test_a_link_is_told_with_who_it_plays_with(link: api.Link, sentence: str) -> None:
    assert PlainLines().line(api.LinkChanged(link), 0.0) == sentence


def test_a_session_is_said_to_be_open_once_and_then_to_be_found() -> None:
    lines = PlainLines()
    opened = api.Session(1, "Studio", 5004, 5005, False, "open", "ask", addresses=("192.0.2.5",))
    found = replace(opened, published=True, published_name="Studio (2)")
    assert lines.line(api.SessionChanged(replace(opened, id=2, name="Hall")), 0.0)
    told = lines.line(api.SessionChanged(replace(opened, id=2, name="Hall", published=True)), 0.0)
    assert told == "Others can find “Hall” now."
    moved = replace(found, control=5006, data=5007)
    renamed = replace(moved, name="Hall")
    shown = [opened, opened, found, found, opened, moved, renamed, replace(renamed, state="closed")]
    assert [lines.line(api.SessionChanged(each), 0.0) for each in shown] == [
        "Session “Studio” is open on ports 5004 and 5005 at 192.0.2.5.",
        None,
        "Others can find “Studio” now, as “Studio (2)”.",
        None,
        None,
        "Session “Studio” is open on ports 5006 and 5007 at 192.0.2.5.",
        "Session “Hall” is open on ports 5006 and 5007 at 192.0.2.5.",
        "Session “Hall” is closed.",
    ]


def test_a_long_sysex_is_told_at_its_beginning_and_its_end_only() -> None:
    lines = PlainLines()
    states: list[tuple[int, api.SysexState]] = [(1, "sending"), (2, "sending"), (3, "done")]
    told = [
        lines.line(api.SysexChanged(api.SysexTransfer(2, "Piano", 9000, sent, state)), 0.0)
        for sent, state in states
    ]
    assert told == [
        "A SysEx of 9000 bytes to “Piano” is on its way.",
        None,
        "A SysEx of 9000 bytes to “Piano” was sent to its end.",
    ]


def test_the_memory_of_what_was_told_ends_with_the_sysex() -> None:
    lines = PlainLines()
    for nth in range(100):
        for state in ("sending", "cancelled"):
            lines.line(api.SysexChanged(api.SysexTransfer(nth, "Piano", 9000, 1, state)), 0.0)  # type: ignore[arg-type]
    assert lines._on_their_way == set()
