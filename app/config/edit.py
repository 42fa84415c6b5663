"""Changing the text of a patch file so that it says another patch, and leaving everything else as it was.

Tables are matched by their name or id, and what is left over in order: a renamed thing keeps its comments.
"""

from collections.abc import Sequence
from typing import Any

import tomlkit
from tomlkit.items import Item, Table

from app.config.blocks import Block, join, split
from app.config.errors import PatchError
from app.config.read import read_patch
from app.config.schema import NETWORK, NETWORK_KEY, PATCH, ROUTE, Key, Part, Shape, default_of
from app.model.patch import Network, Patch

HEADING = "# A Longwire patch. Comments and layout stay when Longwire saves changes.\n"

ORDER = ("", NETWORK_KEY, *(part.name for part in (*PATCH.parts, *ROUTE.parts)))
"""Where a first table of its kind goes: behind those that are named before it."""


class LayoutError(ValueError):
    """A file laid out so that it cannot be edited piece by piece, such as with lists of inline tables."""


def edit(text: str, old: Patch, new: Patch) -> str:
    """Change a text that says `old` to say `new`. Raises LayoutError where that cannot be done in place."""
    if old == new:
        return text
    blocks = split(text if text.endswith("\n") else text + "\n")
    blocks[0] = _edit_keys(PATCH, blocks[0], old, new, header="")
    blocks = _edit_network(blocks, old.network, new.network)
    for part in PATCH.parts:
        blocks = _edit_part(part, blocks, getattr(old, part.field), getattr(new, part.field), part.name)
    edited = _like(text, join(blocks))
    if not _says(edited, new):
        raise LayoutError
    return edited


def compose(patch: Patch) -> str:
    """Write a patch as a new file."""
    blocks = [Block("", HEADING + "".join(_lines(PATCH, patch)))]
    blocks = _edit_network(blocks, Network(), patch.network)
    for part in PATCH.parts:
        blocks = _edit_part(part, blocks, (), getattr(patch, part.field), part.name)
    return join(blocks)


def _says(text: str, patch: Patch) -> bool:
    try:
        return read_patch(text, "") == patch
    except PatchError:
        return False


def _like(original: str, text: str) -> str:
    """End the lines and the whole as the original does."""
    if not original.endswith(("\n\n", "\r\n\r\n")):
        text = text.rstrip("\r\n") + "\n"
    if "\r\n" not in original:
        return text
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _edit_network(blocks: list[Block], old: Network, new: Network) -> list[Block]:
    if old == new:
        return blocks
    place = next((nth for nth, block in enumerate(blocks) if block.name == NETWORK_KEY), None)
    if place is None:
        return _insert(blocks, 0, Block(NETWORK_KEY, f"[{NETWORK_KEY}]\n" + "".join(_lines(NETWORK, new))))
    edited = _edit_keys(NETWORK, blocks[place], old, new, NETWORK_KEY)
    return [*blocks[:place], edited, *blocks[place + 1 :]]


def _edit_part(
    part: Part, blocks: list[Block], old: Sequence[Any], new: Sequence[Any], header: str
) -> list[Block]:
    """Make the tables of one array say `new`; those that stay share their places in the order of `new`."""
    if old == new:
        return blocks
    places = [nth for nth, block in enumerate(blocks) if block.name == part.name]
    if len(places) != len(old):
        raise LayoutError
    pairs = _pairs(part.shape, old, new)
    kept = sorted(places[nth] for nth in pairs if nth is not None)
    edited = [_removed(block) if nth in places else block for nth, block in enumerate(blocks)]
    slots = iter(kept)
    place = kept[0] - 1 if kept else _place_for_first(part.name, blocks)
    added: list[tuple[int, Block]] = []
    for value, nth in zip(new, pairs, strict=True):
        if nth is None:
            added.append((place, Block(part.name, _new_text(part.shape, value, header))))
        else:
            place = next(slots)
            core = _edit_entry(part.shape, blocks[places[nth]].core, old[nth], value, header)
            edited[place] = Block(part.name, core, blocks[place].tail)
    for place, block in reversed(added):
        edited = _insert(edited, place, block)
    return edited


def _place_for_first(name: str, blocks: list[Block]) -> int:
    before = ORDER[: ORDER.index(name) + 1]
    return max(nth for nth, block in enumerate(blocks) if block.name in before)


def _removed(block: Block) -> Block:
    """Leave of a table that goes what stands for itself behind it."""
    return Block("", "", block.tail if block.tail.strip() else "")


def _pairs(shape: Shape, old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """Give for each new value the old one it continues: an equal one, one of that name, or the next left."""
    left = dict(enumerate(old))
    pairs: list[int | None] = [None] * len(new)
    for tell in (lambda value: value, lambda value: getattr(value, shape.identity, None), lambda value: ""):
        waiting: dict[object, list[int]] = {}
        for nth in reversed(left):
            waiting.setdefault(tell(left[nth]), []).append(nth)
        for place, value in enumerate(new):
            key = tell(value)
            if pairs[place] is None and key is not None and waiting.get(key):
                pairs[place] = nth = waiting[key].pop()
                del left[nth]
    return pairs


def _edit_entry(shape: Shape, core: str, old: object, new: object, header: str) -> str:
    if old == new:
        return core
    inner = split(core, depth=header.count(".") + 2)
    inner[0] = _edit_keys(shape, inner[0], old, new, header)
    for part in shape.parts:
        before, after = getattr(old, part.field), getattr(new, part.field)
        inner = _edit_part(part, inner, before, after, f"{header}.{part.name}")
    return join(inner)


def _edit_keys(shape: Shape, block: Block, old: object, new: object, header: str) -> Block:
    """Change, add and remove single keys of one table; comments behind values stay."""
    changed = [key for key in shape.keys if getattr(old, key.attribute) != getattr(new, key.attribute)]
    if not changed:
        return block
    document = tomlkit.parse(block.core)
    table: Any = document
    for word in header.split(".") if header else ():
        table = table[word]
        table = table if isinstance(table, Table) else table[-1]
    for key in changed:
        value = getattr(new, key.attribute)
        if value is None:
            table.remove(key.name)
        else:
            table[key.name] = _item(key, value)
    return Block(block.name, tomlkit.dumps(document), block.tail)


def _insert(blocks: list[Block], place: int, block: Block) -> list[Block]:
    """Put a new table behind the one at `place`, before what stands for itself behind that one."""
    before = blocks[place]
    behind = Block(block.name, "\n" + block.core, before.tail)
    return [*blocks[:place], Block(before.name, before.core), behind, *blocks[place + 1 :]]


def _new_text(shape: Shape, value: object, header: str) -> str:
    text = f"[[{header}]]\n" + "".join(_lines(shape, value))
    for part in shape.parts:
        for entry in getattr(value, part.field):
            text += _new_text(part.shape, entry, f"{header}.{part.name}")
    return text


def _lines(shape: Shape, value: object) -> list[str]:
    return [
        f"{key.name} = {_item(key, entry).as_string()}\n"
        for key in shape.keys
        if (entry := getattr(value, key.attribute)) is not None
        and (key.shown or entry != default_of(shape, key))
    ]


def _item(key: Key, value: object) -> Item:
    """Make the TOML item of a value, inline tables with air around them as people write them."""
    plain = key.kind.write(value)
    if isinstance(plain, dict):
        inside = ", ".join(f"{name} = {tomlkit.item(entry).as_string()}" for name, entry in plain.items())
        return tomlkit.value(f"{{ {inside} }}")
    return tomlkit.item(plain)
