"""Finds what would break the clients of an earlier release: within version 1 there are only
additions.

What a client sends must still be taken, so params may ask for less and allow more. What it gets
must still be what it knows, so results may promise more and vary less. The places are JSON
pointers into the reduced form, `corpus/*/schema.json`.
"""

from typing import Any, Dict, Iterator, List, Set

from .files import Specification
from .json_schema import Schema, pointer
from .reduction import reduce

LOWER_BOUNDS = {"minLength", "minimum"}
UPPER_BOUNDS = {"maxLength", "maximum", "x-max-bytes"}


def guard_complaints(specification: Specification) -> List[str]:
    """What is broken since any release."""
    current = reduce(specification.document)
    return [
        f"{complaint} since {name}"
        for name, release in specification.releases.items()
        for complaint in broken(release["schema"], current)
    ]


def broken(former: Dict[str, Any], current: Dict[str, Any]) -> List[str]:
    """What a client of the former document misses in the current one."""
    return (
        list(missing(former, current, "methods")) + list(missing(former, current, "notifications"))
        + list(missing(former, current, "errors")) + list(missing(former, current, "goaways"))
        + list(missing(former, current, "limits"))
        + [each for name in both(former, current, "methods")
           for each in method_changes(former, current, name)]
        + [each for name in both(former, current, "notifications")
           for each in schema_changes(
               former["notifications"][name]["params"], current["notifications"][name]["params"],
               pointer("/notifications", name) + "/params", taken=False)]
        + list(error_changes(former, current)) + list(limit_changes(former, current)))


def both(former: Dict[str, Any], current: Dict[str, Any], kind: str) -> List[str]:
    """The names that both have."""
    return [name for name in former[kind] if name in current[kind]]


def missing(former: Dict[str, Any], current: Dict[str, Any], kind: str) -> Iterator[str]:
    """What is there no more."""
    for name in former[kind]:
        if name not in current[kind]:
            yield f"{pointer('/' + kind, name)}: removed"


def method_changes(
    former: Dict[str, Any], current: Dict[str, Any], name: str
) -> Iterator[str]:
    """What a method no longer takes or gives."""
    old, new = former["methods"][name], current["methods"][name]
    path = pointer("/methods", name)
    for socket in old["sockets"]:
        if socket not in new["sockets"]:
            yield f"{path}/sockets: removed from {socket}"
    yield from schema_changes(old["params"], new["params"], f"{path}/params", taken=True)
    if old.get("stream") != new.get("stream"):
        yield f"{path}/stream: is another"
    if ("result" in old) != ("result" in new):
        yield f"{path}/result: {'removed' if 'result' in old else 'new: it was a notification'}"
    elif "result" in old:
        yield from schema_changes(old["result"], new["result"], f"{path}/result", taken=False)


def error_changes(former: Dict[str, Any], current: Dict[str, Any]) -> Iterator[str]:
    """Errors and goaways that say something else, or carry less."""
    for reason in both(former, current, "errors"):
        old, new = former["errors"][reason], current["errors"][reason]
        for member in ("code", "retryable", "status"):
            if old[member] != new[member]:
                yield f"{pointer('/errors', reason)}/{member}: changed"
        yield from carried_changes(old["carries"], new["carries"], pointer("/errors", reason))
    for reason in both(former, current, "goaways"):
        old, new = former["goaways"][reason], current["goaways"][reason]
        path = pointer("/goaways", reason)
        yield from carried_changes(old["parameters"], new["parameters"], path)


def carried_changes(old: List[str], new: List[str], path: str) -> Iterator[str]:
    """Members of an error's data that are gone, or may be absent and might not before."""
    for name in old:
        if name not in new and name.rstrip("?") not in new:
            yield f"{path}: no longer carries {name}"


def limit_changes(former: Dict[str, Any], current: Dict[str, Any]) -> Iterator[str]:
    """Limits that leave less room, or are not reported any more."""
    for name in both(former, current, "limits"):
        old, new = former["limits"][name], current["limits"][name]
        path = pointer("/limits", name)
        if old["unit"] != new["unit"]:
            yield f"{path}/unit: changed"
        if old["hello"] and not new["hello"]:
            yield f"{path}/hello: no longer reported"
        less = new["value"] - old["value"]
        if name.startswith("max_") and less < 0 or name.startswith("min_") and less > 0:
            yield f"{path}/value: leaves less room"


def schema_changes(old: Schema, new: Schema, path: str, taken: bool) -> Iterator[str]:
    """What breaks between two schemas of values that the daemon takes, or gives."""
    yield from type_changes(old, new, path, taken)
    yield from word_changes(old, new, path, taken)
    yield from bound_changes(old, new, path, taken)
    yield from property_changes(old, new, path, taken)
    yield from part_changes(old, new, path, taken)


