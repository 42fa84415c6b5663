"""A ratchet: what reads strangers' octets and what repairs a stream is tested to its last branch, and stays so."""

import io
import subprocess
import sys

import pytest
from coverage import Coverage
from coverage.exceptions import NoDataError

from tests.support.reached import NOT_COUNTED, ROOT, TESTS

OWN_RUN = (
    *("-q", "-p", "no:cacheprovider", "-m", "not hypothesis"),
    *(f"--ignore={file}" for file in NOT_COUNTED),
    *(*TESTS, "tests/house/test_coverage.py"),
)


@pytest.mark.timeout(900)
def test_the_wire_and_the_journal_are_covered_to_the_last_branch(
    reached: Coverage, request: pytest.FixtureRequest
) -> None:
    """More tests reach no less: if those that ran reach everything, it does not matter which were left out.

    Else some may have been, and all that count run once more on their own.
    """
    holes = _holes(reached)
    if holes and request.config.invocation_params.args != OWN_RUN:
        command = [sys.executable, "-m", "pytest", *OWN_RUN]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        holes = run.stdout[-4000:] if run.returncode else ""
    assert not holes, holes


def _holes(reached: Coverage) -> str:
    """Give a table of the lines and branches that nobody reached; empty if there are none."""
    table = io.StringIO()
    try:
        percent = reached.report(file=table, show_missing=True, skip_covered=True)
    except NoDataError as error:
        return str(error)
    return table.getvalue() if percent < 100 else ""
