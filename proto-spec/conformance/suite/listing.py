"""The list of cases for programs: `conformance.json`."""

import json
from typing import List

from .registry import Case

ABOUT = (
    "Every conformance case: `method` is the one that it is about, null when it is about frames or "
    "connections; `accounts` are those of the provider that the case has to itself, as in an "
    "inventory; `elsewhere` says why a case is not judged over a socket. Written by "
    "`run --list-json`.")


def listing(cases: List[Case]) -> str:
    """The text of the file: a line a case."""
    lines = ",\n".join(
        "    " + json.dumps(case.entry, ensure_ascii=False) for case in cases)
    return f'{{\n  "about": {json.dumps(ABOUT)},\n  "cases": [\n{lines}\n  ]\n}}\n'
