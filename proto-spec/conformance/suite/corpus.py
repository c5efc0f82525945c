"""Plays what was recorded of earlier releases, and compares what comes as a client of then would.

A client ignores members that it does not know, and what varies from daemon to daemon it has never
relied on; all else must be as it was.
"""

import json
from pathlib import Path
from typing import Any, Dict, Iterator, List

from .checks import Failure, check, shown
from .connection import Connection, framed
from .lab import Lab
from .spec import SPEC_FOLDER

Conversation = Dict[str, Any]
FOLDER = SPEC_FOLDER / "corpus"
VARYING = {
    "as_of", "epoch", "fence", "kept", "last_error", "message", "resets_at", "revision", "rule",
    "used_percent", "version",
}
"""Members that differ from one daemon or life to the next, or are for people and logs."""
SIGNED = {"blocked_ms", "remaining_ms"}
"""Times whose sign says something: none, until then, until somebody acts."""


def releases() -> List[Path]:
    """The folders of earlier releases."""
    return sorted(path for path in FOLDER.glob("v*") if path.is_dir())


def play_release(lab: Lab, folder: Path) -> None:
    """Plays all conversations of a release; all complaints together are one failure."""
    inventory = json.loads((folder / "inventory.json").read_text("utf-8"))
    contents = json.loads((folder / "conversations.json").read_text("utf-8"))
    daemon = lab.daemon(inventory)
    complaints = []
    for conversation in contents["conversations"]:
        path = daemon.ops if conversation.get("socket") == "ops" else daemon.lease
        try:
            play(lab.connect(path), conversation)
        except (Failure, OSError) as failure:
            complaints.append(f"{folder.name}, {conversation['name']}: {failure}")
    if complaints:
        raise Failure("; ".join(complaints))


def play(connection: Connection, conversation: Conversation) -> None:
    """Sends what was sent, in its order, and compares what comes with what came."""
    names: Dict[str, str] = {}
    for step in conversation["steps"]:
        if "sent" in step:
            connection.send(framed(renamed(step["sent"], names)))
            continue
        live = connection.message()
        check(live is not None, "closed too early")
        recorded = json.loads(step["received"])
        for complaint in differences(recorded, live, "", names):
            raise Failure(f"{complaint}, in {shown(live)}")
    connection.stays()


def record(connection: Connection, conversation: Conversation) -> Conversation:
    """The conversation with what comes now; `${1}` stands for the first lease of it."""
    names: Dict[str, str] = {}
    steps = []
    for step in conversation["steps"]:
        if "sent" in step:
            text = renamed(step["sent"], names)
            connection.send(framed(text))
            steps.append({"sent": text})
            continue
        payload = connection.frame()
        if payload is None:
            raise Failure(f"closed in {conversation['name']}")
        live = json.loads(payload)
        for lease in leases_of(live):
            if lease not in names.values():
                names[f"${{{len(names) + 1}}}"] = lease
        steps.append({"received": payload.decode("utf-8")})
    return {**conversation, "steps": steps}


def renamed(text: str, names: Dict[str, str]) -> str:
    """A recorded text, with the leases of this run instead of those of then."""
    for recorded, live in names.items():
        text = text.replace(recorded, live)
    return text


def leases_of(value: Any) -> Iterator[str]:
    """The leases that an answer grants."""
    lease = value.get("result", {}).get("lease")
    if lease is not None:
        yield lease["lease_id"]


def differences(recorded: Any, live: Any, name: str, names: Dict[str, str]) -> Iterator[str]:
    """In what an answer is not that which a client of then knows."""
    if isinstance(recorded, dict) and isinstance(live, dict):
        for member, value in recorded.items():
            if member not in live:
                yield f"{member} is missing"
            elif name != "limits" and (name != "headers" or member == "authorization"):
                yield from differences(value, live[member], member, names)
    elif isinstance(recorded, list) and isinstance(live, list):
        if len(recorded) != len(live):
            yield f"{name} has {len(live)} elements, not {len(recorded)}"
        for one, other in zip(recorded, live):
            yield from differences(one, other, name, names)
    elif type(recorded) is not type(live):
        yield f"{name} is {shown(live)}, not {shown(recorded)}"
    elif name == "lease_id":
        names[recorded] = live
    elif not same(recorded, live, name):
        yield f"{name} is {shown(live)}, not {shown(recorded)}"


def same(recorded: Any, live: Any, name: str) -> bool:
    """Whether a text, number or truth value is what it was, as far as it may not vary."""
    if name in SIGNED:
        return (recorded > 0) == (live > 0) and (recorded < 0) == (live < 0)
    return recorded == live or name in VARYING or name.endswith("_ms")
