"""The engine of the takes benchmark: plays a file into a port in memory, and records what is injected at another."""

import asyncio
import time
from collections.abc import Callable

from app.model.endpoints import PortEnd
from tests.bench import hop_end


class Orders(hop_end.Orders):
    """Plays and records; the engine is asked on its own loop."""

    def obey_else(self, words: list[str]) -> None:
        """Obey an order."""
        match words:
            case ["ready"]:
                self.answer({"ready": self.loop is not None and self._ask(self._opened)})
            case ["play", file]:
                self._play(file)
            case ["record", file, count, step_ms]:
                self._record(file, int(count), float(step_ms))
            case _:
                super().obey_else(words)

    def _opened(self) -> bool:
        return any(port.name == "Synth" for port in self.engine.snapshot().ports)

    def _play(self, file: str) -> None:
        number = self._ask(lambda: self.engine.takes.play(file, PortEnd("Synth")))
        while not self._ask(
            lambda: next(each.is_over for each in self.engine.snapshot().playbacks if each.id == number)
        ):
            time.sleep(0.1)
        notes = [(stamp, message.hex()) for stamp, message in self.backend.outputs["Synth"].heard]
        self.answer({"heard": [note for note in notes if note[1].startswith("90")]})

    def _record(self, file: str, count: int, step_ms: float) -> None:
        number = self._ask(lambda: self.engine.takes.record(PortEnd("Keys"), file))
        time.sleep(0.5)
        stamps = []
        for nth in range(count):
            stamps.append(self.backend.inputs["Keys"].inject(bytes((0x90, nth % 128, 64))))
            time.sleep(step_ms / 1000)
        time.sleep(0.5)
        self._ask(lambda: self.engine.takes.stop_recording(number))
        while not self._ask(
            lambda: next(each.is_over for each in self.engine.snapshot().recordings if each.id == number)
        ):
            time.sleep(0.1)
        self.answer({"injected": stamps})

    def _ask(self, question: Callable[[], object]) -> object:
        async def ask() -> object:
            return question()

        assert self.loop is not None
        return asyncio.run_coroutine_threadsafe(ask(), self.loop).result(20)


if __name__ == "__main__":
    hop_end.main(Orders)
