"""Judges an OpenRPC document by itself: its form, its references and its examples."""

import json
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

from .files import canonical, read_json
from .json_schema import KNOWN_KEYWORDS, Validator, look_up, pointer

FORM = read_json(Path(__file__).with_name("openrpc-form.json"))
OPAQUE = {"data", "schema", "schemas", "value"}
"""Members whose contents are not OpenRPC's."""


class Methods:
    """The methods of a document by their names, with schemas of whole messages."""

    def __init__(self, document: Dict[str, Any]) -> None:
        self.document = document
        self.all: Dict[str, Dict[str, Any]] = {
            method["name"]: method for method in document["methods"]}
        self.notifications: Dict[str, Dict[str, Any]] = {
            each["name"]: each for each in document["x-notifications"]}

    @property
    def served(self) -> List[str]:
        """The names of those that answer."""
        return [name for name, method in self.all.items()
                if "result" in method or "x-stream" in method]

    def sockets(self, name: str) -> List[str]:
        """The sockets that serve a method."""
        return [look_up(self.document, tag["$ref"])["name"] for tag in self.all[name]["tags"]]

    @staticmethod
    def params_schema(method: Dict[str, Any]) -> Dict[str, Any]:
        """The schema of a method's `params`, or of a notification's."""
        listed = method["params"]
        schema: Dict[str, Any] = {
            "type": "object",
            "required": [each["name"] for each in listed if each.get("required")],
            "properties": {each["name"]: each["schema"] for each in listed},
        }
        if "x-params-rules" in method:
            schema["allOf"] = [method["x-params-rules"]]
        return schema

    def reasons(self, name: str) -> List[str]:
        """The errors that are a method's own, by reason."""
        errors = self.all[name].get("errors", [])
        return [reason for error in errors for reason in error["data"]["reasons"]]


def document_complaints(text: str) -> List[str]:
    """What is wrong with a document by itself."""
    document = json.loads(text)
    complaints = Validator(FORM, strict=True).complaints(without_extensions(document), FORM["form"])
    if complaints:
        return complaints
    if text != canonical(document):
        complaints.append(": is not canonical JSON; `check --assemble` writes it")
    complaints += list(dangling_references(document))
    complaints += list(keyword_complaints(document))
    if not complaints:
        complaints += list(method_complaints(document))
        complaints += list(example_complaints(document))
    return complaints


def without_extensions(value: Any) -> Any:
    """The document without members that OpenRPC leaves to others."""
    if isinstance(value, list):
        return [without_extensions(element) for element in value]
    if not isinstance(value, dict):
        return value
    return {
        name: member if name in OPAQUE else without_extensions(member)
        for name, member in value.items() if not name.startswith("x-")
    }


def dangling_references(value: Any) -> Iterator[str]:
    """References that lead nowhere."""
    for path, reference in references(value, ""):
        try:
            look_up(value, reference)
        except (KeyError, IndexError, ValueError):
            yield f"{path}: {reference} leads nowhere"


def references(value: Any, path: str) -> Iterator[Tuple[str, str]]:
    """All references inside a value, each with its place."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield path, value["$ref"]
        for name, member in value.items():
            yield from references(member, pointer(path, name))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from references(element, pointer(path, index))


def method_complaints(document: Dict[str, Any]) -> Iterator[str]:
    """What OpenRPC's form cannot say of the methods."""
    names = [method["name"] for method in document["methods"]]
    names_pushed = [each["name"] for each in document["x-notifications"]]
    for index, method in enumerate(document["methods"]):
        path = f"/methods/{index}"
        if names.index(method["name"]) != index:
            yield f"{path}/name: {method['name']} is listed twice"
        params = [each["name"] for each in method["params"]]
        required = [each.get("required", False) for each in method["params"]]
        if len(set(params)) != len(params):
            yield f"{path}/params: a name is listed twice"
        if required != sorted(required, reverse=True):
            yield f"{path}/params: those that are required come first"
        codes = [error["code"] for error in method.get("errors", [])]
        if len(set(codes)) != len(codes):
            yield f"{path}/errors: a code is listed twice"
        if not method.get("tags"):
            yield f"{path}/tags: no socket is named"
        if not method.get("examples"):
            yield f"{path}: has no example"
        if "x-stream" in method and "result" in method:
            yield f"{path}: has a stream and a result"
        if "x-stream" in method and method["x-stream"] not in names_pushed:
            yield f"{path}/x-stream: is none of /x-notifications"
    for name in document["x-reserved"]["methods"]:
        if name in names:
            yield f"/x-reserved/methods: {name} is served"


def example_complaints(document: Dict[str, Any]) -> Iterator[str]:
    """Examples and defaults that do not fit their schemas."""
    validator = Validator(document, strict=True)
    for kind in ("methods", "x-notifications"):
        for index, method in enumerate(document[kind]):
            schema = Methods.params_schema(method)
            path = f"/{kind}/{index}"
            for number, example in enumerate(method.get("examples", [])):
                place = f"{path}/examples/{number}"
                params = {each["name"]: each["value"] for each in example["params"]}
                yield from validator.complaints(params, schema, f"{place}/params")
                if ("result" in example) != ("result" in method):
                    yield f"{place}/result: must be there if the method has one"
                elif "result" in example:
                    yield from validator.complaints(
                        example["result"]["value"], method["result"]["schema"], f"{place}/result")
            yield from default_complaints(validator, method, path)
    for reason, error in document["components"]["errors"].items():
        place = f"/components/errors/{reason}"
        yield from validator.complaints(error, document["components"]["schemas"]["Error"], place)


def default_complaints(
    validator: Validator, method: Dict[str, Any], path: str
) -> Iterator[str]:
    """Defaults of params that are no values of theirs."""
    for index, each in enumerate(method["params"]):
        schema = validator.resolved(each["schema"])
        if "default" in schema:
            place = f"{path}/params/{index}/schema/default"
            yield from validator.complaints(schema["default"], schema, place)


def keyword_complaints(document: Dict[str, Any]) -> Iterator[str]:
    """Schemas with a keyword that nothing here checks, as a misspelt one."""
    for name, schema in document["components"]["schemas"].items():
        yield from unknown_keywords(schema, f"/components/schemas/{name}")
    for kind in ("methods", "x-notifications"):
        for index, method in enumerate(document[kind]):
            path = f"/{kind}/{index}"
            for number, each in enumerate(method["params"]):
                yield from unknown_keywords(each["schema"], f"{path}/params/{number}/schema")
            if "result" in method:
                yield from unknown_keywords(method["result"]["schema"], f"{path}/result/schema")


def unknown_keywords(schema: Any, path: str) -> Iterator[str]:
    """The keywords of a schema, and of those inside it, that the validator does not know."""
    for keyword, value in schema.items():
        place = pointer(path, keyword)
        if keyword == "properties":
            for name, each in value.items():
                yield from unknown_keywords(each, pointer(place, name))
        elif keyword in ("allOf", "anyOf", "oneOf"):
            for index, each in enumerate(value):
                yield from unknown_keywords(each, pointer(place, index))
        elif keyword in ("additionalProperties", "items") and isinstance(value, dict):
            yield from unknown_keywords(value, place)
        elif keyword not in KNOWN_KEYWORDS:
            yield f"{place}: is no keyword that is known here"
