"""Plays the vectors of `proto-spec/vectors` over a socket."""

import json
import re
import time
from typing import Any, Dict, List

from .checks import Failure, check
from .connection import Connection, framed
from .lab import Lab
from .spec import SPEC_FOLDER, read_json

Vector = Dict[str, Any]
FOLDER = SPEC_FOLDER / "vectors"
PLACEHOLDER = re.compile(r"\$\{([a-z0-9_]*)(?::([^}]*))?\}")
FORMS = {"token": "([A-Za-z0-9_-]{16,64})", "text": '([^"\\\\]*)'}
LONGEST_TRICKLE = 4096
"""Bytes up to which a vector is also played byte by byte: more takes longer than it tells."""


def play_all(lab: Lab) -> None:
    """Plays each vector; all complaints together are one failure."""
    complaints: List[str] = []
    daemons: Dict[str, Any] = {}
    for path in sorted(FOLDER.glob("*.json")):
        for vector in json.loads(path.read_text("utf-8"))["vectors"]:
            name = vector.get("inventory", "default")
            if name not in daemons:
                daemons[name] = lab.daemon(read_json(f"vectors/inventories/{name}.json"))
            socket = getattr(daemons[name], vector.get("socket", "lease"))
            try:
                play(lab, socket, vector)
            except (Failure, OSError) as failure:
                complaints.append(f"{path.stem}/{vector['name']}: {failure}")
    if complaints:
        raise Failure("; ".join(complaints))


def play(lab: Lab, socket: str, vector: Vector) -> None:
    """Plays one vector as it is, and where that is possible byte by byte."""
    perform(lab, socket, vector, trickles=False)
    sends = [data for data in map(plain_bytes, vector["send"]) if data is not None]
    is_fixed = all(isinstance(item, str) for item in vector["expect"])
    pauses = any("pause_ms" in step for step in vector["send"] if isinstance(step, dict))
    if is_fixed and not pauses and sum(map(len, sends)) <= LONGEST_TRICKLE:
        perform(lab, socket, vector, trickles=True)


def perform(lab: Lab, socket: str, vector: Vector, trickles: bool) -> None:
    """Sends the steps and compares what comes."""
    connection = Connection(socket, lab.observer)
    names: Dict[str, str] = {}
    expected = list(vector["expect"])
    try:
        for step in vector["send"]:
            while uses_unknown_name(step, names):
                expect(connection, expected.pop(0), names)
            send(connection, step, names, trickles)
        for item in expected:
            expect(connection, item, names)
        if expected[-1:] != ["close"]:
            if "eof" not in vector["send"]:
                connection.stays()
    finally:
        connection.close()


def uses_unknown_name(step: Any, names: Dict[str, str]) -> bool:
    """Whether a step has a placeholder that no frame has filled yet."""
    text = step.get("frame", "") if isinstance(step, dict) else ""
    return any(match.group(1) not in names for match in PLACEHOLDER.finditer(text))


def send(connection: Connection, step: Any, names: Dict[str, str], trickles: bool) -> None:
    """Does one step."""
    if step == "eof":
        connection.half_close()
    elif "pause_ms" in step:
        time.sleep(step["pause_ms"] / 1000)
    else:
        if names and "frame" in step:
            filled = PLACEHOLDER.sub(lambda match: names[match.group(1)], step["frame"])
            step = {**step, "frame": filled}
        data = plain_bytes(step) or b""
        for part in (data[i : i + 1] for i in range(len(data))) if trickles else (data,):
            if not connection.send(part):
                return


def plain_bytes(step: Any) -> Any:
    """The bytes of a step, or None for one without."""
    if not isinstance(step, dict) or "pause_ms" in step:
        return None
    if "frame" in step:
        payload = step["frame"].encode("utf-8")
        return framed(payload.ljust(step.get("padded_to", 0)))
    if "parts" in step:
        return framed("".join(text * count for text, count in step["parts"]))
    if "payload_hex" in step:
        return framed(bytes.fromhex(step["payload_hex"]))
    if "hex" in step:
        return bytes.fromhex(step["hex"])
    return step["text"].encode("utf-8")


def expect(connection: Connection, item: Any, names: Dict[str, str]) -> None:
    """Compares what comes next with an item."""
    payload = connection.frame()
    got = None if payload is None else payload.decode("utf-8", "replace")
    if payload is not None:
        connection.observer.saw(payload, json.loads(payload))
    if item == "close":
        check(got is None, f"{got!r} instead of a close")
    elif got is None:
        raise Failure("closed too early")
    elif isinstance(item, str):
        check(got == item, f"{got} instead of {item}")
    else:
        fit(got, item["like"], names)


def fit(text: str, template: str, names: Dict[str, str]) -> None:
    """Fails unless the text fits the template; takes its names."""
    kinds = []
    pattern = ""
    position = 0
    for match in PLACEHOLDER.finditer(template):
        pattern += re.escape(template[position : match.start()])
        position = match.end()
        name, kind = match.groups()
        if kind is None:
            pattern += re.escape(names[name])
        else:
            pattern += FORMS.get(kind, "(0|-?[1-9][0-9]*)")
            kinds.append((name, kind))
    found = re.fullmatch(pattern + re.escape(template[position:]), text)
    if found is None:
        raise Failure(f"{text} does not fit {template}")
    for (name, kind), value in zip(kinds, found.groups()):
        check(fits_kind(value, kind, names), f"{value} is not {kind} in {template}")
        if name:
            names[name] = value


def fits_kind(value: str, kind: str, names: Dict[str, str]) -> bool:
    """Whether a value is of the kind; its form is known to be right."""
    if kind in FORMS:
        return True
    if kind.startswith(">"):
        return int(value) > int(names[kind[1:]])
    low, high = kind.split("..")
    return int(low) <= int(value) <= int(high)
