"""Taking over a configuration of MIDIMonster as a patch."""

import sys
from pathlib import Path

from app.bootstrap import compose_patch, import_midimonster


def import_file(file: Path, output: Path | None) -> bool:
    """Write a patch to a new file, or to standard output; notes go to standard error. Raises PatchError.

    Tells whether it could be written; a file that is there already is never replaced.
    """
    patch, notes = import_midimonster(file)
    for note in notes:
        print(note, file=sys.stderr)
    if not patch.sessions and not patch.links:
        print(f"{file} names no rtpmidi instance, so the patch has no session.", file=sys.stderr)
    text = compose_patch(patch)
    if output is None:
        sys.stdout.write(text)
        return True
    try:
        with output.open("x", encoding="utf-8") as patch_file:
            patch_file.write(text)
    except FileExistsError:
        print(f"longwire: {output} is there already; name another file with -o.", file=sys.stderr)
        return False
    except OSError as error:
        print(f"longwire: {output} could not be written: {error.strerror or error}.", file=sys.stderr)
        return False
    print(f"{output} is written; “longwire --patch {output}” plays with it.", file=sys.stderr)
    return True
