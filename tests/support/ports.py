"""UDP ports that nobody uses at the moment."""

import itertools
import os
import socket
from contextlib import closing

# Below the range from which systems hand out ports by themselves; each process begins somewhere else, so that
# two test runs at the same time do not meet.
_NUMBERS = itertools.cycle(range(20000, 32000, 2))
for _ in range(os.getpid() * 7 % 6000):
    next(_NUMBERS)


def free_pair() -> int:
    """An even port that is free together with the odd one above it, never the same twice in a row."""
    return next(port for port in _NUMBERS if _is_free(port) and _is_free(port + 1))


def _is_free(port: int) -> bool:
    for family, address in ((socket.AF_INET, ""), (socket.AF_INET6, "::")):
        with closing(socket.socket(family, socket.SOCK_DGRAM)) as probe:
            try:
                probe.bind((address, port))
            except OSError:
                return False
    return True
