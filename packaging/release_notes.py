"""The notes of this version out of .github/CHANGELOG.md, on standard output: `python packaging/release_notes.py [TAG]`.

With a tag it fails unless the tag names this version, so that nothing is released under another number.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import __version__  # noqa: E402

CHANGELOG = ROOT / ".github" / "CHANGELOG.md"


def main(arguments: list[str]) -> int:
    """Print the notes; 1 when there are none, or the tag is another version's."""
    if arguments and arguments[0] != f"v{__version__}":
        print(f"The tag is {arguments[0]}, but app/__init__.py says {__version__}.", file=sys.stderr)
        return 1
    notes = notes_of(__version__, CHANGELOG.read_text(encoding="utf-8"))
    if not notes:
        print(f"{CHANGELOG.relative_to(ROOT)} says nothing about {__version__}.", file=sys.stderr)
        return 1
    sys.stdout.buffer.write(f"{notes}\n".encode())
    return 0


def notes_of(version: str, changelog: str) -> str:
    """Give what stands under the heading of a version; empty when there is no such heading."""
    _, _, rest = f"\n{changelog}".partition(f"\n## {version}\n")
    return rest.partition("\n## ")[0].strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
