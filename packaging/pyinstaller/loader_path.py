"""Runs first in the frozen program on Linux: what it starts, such as a browser, must load the system's libraries."""

import os

# The bootloader has put our own folder in front, which the loader has read by now.
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is not None:
    os.environ["LD_LIBRARY_PATH"] = before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
