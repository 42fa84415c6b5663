"""Commands that look and end: MIDI ports, peers in the network, what a patch file does."""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.bootstrap import build_engine, load_patch
from app.cli.sentences import describe_patch
from app.control.json_lines import found_values, port_values
from app.engine.api import Found, Port, Snapshot
from app.model.patch import Patch
from app.options import Options


def list_ports(options: Options, *, as_json: bool) -> None:
    """Print the MIDI ports of this computer."""
    ports = _look(replace(options, mdns=False), 0.0).ports
    if as_json:
        _print_array([port_values(port) for port in ports])
        return
    for port in ports:
        print(_port_line(port))
    if not ports:
        print("No MIDI ports.")


def list_peers(options: Options, seconds: float, *, as_json: bool) -> None:
    """Print the peers that announce themselves within some seconds."""
    if not as_json:
        print(f"Looking for {seconds:g} s ...", file=sys.stderr)
    found = _look(replace(options, midi_api="none"), seconds).found
    if as_json:
        _print_array([found_values(peer) for peer in found])
        return
    for peer in found:
        print(_peer_line(peer))
    if not found:
        print("No peers announce themselves.")


def check_file(file: Path) -> None:
    """Print what a patch does. Raises PatchError when the file is wrong."""
    patch = load_patch(file)
    print(f"{file} is a valid patch.")
    for sentence in describe_patch(patch):
        print(sentence)


def _look(options: Options, seconds: float) -> Snapshot:
    """Run an engine without sessions for some seconds, tell its problems, and give what it saw."""

    async def look() -> Snapshot:
        engine = build_engine(replace(options, scratch=Patch(), can_ask=False))
        try:
            await engine.start()
            await asyncio.sleep(seconds)
            return engine.snapshot()
        finally:
            await engine.stop()

    seen = asyncio.run(look())
    for problem in seen.problems:
        print(problem.text(), file=sys.stderr)
    return seen


def _print_array(values: Sequence[dict[str, Any]]) -> None:
    print(json.dumps(values, ensure_ascii=False, indent=2))


def _port_line(port: Port) -> str:
    nth = f"  (number {port.nth} of that name)" if port.nth > 1 else ""
    return f"{'in ' if port.direction == 'in' else 'out'}  {port.name}{nth}"


def _peer_line(peer: Found) -> str:
    return f"{peer.name}  {', '.join(peer.addresses)}  port {peer.port}"
