"""The text of a patch file cut into its tables, each with the comments that belong to it."""

from dataclasses import dataclass

from app.config.scan import Statement, statements


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the file: `name` is the last word of its header, or empty for what stands before any header.

    `core` has the header, the keys, the comments directly above the header, and everything up to the first
    blank line behind the last key; `tail` is the rest: blank lines and comments that stand for themselves.
    """

    name: str
    core: str
    tail: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return self.core + self.tail


def split(text: str, depth: int = 1) -> list[Block]:
    """Cut at every header of `depth` words; deeper ones stay with the block before. Joining gives `text`."""
    rows = list(statements(text))
    starts = [nth for nth, row in enumerate(rows) if _opens(row, depth)]
    cuts = [_with_comments(rows, nth) for nth in starts]
    names = ["", *(rows[nth].path[-1] for nth in starts)]
    edges = [0, *cuts, len(rows)]
    return [
        _block(name, text, rows[first:last])
        for name, first, last in zip(names, edges[:-1], edges[1:], strict=True)
    ]


def _opens(row: Statement, depth: int) -> bool:
    return row.kind in ("table", "array") and len(row.path) == depth


def _with_comments(rows: list[Statement], header: int) -> int:
    while header > 0 and rows[header - 1].kind == "comment":
        header -= 1
    return header


def _block(name: str, text: str, rows: list[Statement]) -> Block:
    if not rows:
        return Block(name, "")
    used = [nth for nth, row in enumerate(rows) if row.kind not in ("blank", "comment")]
    last = used[-1] if used else -1
    while last + 1 < len(rows) and rows[last + 1].kind == "comment":
        last += 1
    middle = rows[last].end if last >= 0 else rows[0].start
    return Block(name, text[rows[0].start : middle], text[middle : rows[-1].end])


def join(blocks: list[Block]) -> str:
    """Put the pieces together again."""
    return "".join(block.text for block in blocks)
