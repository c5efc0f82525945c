"""The files of the specification."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List

SPEC_FOLDER = Path(__file__).resolve().parents[1]


def read_json(path: Path) -> Any:
    """What a JSON file holds."""
    return json.loads(path.read_text("utf-8"))


def canonical(value: Any) -> str:
    """The one way in which a server writes a value: sorted names, no spaces, `/` unescaped."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass
class Specification:
    """What the checks compare, read once; a test changes a copy."""

    text: str
    errors: List[Dict[str, Any]]
    goaways: List[Dict[str, Any]]
    limits: List[Dict[str, Any]]
    vectors: Dict[str, Any]
    releases: Dict[str, Dict[str, Any]] = field(default_factory=dict)
    """By the name of its folder: `schema` and `conversations` of an earlier release."""

    @property
    def document(self) -> Dict[str, Any]:
        """`openrpc.json`, parsed."""
        return json.loads(self.text)


def read_specification(folder: Path = SPEC_FOLDER) -> Specification:
    """Reads all that is compared."""
    errors = read_json(folder / "errors.json")
    return Specification(
        text=(folder / "openrpc.json").read_text("utf-8"),
        errors=errors["errors"],
        goaways=errors["goaways"],
        limits=read_json(folder / "limits.json")["limits"],
        vectors={path.stem: read_json(path) for path in sorted(folder.glob("vectors/*.json"))},
        releases={path.name: read_release(path) for path in sorted(folder.glob("corpus/v*"))})


def read_release(folder: Path) -> Dict[str, Any]:
    """What is kept of an earlier release."""
    return {
        "schema": read_json(folder / "schema.json"),
        "conversations": read_json(folder / "conversations.json")["conversations"],
    }
