"""Validates values against the part of JSON Schema (draft 7) that the specification uses."""

import re
from typing import Any, Callable, Dict, Iterator, List, Optional, Set

Schema = Dict[str, Any]

ANNOTATIONS = {"description", "title", "default", "examples", "x-open-enum", "x-limits"}
"""Keywords that say something and refuse nothing."""


class UnknownKeyword(Exception):
    """A schema has a keyword that this validator would pass over."""


def pointer(path: str, name: Any) -> str:
    """The JSON pointer (RFC 6901) of a member or an element."""
    return f"{path}/" + str(name).replace("~", "~0").replace("/", "~1")


def kind_of(value: Any) -> str:
    """The name of a value's type; an integer is also a number."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) or isinstance(value, float) and value.is_integer():
        return "integer"
    kinds = {float: "number", str: "string", list: "array", dict: "object", type(None): "null"}
    return kinds[type(value)]


class Validator:
    """Judges values by the schemas of one document.

    A strict one refuses members that no schema names, unless `additionalProperties` allows them:
    whoever reads the protocol ignores them, whoever describes it must not forget any.
    """

    def __init__(self, document: Any, strict: bool = False) -> None:
        self._document = document
        self._strict = strict

    def complaints(self, value: Any, schema: Schema, path: str = "") -> List[str]:
        """What is wrong with a value, each with the JSON pointer of the place."""
        return list(self._judge(value, schema, path))

    def resolved(self, schema: Schema) -> Schema:
        """The schema behind a reference, or the schema itself."""
        while "$ref" in schema:
            schema = look_up(self._document, schema["$ref"])
        return schema

    def _judge(self, value: Any, schema: Schema, path: str) -> Iterator[str]:
        schema = self.resolved(schema)
        for keyword, wanted in schema.items():
            if keyword in RULES:
                complaint = RULES[keyword](value, wanted)
                if complaint is not None:
                    yield f"{path}: {complaint}"
            elif keyword in PARTS:
                yield from PARTS[keyword](self, value, wanted, schema, path)
            elif keyword not in ANNOTATIONS:
                raise UnknownKeyword(keyword)
        if self._strict and isinstance(value, dict) and "properties" in schema:
            if "additionalProperties" not in schema:
                for name in sorted(set(value) - set(schema["properties"])):
                    yield f"{pointer(path, name)}: is not described"

    def _properties(
        self, value: Any, wanted: Any, schema: Schema, path: str
    ) -> Iterator[str]:
        if isinstance(value, dict):
            for name in sorted(set(wanted) & set(value)):
                yield from self._judge(value[name], wanted[name], pointer(path, name))

    def _additional_properties(
        self, value: Any, wanted: Any, schema: Schema, path: str
    ) -> Iterator[str]:
        if not isinstance(value, dict) or wanted is True:
            return
        for name in sorted(set(value) - set(schema.get("properties", {}))):
            if wanted is False:
                yield f"{pointer(path, name)}: is not allowed"
            else:
                yield from self._judge(value[name], wanted, pointer(path, name))

    def _items(self, value: Any, wanted: Any, schema: Schema, path: str) -> Iterator[str]:
        if isinstance(value, list):
            for index, element in enumerate(value):
                yield from self._judge(element, wanted, pointer(path, index))

    def _all_of(self, value: Any, wanted: Any, schema: Schema, path: str) -> Iterator[str]:
        for part in wanted:
            yield from self._judge(value, part, path)

    def _any_of(self, value: Any, wanted: Any, schema: Schema, path: str) -> Iterator[str]:
        complaints = [self.complaints(value, part, path) for part in wanted]
        if all(complaints):
            best = min(complaints, key=len)
            yield f"{path}: is none of {len(wanted)} alternatives; of the closest {best[0]}"

    def _one_of(self, value: Any, wanted: Any, schema: Schema, path: str) -> Iterator[str]:
        complaints = [self.complaints(value, part, path) for part in wanted]
        count = sum(not each for each in complaints)
        if count > 1:
            yield f"{path}: is {count} of alternatives that exclude each other"
        elif count == 0:
            yield from self._any_of(value, wanted, schema, path)


def look_up(document: Any, reference: str) -> Any:
    """What a reference inside the document stands for; a KeyError when there is nothing."""
    if not reference.startswith("#/"):
        raise KeyError(reference)
    value = document
    for part in reference[2:].split("/"):
        name = part.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


def is_of(value: Any, kind: str) -> bool:
    """Whether a value is of a type, by its name in JSON Schema."""
    own = kind_of(value)
    return own == kind or (own, kind) == ("integer", "number")


def _type(value: Any, wanted: Any) -> Optional[str]:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    if any(is_of(value, kind) for kind in kinds):
        return None
    return f"is of type {kind_of(value)}, not {' or '.join(kinds)}"


def _required(value: Any, wanted: Any) -> Optional[str]:
    missing = sorted(set(wanted) - set(value)) if isinstance(value, dict) else []
    return f"lacks {', '.join(missing)}" if missing else None


def _one_word(value: Any, wanted: Any) -> Optional[str]:
    same = any(value == word and type(value) is type(word) for word in wanted)
    return None if same else f"is none of {wanted}"


def _bound(
    measure: Callable[[Any], Any], kinds: Set[str], fits: Callable[[Any, Any], bool], words: str
) -> Callable[[Any, Any], Optional[str]]:
    """The rule of a keyword that bounds a measure of values of some types."""
    def rule(value: Any, wanted: Any) -> Optional[str]:
        if kind_of(value) not in kinds or fits(measure(value), wanted):
            return None
        return f"is {measure(value)}, {words} {wanted}"
    return rule


def _pattern(value: Any, wanted: str) -> Optional[str]:
    # In ECMA 262 a `$` is the end of the text; in Python also the place before a last line feed.
    expression = re.sub(r"(?<!\\)\$$", r"\\Z", wanted)
    if not isinstance(value, str) or re.search(expression, value):
        return None
    return f"does not fit {wanted}"


def _at_least(value: Any, bound: Any) -> bool:
    return value >= bound


def _at_most(value: Any, bound: Any) -> bool:
    return value <= bound


def _count_bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


NUMBERS = {"integer", "number"}
RULES: Dict[str, Callable[[Any, Any], Optional[str]]] = {
    "type": _type,
    "required": _required,
    "enum": _one_word,
    "const": lambda value, wanted: _one_word(value, [wanted]),
    "minimum": _bound(lambda value: value, NUMBERS, _at_least, "under"),
    "maximum": _bound(lambda value: value, NUMBERS, _at_most, "over"),
    "minLength": _bound(len, {"string"}, _at_least, "shorter than"),
    "maxLength": _bound(len, {"string"}, _at_most, "longer than"),
    "x-max-bytes": _bound(_count_bytes, {"string"}, _at_most, "more bytes than"),
    "pattern": _pattern,
}
PARTS: Dict[str, Callable[..., Iterator[str]]] = {
    "properties": Validator._properties,
    "additionalProperties": Validator._additional_properties,
    "items": Validator._items,
    "allOf": Validator._all_of,
    "anyOf": Validator._any_of,
    "oneOf": Validator._one_of,
}
KNOWN_KEYWORDS = set(RULES) | set(PARTS) | ANNOTATIONS | {"$ref"}
