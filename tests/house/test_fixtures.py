"""The real parts that other tests rely on do what they say."""

import logging
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from blockbuster import BlockingError

import app
from tests.support.capture import capture
from tests.support.display import Display
from tests.support.hosts import TwoHosts
from tests.support.jack import JackServer
from tests.support.logs import ExpectLog
from tests.support.ports import free_pair
from tests.support.waiting import wait_for

_INVITATION = bytes.fromhex("ffff494e 00000002 12345678 0badcafe") + b"Studio\0"


def test_a_message_crosses_the_jack_server(jack_server: JackServer):
    import rtmidi

    player = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="player")
    player.open_virtual_port("keys")
    listener = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name="listener")
    names = wait_for(listener.get_ports, "the port to be listed")
    listener.open_port(names.index("player:keys"))

    def played() -> object:
        player.send_message([0x90, 60, 100])
        return listener.get_message()

    message, _ = wait_for(played, "the note")
    assert message == [0x90, 60, 100]
    for port in (player, listener):
        port.close_port()
        port.delete()


def test_the_display_is_one_that_can_be_seen(xvfb: Display, tmp_path: Path):
    assert xvfb.xdotool("getdisplaygeometry").split() == ["1280", "840"]
    picture = tmp_path / "screen.png"
    xvfb.screenshot(picture)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_two_hosts_reach_each_other_and_share_no_ports(two_hosts: TwoHosts):
    first, second = two_hosts.first, two_hosts.second
    listen = (
        "import socket; s = socket.create_server(('', 0)); print(s.getsockname()[1], flush=True); s.accept()"
    )
    port = free_pair()
    listen = f"import socket; s = socket.create_server(('', {port})); s.accept()[0].sendall(b'here')"
    call = (
        "import socket, time\n"
        "for _ in range(3000):\n"
        "    try: print(socket.create_connection(('%s', %d)).recv(4).decode()); break\n"
        "    except ConnectionRefusedError: time.sleep(0.02)\n"
    )
    server = threading.Thread(target=second.run, args=(sys.executable, "-c", listen))
    server.start()
    assert first.run(sys.executable, "-c", call % (second.address, port)).strip() == "here"
    server.join(60)
    assert two_hosts.apart == (first.prefix != second.prefix)


def test_two_hosts_hear_each_others_multicast(two_hosts: TwoHosts):
    first, second = two_hosts.first, two_hosts.second
    port = free_pair()
    hear = (
        "import socket, struct\n"
        f"s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('', {port})); s.settimeout(60)\n"
        "group = socket.inet_aton('224.0.0.251') + socket.inet_aton('%s')\n"
        "s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)\n"
        "text, caller = s.recvfrom(100); s.sendto(b'heard', caller); print(text.decode())\n"
    )
    say = (
        "import socket\n"
        "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(0.05)\n"
        "s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton('%s'))\n"
        "for _ in range(1200):\n"
        f"    s.sendto(b'hello', ('224.0.0.251', {port}))\n"
        "    try: s.recv(100); break\n"
        "    except TimeoutError: pass\n"
    )
    heard: list[str] = []
    command = (sys.executable, "-c", hear % second.address)
    listener = threading.Thread(target=lambda: heard.append(second.run(*command)))
    listener.start()
    first.run(sys.executable, "-c", say % first.address)
    listener.join(60)
    assert heard == ["hello\n"]


def test_what_is_sent_is_captured_whole_and_decoded(tmp_path: Path):
    port = free_pair()
    with capture(tmp_path, f"{port}-{port + 1}") as seen, socket.socket(type=socket.SOCK_DGRAM) as sender:
        for _ in range(50):
            sender.sendto(_INVITATION, ("127.0.0.1", port))
    assert len(seen.packets) == 50
    assert len(seen.of("applemidi")) == 50
    assert not seen.malformed()


def test_a_malformed_packet_is_noticed(tmp_path: Path):
    port = free_pair()
    with capture(tmp_path, f"{port}-{port + 1}") as seen, socket.socket(type=socket.SOCK_DGRAM) as sender:
        sender.sendto(_INVITATION, ("127.0.0.1", port))
        sender.sendto(bytes.fromhex("80610001 00000000 0badcafe 03 903c40"), ("127.0.0.1", port))
        sender.sendto(bytes.fromhex("80610002 00000000 0badcafe 03 903c"), ("127.0.0.1", port))
    assert [len(seen.of(name)) for name in ("applemidi", "rtpmidi")] == [1, 2]
    assert [packet["rtp"]["rtp.seq"] for packet in seen.malformed()] == ["2"]


def test_an_expected_warning_passes(expect_log: ExpectLog):
    expect_log("longwire.net: .*in use")
    logging.getLogger("longwire.net").warning("port %d in use", 5004)


_LEAKY = """
import logging, threading, time, tests.support.leaks
def test_warns():
    logging.getLogger("longwire.net").warning("port %d in use", 5004)
def test_waits_for_a_warning_that_never_comes(expect_log):
    expect_log("longwire.net: gone")
def test_leaves_a_thread():
    tests.support.leaks._ENDING_SECONDS = 0.1
    threading.Thread(target=time.sleep, args=(3600,), name="stray", daemon=True).start()
def test_leaves_a_window(qapp):
    from PySide6.QtWidgets import QWidget
    global window
    window = QWidget()
    window.show()
def test_is_clean():
    pass
"""


def test_each_fault_is_reported(
    pytester: pytest.Pytester, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
):
    plugins = 'pytest_plugins = ["tests.support.leaks", "tests.support.logs"]\n'
    pytester.makeconftest(plugins)
    pytester.makepyfile(_LEAKY)
    pytester.makeini("[pytest]\nqt_api = pyside6\nasyncio_default_fixture_loop_scope = function\n")
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=5, errors=4)
    for sentence in ("port 5004 in use", "never written", "'stray' running", "left windows open"):
        result.stdout.fnmatch_lines(f"*{sentence}*")


async def test_a_call_that_blocks_the_loop_is_caught(no_blocking_calls: object):
    # Only code in the folder of `app` is watched, so the call is made from there.
    source = "import time\ndef pause(): time.sleep(0.001)\n"
    scope: dict[str, Callable[[], None]] = {}
    exec(compile(source, str(Path(app.__file__).with_name("pause.py")), "exec"), scope)
    with pytest.raises(BlockingError):
        scope["pause"]()
    time.sleep(0.001)
