"""Judges an OpenRPC document beside errors.json and limits.json, and by the size of a frame."""

from typing import Any, Dict, Iterator, List

from .assembling import wire_error
from .document import Methods
from .files import Specification
from .json_schema import pointer


def agreement_complaints(specification: Specification) -> List[str]:
    """In what the files say different things."""
    document = specification.document
    return (
        list(error_complaints(document, specification))
        + list(reason_complaints(document, specification))
        + list(goaway_complaints(document, specification))
        + list(limit_complaints(document, specification))
        + list(size_complaints(specification)))


def error_complaints(document: Dict[str, Any], specification: Specification) -> Iterator[str]:
    """Errors that are missing, too many, or not as errors.json has them."""
    wanted = {error["reason"]: error for error in specification.errors}
    listed = document["components"]["errors"]
    for reason in sorted(set(wanted) ^ set(listed)):
        yield f"/components/errors/{reason}: is in one of openrpc.json and errors.json only"
    for reason in sorted(set(wanted) & set(listed)):
        right = wire_error(wanted[reason])
        for name in right:
            if listed[reason].get(name) != right[name]:
                yield f"/components/errors/{reason}/{name}: differs from errors.json"
        for name in ("carries", "description", "null_id"):
            if document["x-errors"].get(reason, {}).get(name) != wanted[reason][name]:
                yield f"/x-errors/{reason}/{name}: differs from errors.json"
    words = document["components"]["schemas"]["ErrorReason"]["x-open-enum"]
    if words != sorted(wanted):
        yield "/components/schemas/ErrorReason/x-open-enum: differs from errors.json"


def reason_complaints(document: Dict[str, Any], specification: Specification) -> Iterator[str]:
    """Reasons of methods under a wrong code, and errors that nothing answers."""
    wanted = {error["reason"]: error for error in specification.errors}
    named = set(document["x-common-errors"]) | set(document["x-reserved"]["errors"])
    for index, method in enumerate(document["methods"]):
        for place, error in enumerate(method.get("errors", [])):
            path = f"/methods/{index}/errors/{place}"
            for reason in error["data"]["reasons"]:
                named.add(reason)
                entry = wanted.get(reason, {})
                if (entry.get("code"), entry.get("status")) != (error["code"], error["message"]):
                    yield f"{path}: {reason} is not of code {error['code']} {error['message']}"
    for reason in sorted(set(wanted) ^ named):
        yield f"/methods: {reason} is nobody's error, or is not in errors.json"


def goaway_complaints(document: Dict[str, Any], specification: Specification) -> Iterator[str]:
    """Goaways that are not as errors.json has them."""
    names = ("description", "message", "parameters")
    wanted = {
        each["reason"]: {name: each[name] for name in names} for each in specification.goaways}
    for reason in sorted(set(wanted) | set(document["x-goaways"])):
        if document["x-goaways"].get(reason) != wanted.get(reason):
            yield f"/x-goaways/{reason}: differs from errors.json"
    carried = {name for each in wanted.values() for name in each["parameters"]}
    goaway = Methods(document).notifications["$/goaway"]
    if {each["name"] for each in goaway["params"]} != carried | {"message", "reason"}:
        yield "/x-notifications: the params of $/goaway differ from errors.json"


def limit_complaints(document: Dict[str, Any], specification: Specification) -> Iterator[str]:
    """Limits that are missing, too many, or not as limits.json has them."""
    wanted = {limit["name"]: limit for limit in specification.limits}
    for name in sorted(set(wanted) ^ set(document["x-limits"])):
        yield f"/x-limits/{name}: is in one of openrpc.json and limits.json only"
    for name in sorted(set(wanted) & set(document["x-limits"])):
        for member, value in document["x-limits"][name].items():
            if wanted[name][member] != value:
                yield f"/x-limits/{name}/{member}: differs from limits.json"
    greeting = sorted(name for name, limit in wanted.items() if limit["hello"])
    schema = document["components"]["schemas"]["Limits"]
    if schema["required"] != greeting or sorted(schema["properties"]) != greeting:
        yield "/components/schemas/Limits: differs from limits.json"
    yield from bound_complaints(document, wanted, "")


def bound_complaints(value: Any, limits: Dict[str, Any], path: str) -> Iterator[str]:
    """Schemas whose bounds are not those of the limits that they name."""
    if isinstance(value, list):
        for index, element in enumerate(value):
            yield from bound_complaints(element, limits, pointer(path, index))
    if not isinstance(value, dict):
        return
    for name, member in value.items():
        if name == "x-limits" and path:
            for keyword, limit in member.items():
                if value.get(keyword) != limits.get(limit, {}).get("value"):
                    yield f"{pointer(path, keyword)}: differs from {limit} in limits.json"
        else:
            yield from bound_complaints(member, limits, pointer(path, name))


def size_complaints(specification: Specification) -> Iterator[str]:
    """A document that would strain the frame in which it is answered."""
    values = {limit["name"]: limit["value"] for limit in specification.limits}
    size = len(specification.text.encode("utf-8"))
    if 8 * size > values["max_response_bytes"]:
        yield f": {size} bytes are more than an eighth of max_response_bytes"
