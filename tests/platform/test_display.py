"""Whether a display answers, tried on real ones."""

import socket
import sys

import pytest

from app.platform.display import has_display
from tests.support.display import Display

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows always has a display")


def test_an_x_server_that_runs_is_a_display(xvfb: Display):
    assert has_display({"DISPLAY": xvfb.name}, "linux")
    assert has_display({"DISPLAY": f"unix{xvfb.name}.0"}, "linux")


@pytest.mark.parametrize("display", ["", ":4711", "nonsense", "127.0.0.1:59000", ":99999999999999999999"])
def test_no_server_is_no_display(display):
    assert not has_display({"DISPLAY": display}, "linux")


def test_an_x_server_on_another_computer_is_a_display():
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        assert has_display({"DISPLAY": f"127.0.0.1:{number}"}, "linux")


def test_wayland_is_a_display_when_it_answers(tmp_path):
    environment = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert not has_display(environment, "linux")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert has_display(environment, "linux")
        assert has_display({**environment, "WAYLAND_DISPLAY": str(tmp_path / "wayland-7")}, "linux")


def test_a_chosen_platform_and_other_systems_need_none():
    assert has_display({"QT_QPA_PLATFORM": "offscreen"}, "linux")
    assert has_display({}, "darwin")
    assert has_display({}, "win32")
    assert not has_display({}, "linux")
