"""The specification's data files, read once."""

import json
from pathlib import Path
from typing import Any, Dict, List

SPEC_FOLDER = Path(__file__).resolve().parents[2]


def read_json(name: str) -> Any:
    """The contents of a JSON file below `proto-spec`."""
    return json.loads((SPEC_FOLDER / name).read_text("utf-8"))


ERRORS: Dict[str, Dict[str, Any]] = {e["reason"]: e for e in read_json("errors.json")["errors"]}
GOAWAYS: Dict[str, Dict[str, Any]] = {g["reason"]: g for g in read_json("errors.json")["goaways"]}
LIMIT_LIST: List[Dict[str, Any]] = read_json("limits.json")["limits"]
LIMITS: Dict[str, int] = {entry["name"]: entry["value"] for entry in LIMIT_LIST}
LIMITS_OF_HELLO = {entry["name"]: entry["value"] for entry in LIMIT_LIST if entry["hello"]}
NOT_YET: Dict[str, str] = read_json("conformance/not-yet.json")["cases"]


def canonical(value: Any) -> bytes:
    """The one way in which a server writes a value: sorted names, no spaces, `/` unescaped."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")
