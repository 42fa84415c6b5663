"""The version resource of Windows: what Explorer and the Task Manager show of our programs."""

from __future__ import annotations

LANGUAGE, CHARACTERS = 0x0409, 1200
"""American English, which every Windows falls back to, in Unicode."""


def version_info(name: str, version: str, text: str, file: str) -> str:
    """Give a resource as PyInstaller reads it: `text` is what people see, `file` the program's file name."""
    numbers = (*map(int, version.split(".")), 0)
    strings = {
        "CompanyName": name,
        "FileDescription": text,
        "FileVersion": version,
        "InternalName": file.partition(".")[0],
        "LegalCopyright": f"{name} contributors, MIT licence",
        "OriginalFilename": file,
        "ProductName": name,
        "ProductVersion": version,
    }
    table = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    return (
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1),\n"
        f"  kids=[StringFileInfo([StringTable('{LANGUAGE:04X}{CHARACTERS:04X}', [{table}])]),\n"
        f"        VarFileInfo([VarStruct('Translation', [{LANGUAGE}, {CHARACTERS}])])],\n"
        ")\n"
    )
