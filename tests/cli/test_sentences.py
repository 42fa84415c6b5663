"""What people read: a patch in sentences, events in sentences."""

import pytest

from app.bootstrap import load_patch
from app.cli.plain_lines import PlainLines
from app.cli.sentences import describe_patch, endpoint_text, spec_text
from app.engine import api
from app.model.endpoints import KEYBOARD, MONITOR, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Device, FoundPeer, Link, Network, Patch, Peer, Route, Scene, Session, VirtualPort
from tests.support.patches import EXAMPLE

CALLED = (
    Scene("verse", (), PortEnd("Pedals"), "ch0.program", 5),
    Scene("solo", (), KEYBOARD, "ch1.cc80", 3),
)


def test_the_example_in_plain_words():
    assert list(describe_patch(load_patch(EXAMPLE))) == [
        "The patch is called “Tuesday gig”.",
        "In the network this computer is called “Stage laptop”.",
        "Peers are looked for only on eth0.",
        "Session “Studio” listens on ports 5004 and 5005 and asks you before anybody joins "
        "(without a window: only known peers may join).",
        "Peer “Stage piano” at 192.0.2.7:5004 is invited to “Studio” whenever it can be reached, "
        "and may join when you say so.",
        "Link “Lights” uses port 9001 without a session; it plays to 10.1.2.3:9001 and to whoever sends to it.",
        "Virtual port “Longwire 1”: other programs play into it and are played by it.",
        "Cable r1: port “Keystation 49” → “Stage piano” in “Studio”: only channel 1 (ch0); "
        "only notes and controllers; only notes 36 to 60 (C2 to C4).",
        "  ch0.note9 → ch1.cc4: note 9 (A-1) on channel 1 becomes controller 4 on channel 2.",
        "  Everything else passes unchanged.",
        "Scene “Ballad”: only cable r1 is on.",
    ]


def test_every_other_choice_in_plain_words():
    patch = Patch(
        sessions=(
            Session("A", 0, ("127.0.0.1", "::1"), "nobody", invite_all=True, playout_ms=20, publish=False),
        ),
        peers=(Peer("p", address="192.0.2.7:5004", access="never"), Peer("q", "Q", wanted=True)),
        links=(Link("L", 0),),
        ports=(VirtualPort("in", "in"), VirtualPort("out", "out")),
        routes=(
            Route("1", KEYBOARD, SessionEnd("A"), channels=(1, 16), transpose=-1, muted=True),
            Route("2", LinkEnd("L"), PeerEnd("A", "p"), transpose=12),
        ),
        scenes=(Scene("off"), Scene("both", ("1", "2")), *CALLED),
    )
    assert list(describe_patch(patch)) == [
        "Session “A” listens on a free pair of ports of 127.0.0.1 and ::1 and lets in nobody, and invites everyone "
        "it finds; it plays 20 ms late to hide jitter; it is not announced in the network.",
        "Peer “p” at 192.0.2.7:5004 is not invited; it may never join.",
        "Peer “Q” is invited to our session whenever it can be reached, and may join when you say so.",
        "Link “L” uses a free port without a session; it has no fixed peers.",
        "Virtual port “in”: other programs play into it.",
        "Virtual port “out”: it plays to other programs.",
        "Cable 1: test keyboard → everyone in “A”: muted; only channels 1 (ch0) and 16 (ch15); 1 semitone down.",
        "Cable 2: link “L” → “192.0.2.7:5004” in “A”: 12 semitones up.",
        "Scene “off”: no cable is on.",
        "Scene “both”: only cables 1 and 2 are on.",
        "Scene “verse”: no cable is on; called by program change on channel 1 to 6 (5 counted from 0) "
        "from port “Pedals”.",
        "Scene “solo”: no cable is on; called by controller 80 on channel 2 at 3 from test keyboard.",
    ]
    assert list(describe_patch(Patch())) == ["There is no cable yet."]


