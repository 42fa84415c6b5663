"""Changes in the patch file: what was not changed stays as it was, comments and all."""

from dataclasses import replace

import pytest
from hypothesis import example, given

from app.config.blocks import join, split
from app.config.edit import LayoutError, compose, edit
from app.config.read import read_patch
from app.model.endpoints import KEYBOARD, MONITOR, SessionEnd
from app.model.patch import MapRule, Network, Patch, Peer, Route, Scene, Session
from tests.support.patches import EXAMPLE, patches

TEXT = EXAMPLE.read_text(encoding="utf-8")
OLD = read_patch(TEXT, "x")


def _changed_lines(new):
    """The lines that go and the lines that come."""
    before, after = TEXT.splitlines(), edit(TEXT, OLD, new).splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_nothing_changed_is_byte_for_byte_the_same():
    assert edit(TEXT, OLD, OLD) == TEXT
    assert join(split(TEXT)) == TEXT


def test_a_changed_value_keeps_its_comment_and_its_neighbours():
    session = replace(OLD.sessions[0], accept="anyone")
    gone, come = _changed_lines(replace(OLD, sessions=(session,)))
    assert gone == [
        'accept = "ask"                  # ask | known | anyone | nobody   (headless: ask behaves as known)'
    ]
    assert come == [
        'accept = "anyone"                  # ask | known | anyone | nobody   (headless: ask behaves as known)'
    ]


def test_a_renamed_session_keeps_everything_else():
    session = replace(OLD.sessions[0], name="Hall")
    peer = replace(OLD.peers[0], session="Hall")
    route = replace(OLD.routes[0], destination=SessionEnd("Hall"))
    gone, come = _changed_lines(replace(OLD, sessions=(session,), peers=(peer,), routes=(route,)))
    assert come == [
        'name = "Hall"',
        'session = "Hall"',
        'to = { session = "Hall" }   # link, builtin = "keyboard" | "monitor"',
    ]
    assert len(gone) == 3


def test_a_value_that_was_not_there_is_added_in_its_table():
    session = replace(OLD.sessions[0], ssrc=7, publish=False)
    text = edit(TEXT, OLD, replace(OLD, sessions=(session,)))
    at = text.index("# publish = true")
    assert text[at:].splitlines()[1:4] == ["publish = false", "ssrc = 7", ""]


def test_a_value_that_goes_takes_only_its_line():
    gone, come = _changed_lines(replace(OLD, peers=(replace(OLD.peers[0], address=None),)))
    assert (gone, come) == (['address = "192.0.2.7:5004"      # the control port'], [])


def test_a_removed_table_takes_its_own_comments_and_leaves_the_others():
    text = TEXT.replace("[[link]]", "# --- lights ---\n\n# ours\n[[link]]").replace(
        "[[port]]", "# --- ports ---\n\n[[port]]"
    )
    new = edit(text, read_patch(text, "x"), replace(OLD, links=()))
    assert "# --- lights ---" in new
    assert "# --- ports ---" in new
    assert "# ours" not in new
    assert "Lights" not in new
    assert read_patch(new, "x") == replace(OLD, links=())


def test_a_new_table_stands_behind_its_kind():
    new = replace(OLD, peers=(*OLD.peers, Peer("pad", "Kitchen iPad")))
    text = edit(TEXT, OLD, new)
    added = '\n[[peer]]\nid = "pad"\nname = "Kitchen iPad"\nwanted = false\naccess = "ask"\n'
    assert text.replace(added, "", 1) == TEXT
    assert text.index('access = "ask"') < text.index(added) < text.index("[[link]]")


def test_a_first_table_of_its_kind_goes_to_its_place():
    text = 'version = 1\n\n[[session]]\nname = "S"\n\n'
    text += '[[route]]\nid = "1"\nfrom = { session = "S" }\nto = { session = "S" }\n'
    old = read_patch(text, "x")
    new = edit(text, old, replace(old, peers=(Peer("p", "P"),), network=Network("N"), scenes=(Scene("X"),)))
    places = [
        new.index(header) for header in ("[network]", "[[session]]", "[[peer]]", "[[route]]", "[[scene]]")
    ]
    assert places == sorted(places)


def test_adding_and_removing_again_gives_the_same_file():
    more = replace(OLD, routes=(*OLD.routes, Route("r2", KEYBOARD, MONITOR)))
    there = edit(TEXT, OLD, more)
    assert edit(there, more, OLD) == TEXT


def test_rules_of_a_route_change_one_by_one():
    text = TEXT.replace('to = "ch1.cc4"', 'to = "ch1.cc4"  # the lamp')
    old = read_patch(text, "x")
    rules = (MapRule("ch0.note8", "ch1.cc4"), MapRule("ch1.pitch", "ch2.pitch"))
    new = replace(old, routes=(replace(old.routes[0], maps=rules),))
    edited = edit(text, old, new)
    assert '"ch1.cc4"  # the lamp' in edited
    assert "[[route.map]]                   # channel specs count" in edited
    assert read_patch(edited, "x") == new
    assert (
        read_patch(edit(edited, new, replace(new, routes=(replace(old.routes[0], maps=()),))), "x")
        .routes[0]
        .maps
        == ()
    )


def test_reordered_tables_take_their_comments_along():
    text = 'version = 1\n# one\n[[session]]\nname = "1"\n\n# two\n[[session]]\nname = "2"'
    old = read_patch(text, "x")
    edited = edit(text, old, replace(old, sessions=(Session("2"), Session("1"))))
    assert edited == 'version = 1\n# two\n[[session]]\nname = "2"\n\n# one\n[[session]]\nname = "1"\n'


def test_windows_line_ends_stay():
    text = TEXT.replace("\n", "\r\n")
    assert read_patch(text, "x") == OLD
    edited = edit(
        text, OLD, replace(OLD, name="Wednesday", routes=(*OLD.routes, Route("r2", KEYBOARD, MONITOR)))
    )
    assert edited.count("\n") == edited.count("\r\n")
    assert "Wednesday" in edited


@pytest.mark.parametrize(
    "text",
    [
        'version = 1\nsession = [{ name = "a" }]\n',
        'version = 1\nnetwork.name = "n"\n[[session]]\nname = "a"\n',
        'version = 1\n[[session]]\nname = "a"\n[[route]]\nid = "r"\nfrom = {session = "a"}\nto = {session = "a"}\n'
        'map = [{from = "ch0.note1", to = "ch0.note2"}]\n',
    ],
)  # fmt: skip
def test_a_layout_that_cannot_be_edited_says_so(text):
    old = read_patch(text, "x")
    assert edit(text, old, old) == text
    new = replace(old, sessions=(Session("b"),), network=Network("m"), routes=())
    try:
        assert read_patch(edit(text, old, new), "x") == new
    except LayoutError:
        return


@given(patches())
@example(Patch())
def test_a_written_patch_reads_the_same(patch):
    assert read_patch(compose(patch), "x") == patch


@given(patches(), patches())
def test_any_change_can_be_made_in_place(old, new):
    text = compose(old)
    edited = edit(text, old, new)
    assert read_patch(edited, "x") == new
    assert edit(edited, new, new) == edited


@given(patches())
def test_the_example_keeps_its_comments_whatever_is_added(more):
    taken = {session.name for session in OLD.sessions}
    sessions = (*OLD.sessions, *(session for session in more.sessions if session.name not in taken))
    edited = edit(TEXT, OLD, replace(OLD, name=more.name, sessions=sessions, ports=(*OLD.ports,)))
    comments = [line.split("#", 1)[1] for line in TEXT.splitlines() if "#" in line]
    assert all(comment in edited for comment in comments)
