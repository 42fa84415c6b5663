"""The demo in a window's engine: it comes, plays, and is gone without a trace."""

import asyncio
from contextlib import suppress

from app.cli.demo import bring_demo
from app.cli.demo_daw import NAME
from app.model.patch import Patch, Session
from tests.support.engines import running, until
from tests.support.ports import free_pair


async def test_the_demo_leaves_nothing_in_the_patch() -> None:
    async with running(Patch(sessions=(Session("Studio", free_pair()),))) as ours:
        demo = asyncio.ensure_future(bring_demo(ours.engine))
        await until(lambda: [one.state for one in ours.engine.snapshot().routes] == ["active"], "the cable")
        assert [peer.name for peer in ours.engine.snapshot().patch.peers] == [NAME]
        demo.cancel()
        with suppress(asyncio.CancelledError):
            await demo
        patch = ours.engine.snapshot().patch
        assert (patch.peers, patch.routes) == ((), ())
