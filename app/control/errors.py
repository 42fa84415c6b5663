"""What can go wrong between a running Longwire and who steers it; every text is a sentence for people."""


class ControlError(Exception):
    """There is no channel here; the text says why."""


class AlreadyRunningError(ControlError):
    """Another Longwire has this place; `process` is its number, if it left one. `is_ending` when it ends already."""

    def __init__(self, process: int | None, *, is_ending: bool = False) -> None:
        text = "Longwire is still ending" if is_ending else "Longwire runs already"
        super().__init__(text + (f" (process {process})" if process else ""))
        self.process = process
        self.is_ending = is_ending


class NotRunningError(ControlError):
    """No Longwire has this place."""


class RequestError(Exception):
    """A request that cannot be understood, however things stand: wrong usage."""


class RefusedError(Exception):
    """A request that cannot be carried out as things stand now."""