def test_names_of_ours_and_who_is_hidden():
    patch = Patch(
        network=Network(hidden=("Printer", "mioXL A3")),
        devices=(Device("Keys", "Left hand"), Device("Keys", "Right hand", 2)),
        found=(FoundPeer("mioXL A3", "Rack"),),
    )
    assert list(describe_patch(patch))[:-1] == [
        "Not shown where peers are found: Printer and mioXL A3.",
        "Port “Keys” is called “Left hand” in the window.",
        "Port “Keys” (number 2 of that name) is called “Right hand” in the window.",
        "“mioXL A3” is called “Rack” in the window where it is found.",
    ]


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("ch0.note9", "note 9 (A-1) on channel 1"),
        ("channel15.pressure1", "key pressure of note 1 (C#-1) on channel 16"),
        ("ch1.aftertouch", "channel pressure on channel 2"),
        ("ch0.pitch", "pitch bend on channel 1"),
        ("ch2.program", "program change on channel 3"),
        ("ch0.nrpn900", "NRPN 900 on channel 1"),
        ("ch1.rpn1", "RPN 1 on channel 2"),
        ("ch1.cc4", "controller 4 on channel 2"),
    ],
)
def test_channel_specs_in_words_count_channels_from_one(spec, words):
    assert spec_text(spec) == words


def test_endpoints_in_words():
    assert endpoint_text(PortEnd("Synth", 2)) == "port “Synth” (number 2 of that name)"
    assert endpoint_text(PeerEnd("A", "p"), {"p": "Piano"}) == "“Piano” in “A”"
    assert endpoint_text(MONITOR) == "monitor"


def test_events_in_words():
    lines = PlainLines()
    studio = api.Session(1, "Studio", 5004, 5005, True, "open", "ask", addresses=("192.0.2.5", "::1"))
    piano = api.Participant(3, 1, "p", "Piano", "initiator", "192.0.2.7", 5004, "connected", rtt_ms=0.4)
    asked = api.Invitation(7, 1, "iPad", "192.0.2.31", 5004, 12.0)
    found = api.Found(4, "mioXL", "mioXL", "mioxl.local", ("192.0.2.9",), 5004, "added")
    route = api.RouteView("r1", KEYBOARD, MONITOR, "waiting")
    events = [
        (api.Ready("0.1.0"), "Longwire 0.1.0 runs. Press Ctrl+C to stop."),
        (api.SessionChanged(studio), "Session “Studio” is open on ports 5004 and 5005 at 192.0.2.5, ::1."),
        (api.SessionChanged(studio), None),
        (api.PortChanged(api.Port(9, "Keys", 1, "in", "added")), "MIDI port “Keys” plays to Longwire."),
        (api.PortChanged(api.Port(9, "Keys", 1, "out", "added")), "MIDI port “Keys” is played by Longwire."),
        (api.PortChanged(api.Port(9, "Keys", 1, "in", "removed")), "MIDI port “Keys” is gone."),
        (api.FoundChanged(found), "“mioXL” is announced at 192.0.2.9, port 5004."),
        (api.InvitationChanged(asked), "“iPad” at 192.0.2.31 asks to join “Studio”."),
        (api.ParticipantChanged(piano), "“Piano” (192.0.2.7, port 5004) is connected."),
        (api.ParticipantChanged(piano), None),
        (api.RouteChanged(route), "Cable r1 (test keyboard → monitor) waits for both ends."),
        (api.RouteChanged(route, removed=True), "Cable r1 (test keyboard → monitor) is removed."),
        (api.PatchChanged(Patch(), saved=True), None),
    ]
    assert [lines.line(event, 0.0) for event, _words in events] == [words for _event, words in events]
    row = api.MonitorRow(1, 0.0, "Keys", "Monitor", bytes((0x90, 60, 96)))
    assert lines.message_line(row, 0.0) == "Keys: Note on C4 velocity 96"


def test_what_a_cable_does_to_channels_and_velocities():
    routes = (
        Route("1", KEYBOARD, MONITOR, to_channel=10, velocity_curve="soft", velocity_range=(40, 100)),
        Route("2", KEYBOARD, MONITOR, velocity_curve="hard"),
    )
    assert list(describe_patch(Patch(routes=routes))) == [
        "Cable 1: test keyboard → monitor: all on channel 10 (ch9); soft playing comes out louder; "
        "velocities from 40 to 100.",
        "Cable 2: test keyboard → monitor: only hard playing comes out loud.",
    ]


def test_a_session_that_hears_everybody_says_so() -> None:
    sentence, *_ = describe_patch(Patch(sessions=(Session("A", accept="anyone", accept_from="anywhere"),)))
    assert sentence.endswith("lets in everybody; invitations are heard from any network.")
