"""Habits that no linter knows: what must not be in the source at all."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOT, Module, modules, project_files, text_files

TOP_LEVEL = {"app", "resources", "tests", "packaging", "pyproject.toml", "app.spec", "README.md", "LICENSE"}

# Addresses change and machines differ. Put together here, so that this file does not contain them itself.
STRANGE_TEXT = [
    *("py" + "pi.org", "python" + "hosted.org", "deb." + "debian.org", "registry." + "npmjs"),
    *("/wo" + "rk/", "/fa" + "rm/", "/home" + "/user", "file:///" + "opt"),
]

VAGUE_NAME = re.compile(r"(Manager|Helper|Utils?)s?$", re.IGNORECASE)


def test_the_top_level_is_what_was_agreed():
    top = {file.parts[0] for file in project_files()}
    assert {name for name in top if not name.startswith(".")} == TOP_LEVEL


def test_packaging_does_not_hide_the_package_of_that_name():
    assert Path("packaging/__init__.py") not in project_files()


def test_every_package_of_app_has_an_init():
    folders = {file.parent for file in project_files() if file.parts[0] == "app" and file.suffix == ".py"}
    assert not [folder for folder in folders if not (ROOT / folder / "__init__.py").is_file()]


def test_no_file_names_a_registry_or_a_machine():
    found = [(str(file), text) for file, content in text_files() for text in STRANGE_TEXT if text in content]
    assert not found


# -- rules on the syntax tree: each takes a module and gives the lines that break it ---------------


def re_entered_loops(module: Module) -> Iterator[int]:
    """Give calls of processEvents(), and of exec(), with which a dialog or a menu runs a loop of its own."""
    for node in ast.walk(module.tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in ("processEvents", "exec", "exec_"):
            yield called.lineno


def vague_names(module: Module) -> Iterator[int]:
    """Give classes called ...Manager, ...Helper or ...Utils, and line 0 for a module called so."""
    if VAGUE_NAME.search(module.file.stem):
        yield 0
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and VAGUE_NAME.search(node.name):
            yield node.lineno


def silent_handlers(module: Module) -> Iterator[int]:
    """Give `except Exception` without a log line: such a bridge looks connected and plays nothing."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _logs(node):
            yield node.lineno


def module_state(module: Module) -> Iterator[int]:
    """Give `global`, and lists, dicts, sets bound to a variable's name: global registries in the making."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Global):
            yield node.lineno
    for node in module.tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(
            node.value, ast.List | ast.Dict | ast.Set
        ):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            name = ast.unparse(target)
            if name != "__all__" and name != name.upper():
                yield node.lineno


Rule = Callable[[Module], Iterator[int]]
BROKEN_BY: dict[Rule, list[str]] = {
    re_entered_loops: ["application.processEvents()", "dialog.exec()"],
    vague_names: ["class PortManager: pass", "class MidiUtils: pass"],
    silent_handlers: [
        "try: pass\nexcept Exception: pass",
        "try: pass\nexcept (ValueError, BaseException):\n    x = 1",
        "try: pass\nexcept:\n    raise_flag()",
    ],
    module_state: ["ports = []", "_seen: dict[int, int] = {}", "def f():\n    global x\n    x = 1"],
}


@pytest.mark.parametrize("rule", BROKEN_BY, ids=lambda rule: rule.__name__)
def test_the_rule_is_kept(rule: Rule):
    sources = [*modules("app"), *modules("packaging")]
    assert [f"{module.file}:{line}" for module in sources for line in rule(module)] == []


@pytest.mark.parametrize("rule", BROKEN_BY, ids=lambda rule: rule.__name__)
def test_the_rule_finds_what_breaks_it(rule: Rule):
    for source in BROKEN_BY[rule]:
        module = Module(Path("planted.py"), "planted", source, ast.parse(source))
        assert len(list(rule(module))) == 1, source


def _is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = {name.id for name in ast.walk(handler.type) if isinstance(name, ast.Name)}
    return bool(names & {"Exception", "BaseException"})


def _logs(handler: ast.ExceptHandler) -> bool:
    calls = [node.func for line in handler.body for node in ast.walk(line) if isinstance(node, ast.Call)]
    words = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    return bool(words & {"exception", "error", "warning", "critical"})
