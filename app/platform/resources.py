"""Where the files of the folder `resources/` are: in a checkout, in a wheel and in a frozen program."""

from pathlib import Path

import app


def resource(name: str) -> Path:
    """The path of a file that we ship, relative to `resources/`; FileNotFoundError if it is not there.

    A wheel and a frozen program carry the folder inside the package, a checkout has it beside the package.
    """
    package = Path(app.__file__).resolve().parent
    for folder in (package / "resources", package.parent / "resources"):
        if (path := folder / name).exists():
            return path
    raise FileNotFoundError(f"Longwire's own file resources/{name} is missing: the installation is damaged")
