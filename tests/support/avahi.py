"""Avahi, an mDNS implementation that is not ours, on a host of its own with a message bus of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.support.hosts import Host
from tests.support.processes import need, running
from tests.support.waiting import wait_for

_BUS = """
<busconfig>
  <type>system</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_type="method_return"/>
    <allow send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="signal"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
  </policy>
</busconfig>
"""
_DAEMON = """
[server]
host-name=avahi-test
use-ipv4=yes
use-ipv6=yes
allow-interfaces={interface}
[publish]
publish-workstation=no
"""
SERVICE = "_apple-midi._udp"


class Avahi:
    """A daemon that runs; services are announced and found through its own tools."""

    def __init__(self, host: Host, folder: Path, environment: dict[str, str]) -> None:
        self._host = host
        self._folder = folder
        self._environment = environment

    @contextmanager
    def announcing(self, name: str, port: int) -> Iterator[None]:
        """Announce a session for the length of the block."""
        command = [*self._host.prefix, need("avahi-publish-service"), name, SERVICE, str(port)]
        log = self._folder / "publish.log"
        with running(command, log, self._environment):
            wait_for(lambda: "Established" in log.read_text(), log.read_text)
            yield

    def found(self) -> dict[str, tuple[str, int]]:
        """The IPv4 address and port of every session it finds, by name."""
        done = subprocess.run(
            [*self._host.prefix, need("avahi-browse"), "-rpt", "--no-db-lookup", SERVICE],
            env={**os.environ, **self._environment},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        lines = [line.split(";") for line in done.stdout.splitlines() if line.startswith("=")]
        return {line[3]: (line[7], int(line[8])) for line in lines if line[2] == "IPv4"}


@contextmanager
def avahi(host: Host, folder: Path) -> Iterator[Avahi]:
    """Run the daemon on a host; only root may, and only in a namespace of its own."""
    bus, settings = folder / "bus", folder / "avahi.conf"
    (folder / "bus.conf").write_text(_BUS.format(socket=bus), encoding="utf-8")
    settings.write_text(_DAEMON.format(interface=host.interface), encoding="utf-8")
    environment = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={bus}", "LC_ALL": "C"}
    # `ip netns exec` brings a mount namespace: its pid file meets no other daemon's.
    daemon = (
        f"mkdir -p /run/avahi-daemon && mount -t tmpfs tmpfs /run/avahi-daemon && exec {need('avahi-daemon')} "
        f"--file={settings} --no-drop-root --no-chroot --no-rlimits"
    )
    with ExitStack() as stack:
        bus_command = [need("dbus-daemon"), f"--config-file={folder / 'bus.conf'}", "--nofork", "--nopidfile"]
        stack.enter_context(running(bus_command, folder / "bus.log"))
        wait_for(bus.exists, "the message bus")
        log = folder / "avahi.log"
        stack.enter_context(running([*host.prefix, need("sh"), "-c", daemon], log, environment))
        wait_for(lambda: "Server startup complete" in log.read_text(), log.read_text)
        yield Avahi(host, folder, environment)
