"""Finds the examples of a document: the fenced blocks that a comment above them marks.

    <!-- file: accounts.json -->     the block is a file of the operator's
    <!-- run: python3 -->            the block is run by that program
    <!-- prints -->                  what the block before prints
"""

import re
from typing import Iterator, List, NamedTuple, Optional

MARK = re.compile(r"^<!-- (?P<kind>file|run|prints)(: (?P<value>\S+))? -->$")
ANYTHING = "…"


class Example(NamedTuple):
    """One block, with the line of its mark."""

    kind: str
    value: str
    text: str
    line: int


def examples(document: str) -> Iterator[Example]:
    """The marked blocks in order; raises ValueError on a mark without a block."""
    lines = document.splitlines()
    for number, line in enumerate(lines):
        mark = MARK.match(line)
        if mark is None:
            continue
        block = fenced(lines[number + 1:])
        if block is None:
            raise ValueError(f"line {number + 1}: no block follows the mark")
        yield Example(mark["kind"], mark["value"] or "", block, number + 1)


def fenced(lines: List[str]) -> Optional[str]:
    """The text of a block that begins on the first line."""
    if not lines or not lines[0].startswith("```"):
        return None
    try:
        end = lines.index("```", 1)
    except ValueError:
        return None
    return "".join(line + "\n" for line in lines[1:end])


def fits(expected: str, printed: str) -> bool:
    """Whether what was printed is what a document shows, where `…` stands for anything but a
    line's end. Spaces of a table's columns may differ in number."""
    def pattern(line: str) -> str:
        words = [".*".join(map(re.escape, word.split(ANYTHING))) for word in line.split()]
        return r"\s+".join(words)

    shown = [line for line in expected.splitlines() if line.strip()]
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    return len(shown) == len(lines) and all(
        re.fullmatch(pattern(line), found) for line, found in zip(shown, lines))
