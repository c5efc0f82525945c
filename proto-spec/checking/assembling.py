"""Puts `openrpc.json` together from the readable parts in `openrpc/`, errors.json and limits.json.

The parts say `{"limit": NAME}` for a bound, and list a method's errors by reason.
"""

from pathlib import Path
from typing import Any, Dict, List

from .files import SPEC_FOLDER, read_json

Part = Dict[str, Any]

CARRIED_EXAMPLES: Part = {
    "blocked": {
        "at_capacity": 2, "auth_failed": 1, "cooldown": 3, "disabled": 1, "draining": 0,
        "excluded": 1, "model_unsupported": 3, "quota": 0,
    },
    "field": "wait_ms",
    "problems": ["accounts.json:7: accounts[2].provider: is missing"],
    "retry_after_ms": 8123,
    "total": 11,
    "waited_ms": 3000,
}
"""What an error may carry, as in an example."""


def assemble(folder: Path = SPEC_FOLDER) -> Part:
    """The document."""
    limits = read_json(folder / "limits.json")["limits"]
    errors = read_json(folder / "errors.json")
    parts = read_json(folder / "openrpc" / "document.json")
    schemas = read_json(folder / "openrpc" / "schemas.json")
    files = [read_json(path) for path in sorted(folder.glob("openrpc/methods/*.json"))]
    methods = {part["name"]: part for part in files}
    by_reason = {error["reason"]: error for error in errors["errors"]}
    document = {
        "openrpc": parts["openrpc"],
        "info": parts["info"],
        "servers": parts["servers"],
        "methods": [method(methods[name], by_reason) for name in parts["order"]],
        "components": {
            "errors": {reason: wire_error(error) for reason, error in by_reason.items()},
            "schemas": {**schemas, **generated_schemas(errors, limits)},
            "tags": {
                name: {"name": name, "description": text}
                for name, text in parts["sockets"].items()
            },
        },
        "x-common-errors": parts["common_errors"],
        "x-errors": {
            error["reason"]: {name: error[name] for name in ("carries", "description", "null_id")}
            for error in errors["errors"]
        },
        "x-goaways": {
            goaway["reason"]: {
                name: goaway[name] for name in ("description", "message", "parameters")}
            for goaway in errors["goaways"]
        },
        "x-limits": {
            limit["name"]: {
                name: limit[name] for name in ("hello", "scope", "unit", "value")}
            for limit in limits
        },
        "x-notifications": [notification(part) for part in parts["notifications"]],
        "x-reserved": parts["reserved"],
    }
    values = {limit["name"]: limit["value"] for limit in limits}
    greeting = {limit["name"]: limit["value"] for limit in limits if limit["hello"]}
    return fill(document, values, greeting)


def method(part: Part, by_reason: Dict[str, Part]) -> Part:
    """A method of the document: a request with a result or a stream, or a client's notification."""
    params = dict(part["params"])
    if "result" in part or "stream" in part:
        params["ctx"] = {
            "description": "how long the client listens, and how it repeats a request",
            "schema": {"$ref": "#/components/schemas/Context"}}
    made = {
        "name": part["name"],
        "tags": [{"$ref": f"#/components/tags/{socket}"} for socket in part["sockets"]],
        "paramStructure": "by-name",
        "params": descriptors(params),
        "examples": [example(part, each) for each in part["examples"]],
    }
    made.update({name: part[name] for name in ("summary", "description", "result") if name in part})
    if part["errors"]:
        made["errors"] = errors_by_code([by_reason[reason] for reason in part["errors"]])
    if "stream" in part:
        made["x-stream"] = part["stream"]
    if "rules" in part:
        made["x-params-rules"] = part["rules"]
    return made


def descriptors(params: Part) -> List[Part]:
    """The content descriptors of params: those that are required first, as OpenRPC demands."""
    listed = [
        {"name": name, **{key: each[key] for key in each if key != "required"},
         **({"required": True} if each.get("required") else {})}
        for name, each in params.items()
    ]
    return sorted(listed, key=lambda each: not each.get("required", False))


def example(part: Part, each: Part) -> Part:
    """An example pairing."""
    made = {
        "name": each["name"],
        "params": [{"name": name, "value": value} for name, value in each["params"].items()],
    }
    if "result" in part:
        made["result"] = {"name": part["result"]["name"], "value": each["result"]}
    return made


def notification(part: Part) -> Part:
    """What the daemon sends unasked, in the form of a method."""
    return {
        "name": part["name"],
        "summary": part["summary"],
        "description": part["description"],
        "paramStructure": "by-name",
        "params": descriptors(part["params"]),
        "examples": [example(part, each) for each in part["examples"]],
    }


def errors_by_code(errors: List[Part]) -> List[Part]:
    """The errors of a method: OpenRPC wants each code once, so its reasons stand together."""
    made: Dict[int, Part] = {}
    for error in errors:
        entry = made.setdefault(error["code"], {
            "code": error["code"], "message": error["status"], "data": {"reasons": []}})
        entry["data"]["reasons"].append(error["reason"])
    return [made[code] for code in sorted(made)]


def wire_error(error: Part) -> Part:
    """An error as it is sent, with an example of what it carries."""
    carried = [name.rstrip("?") for name in error["carries"]]
    data = {name: error[name] for name in ("reason", "retryable", "status")}
    data.update({name: CARRIED_EXAMPLES[name] for name in carried})
    return {"code": error["code"], "message": error["message"], "data": data}


def generated_schemas(errors: Part, limits: List[Part]) -> Part:
    """The schemas that follow from the lists of errors and limits."""
    names = [limit["name"] for limit in limits if limit["hello"]]
    return {
        "ErrorReason": {
            "type": "string",
            "x-open-enum": sorted(error["reason"] for error in errors["errors"]),
        },
        "GoawayReason": {
            "type": "string",
            "x-open-enum": sorted(goaway["reason"] for goaway in errors["goaways"]),
        },
        "Limits": {
            "description": "The limits of this daemon; x-limits says what each is.",
            "type": "object",
            "required": sorted(names),
            "properties": {name: {"type": "integer", "minimum": 1} for name in sorted(names)},
        },
    }


def fill(value: Any, limits: Dict[str, int], greeting: Dict[str, int]) -> Any:
    """Puts the values of limits where the parts name them, and remembers the names beside."""
    if isinstance(value, list):
        return [fill(element, limits, greeting) for element in value]
    if value == "all of Hello":
        return greeting
    if not isinstance(value, dict):
        return value
    named = {
        keyword: bound["limit"] for keyword, bound in value.items()
        if isinstance(bound, dict) and set(bound) == {"limit"} and isinstance(bound["limit"], str)
    }
    filled = {
        keyword: limits[named[keyword]] if keyword in named else fill(member, limits, greeting)
        for keyword, member in value.items()
    }
    if named:
        filled["x-limits"] = named
    return filled
