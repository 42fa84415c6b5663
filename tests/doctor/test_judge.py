"""From facts to findings: every answer has its sentence, and the sentence says what to do."""

import string

import pytest

from app.doctor import judge
from app.doctor.facts import Answer, Probed, Shown, Surroundings, Target, Way
from app.doctor.findings import TEMPLATES, Finding
from app.doctor.look import read_target
from app.model.address import Address

PIANO = Address("192.0.2.7", 5004)
SHOWN = Shown("Stage piano", "piano.local", (PIANO,), 5004)


def codes(probed: Probed) -> list[str]:
    return [finding.code for finding in judge.judge_probed(probed)]


@pytest.mark.parametrize("code", TEMPLATES)
def test_every_finding_is_a_sentence(code):
    fields = {field for _, field, _, _ in string.Formatter().parse(TEMPLATES[code][1]) if field}
    text = Finding(code, {field: f"<{field}>" for field in fields}).text()
    assert text.endswith((".", "?", "<hint>"))
    assert all(f"<{field}>" in text for field in fields)


@pytest.mark.parametrize(
    ("probed", "expected"),
    [
        (Probed(PIANO, Answer.SILENT), ["control.silent", "data.skipped", "clock.skipped"]),
        (Probed(PIANO, Answer.CLOSED), ["control.closed", "data.skipped", "clock.skipped"]),
        (Probed(PIANO, Answer.REFUSED), ["control.refused", "data.skipped", "clock.skipped"]),
        (Probed(PIANO, Answer.UNREACHABLE), ["control.unreachable", "data.skipped", "clock.skipped"]),
        (Probed(PIANO.with_port(5005), Answer.SILENT), ["control.odd", "data.skipped", "clock.skipped"]),
        (Probed(PIANO, Answer.ACCEPTED, Answer.SILENT), ["control.accepted", "data.silent", "clock.skipped"]),
        (Probed(PIANO, Answer.ACCEPTED, Answer.CLOSED), ["control.accepted", "data.closed", "clock.skipped"]),
        (
            Probed(PIANO, Answer.ACCEPTED, Answer.REFUSED),
            ["control.accepted", "data.refused", "clock.skipped"],
        ),
        (
            Probed(PIANO, Answer.ACCEPTED, Answer.ACCEPTED, (), 5),
            ["control.accepted", "data.accepted", "clock.silent"],
        ),
        (
            Probed(PIANO, Answer.ACCEPTED, Answer.ACCEPTED, (0.4,) * 5, 5),
            ["control.accepted", "data.accepted", "clock.good"],
        ),
        (
            Probed(PIANO, Answer.ACCEPTED, Answer.ACCEPTED, (0.4,) * 4, 5),
            ["control.accepted", "data.accepted", "clock.lossy"],
        ),
        (
            Probed(PIANO, Answer.ACCEPTED, Answer.ACCEPTED, (30.0,) * 5, 5),
            ["control.accepted", "data.accepted", "clock.slow"],
        ),
        (
            Probed(PIANO, Answer.ACCEPTED, Answer.ACCEPTED, (1.0, 1.0, 15.0), 3),
            ["control.accepted", "data.accepted", "clock.slow"],
        ),
    ],
)
def test_what_a_peer_did_is_judged(probed, expected):
    assert codes(probed) == expected
    for finding in judge.judge_probed(probed):
        assert "{" not in finding.text()


def test_the_address_where_it_got_furthest_counts_and_the_first_of_equals():
    silent, closed = Probed(PIANO, Answer.SILENT), Probed(PIANO, Answer.CLOSED)
    half = Probed(PIANO, Answer.ACCEPTED, Answer.SILENT)
    whole = Probed(PIANO, Answer.ACCEPTED, Answer.ACCEPTED, (0.4,), 1)
    assert judge.furthest([silent, half, whole, closed]) is whole
    assert judge.furthest([silent, closed, half]) is half
    assert judge.furthest([silent, closed]) is closed
    twin = Probed(PIANO.with_port(5006), Answer.SILENT)
    assert judge.furthest([silent, twin]) is silent


def test_a_peer_is_found_by_name_host_and_address_and_the_typed_port_decides():
    other = Shown("Stage piano 2", "piano.local", (PIANO.with_port(5006),), 5006)
    for host in ("Stage piano", "stage PIANO", "piano.local", "piano.local."):
        assert judge.find_shown([SHOWN], Target(host), ()) is SHOWN
    assert judge.find_shown([SHOWN, other], Target("192.0.2.7", 5006), [Address("192.0.2.7", 0)]) is other
    assert judge.find_shown([SHOWN], Target("192.0.2.8"), [Address("192.0.2.8", 0)]) is None


def test_the_port_is_the_typed_one_else_the_announced_one_else_the_usual_one():
    shown = Shown("Piano", "piano.local", (), 5008)
    assert judge.choose_port(Target("x", 5010), shown) == 5010
    assert judge.choose_port(Target("x"), shown) == 5008
    assert judge.choose_port(Target("x"), None) == 5004
    assert judge.judge_mdns(shown, 5010).code == "mdns.other_port"
    assert judge.judge_mdns(shown, 5008).code == "mdns.seen"
    assert judge.judge_mdns(None, 5008).code == "mdns.unseen"


@pytest.mark.parametrize(
    ("way", "code"),
    [
        (Way("192.0.2.2", "eth0", near=True), "network.near"),
        (Way("192.0.2.2", "eth0"), "network.far"),
        (Way("192.0.2.7", "eth0", near=True, itself=True), "network.itself"),
        (Way(), "network.none"),
    ],
)
def test_the_way_is_judged(way, code):
    assert judge.judge_way(PIANO, way).code == code


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (Surroundings(True, False, False, "hint", False, None), ["ports.free", "firewall.off", "wifi.none"]),
        (Surroundings(False, True, True, "hint", True, True), ["ports.ours", "firewall.on", "wifi.saving"]),
        (
            Surroundings(False, False, None, "hint", True, False),
            ["ports.taken", "firewall.unknown", "wifi.steady"],
        ),
        (
            Surroundings(True, True, None, "hint", True, None),
            ["ports.free", "firewall.unknown", "wifi.unknown"],
        ),
    ],
)
def test_this_computer_is_judged(around, expected):
    assert [finding.code for finding in judge.judge_surroundings(around, Way("a", "wlan0"))] == expected


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("192.0.2.7", Target("192.0.2.7")),
        ("192.0.2.7:5008", Target("192.0.2.7", 5008)),
        ("2001:db8::7", Target("2001:db8::7")),
        ("[2001:db8::7]:5004", Target("2001:db8::7", 5004)),
        ("piano.local:5006", Target("piano.local", 5006)),
        ("Stage piano", Target("Stage piano")),
    ],
)
def test_targets_are_read(text, target):
    assert read_target(text) == target


@pytest.mark.parametrize("text", ["192.0.2.7:0", "192.0.2.7:70000", "192.0.2.7:port", ":5004", "a:b:c"])
def test_what_is_no_target_is_refused(text):
    with pytest.raises(ValueError, match=text):
        read_target(text)
