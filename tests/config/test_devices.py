"""What we call devices, and which peers are not shown, in the patch file."""

import pytest

from app.config.edit import compose, edit
from app.config.errors import PatchError
from app.config.read import read_patch
from app.model.endpoints import PortEnd
from app.model.patch import Device, FoundPeer, Network, Patch

TEXT = """version = 1

[network]
hidden = ["Printer room"]   # never plays

[[device]]
name = "Keystation 49"
nickname = "Left hand"

# the one on top
[[device]]
name = "Keystation 49"
nth = 2
nickname = "Right hand"

[[found]]
name = "iPad (2)"   # on the left
nickname = "Lyrics"
"""
LYRICS = FoundPeer("iPad (2)", "Lyrics")
BOTH = (Device("Keystation 49", "Left hand"), Device("Keystation 49", "Right hand", 2))


def test_it_is_read_and_written() -> None:
    patch = read_patch(TEXT, "")
    assert patch == Patch(network=Network(hidden=("Printer room",)), devices=BOTH, found=(LYRICS,))
    assert read_patch(compose(patch), "") == patch
    assert patch.device_name(PortEnd("Keystation 49", 2)) == "Right hand"
    assert patch.device_name(PortEnd("Volca Keys", 2)) == "Volca Keys (2)"
    assert (patch.found_nickname("iPad (2)"), patch.found_nickname("iPad")) == ("Lyrics", None)


def test_names_that_hide_something_survive_as_text() -> None:
    odd = Patch(found=(FoundPeer("Piano\u200b\x07", "Grand"), FoundPeer("Piano", "Upright")))
    assert read_patch(compose(odd), "") == odd


def test_comments_stay_when_one_of_two_equal_names_goes() -> None:
    patch = read_patch(TEXT, "")
    after = Patch(network=patch.network, devices=BOTH[1:], found=patch.found)
    text = edit(TEXT, patch, after)
    assert "# the one on top" in text
    assert "# never plays" in text
    assert "Left hand" not in text


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ('[[device]]\nname = "A"\n', "device.nickname"),
        ('[[device]]\nname = "A"\nnickname = "B"\nnth = 0\n', "device.nth"),
        ('[[device]]\nname = "A"\nnickname = ""\n', "device.nickname"),
        ('[[device]]\nname = "A"\nnickname = "B"\n' * 2, "device.name"),
        ('[network]\nhidden = ["A", "A"]\n', "network.hidden"),
        ('[[found]]\nname = "A"\n', "found.nickname"),
        ('[[found]]\nname = ""\nnickname = "B"\n', "found.name"),
        ('[[found]]\nname = "A"\nnickname = "B"\n' * 2, "found.name"),
        ('[[peer]]\nid = "a"\nname = "A"\nwanted = false\naccess = "ask"\nservice = ""\n', "peer.service"),
    ],
)
def test_what_is_wrong_is_named(wrong: str, key: str) -> None:
    with pytest.raises(PatchError) as raised:
        read_patch("version = 1\n" + wrong, "gig.toml")
    assert raised.value.key == key
