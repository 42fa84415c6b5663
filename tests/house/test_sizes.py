"""Small modules, short functions, narrow classes; lengths are counted in lines that are not blank."""

import ast
from collections.abc import Iterator
from statistics import median

from tests.house.source import Module, modules

MODULE_LINES, MODULE_MEDIAN = 400, 150
FUNCTION_LINES, FUNCTION_MEDIAN = 50, 10
CLASS_METHODS = 25

Function = ast.FunctionDef | ast.AsyncFunctionDef
SOURCES = [*modules("app"), *modules("packaging")]


def test_no_module_is_long():
    lengths = {str(module.file): _filled(module.text.splitlines()) for module in SOURCES}
    assert {file: length for file, length in lengths.items() if length > MODULE_LINES} == {}
    assert median(lengths.values()) <= MODULE_MEDIAN


def test_no_function_is_long():
    lengths = {
        f"{module.file}:{function.lineno} {function.name}": length
        for module in SOURCES
        for function, length in _functions(module)
    }
    assert {place: length for place, length in lengths.items() if length > FUNCTION_LINES} == {}
    assert median(lengths.values()) <= FUNCTION_MEDIAN


def test_no_class_has_many_methods():
    counts = {
        f"{module.file}:{item.lineno} {item.name}": sum(isinstance(member, Function) for member in item.body)
        for module in SOURCES
        for item in ast.walk(module.tree)
        if isinstance(item, ast.ClassDef)
    }
    assert {place: count for place, count in counts.items() if count > CLASS_METHODS} == {}


def _functions(module: Module) -> Iterator[tuple[Function, int]]:
    lines = module.text.splitlines()
    for item in ast.walk(module.tree):
        if isinstance(item, Function):
            yield item, _filled(lines[item.lineno - 1 : item.end_lineno])


def _filled(lines: list[str]) -> int:
    return sum(1 for line in lines if line.strip())
