"""What the house rules are checked against: the files that belong to the project, read and parsed once."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its dotted name, its text and its syntax tree."""

    file: Path
    name: str
    text: str
    tree: ast.Module


@functools.cache
def project_files() -> tuple[Path, ...]:
    """Every file that git tracks or would add; paths relative to the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    return tuple(Path(name) for name in sorted(set(listed.split("\0")) - {""}) if (ROOT / name).is_file())


@functools.cache
def modules(folder: str) -> tuple[Module, ...]:
    """The Python files below a folder of the root, parsed."""
    files = [file for file in project_files() if file.parts[0] == folder and file.suffix == ".py"]
    return tuple(_parse(file) for file in files)


def text_files() -> Iterator[tuple[Path, str]]:
    """Every project file that is text, with its text."""
    for file in project_files():
        data = (ROOT / file).read_bytes()
        if b"\0" not in data:
            yield file, data.decode("utf-8")


def _parse(file: Path) -> Module:
    text = (ROOT / file).read_text(encoding="utf-8")
    parts = file.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(file, name, text, ast.parse(text, str(file)))
