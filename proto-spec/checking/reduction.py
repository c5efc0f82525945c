"""The reduced form of a document: what a client may rely on, references resolved, words left out.

Members are found by name and not by number, so that a place has the same JSON pointer in each
release.
"""

from typing import Any, Dict

from .document import Methods
from .json_schema import Schema, Validator

KEYWORDS = {
    "additionalProperties", "allOf", "anyOf", "const", "enum", "items", "maxLength", "maximum",
    "minLength", "minimum", "oneOf", "pattern", "properties", "required", "type", "x-max-bytes",
    "x-open-enum",
}


def reduce(document: Dict[str, Any]) -> Dict[str, Any]:
    """The reduced form."""
    methods = Methods(document)
    validator = Validator(document)
    return {
        "methods": {
            name: reduced_method(name, methods, validator) for name in sorted(methods.all)},
        "notifications": {
            name: {"params": plain(methods.params_schema(method), validator)}
            for name, method in sorted(methods.notifications.items())
        },
        "errors": {
            reason: {
                "carries": document["x-errors"][reason]["carries"],
                "code": error["code"],
                "retryable": error["data"]["retryable"],
                "status": error["data"]["status"],
            }
            for reason, error in sorted(document["components"]["errors"].items())
        },
        "goaways": {
            reason: {"parameters": goaway["parameters"]}
            for reason, goaway in sorted(document["x-goaways"].items())
        },
        "limits": {
            name: {member: limit[member] for member in ("hello", "unit", "value")}
            for name, limit in sorted(document["x-limits"].items())
        },
    }


def reduced_method(name: str, methods: Methods, validator: Validator) -> Dict[str, Any]:
    """A method: where it is served, what it takes, what it answers."""
    method = methods.all[name]
    reduced: Dict[str, Any] = {
        "errors": sorted(methods.reasons(name)),
        "params": plain(methods.params_schema(method), validator),
        "sockets": sorted(methods.sockets(name)),
    }
    if "result" in method:
        reduced["result"] = plain(method["result"]["schema"], validator)
    if "x-stream" in method:
        reduced["stream"] = method["x-stream"]
    return reduced


def plain(schema: Schema, validator: Validator) -> Schema:
    """A schema with its references resolved and without what refuses nothing."""
    reduced: Schema = {}
    for keyword, value in sorted(validator.resolved(schema).items()):
        if keyword not in KEYWORDS:
            continue
        if keyword == "properties":
            value = {name: plain(each, validator) for name, each in sorted(value.items())}
        elif keyword in ("allOf", "anyOf", "oneOf"):
            value = [plain(each, validator) for each in value]
        elif keyword in ("additionalProperties", "items") and isinstance(value, dict):
            value = plain(value, validator)
        elif keyword in ("enum", "required", "x-open-enum"):
            value = sorted(value, key=str)
        reduced[keyword] = value
    return reduced
