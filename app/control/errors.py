"""What can go wrong between a running Longwire and who steers it; every text is a sentence for people."""


class ControlError(Exception):
    """There is no channel here; the text says why."""


class AlreadyRunningError(ControlError):
    """Another Longwire has this place; `process` is its number, if it left one."""

    def __init__(self, process: int | None) -> None:
        super().__init__("Longwire runs already" + (f" (process {process})" if process else ""))
        self.process = process


class NotRunningError(ControlError):
    """No Longwire has this place."""


class RequestError(Exception):
    """A request that cannot be understood, however things stand: wrong usage."""


class RefusedError(Exception):
    """A request that cannot be carried out as things stand now."""
