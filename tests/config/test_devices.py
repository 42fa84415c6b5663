"""What we call devices, and which peers are not shown, in the patch file."""

import pytest

from app.config.edit import compose, edit
from app.config.errors import PatchError
from app.config.read import read_patch
from app.model.endpoints import PortEnd
from app.model.patch import Device, Network, Patch

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
"""
BOTH = (Device("Keystation 49", "Left hand"), Device("Keystation 49", "Right hand", 2))


def test_it_is_read_and_written() -> None:
    patch = read_patch(TEXT, "")
    assert patch == Patch(network=Network(hidden=("Printer room",)), devices=BOTH)
    assert read_patch(compose(patch), "") == patch
    assert patch.device_name(PortEnd("Keystation 49", 2)) == "Right hand"
    assert patch.device_name(PortEnd("Volca Keys", 2)) == "Volca Keys (2)"


def test_comments_stay_when_one_of_two_equal_names_goes() -> None:
    patch = read_patch(TEXT, "")
    after = Patch(network=patch.network, devices=BOTH[1:])
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
    ],
)
def test_what_is_wrong_is_named(wrong: str, key: str) -> None:
    with pytest.raises(PatchError) as raised:
        read_patch("version = 1\n" + wrong, "gig.toml")
    assert raised.value.key == key
