"""The benchmarks: `python3 packaging/dev.py bench [NAME] [ARGS...]`; without a name, all of them one after the other.

They print figures and judge nothing: machines differ and are noisy. What is wanted is printed beside what was seen.
"""

import importlib
import pkgutil
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run one benchmark or all; each is a module here with `main(arguments)`."""
    names = sorted(
        module.name
        for module in pkgutil.iter_modules([str(Path(__file__).parent)])
        if not module.name.startswith("_") and not module.name.endswith("_end")
    )
    if arguments and arguments[0] not in names:
        print(f"There is no benchmark {arguments[0]!r}; there are: {', '.join(names)}.", file=sys.stderr)
        return 2
    for name in arguments[:1] or names:
        print(f"== {name}", flush=True)
        code: int = importlib.import_module(f"tests.bench.{name}").main(arguments[1:])
        if code:
            return code
    return 0


sys.exit(main(sys.argv[1:]))
