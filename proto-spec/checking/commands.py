"""The command line of `check`."""

import json
import sys
from typing import Callable, Dict, List

from .agreement import agreement_complaints
from .assembling import assemble
from .document import document_complaints
from .files import SPEC_FOLDER, Specification, canonical, read_specification
from .guard import guard_complaints
from .messages import message_complaints
from .reduction import reduce

PATH = SPEC_FOLDER / "openrpc.json"
CHECKS: Dict[str, Callable[[Specification], List[str]]] = {
    "openrpc.json by itself": lambda specification: document_complaints(specification.text),
    "errors.json and limits.json": agreement_complaints,
    "what vectors and releases have recorded": message_complaints,
    "what was promised in earlier releases": guard_complaints,
}


def check() -> int:
    """Prints what is wrong; answers with the exit status."""
    specification = read_specification()
    complaints = []
    if canonical(assemble()) != specification.text:
        complaints.append("openrpc.json: differs from its parts; `check --assemble` writes it")
    for name, judge in CHECKS.items():
        found = judge(specification)
        complaints += [f"openrpc.json, beside {name}: {each}" for each in found]
        if found:
            break  # What follows would repeat it in other words.
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


def main(words: List[str]) -> int:
    """Does what the command line says; answers with the exit status."""
    if words == []:
        return check()
    if words == ["--assemble"]:
        # No line feed at the end: the daemon answers with these bytes inside a frame.
        PATH.write_text(canonical(assemble()), "utf-8")
        return 0
    if words == ["--reduce"]:
        document = json.loads(PATH.read_text("utf-8"))
        print(json.dumps(reduce(document), indent=1, sort_keys=True, ensure_ascii=False))
        return 0
    print("usage: check [--assemble | --reduce]", file=sys.stderr)
    return 64
