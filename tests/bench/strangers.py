"""What floods of 10 000 packets a second do to who plays already, and to memory and processor.

A player sends notes through Longwire, in a process of its own, while another process forges: invitations under ever new
names, numbers and addresses; goodbyes, notes and clocks in the player's name; garbage; SysEx without end from a guest
that was let in. Wanted: no note lost, nothing forged heard, memory bounded.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import time

from tests.bench.strangers_end import KINDS
from tests.support.distant import Distant
from tests.support.kernel import udp_drops
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer

NOTES_PER_S = 50
FORGED = "90667f"


def main(arguments: list[str]) -> int:
    """Print the figures without and with each flood."""
    parser = argparse.ArgumentParser(prog="bench strangers")
    parser.add_argument("--rate", type=int, default=10_000, help="packets per second")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--only", default="", help="floods with this text in their name")
    options = parser.parse_args(arguments)
    port = free_pair()
    with Distant("Studio", port, mdns=False, listen=["127.0.0.1"]) as studio:
        studio.wait("ready")
        chosen = [kind for kind in KINDS if options.only in kind]
        asyncio.run(_measure(studio, port, chosen, options.rate, options.seconds))
    return 0


async def _measure(studio: Distant, port: int, kinds: list[str], rate: int, seconds: float) -> None:
    async with ScriptedPeer(free_pair()) as player:
        await player.invite(port, "Player")
        await player.ask_clock(player.data, port + 1)
        await asyncio.to_thread(studio.wait, "route", 0.0, 30.0, id="in", state="active")
        print(
            f"{'':14} {'sent':>8} {'lost':>6} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8} {'CPU':>6} "
            f"{'MiB':>6} {'dropped by the kernel':>22}"
        )
        for kind in ("alone", *kinds, "afterwards"):
            command = [sys.executable, "-m", "tests.bench.strangers_end", kind, str(port), str(rate)]
            command += [str(seconds), str(player.ssrc)]
            await player.ask_clock(player.data, port + 1)  # it lives, however long the last flood took to end
            flood = subprocess.Popen(command, stdout=subprocess.PIPE) if kind in KINDS else None
            figures = await _figures(studio, player, port, seconds)
            sent = int(flood.communicate()[0]) if flood else 0
            print(f"{kind:14} {sent:8} {figures}")
    forged = [told for told in studio.notes() if told["message"] == FORGED]
    print(f"forged notes heard: {len(forged)}; load average {os.getloadavg()[0]:.1f}")
    print("wanted: nothing lost but what the kernel dropped, nothing forged heard, memory bounded")


async def _figures(studio: Distant, player: ScriptedPeer, port: int, seconds: float) -> str:
    before, begin = studio.cpu_s(), time.perf_counter()
    dropped = udp_drops((port, port + 1)) or 0
    times, lost = await _play(studio, player, port + 1, seconds)
    share = 100 * (studio.cpu_s() - before) / (time.perf_counter() - begin)
    cuts = statistics.quantiles(times, n=100)
    dropped = (udp_drops((port, port + 1)) or 0) - dropped
    return (
        f"{lost:6} {cuts[49]:8.2f} {cuts[98]:8.2f} {max(times):8.2f} {share:4.0f} % "
        f"{studio.resident_mib():6.0f} {dropped:22}"
    )


async def _play(studio: Distant, player: ScriptedPeer, port: int, seconds: float) -> tuple[list[float], int]:
    """Play numbered bends; give how long each took in milliseconds, and how many never came."""
    began = time.perf_counter()
    sent: dict[str, float] = {}
    for number in range(round(seconds * NOTES_PER_S)):
        message = bytes((0xE0, number & 0x7F, number >> 7))
        sent[message.hex()] = time.perf_counter()
        player.play(port, message)
        await asyncio.sleep(max(0.0, began + (number + 1) / NOTES_PER_S - time.perf_counter()))
    await asyncio.sleep(1.0)
    heard = {told["message"]: told["at"] for told in studio.notes(began)}
    return [1000 * (heard[each] - at) for each, at in sent.items() if each in heard], len(sent.keys() - heard)
