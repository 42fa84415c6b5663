"""Learning a control by touching it: channel specs of what arrives, with and without a cable."""

from app.engine.api import Heard
from app.model.endpoints import KEYBOARD, MONITOR, PortEnd
from app.model.patch import Patch, Route
from tests.support.engines import running, until
from tests.support.logs import ExpectLog

NOTE = b"\x90\x09\x7f"


async def test_a_touch_is_told_as_a_channel_spec_though_no_cable_uses_the_port() -> None:
    async with running(Patch(), ("Keys", "in")) as ours:
        heard: list[Heard] = []
        end = ours.engine.listen(PortEnd("Keys"), heard.append)
        await until(lambda: "Keys" in ours.backend.inputs, "the port to be opened")
        ours.backend.inputs["Keys"].inject(NOTE)
        ours.backend.inputs["Keys"].inject(b"\xf8")
        await until(lambda: heard, "the touch")
        assert heard == [Heard("Keys", "ch0.note9", 1.0)]
        (keys,) = (port.id for port in ours.engine.snapshot().ports if port.name == "Keys")
        await until(lambda: ours.engine.meters().get(f"in:{keys}") == 2, "both to be counted")
        end()
        end()
        await until(lambda: not ours.backend.inputs["Keys"].open, "the port to be given back")


async def test_everything_is_told_to_who_listens_to_everything_and_nothing_after_the_end() -> None:
    patch = Patch(routes=(Route("r", PortEnd("Keys"), MONITOR),))
    async with running(patch, ("Keys", "in")) as ours:
        await until(lambda: "Keys" in ours.backend.inputs, "the port to be opened")
        everything: list[str] = []
        keyboard: list[str] = []
        end = ours.engine.listen(None, lambda heard: everything.append(heard.spec))
        ours.engine.listen(KEYBOARD, lambda heard: keyboard.append(heard.spec))
        ours.backend.inputs["Keys"].inject(NOTE)
        ours.engine.play(b"\xb0\x01\x05")
        await until(lambda: len(everything) == 2 and keyboard, "both touches")
        assert (sorted(everything), keyboard) == (["ch0.cc1", "ch0.note9"], ["ch0.cc1"])
        end()
        ours.engine.play(b"\xb0\x02\x05")
        await until(lambda: len(keyboard) == 2, "the next touch")
        assert len(everything) == 2


async def test_a_listener_that_raises_keeps_no_other_from_hearing(expect_log: ExpectLog) -> None:
    expect_log("a listener failed on ch0.note9")
    async with running(Patch()) as ours:
        heard: list[Heard] = []
        ours.engine.listen(KEYBOARD, lambda heard: 1 / 0)  # type: ignore[arg-type, return-value]
        ours.engine.listen(KEYBOARD, heard.append)
        ours.engine.play(NOTE)
        await until(lambda: heard, "the touch")