def type_changes(old: Schema, new: Schema, path: str, taken: bool) -> Iterator[str]:
    """Another type, unless more are taken or fewer given."""
    wide, narrow = (new, old) if taken else (old, new)
    if "type" in wide and not types(narrow) <= types(wide):
        yield f"{path}/type: retyped"


def types(schema: Schema) -> Set[str]:
    """The types that a schema allows; those of its words when it names none."""
    named = schema.get("type", [])
    allowed = set([named] if isinstance(named, str) else named) or {"any"}
    return allowed | {"integer"} if "number" in allowed else allowed


def word_changes(old: Schema, new: Schema, path: str, taken: bool) -> Iterator[str]:
    """Words that are gone; in what is given also words that are new, for nobody knows them."""
    for keyword in ("const", "enum"):
        before, after = words(old, keyword), words(new, keyword)
        wide, narrow = (after, before) if taken else (before, after)
        if wide is None:
            continue
        if narrow is None:
            yield f"{path}/{keyword}: {'narrowed' if taken else 'widened'}"
        for word in sorted(set(narrow or []) - set(wide)):
            yield f"{path}/{keyword}: {word} {'removed' if taken else 'added to a closed list'}"
    for word in sorted(set(old.get("x-open-enum", [])) - set(new.get("x-open-enum", []))):
        yield f"{path}/x-open-enum: {word} removed"


def words(schema: Schema, keyword: str) -> Any:
    """The words of `enum`, or the one of `const`; None without."""
    if keyword not in schema:
        return None
    value = schema[keyword]
    return [str(word) for word in (value if keyword == "enum" else [value])]


def bound_changes(old: Schema, new: Schema, path: str, taken: bool) -> Iterator[str]:
    """Bounds that take less, or give more."""
    wide, narrow = (new, old) if taken else (old, new)
    verb = "narrowed" if taken else "widened"
    for keyword in sorted(LOWER_BOUNDS | UPPER_BOUNDS):
        if keyword not in wide:
            continue
        sign = 1 if keyword in LOWER_BOUNDS else -1
        if keyword not in narrow or sign * narrow[keyword] < sign * wide[keyword]:
            yield f"{path}/{keyword}: {verb}"
    if "pattern" in wide and wide["pattern"] != narrow.get("pattern"):
        yield f"{path}/pattern: {verb}"


def property_changes(old: Schema, new: Schema, path: str, taken: bool) -> Iterator[str]:
    """Properties that are gone, newly required, or no longer promised."""
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before:
        place = pointer(f"{path}/properties", name)
        if name not in after:
            yield f"{place}: removed"
        else:
            yield from schema_changes(before[name], after[name], place, taken)
    asked, promised = set(old.get("required", [])), set(new.get("required", []))
    for name in sorted(promised - asked if taken else asked - promised):
        place = pointer(f"{path}/properties", name)
        if taken or name in after:
            yield f"{place}: {'newly required' if taken else 'no longer promised'}"
    if taken and new.get("additionalProperties", True) is False:
        if old.get("additionalProperties", True) is not False:
            yield f"{path}/additionalProperties: members that are not named are refused"


def part_changes(old: Schema, new: Schema, path: str, taken: bool) -> Iterator[str]:
    """What breaks inside arrays, maps and alternatives."""
    wide, narrow = (new, old) if taken else (old, new)
    for keyword in ("additionalProperties", "items"):
        before, after = old.get(keyword), new.get(keyword)
        if isinstance(before, dict) and isinstance(after, dict):
            yield from schema_changes(before, after, f"{path}/{keyword}", taken)
        elif isinstance(wide.get(keyword), dict):
            yield f"{path}/{keyword}: {'narrowed' if taken else 'widened'}"
    for keyword in ("anyOf", "oneOf"):
        before, after = old.get(keyword, []), new.get(keyword, [])
        for index, (one, other) in enumerate(zip(before, after)):
            yield from schema_changes(one, other, f"{path}/{keyword}/{index}", taken)
        if keyword in wide and len(narrow.get(keyword, [])) != len(wide[keyword]):
            if keyword not in narrow or len(narrow[keyword]) > len(wide[keyword]):
                yield f"{path}/{keyword}: an alternative {'removed' if taken else 'added'}"
    before, after = old.get("allOf", []), new.get("allOf", [])
    for rule in (after if taken else before):
        if rule not in (before if taken else after):
            yield f"{path}/allOf: {'a new rule' if taken else 'a rule removed'}"
