"""How a case fails or is skipped, and the checks that every frame of a run goes through."""

import json
import os
import threading
from typing import Any, Dict, List, Optional, Set

from .spec import ERRORS, GOAWAYS, canonical


class Failure(Exception):
    """A case did not see what the specification promises."""


class Skip(Exception):
    """A case cannot be judged here; the reason is its text."""


def check(condition: bool, complaint: str) -> None:
    """Fails the case with the complaint unless the condition holds."""
    if not condition:
        raise Failure(complaint)


def equal(got: Any, wanted: Any, what: str) -> None:
    """Fails the case unless both are the same, in value and in type."""
    if got != wanted or type(got) is not type(wanted):
        raise Failure(f"{what} is {shown(got)}, not {shown(wanted)}")


def shown(value: Any) -> str:
    """A value for a complaint: short, and without credentials."""
    text = json.dumps(without_secrets(value), sort_keys=True, default=repr)
    return text if len(text) <= 300 else text[:300] + "…"


def without_secrets(value: Any) -> Any:
    """The value with every credential left out."""
    if isinstance(value, dict):
        return {
            name: "(left out)" if name == "credential" else without_secrets(member)
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [without_secrets(element) for element in value]
    return value


SHARED_WITH_CHILDREN: Set[int] = set()
"""The descriptors that a process which a case starts has, too, though not its other ones."""


class Observer:
    """Sees every frame that servers send in a run, and keeps what is wrong with them."""

    def __init__(self, record: Optional[str] = None) -> None:
        self._record: Optional[int] = None
        if record is not None:
            self._record = os.open(record, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            SHARED_WITH_CHILDREN.add(self._record)
        self.frames = 0
        self.reasons: Dict[str, int] = {}
        self.complaints_of_errors: List[str] = []
        self.complaints_of_form: List[str] = []
        self._renew_lock()
        os.register_at_fork(after_in_child=self._renew_lock)

    def _renew_lock(self) -> None:
        """A child must not wait for a lock that another thread held when it was forked."""
        self._lock = threading.Lock()

    def keep(self, path: str, payload: bytes) -> None:
        """Keeps a frame as it came, when the run is recorded: a line with the socket's path and the
        payload. One write, for children write to the same file."""
        if self._record is not None:
            line = json.dumps([path, payload.decode("utf-8", "replace")]) + "\n"
            os.write(self._record, line.encode())

    def saw(self, payload: bytes, value: Any) -> None:
        """Judges one frame: its form, and its error or goaway when it is one."""
        form = form_complaint(payload, value)
        error = error_complaint(value)
        with self._lock:
            self.frames += 1
            reason = reason_of(value)
            if reason is not None:
                self.reasons[reason] = self.reasons.get(reason, 0) + 1
            if form is not None and len(self.complaints_of_form) < 20:
                self.complaints_of_form.append(form)
            if error is not None and len(self.complaints_of_errors) < 20:
                self.complaints_of_errors.append(error)


def form_complaint(payload: bytes, value: Any) -> Optional[str]:
    """What is wrong with the form of a frame, or None."""
    if canonical(value) != payload:
        return f"not canonical: {shown(value)}"
    text = payload.decode("utf-8")
    if any(is_noncharacter(character) for character in text if character > "\ufdcf"):
        return f"a noncharacter was written: {shown(value)}"
    return None


def is_noncharacter(character: str) -> bool:
    """Whether Unicode will never assign the code point."""
    point = ord(character)
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def reason_of(value: Any) -> Optional[str]:
    """The reason of an error or goaway, or None for any other frame."""
    if not isinstance(value, dict):
        return None
    if "error" in value:
        return value["error"].get("data", {}).get("reason")
    if value.get("method") == "$/goaway":
        return value.get("params", {}).get("reason")
    return None


def error_complaint(value: Any) -> Optional[str]:
    """In what an error or goaway differs from `errors.json`, or None."""
    if not isinstance(value, dict):
        return "a frame is not an object"
    if value.get("method") == "$/goaway":
        return goaway_complaint(value.get("params", {}))
    if "error" not in value:
        return None
    error = value["error"]
    data = error.get("data", {})
    entry = ERRORS.get(data.get("reason"))
    if entry is None:
        return f"an error of no known reason: {shown(value)}"
    for name, got in (
        ("code", error.get("code")),
        ("message", error.get("message")),
        ("status", data.get("status")),
        ("retryable", data.get("retryable")),
    ):
        if got != entry[name]:
            return f"{entry['reason']}: {name} is {shown(got)}, not {shown(entry[name])}"
    if (value.get("id") is None) != entry["null_id"]:
        return f"{entry['reason']}: id is {shown(value.get('id'))}"
    return carried_complaint(entry, set(data) - {"reason", "retryable", "status"})


def carried_complaint(entry: Dict[str, Any], carried: set) -> Optional[str]:
    """In what the members of an error's data differ from those listed, or None."""
    required = {name for name in entry["carries"] if not name.endswith("?")}
    allowed = {name.rstrip("?") for name in entry["carries"]}
    if carried >= required and carried <= allowed:
        return None
    return f"{entry['reason']}: data carries {sorted(carried)}, not {entry['carries']}"


def goaway_complaint(params: Dict[str, Any]) -> Optional[str]:
    """In what a goaway differs from `errors.json`, or None."""
    entry = GOAWAYS.get(params.get("reason", ""))
    if entry is None:
        return f"a goaway of no known reason: {shown(params)}"
    if params.get("message") != entry["message"]:
        return f"goaway {entry['reason']}: message is {shown(params.get('message'))}"
    carried = set(params) - {"message", "reason"}
    if carried != set(entry["parameters"]):
        return f"goaway {entry['reason']}: carries {sorted(carried)}"
    return None
