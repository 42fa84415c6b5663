"""Endpoints as people type them, in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.control.ends import end_text, parse_end
from app.control.errors import RequestError
from app.model.endpoints import KEYBOARD, MONITOR, LinkEnd, PeerEnd, PortEnd, SessionEnd

NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12).filter(str.strip)
ENDS = st.one_of(
    st.sampled_from([KEYBOARD, MONITOR]),
    st.builds(PortEnd, NAMES, st.integers(1, 9)),
    st.builds(SessionEnd, NAMES),
    st.builds(PeerEnd, NAMES, NAMES),
    st.builds(LinkEnd, NAMES),
)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("keyboard", KEYBOARD),
        ("monitor", MONITOR),
        ("port:Keystation 49", PortEnd("Keystation 49")),
        ("port:Keystation 49/2", PortEnd("Keystation 49", 2)),
        ("port:stage:keys 20:0", PortEnd("stage:keys 20:0")),
        ("session:a:b/c:d", PeerEnd("a:b", "c:d")),
        ("port:mio %2F 20:1 100%25", PortEnd("mio / 20:1 100%")),
        ("session:Studio", SessionEnd("Studio")),
        ("session:Studio/stage-piano", PeerEnd("Studio", "stage-piano")),
        ("link:Lights", LinkEnd("Lights")),
    ],
)
def test_the_forms_of_the_design(text, end):
    assert parse_end(text) == end
    assert end_text(end) == text


def test_a_colon_may_be_written_as_in_addresses():
    assert parse_end("port:mio 20%3A1") == PortEnd("mio 20:1")


@given(ENDS)
def test_every_endpoint_is_read_as_it_is_written(end):
    assert parse_end(end_text(end)) == end


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "piano",
            "keyboard:",
            "port",
            "port:",
            "port: ",
            "port:a/b",
            "port:a/0",
            "port:a/2/3",
        ),
        *("session:", "session:a/", "session:a/b/c", "link:", "link:a/b", "port:50%", "port:%zz", "port:%ff"),
        "Port:a",
    ],
)
def test_what_is_none_is_wrong_usage_and_says_the_forms(text):
    with pytest.raises(RequestError, match="expected port:NAME, session:NAME"):
        parse_end(text)
