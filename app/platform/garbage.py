"""When Python looks for garbage: while it looks at everything, no thread goes on, the one that plays neither."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Load modules without looking for garbage, now and later: they all stay. It is an eighth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def settle() -> None:
    """Look through everything once, before anything plays, and never again at what is there by then.

    What comes later is looked at as ever, but it is little: a look costs by the number of objects.
    """
    gc.collect()
    gc.freeze()
