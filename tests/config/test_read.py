"""Reading the patch file: everything of the design's example, and every fault by its line and key."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.config.errors import PatchError
from app.config.read import read_patch
from app.model.endpoints import KEYBOARD, MONITOR, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Link, MapRule, Network, Patch, Peer, Route, Scene, Session, VirtualPort
from tests.support.patches import EXAMPLE

TEXT = EXAMPLE.read_text(encoding="utf-8")
DESIGN = Path(__file__).parents[3] / "shared" / "design.md"


def test_the_example_is_read_whole():
    assert read_patch(TEXT, "gig.toml") == Patch(
        name="Tuesday gig",
        network=Network("Stage laptop", ("eth0",)),
        sessions=(Session("Studio", 5004, ("*",), "ask", False, 0, "auto"),),
        peers=(Peer("stage-piano", "Stage piano", "192.0.2.7:5004", "Studio", True, "ask"),),
        links=(Link("Lights", 9001, ("*",), ("10.1.2.3:9001",), learn=True),),
        ports=(VirtualPort("Longwire 1", "both"),),
        routes=(
            Route(
                "r1",
                PortEnd("Keystation 49"),
                PeerEnd("Studio", "stage-piano"),
                channels=(1,),
                types=("note", "cc"),
                notes=(36, 60),
                maps=(MapRule("ch0.note9", "ch1.cc4"),),
                pass_others=True,
            ),
        ),
        scenes=(Scene("Ballad", ("r1",)),),
    )


def test_the_example_is_the_one_of_the_design():
    if not DESIGN.exists():
        assert TEXT.startswith("version = 1\n")
        return
    design = DESIGN.read_text(encoding="utf-8")
    assert design.split("```toml\n")[1].split("```")[0] == TEXT


def test_every_endpoint_and_every_key_left_out():
    text = """version = 1
    [[session]]
    name = "Studio"
    ssrc = 0xDEADBEEF
    publish = false
    epn_tx = "short"
    [[link]]
    name = "Lights"
    port = 9001
    marker = "zero"
    [[peer]]
    id = "p"
    name = "P"
    playout_ms = 40
    [[route]]
    id = "1"
    from = { builtin = "keyboard" }
    to = { link = "Lights" }
    [[route]]
    id = "2"
    from = { session = "Studio" }
    to = { builtin = "monitor" }
    [[route]]
    id = "3"
    from = { port = "Synth", nth = 2 }
    to = { peer = "p", session = "Studio" }
    """
    patch = read_patch(text, "x")
    assert [(route.source, route.destination) for route in patch.routes] == [
        (KEYBOARD, LinkEnd("Lights")),
        (SessionEnd("Studio"), MONITOR),
        (PortEnd("Synth", 2), PeerEnd("Studio", "p")),
    ]
    assert patch.sessions == (Session("Studio", ssrc=0xDEADBEEF, publish=False, epn_tx="short"),)
    assert patch.links == (Link("Lights", 9001, marker="zero"),)
    assert patch.peers == (Peer("p", name="P", playout_ms=40),)


TWIN = '[[route]]\nid = "r1"\nfrom = {port = "a"}\nto = {port = "b"}\n'
ROUTES = 'routes = ["r1"]'
CUE = ROUTES + '\nfrom = { port = "Pedals" }\non = "'
FAULTS = [
    # replaced, by, line, key, part of what was expected
    ("version = 1\n", "", 1, "version", "version = 1"),
    ("version = 1\n", "version = true\n", 1, "version", "version = 1"),
    ("version = 1\n", "version = 0\n", 1, "version", "version = 1"),
    ('name = "Tuesday gig"', "name = 3", 2, "name", "a text in quotes"),
    ('name = "Tuesday gig"', 'nom = "x"', 2, "nom", "one of the keys version, name, session"),
    ('interfaces = ["eth0"]', "interfaces = [1]", 6, "network.interfaces", "a list of texts"),
    ('interfaces = ["eth0"]', 'interfaces = "eth0"', 6, "network.interfaces", "a list of texts"),
    ("[network]", "[[network]]", 4, "network", "a table, written [network]"),
    ("[network]", "[net]", 4, "net", "one of the keys"),
    ("[[session]]", "[session]", 8, "session", "tables, written [[session]]"),
    ('name = "Studio"\n', "", 8, "session.name", "this key to be set"),
    ("port = 5004 ", "prot = 5004 ", 10, "session.prot", 'did you mean "port"?'),
    ("port = 5004 ", "port = 5005 ", 10, "session.port", "an even number"),
    ("port = 5004 ", 'port = "5004" ', 10, "session.port", "a whole number"),
    ("port = 5004 ", "port = 5004.0 ", 10, "session.port", "a whole number"),
    ("port = 5004 ", "port = true ", 10, "session.port", "a whole number"),
    ('listen = ["*"]', 'listen = ["studio.local"]', 11, "session.listen", "addresses of this computer"),
    ('accept = "ask"', 'accept = "always"', 12, "session.accept", '"ask", "known", "anyone", "nobody"'),
    ("invite_all = false", 'invite_all = "no"', 13, "session.invite_all", "true or false"),
    ('access = "ask"', "playout_ms = -1", 24, "peer.playout_ms", "0 to 200"),
    ("playout_ms = 0", "playout_ms = 201", 14, "session.playout_ms", "0 to 200"),
    ('journal = "auto"', 'journal = "maybe"', 15, "session.journal", '"auto", "on", "off"'),
    ('id = "stage-piano"', 'id = ""', 19, "peer.id", "not empty"),
    ('address = "192.0.2.7:5004"', 'address = "192.0.2.7"', 21, "peer.address", "an address and port"),
    ('session = "Studio"\n', 'session = "Hall"\n', 22, "peer.session", 'the name of a session of this file ("Studio")'),
    ('access = "ask"', 'access = "maybe"', 24, "peer.access", '"always", "never", "ask"'),
    ("port = 9001", "port = 70000", 28, "link.port", "0 to 65535"),
    ('peers = ["10.1.2.3:9001"]', 'peers = ["10.1.2.3"]', 30, "link.peers", "an address and port"),
    ('direction = "both"', 'direction = "inout"', 36, "port.direction", '"in", "out", "both"'),
    ('from = { port = "Keystation 49" }', 'from = "Keystation"', 40, "route.from", "an endpoint"),
    ('from = { port = "Keystation 49" }', "from = { port = 3 }", 40, "route.from", "an endpoint"),
    ('from = { port = "Keystation 49" }', 'from = { port = "K", nth = 0 }', 40, "route.from", "nth to be 1"),
    ('from = { port = "Keystation 49" }', 'from = { port = "K", peer = "p" }', 40, "route.from", "an endpoint"),
    ('from = { port = "Keystation 49" }', 'from = { builtin = "monitor" }', 40, "route.from", "only listens"),
    ('from = { port = "Keystation 49" }', 'from = { link = "Light" }', 40, "route.from", '("Lights")'),
    ('{ session = "Studio", peer = "stage-piano" }', '{ builtin = "keyboard" }', 41, "route.to", "only sends"),
    ('{ session = "Studio", peer = "stage-piano" }', '{ session = "S" }', 41, "route.to", '("Studio")'),
    ('peer = "stage-piano" }', 'peer = "piano" }', 41, "route.to", '("stage-piano")'),
    ("channels = [1]", "channels = [0]", 42, "route.channels", "1 to 16"),
    ("channels = [1]", "channels = [\n  1,\n  17,\n]", 42, "route.channels", "1 to 16"),
    ('types = ["note", "cc"]', 'types = ["notes"]', 43, "route.types", '"note"'),
    ("notes = [36, 60]", "notes = [60, 36]", 44, "route.notes", "lowest"),
    ("notes = [36, 60]", "notes = [36]", 44, "route.notes", "two whole numbers"),
    ("transpose = 0", "transpose = 128", 45, "route.transpose", "-127 to 127"),
    ("[[route.map]]", "[[route.maps]]", 48, "route.maps", 'did you mean "map"?'),
    ("[[route.map]]", "[route.map]", 48, "route.map", "tables, written [[route.map]]"),
    ('from = "ch0.note9"', 'from = "ch0.note128"', 49, "route.map.from", "note0 to note127"),
    ('to = "ch1.cc4"', 'to = "ch16.cc4"', 50, "route.map.to", "ch0 to ch15"),
    ('to = "ch1.cc4"', 'to = "ch1.knob4"', 50, "route.map.to", "one of note, cc"),
    ('to = "ch1.cc4"', 'to = "1.cc4"', 50, "route.map.to", "a channel spec such as"),
    ('to = "ch1.cc4"', 'to = "ch1.cc"', 50, "route.map.to", "cc with its number"),
    ('routes = ["r1"]', 'routes = ["r2"]', 54, "scene.routes", 'the name of a route of this file ("r1")'),
    ('routes = ["r1"]', 'routes = ["r1"]\n[[scene]]\nname = "Ballad"', 56, "scene.name", "no other scene has"),
    ('routes = ["r1"]', f'{ROUTES}\non = "ch0.program"', 52, "scene.from", "together with “on”"),
    ('routes = ["r1"]', f"{ROUTES}\nvalue = 3", 55, "scene.value", "with “on” only"),
    ('routes = ["r1"]', f'{CUE}ch0.program"', 56, "scene.on", "the number of the program"),
    ('routes = ["r1"]', f'{CUE}ch0.program"\nvalue = 128', 57, "scene.value", "0 to 127"),
    ('routes = ["r1"]', f'{CUE}ch0.pitch"', 56, "scene.on", "a note, a controller or a program"),
    ('routes = ["r1"]', f'{CUE}knob"', 56, "scene.on", "a channel spec"),
    ('routes = ["r1"]', f'{ROUTES}\nfrom = {{ link = "L" }}\non = "ch0.note1"', 55, "scene.from", '("Lights")'),
    ("[[port]]", f"{TWIN}[[port]]", 43, "route.id", "no other route has"),
    ("[[link]]", "[[link]", 26, None, "valid TOML"),
    ("transpose = 0", "transpose = 0\ntranspose = 1", 46, None, "valid TOML"),
    ('name = "Ballad"', 'name = "Ballad', 53, None, "valid TOML"),
    ('routes = ["r1"]', "routes = [", 55, None, "valid TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "key", "expected"), FAULTS)
def test_a_fault_is_named_with_its_line_and_key(old, new, line, key, expected):
    assert old in TEXT
    with pytest.raises(PatchError) as caught:
        read_patch(TEXT.replace(old, new, 1), "gig.toml")
    error = caught.value
    assert (error.file, error.line, error.key) == ("gig.toml", line, key)
    assert expected in error.expected
    assert str(error).startswith(f"gig.toml, line {line}: ")
    assert not error.newer


def test_lines_are_right_behind_text_that_looks_like_toml():
    text = 'version = 1\nname = """\n[[session]]\nport = 1\n"""  # [[session]]\n\n'
    text += '[["session"]]\n\n"name" = "a"\nport=3\n'
    with pytest.raises(PatchError) as caught:
        read_patch(text, "x")
    assert (caught.value.line, caught.value.key) == (10, "session.port")


def test_long_values_are_cut_short_in_messages():
    with pytest.raises(PatchError) as caught:
        read_patch(f"version = 1\nname = [{'1, ' * 500}]", "x")
    assert len(str(caught.value)) < 200


def test_a_newer_file_is_read_as_far_as_it_is_known():
    newer = TEXT.replace("version = 1", "version = 2\nfuture = true").replace("playout_ms", "colour")
    patch = read_patch(newer, "x")
    assert (patch.version, patch.name, patch.sessions[0].playout_ms) == (2, "Tuesday gig", 0)
    with pytest.raises(PatchError) as caught:
        read_patch(newer.replace("port = 5004 ", 'port = "any" '), "x")
    assert caught.value.newer


SPICE = st.sampled_from(
    ['"', "'", '"""', "[", "]", "[[", "]]", "{", "}", "=", "\n", "#", ".", "route", "1", "\\", " "]
)


@given(st.lists(SPICE, max_size=25).map("".join) | st.text(max_size=60), st.integers(0, len(TEXT)))
def test_any_text_is_a_patch_or_a_patch_error(noise, at):
    for text in (noise, TEXT[:at] + noise + TEXT[at:], TEXT[:at]):
        error = _error_of(text)
        assert error is None or error.line is None or 1 <= error.line <= text.count("\n") + 1


def _error_of(text):
    try:
        read_patch(text, "x")
    except PatchError as error:
        return error
    return None


def test_deep_nesting_is_an_error_and_no_crash():
    with pytest.raises(PatchError):
        read_patch("version = 1\nname = " + "[" * 100_000, "x")
