"""Libraries that talk to stderr by themselves are not heard, and afterwards everybody is heard again."""

import os
import subprocess
import sys

from app.engine.hush import hushed_stderr


def test_what_a_library_writes_is_lost_and_what_comes_after_is_not() -> None:
    program = (
        "import os; from app.engine.hush import hushed_stderr\n"
        "with hushed_stderr(): os.write(2, b'noise')\n"
        "os.write(2, b'sentence')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stderr == b"sentence"


def test_a_program_without_stderr_goes_on() -> None:
    program = (
        "import os; from app.engine.hush import hushed_stderr\n"
        "os.close(2)\n"
        "with hushed_stderr(): print('done')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b"done" + os.linesep.encode()


def test_no_file_descriptor_is_left_behind() -> None:
    before = os.dup(2)
    os.close(before)
    for _ in range(20):
        with hushed_stderr():
            pass
    after = os.dup(2)
    os.close(after)
    assert after == before
