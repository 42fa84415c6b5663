"""No import cycles, not even hidden inside functions, and no work at import time."""

import graphlib
import subprocess
import sys

import grimp
import pytest

from tests.house.source import ROOT, modules

# Imports every module of `app`, and looks for what an import must not leave.
_EACH = """
import importlib, os, sys, threading
os.environ.pop("QT_API", None)
before = dict(os.environ)
for name in sys.argv[1:]:
    importlib.import_module(name)
    assert threading.active_count() == 1, f"importing {name} starts a thread"
    os.environ.pop("QT_API", None)  # qasync wants it before its own import
    assert dict(os.environ) == before, f"importing {name} changes the environment"
qt = sys.modules.get("PySide6.QtCore")
assert qt is None or qt.QCoreApplication.instance() is None, "an import makes a QApplication"
"""


def test_no_import_cycles():
    # Reads the imports inside functions too.
    graph = grimp.build_graph("app", cache_dir=None)
    needs = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        graphlib.TopologicalSorter(needs).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" -> ".join(error.args[1]), pytrace=False)


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
def test_each_module_imports_and_does_nothing(backwards: bool):
    # Without cycles any order is as good as each module alone, which would load the same 300 modules 300 times.
    names = [module.name for module in modules("app") if not module.name.endswith("__main__")]
    command = [sys.executable, "-W", "error", "-c", _EACH, *sorted(names, reverse=backwards)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
