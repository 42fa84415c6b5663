"""The import of MIDIMonster's configuration, one test per rule of the MIDIMonster sheet."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.config.edit import compose
from app.config.errors import PatchError
from app.config.midimonster import import_midimonster
from app.config.monster_file import MapLine, Place
from app.config.monster_map import read_map_line
from app.config.read import read_patch
from app.model.endpoints import LinkEnd, PortEnd, SessionEnd
from app.model.patch import Link, MapRule, Network, Peer, Session, VirtualPort

APPLE = "[rtpmidi a]\nmode = apple\n"
DIRECT = "[rtpmidi d]\nmode = direct\n"
BOTH = APPLE + DIRECT


def _import(tmp_path: Path, text: str):
    """The patch and the notes as (line, text); the patch must survive its file."""
    path = tmp_path / "monster.cfg"
    path.write_text(text, encoding="utf-8")
    patch, notes = import_midimonster(path)
    assert read_patch(compose(patch), "x") == patch
    return patch, [(note.line, note.text) for note in notes]


def _rules(patch):
    """The rules as (source end, spec, destination end, spec)."""
    assert not any(route.pass_others for route in patch.routes)
    return [
        (route.source, rule.source, route.destination, rule.destination)
        for route in patch.routes
        for rule in route.maps
    ]


def _fault(tmp_path: Path, text: str) -> PatchError:
    with pytest.raises(PatchError) as caught:
        _import(tmp_path, text)
    return caught.value


# -- file -------------------------------------------------------------------------------------------


def test_comments_and_blank_lines_say_nothing_but_values_have_no_comments(tmp_path):
    patch, notes = _import(tmp_path, f"; comment\n\n  ; indented\n{APPLE}session = a;b ; c\n")
    assert patch.sessions == (Session("a;b ; c", 0, accept="known"),)
    assert notes == []


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path):
    (tmp_path / "m.cfg").write_bytes(b"\xef\xbb\xbf[rtpmidi a]\r\nmode = apple\r\n")
    assert import_midimonster(tmp_path / "m.cfg")[0].sessions[0].name == "a"


def test_include_inserts_a_file_at_that_point(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "ssrc.cfg").write_text("ssrc = 7\n[include epn.cfg]\n")
    (tmp_path / "parts" / "epn.cfg").write_text("epn-tx = short\n")
    patch, _ = _import(tmp_path, f"{APPLE}[include parts/ssrc.cfg]\nsession = Late\n")
    assert patch.sessions == (Session("Late", 0, accept="known", ssrc=7, epn_tx="short"),)


def test_a_fault_in_an_included_file_names_that_file(tmp_path):
    (tmp_path / "b.cfg").write_text("\nbogus = 1\n")
    error = _fault(tmp_path, f"{APPLE}[include b.cfg]\n")
    assert (error.file, error.line, error.key) == (str(tmp_path / "b.cfg"), 2, "bogus")


@pytest.mark.parametrize(
    ("include", "expected"),
    [
        ("monster.cfg", "does not include itself"),
        ("circle.cfg", "does not include itself"),
        ("../outside.cfg", "a file inside"),
        ("/etc/passwd", "a file inside"),
        ("link.cfg", "a file inside"),
        ("none.cfg", "a file that is there"),
        ("", "the name of a file"),
    ],
)
def test_include_is_guarded(tmp_path, include, expected):
    folder = tmp_path / "inside"
    folder.mkdir()
    (tmp_path / "outside.cfg").write_text("")
    (folder / "circle.cfg").write_text("[include monster.cfg]\n")
    (folder / "link.cfg").symlink_to(tmp_path / "outside.cfg")
    error = _fault(folder, f"[include {include}]\n")
    assert expected in error.expected


def test_files_that_multiply_by_including_are_stopped(tmp_path):
    for nth in range(20):
        (tmp_path / f"{nth}.cfg").write_text(f"[include {nth + 1}.cfg]\n" * 10)
    (tmp_path / "20.cfg").write_text("[map]\n" * 10)
    assert "at most 100000 lines" in _fault(tmp_path, "[include 0.cfg]\n").expected


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("mode = apple\n", 1, "a section such as"),
        ("[rtpmidi]\n", 1, "[backend NAME]"),
        ("[rtpmidi a b]\n", 1, "[backend NAME]"),
        ("[rtpmidi a.b]\n", 1, "[backend NAME]"),
        ("[rtpmidi a\n", 1, "a ] at the end"),
        (APPLE + "nonsense\n", 3, "option = value"),
        (APPLE + "= 3\n", 3, "option = value"),
        (APPLE + "[osc a]\n", 3, "a name that no other instance has"),
    ],
)
def test_broken_lines_are_named(tmp_path, text, line, expected):
    error = _fault(tmp_path, text)
    assert (error.line, error.file) == (line, str(tmp_path / "monster.cfg"))
    assert expected in error.expected


def test_files_that_cannot_be_read_are_named(tmp_path):
    with pytest.raises(PatchError, match="There is no file"):
        import_midimonster(tmp_path / "none.cfg")
    (tmp_path / "latin.cfg").write_bytes(b"; \xe9\n")
    with pytest.raises(PatchError, match="UTF-8"):
        import_midimonster(tmp_path / "latin.cfg")


# -- global options ---------------------------------------------------------------------------------


def test_detect_is_explained(tmp_path):
    assert "longwire ctl detect" in _import(tmp_path, "[backend rtpmidi]\ndetect = on\n")[1][0][1]
    assert _import(tmp_path, "[backend rtpmidi]\ndetect = off\n")[1] == []


def test_mdns_name_and_interface_become_the_network(tmp_path):
    text = "[backend rtpmidi]\nmdns-name = stage\nmdns-interface = eth0\nmdns-interface = eth0\n"
    assert _import(tmp_path, text)[0].network == Network("stage", ("eth0",))


def test_mdns_bind_is_explained_as_without_effect(tmp_path):
    _, notes = _import(tmp_path, "[backend rtpmidi]\nmdns-bind = :: 5353\n")
    assert notes[0][0] == 2
    assert "no effect" in notes[0][1]


def test_options_of_other_backends_are_passed_over(tmp_path):
    assert _import(tmp_path, "[backend artnet]\nbind = whatever\n")[1] == []


@pytest.mark.parametrize("option", ["detect = maybe", "mdns-bind = a b c", "mdns-name =", "bogus = 1"])
def test_wrong_global_options_are_errors(tmp_path, option):
    error = _fault(tmp_path, f"[backend rtpmidi]\n{option}\n")
    assert (error.line, error.key) == (2, option.split(" =")[0])


# -- instance options -------------------------------------------------------------------------------


def test_mode_is_required_and_comes_before_bind(tmp_path):
    assert _fault(tmp_path, "[rtpmidi a]\nssrc = 1\n").key == "mode"
    assert _fault(tmp_path, "[rtpmidi a]\nbind = :: 9001\nmode = apple\n").line == 2
    assert "direct or apple" in _fault(tmp_path, "[rtpmidi a]\nmode = both\n").expected


@pytest.mark.parametrize(
    ("written", "ssrc"),
    [("1", 1), ("0xDEADBEEF", 0xDEADBEEF), ("017", 15), ("0", None), ("4294967295", 0xFFFF_FFFF)],
)
def test_ssrc_is_decimal_hexadecimal_or_octal_and_0_is_random(tmp_path, written, ssrc):
    assert _import(tmp_path, f"{APPLE}ssrc = {written}\n")[0].sessions[0].ssrc == ssrc
    assert _import(tmp_path, f"{DIRECT}ssrc = {written}\n")[0].links[0].ssrc == ssrc


@pytest.mark.parametrize("written", ["4294967296", "-1", "0xXY", "08", "", "1_0", "1 2"])
def test_a_wrong_ssrc_is_an_error(tmp_path, written):
    assert _fault(tmp_path, f"{APPLE}ssrc = {written}\n").key == "ssrc"


def test_a_direct_peer_is_where_data_goes(tmp_path):
    patch, _ = _import(tmp_path, f"{DIRECT}peer = 10.1.2.3 9001\npeer = 2001:db8::1\t9002\n")
    assert patch.links == (Link("d", 0, peers=("10.1.2.3:9001", "[2001:db8::1]:9002")),)


def test_an_apple_peer_is_a_control_port_to_invite(tmp_path):
    patch, _ = _import(tmp_path, f"{APPLE}peer = 10.1.2.3 5004\npeer = 10.1.2.3 5006\n")
    assert patch.peers == (
        Peer("10-1-2-3", None, "10.1.2.3:5004", "a", wanted=True),
        Peer("10-1-2-3-2", None, "10.1.2.3:5006", "a", wanted=True),
    )


def test_bind_is_the_port_of_a_link(tmp_path):
    assert _import(tmp_path, f"{DIRECT}bind = 127.0.0.1 9001\n")[0].links == (
        Link("d", 9001, ("127.0.0.1",)),
    )


def test_bind_is_the_data_port_of_a_session(tmp_path):
    session = _import(tmp_path, f"{APPLE}bind = :: 19005\n")[0].sessions[0]
    assert (session.port, session.listen) == (19_004, ("*",))


def test_an_even_data_port_moves_and_says_so(tmp_path):
    patch, notes = _import(tmp_path, f"{APPLE}bind = 0.0.0.0 9000\n")
    assert patch.sessions[0].port == 8998
    assert notes[0][0] == 3
    assert "data port 9000 means control port 8999" in notes[0][1]


def test_without_bind_any_port_on_every_address(tmp_path):
    patch, _ = _import(tmp_path, BOTH)
    assert (patch.sessions[0].port, patch.sessions[0].listen) == (0, ("*",))
    assert (patch.links[0].port, patch.links[0].listen) == (0, ("*",))


def test_bind_to_a_host_name_listens_everywhere_and_says_so(tmp_path):
    patch, notes = _import(tmp_path, f"{DIRECT}bind = localhost 9001\n")
    assert patch.links[0].listen == ("*",)
    assert notes[0] == (3, "“localhost” is not a numeric address: it listens on all of them")


@pytest.mark.parametrize("bind", [":: 1", ":: 2", ":: 65536", ":: port", "a b c", ""])
def test_a_wrong_bind_is_an_error(tmp_path, bind):
    assert _fault(tmp_path, f"{APPLE}bind = {bind}\n").key == "bind"


@pytest.mark.parametrize("peer", ["10.1.2.3", "10.1.2.3 0", "10.1.2.3:5004", ""])
def test_a_wrong_peer_is_an_error(tmp_path, peer):
    assert _fault(tmp_path, f"{APPLE}peer = {peer}\n").key == "peer"


def test_learn_is_for_direct_mode(tmp_path):
    assert _import(tmp_path, f"{DIRECT}bind = :: 9001\nlearn = true\n")[0].links[0].learn
    assert _import(tmp_path, f"{DIRECT}learn = true\n")[1][0][1].startswith("d: nobody can know its port")
    assert "mode = direct" in _fault(tmp_path, f"{APPLE}learn = true\n").expected


def test_the_session_is_named_by_its_option_or_by_the_instance(tmp_path):
    assert _import(tmp_path, f"{APPLE}session = Studio\n")[0].sessions[0].name == "Studio"
    assert _import(tmp_path, APPLE)[0].sessions[0].name == "a"


def test_two_sessions_of_one_name_are_told_apart(tmp_path):
    text = "".join(f"[rtpmidi {name}]\nmode = apple\nsession = Studio\n" for name in ("a", "b"))
    patch, notes = _import(tmp_path, text + "[map]\na.ch0.pitch > b.ch0.pitch\n")
    assert [session.name for session in patch.sessions] == ["Studio", "b Studio"]
    assert notes == [(4, "the session “Studio” is called “b Studio” here")]
    assert _rules(patch) == [(SessionEnd("Studio"), "ch0.pitch", SessionEnd("b Studio"), "ch0.pitch")]


def test_invite_wants_peers_by_name_or_all(tmp_path):
    patch, _ = _import(tmp_path, f"{APPLE}invite = Kitchen iPad\ninvite = Piano\n")
    assert patch.peers == (
        Peer("kitchen-ipad", "Kitchen iPad", None, "a", wanted=True),
        Peer("piano", "Piano", None, "a", wanted=True),
    )
    assert not patch.sessions[0].invite_all
    patch, _ = _import(tmp_path, f"{APPLE}invite = *\n")
    assert (patch.sessions[0].invite_all, patch.peers) == (True, ())


def test_join_lets_peers_in_by_name_or_all(tmp_path):
    patch, _ = _import(tmp_path, f"{APPLE}join = Piano\n")
    assert (patch.sessions[0].accept, patch.peers) == (
        "known",
        (Peer("piano", "Piano", None, "a", access="always"),),
    )
    assert _import(tmp_path, f"{APPLE}join = *\n")[0].sessions[0].accept == "anyone"
    assert _import(tmp_path, APPLE)[0].sessions[0].accept == "known"


def test_invited_and_let_in_is_one_peer(tmp_path):
    for text in ("invite = Piano\njoin = Piano\n", "join = Piano\ninvite = Piano\n"):
        peers = _import(tmp_path, APPLE + text)[0].peers
        assert peers == (Peer("piano", "Piano", None, "a", wanted=True, access="always"),)


@pytest.mark.parametrize("option", ["session = x", "invite = x", "join = x"])
def test_session_options_are_for_apple_mode(tmp_path, option):
    assert "mode = apple" in _fault(tmp_path, f"{DIRECT}{option}\n").expected


def test_epn_tx_is_full_or_short(tmp_path):
    patch, _ = _import(tmp_path, f"{APPLE}epn-tx = short\n{DIRECT}epn-tx = full\n")
    assert (patch.sessions[0].epn_tx, patch.links[0].epn_tx) == ("short", "full")
    assert _fault(tmp_path, f"{APPLE}epn-tx = long\n").key == "epn-tx"


@pytest.mark.parametrize("option", ["bogus = 1", "session =", "invite =", "Mode = apple"])
def test_unknown_and_empty_options_are_errors(tmp_path, option):
    error = _fault(tmp_path, f"{APPLE}{option}\n")
    assert (error.line, error.key) == (3, option.split(" =")[0])


# -- map --------------------------------------------------------------------------------------------


def test_the_examples_of_the_manual(tmp_path):
    text = "".join(f"[rtpmidi {name}]\nmode = apple\n" for name in ("rmidi1", "rmidi2"))
    examples = [
        ("rmidi1", "ch0.note9", "rmidi2", "channel1.cc4"),
        ("rmidi1", "channel15.pressure1", "rmidi1", "channel0.note0"),
        ("rmidi1", "ch1.aftertouch", "rmidi2", "ch2.cc0"),
        ("rmidi1", "ch0.pitch", "rmidi2", "ch1.pitch"),
        ("rmidi2", "ch15.note1", "rmidi2", "ch2.program"),
        ("rmidi2", "ch0.nrpn900", "rmidi1", "ch1.rpn1"),
    ]
    lines = "".join(f"{one}.{source} > {other}.{to}\n" for one, source, other, to in examples)
    patch, notes = _import(tmp_path, f"{text}[map]\n{lines}")
    wanted = {(SessionEnd(one), source, SessionEnd(other), to) for one, source, other, to in examples}
    assert set(_rules(patch)) == wanted
    assert notes == []


@pytest.mark.parametrize(
    ("arrow", "ways"), [(">", [("a", "d")]), ("<", [("d", "a")]), ("<>", [("a", "d"), ("d", "a")])]
)
def test_a_mapping_goes_right_left_or_both_ways(tmp_path, arrow, ways):
    patch, _ = _import(tmp_path, f"{BOTH}[map]\na.ch0.cc1 {arrow} d.ch1.cc2\n")
    ends = {"a": SessionEnd("a"), "d": LinkEnd("d")}
    specs = {"a": "ch0.cc1", "d": "ch1.cc2"}
    assert _rules(patch) == [(ends[one], specs[one], ends[other], specs[other]) for one, other in ways]


def test_several_maps_and_a_mapping_without_spaces(tmp_path):
    patch, _ = _import(tmp_path, f"{BOTH}[map]\na.ch0.cc1>d.ch0.cc1\n[map]\nd.ch0.cc1 > a.ch0.cc1\n")
    assert len(patch.routes) == 2


def test_one_source_feeds_many_and_many_feed_one(tmp_path):
    lines = "a.ch0.cc1 > d.ch0.cc1\na.ch0.cc1 > d.ch0.cc2\na.ch0.cc3 > d.ch0.cc2\na.ch0.cc3 > d.ch0.cc2\n"
    patch, _ = _import(tmp_path, f"{BOTH}[map]\n{lines}")
    (route,) = patch.routes
    assert route.maps == (
        MapRule("ch0.cc1", "ch0.cc1"),
        MapRule("ch0.cc1", "ch0.cc2"),
        MapRule("ch0.cc3", "ch0.cc2"),
    )


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("a.ch0.cc{1..3} > b.ch1.cc{4..6}", ["0.1 1.4", "0.2 1.5", "0.3 1.6"]),
        ("a.ch0.cc{3..1} > b.ch1.cc{4..6}", ["0.3 1.4", "0.2 1.5", "0.1 1.6"]),
        ("a.ch0.cc{7,1,5} > b.ch1.cc{1..3}", ["0.7 1.1", "0.1 1.2", "0.5 1.3"]),
        ("a.ch0.cc{1..3} > b.ch1.cc9", ["0.1 1.9", "0.2 1.9", "0.3 1.9"]),
        ("a.ch0.cc9 > b.ch1.cc{1..3}", ["0.9 1.1", "0.9 1.2", "0.9 1.3"]),
        ("a.ch{0..1}.cc{1..2} > b.ch{2..3}.cc{8,9}", ["0.1 2.8", "0.2 2.9", "1.1 3.8", "1.2 3.9"]),
        ("a.ch{0..1}.cc{1..2} > b.ch5.cc{1..4}", ["0.1 5.1", "0.2 5.2", "1.1 5.3", "1.2 5.4"]),
        ("a.ch0.cc{2} > b.ch0.cc{3..3}", ["0.2 0.3"]),
    ],
)
def test_expressions_expand_with_the_rightmost_first(line, pairs):
    found = [
        f"{source.channel} {destination.channel}".replace("ch", "").replace(".cc", ".")
        for source, destination in read_map_line(MapLine(Place("x", 1), line))
    ]
    assert found == pairs


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a.ch0.cc1", "instance.channel > instance.channel"),
        ("a.ch0.cc1 >", "instance.channel > instance.channel"),
        ("a > d.ch0.cc1", "instance.channel"),
        ("x.ch0.cc1 > d.ch0.cc1", "an instance that was named before"),
        ("a.ch0.cc1 > d.knob", "a channel spec such as"),
        ("a.ch0.cc128 > d.ch0.cc1", "cc0 to cc127"),
        ("a.ch16.cc1 > d.ch0.cc1", "ch0 to ch15"),
        ("a.ch0.cc{1..3} > d.ch0.cc{1..2}", "as many channels"),
        ("a.ch0.cc{1..} > d.ch0.cc1", "expressions such as"),
        ("a.ch0.cc{} > d.ch0.cc1", "expressions such as"),
        ("a.ch0.cc{1 > d.ch0.cc1", "expressions such as"),
        ("a.ch0.cc{1..99999}{1..99999} > d.ch0.cc1", "at most"),
        ("a.ch{0..15}.cc{0..128} > d.ch0.cc1", "cc0 to cc127"),
    ],
)
def test_broken_mappings_are_errors(tmp_path, line, expected):
    error = _fault(tmp_path, f"{BOTH}[map]\n{line}\n")
    assert (error.line, error.key) == (6, "map")
    assert expected in error.expected


def test_an_instance_must_be_named_before_it_is_mapped(tmp_path):
    assert "named before" in _fault(tmp_path, f"{APPLE}[map]\na.ch0.cc1 > d.ch0.cc1\n{DIRECT}").expected


# -- what cannot come over, and local ports ---------------------------------------------------------


def test_strange_instances_and_their_mappings_are_named_line_by_line(tmp_path):
    text = f"{APPLE}[osc desk]\nroot = /x\n[map]\n"
    text += "desk.fader > a.ch0.cc1\na.ch0.cc1 > desk.lamp\na.ch0.cc1 > a.ch0.cc2\n"
    patch, notes = _import(tmp_path, text)
    assert [line for line, _ in notes] == [3, 6, 7]
    assert notes[0][1] == "[osc desk] cannot come over: Longwire speaks only MIDI"
    assert "“desk”" in notes[1][1]
    assert len(_rules(patch)) == 1


@pytest.mark.parametrize("backend", ["midi", "winmidi"])
def test_midi_instances_are_local_ports(tmp_path, backend):
    text = f"{APPLE}[{backend} keys]\nread = Keystation\nwrite = Synth\nodd = 1\n"
    patch, notes = _import(tmp_path, f"{text}[map]\nkeys.ch0.note1 <> a.ch0.note1\n")
    assert _rules(patch) == [
        (PortEnd("Keystation"), "ch0.note1", SessionEnd("a"), "ch0.note1"),
        (SessionEnd("a"), "ch0.note1", PortEnd("Synth"), "ch0.note1"),
    ]
    assert patch.ports == ()
    assert notes == [
        (3, f"[{backend} keys] uses the MIDI port “Keystation” and “Synth”; check the name here"),
        (6, f"odd of {backend} has no counterpart in Longwire"),
    ]


def test_a_midi_instance_without_a_device_is_a_port_of_its_own(tmp_path):
    patch, notes = _import(tmp_path, f"{APPLE}[midi pad]\n[map]\npad.ch0.note1 > a.ch0.note1\n")
    assert patch.ports == (VirtualPort("pad", "in"),)
    assert patch.routes[0].source == PortEnd("pad")
    assert "virtual port" in notes[0][1]


def test_a_jack_instance_has_its_ports_by_name(tmp_path):
    text = f"{APPLE}[jack j]\nkeys = midi in\nsynth = midi out\nknob = cv in\n[map]\n"
    patch, notes = _import(
        tmp_path, f"{text}j.keys.ch0.note1 > a.ch0.note1\na.ch0.note1 > j.synth.ch0.note1\n"
    )
    assert patch.ports == (VirtualPort("j keys", "in"), VirtualPort("j synth", "out"))
    assert _rules(patch) == [
        (PortEnd("j keys"), "ch0.note1", SessionEnd("a"), "ch0.note1"),
        (SessionEnd("a"), "ch0.note1", PortEnd("j synth"), "ch0.note1"),
    ]
    assert [line for line, _ in notes] == [3, 6]


# -- anything ---------------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        *APPLE.splitlines(),
        *DIRECT.splitlines(),
        "[map]",
        "[midi m]",
        "[backend rtpmidi]",
        "a.ch0.cc{1..3} <> d.ch0.cc1",
    ]
)


@given(st.lists(LINES | st.text(alphabet="[]{}.,=<>; abchdmp019\n", max_size=20), max_size=12).map("\n".join))
def test_any_text_is_a_patch_or_a_patch_error(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("any")
    try:
        _import(folder, text)
    except PatchError as error:
        assert error.file == str(folder / "monster.cfg")  # noqa: PT017 - both outcomes are right
