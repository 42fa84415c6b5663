"""Several peers examined side by side by one process, which can stand in another network namespace.

`longwire doctor` does the same for one peer; its own words and exit codes are tests/cli's business.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from app.bootstrap import examine_peer
from app.options import Options
from tests.support.program import RUN_SECONDS, environment


@dataclass(frozen=True)
class Step:
    """What a step found."""

    code: str
    verdict: str
    text: str


def examined(
    targets: Iterable[str], with_mdns: Iterable[str], prefix: Sequence[str]
) -> dict[str, list[Step]]:
    """The steps of each examination, made by a process that `prefix` puts somewhere."""
    asked = {target: target in tuple(with_mdns) for target in targets}
    command = [*prefix, sys.executable, "-m", "tests.support.examining", json.dumps(asked)]
    done = subprocess.run(
        command, env=environment(), capture_output=True, encoding="utf-8", timeout=RUN_SECONDS, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return {target: [Step(**step) for step in steps] for target, steps in json.loads(done.stdout).items()}


async def _examine(target: str, mdns: bool) -> list[Step]:
    examination = examine_peer(target, Options(mdns=mdns))
    return [
        Step(found.code, found.verdict, found.text())
        async for found in examination
        if found.verdict != "running"
    ]


async def _examine_all(asked: dict[str, bool]) -> dict[str, list[Step]]:
    return dict(zip(asked, await asyncio.gather(*map(_examine, asked, asked.values())), strict=True))


if __name__ == "__main__":
    all_found = asyncio.run(_examine_all(json.loads(sys.argv[1])))
    print(json.dumps({target: [asdict(step) for step in steps] for target, steps in all_found.items()}))
