"""What a flood of 10 000 invitations a second does to who plays already, and to memory and processor.

A player sends notes through Longwire, in a process of its own, while another process invites under ever new names,
numbers and addresses. Wanted: no note lost, memory bounded.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import time

from tests.support.distant import Distant
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer

FLOOD = """
import socket, sys, time
from app.wire.applemidi import Invitation, encode
port, rate, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
ways = []
for number in range(200):
    way = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    way.bind((f"127.5.0.{number + 1}", 0))
    ways.append(way)
begin, sent = time.perf_counter(), 0
while (passed := time.perf_counter() - begin) < seconds:
    while sent < passed * rate:
        packet = encode(Invitation(sent, 0x40000000 + sent, f"Stranger {sent} " + "x" * 40))
        ways[sent % len(ways)].sendto(packet, ("127.0.0.1", port))
        sent += 1
    time.sleep(0.001)
print(sent)
"""
NOTES_PER_S = 50


def main(arguments: list[str]) -> int:
    """Print the figures without and with the flood."""
    parser = argparse.ArgumentParser(prog="bench strangers")
    parser.add_argument("--rate", type=int, default=10_000, help="invitations per second")
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args(arguments)
    port = free_pair()
    with Distant("Studio", port, mdns=False, listen=["127.0.0.1"]) as studio:
        studio.wait("ready")
        asyncio.run(_measure(studio, port, options.rate, options.seconds))
    return 0


async def _measure(studio: Distant, port: int, rate: int, seconds: float) -> None:
    async with ScriptedPeer(free_pair()) as player:
        await player.invite(port, "Player")
        await player.ask_clock(player.data, port + 1)
        await asyncio.to_thread(studio.wait, "route", 0.0, 30.0, id="in", state="active")
        print(f"{'':18} {'lost':>6} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8} {'CPU':>7} {'memory MiB':>11}")
        for name, flooded in (("alone", False), (f"{rate} IN/s", True), ("afterwards", False)):
            command = [sys.executable, "-c", FLOOD, str(port), str(rate), str(seconds)]
            flood = subprocess.Popen(command, stdout=subprocess.PIPE) if flooded else None
            before, begin = studio.cpu_s(), time.perf_counter()
            times, lost = await _play(studio, player, port + 1, seconds)
            share = 100 * (studio.cpu_s() - before) / (time.perf_counter() - begin)
            cuts = statistics.quantiles(times, n=100)
            print(
                f"{name:18} {lost:6} {cuts[49]:8.2f} {cuts[98]:8.2f} {max(times):8.2f} {share:5.0f} % "
                f"{studio.resident_mib():11.0f}"
            )
            if flood is not None:
                sent, _ = flood.communicate()
                print(f"{'':18} {int(sent)} invitations were sent")
    print(f"load average {os.getloadavg()[0]:.1f}; wanted: nothing lost, memory bounded")


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
