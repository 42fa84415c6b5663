"""What messages have set at a device by some moment: so that a song can begin in its middle.

SysEx is no part of it: what it sets is known to the device alone.
"""

from collections.abc import Callable, Iterable, Iterator

from app.midi.channel_settings import ChannelSettings
from app.midi.messages import is_channel, is_reset
from app.midi.opening import Opening


class Chase:
    """What was set on all channels."""

    def __init__(self, messages: Iterable[bytes] = ()) -> None:
        self._channels: dict[int, ChannelSettings] = {}
        for message in messages:
            self.feed(message)

    @property
    def channels(self) -> list[int]:
        """The channels on which anything was set, from 0."""
        return sorted(self._channels)

    def feed(self, message: bytes) -> None:
        """Take note of one whole message."""
        status = message[0]
        if is_channel(status):
            channel = self._channels.get(status & 0x0F)
            if channel is None:
                channel = self._channels[status & 0x0F] = ChannelSettings()
            channel.feed(status & 0xF0, message)
        elif is_reset(message):
            self._channels.clear()

    def messages(self) -> list[bytes]:
        """Give what sets the same at another device."""
        return self._on_all(ChannelSettings.messages)

    def messages_on(self, number: int) -> list[bytes]:
        """Give what sets the same on one channel."""
        channel = self._channels.get(number)
        return [] if channel is None else list(_on(number, channel.messages()))

    def held(self) -> list[bytes]:
        """Give what sets anew that which a release puts to rest: pedals, bend and pressure."""
        return self._on_all(ChannelSettings.held)

    def release(self) -> None:
        """That was put to rest."""
        for channel in self._channels.values():
            channel.release()

    def rests(self, other: "Chase | None", opening: Opening) -> list[bytes]:
        """Give what takes back all that is set here and is not in `other`, in the song that opens so.

        None is the start of the song.
        """
        nothing = ChannelSettings()
        return [
            message
            for number, channel in sorted(self._channels.items())
            for message in _on(
                number,
                opening.rests(
                    number, channel, None if other is None else other._channels.get(number, nothing)
                ),
            )
        ]

    def _on_all(self, part: Callable[[ChannelSettings], Iterator[bytes]]) -> list[bytes]:
        every = sorted(self._channels.items())
        return [message for number, channel in every for message in _on(number, part(channel))]


def _on(channel: int, messages: Iterable[bytes]) -> Iterator[bytes]:
    return (bytes((message[0] | channel, *message[1:])) for message in messages)
