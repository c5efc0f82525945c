"""Changes of the document, each with what the guard must say of it: a guard that is silent is none.

A path leads through objects by name, and through lists by the element's name.
"""

import copy
from dataclasses import dataclass
from typing import Any, Dict, List, Tuple

from .files import SPEC_FOLDER

Step = Tuple[str, str, Any]

REQUESTS = sorted(
    path.stem for path in SPEC_FOLDER.glob("openrpc/methods/*.json") if path.stem != "cancel")
"""The methods that are answered: each may carry ctx."""


@dataclass(frozen=True)
class Mutation:
    """A change of the document, and the pointers into the reduced form that it breaks."""

    name: str
    steps: List[Step]
    pointers: List[str]

    def applied_to(self, document: Dict[str, Any]) -> Dict[str, Any]:
        """A copy of the document with the change."""
        changed = copy.deepcopy(document)
        for verb, path, value in self.steps:
            place: Any = changed
            *way, last = path.split(" > ")
            for part in way:
                place = place[key(place, part)]
            if verb == "add":
                place[last].append(copy.deepcopy(value))
            elif verb == "drop":
                del place[key(place, last)]
            else:
                place[key(place, last)] = copy.deepcopy(value)
        return changed


def key(place: Any, part: str) -> Any:
    """Under what a list has the element of this name; in an object the name itself."""
    if not isinstance(place, list):
        return part
    for index, element in enumerate(place):
        named = element.get("name") == part if isinstance(element, dict) else element == part
        if named or isinstance(element, dict) and element.get("$ref", "").endswith("/" + part):
            return index
    raise KeyError(part)


def put(path: str, value: Any) -> Step:
    """Sets a member."""
    return ("put", path, value)


def drop(path: str) -> Step:
    """Removes a member or an element."""
    return ("drop", path, None)


def add(path: str, value: Any) -> Step:
    """Appends an element to a list."""
    return ("add", path, value)


SELECT, MARK = "methods > Select > params", "methods > MarkResult > params"
GRANT = "methods > Select > result > schema"
VERDICT = "methods > MarkResult > result > schema > properties"
ENDING = "methods > Release > result > schema > properties"
CLIENT = "methods > Hello > params > client > schema"
SCHEMAS, ERRORS = "components > schemas", "components > errors"
TEXT = {"type": "string"}
SELECT_PARAMS = "/methods/Select/params/properties"
MARK_PARAMS = "/methods/MarkResult/params/properties"
SELECT_RESULT = "/methods/Select/result/properties"
MARK_RESULT = "/methods/MarkResult/result/properties"

OF_METHODS = [
    Mutation("a method removed", [drop("methods > Renew")], ["/methods/Renew"]),
    Mutation("a method withdrawn from a socket", [drop("methods > Summary > tags > ops")],
             ["/methods/Summary/sockets"]),
    Mutation("a method without an answer", [drop("methods > Health > result")],
             ["/methods/Health/result"]),
    Mutation("a notification removed", [drop("x-notifications > $/goaway")],
             ["/notifications/$~1goaway"]),
    Mutation("a notification's param removed",
             [drop("x-notifications > $/goaway > params > reason")],
             ["/notifications/$~1goaway/params/properties/reason"]),
]

OF_PARAMS = [
    Mutation("a param removed", [drop(f"{SELECT} > wait_ms")], [f"{SELECT_PARAMS}/wait_ms"]),
    Mutation("a param retyped", [put(f"{SELECT} > attempt > schema", TEXT)],
             [f"{SELECT_PARAMS}/attempt/type"]),
    Mutation("a param newly required", [put(f"{MARK} > seq > required", True)],
             [f"{MARK_PARAMS}/seq"]),
    Mutation("a new param that is required",
             [add(SELECT, {"name": "region", "required": True, "schema": TEXT})],
             [f"{SELECT_PARAMS}/region"]),
    Mutation("a member of a param newly required", [add(f"{CLIENT} > required", "instance_id")],
             ["/methods/Hello/params/properties/client/properties/instance_id"]),
    Mutation("a member of a param removed",
             [drop(f"{SCHEMAS} > Context > properties > idempotency_key")],
             [f"/methods/{name}/params/properties/ctx/properties/idempotency_key"
              for name in REQUESTS]),
    Mutation("unknown members of a param refused", [put(f"{CLIENT} > additionalProperties", False)],
             ["/methods/Hello/params/properties/client/additionalProperties"]),
    Mutation("a param's maximum lowered", [put(f"{SELECT} > wait_ms > schema > maximum", 1000)],
             [f"{SELECT_PARAMS}/wait_ms/maximum"]),
    Mutation("a param's minimum raised", [put(f"{SELECT} > attempt > schema > minimum", 2)],
             [f"{SELECT_PARAMS}/attempt/minimum"]),
    Mutation("a param shortened", [put(f"{SELECT} > session > schema > maxLength", 8)],
             [f"{SELECT_PARAMS}/session/maxLength"]),
    Mutation("a param bounded", [put(f"{MARK} > body > schema > maxLength", 65536)],
             [f"{MARK_PARAMS}/body/maxLength"]),
    Mutation("a param's pattern changed",
             [put(f"{SELECT} > session > schema > pattern", "^[a-z]*$")],
             [f"{SELECT_PARAMS}/session/pattern"]),
    Mutation("a param's word removed", [drop(f"{MARK} > error > schema > enum > timeout")],
             [f"{MARK_PARAMS}/error/enum"]),
    Mutation("the words of a param listed", [put(f"{MARK} > body > schema > enum", ["a"])],
             [f"{MARK_PARAMS}/body/enum"]),
    Mutation("a param's elements retyped",
             [put(f"{SELECT} > exclude > schema > items", {"type": "integer"})],
             [f"{SELECT_PARAMS}/exclude/items/type"]),
    Mutation("a map's values retyped",
             [put(f"{SELECT} > have_credential > schema > additionalProperties", TEXT)],
             [f"{SELECT_PARAMS}/have_credential/additionalProperties/type"]),
    Mutation("a stream of another notification",
             [put("methods > Watch > x-stream", "$/goaway")], ["/methods/Watch/stream"]),
    Mutation("a rule for the params as a whole",
             [put("methods > Summary > x-params-rules", {"required": ["provider"]})],
             ["/methods/Summary/params/allOf"]),
    Mutation("an alternative of a param removed",
             [put(f"{SCHEMAS} > Id > oneOf", [{"type": "integer"}])],
             ["/methods/$~1cancel/params/properties/id/oneOf",
              "/notifications/$~1event/params/properties/id/oneOf/0/maximum",
              "/notifications/$~1event/params/properties/id/oneOf/0/minimum"]),
]

OF_RESULTS = [
    Mutation("a result's member removed",
             [drop(f"{GRANT} > properties > pool_size"), drop(f"{GRANT} > required > pool_size")],
             [f"{SELECT_RESULT}/pool_size"]),
    Mutation("a result's member retyped", [put(f"{ENDING} > released", TEXT)],
             ["/methods/Release/result/properties/released/type"]),
    Mutation("a result's member no longer promised", [drop(f"{GRANT} > required > waited_ms")],
             [f"{SELECT_RESULT}/waited_ms"]),
    Mutation("a member that two results share removed",
             [drop(f"{SCHEMAS} > Lease > properties > fence")],
             ["/methods/Renew/result/properties/fence", f"{SELECT_RESULT}/lease/properties/fence"]),
    Mutation("a member of a result's elements removed",
             [drop(f"{SCHEMAS} > AccountSummary > properties > state")],
             [f"/methods/{name}/result/properties/accounts/items/properties/state"
              for name in ("Accounts", "Summary")]),
    Mutation("a word in a closed list of a result", [add(f"{ENDING} > state > enum", "stolen")],
             ["/methods/Release/result/properties/state/enum"]),
    Mutation("a closed list of a result opened", [put(f"{ENDING} > state", TEXT)],
             ["/methods/Release/result/properties/state/enum"]),
    Mutation("a word of an open list removed", [drop(f"{VERDICT} > retry > x-open-enum > wait")],
             [f"{MARK_RESULT}/retry/x-open-enum"]),
    Mutation("a result's minimum lowered", [put(f"{VERDICT} > blocked_ms > minimum", -2)],
             [f"{MARK_RESULT}/blocked_ms/minimum"]),
    Mutation("a result's bound removed", [drop(f"{VERDICT} > blocked_ms > minimum")],
             [f"{MARK_RESULT}/blocked_ms/minimum"]),
    Mutation("an alternative of a result added",
             [add(f"{GRANT} > properties > credential > oneOf", {"type": "null"})],
             [f"{SELECT_RESULT}/credential/oneOf"]),
]

OF_THE_REST = [
    Mutation("an error removed", [drop(f"{ERRORS} > DRAINING")], ["/errors/DRAINING"]),
    Mutation("an error of another code", [put(f"{ERRORS} > DEADLINE > code", 14)],
             ["/errors/DEADLINE/code"]),
    Mutation("an error of another status", [put(f"{ERRORS} > DEADLINE > data > status", "ABORTED")],
             ["/errors/DEADLINE/status"]),
    Mutation("an error that may not be retried",
             [put(f"{ERRORS} > DEADLINE > data > retryable", False)],
             ["/errors/DEADLINE/retryable"]),
    Mutation("an error that carries less",
             [drop("x-errors > NO_ELIGIBLE_ACCOUNT > carries > blocked")],
             ["/errors/NO_ELIGIBLE_ACCOUNT"]),
    Mutation("an error that carries something sometimes",
             [put("x-errors > BAD_FIELD > carries", ["field?"])], ["/errors/BAD_FIELD"]),
    Mutation("a goaway removed", [drop("x-goaways > DRAINING")], ["/goaways/DRAINING"]),
    Mutation("a goaway that carries less", [put("x-goaways > FRAME_TOO_LARGE > parameters", [])],
             ["/goaways/FRAME_TOO_LARGE"]),
    Mutation("a limit removed", [drop("x-limits > max_wait_ms")], ["/limits/max_wait_ms"]),
    Mutation("a limit that leaves less room", [put("x-limits > max_request_bytes > value", 1024)],
             ["/limits/max_request_bytes/value"]),
    Mutation("a limit of another unit", [put("x-limits > max_wait_ms > unit", "seconds")],
             ["/limits/max_wait_ms/unit"]),
    Mutation("a limit no longer reported", [put("x-limits > max_wait_ms > hello", False)],
             ["/limits/max_wait_ms/hello"]),
]

ADDITIONS = [
    Mutation("a new param that is optional", [add(SELECT, {"name": "region", "schema": TEXT})], []),
    Mutation("a new method", [add("methods", {
        "name": "Ping", "tags": [{"$ref": "#/components/tags/lease"}], "params": [],
        "result": {"name": "pong", "schema": {"type": "object"}}})], []),
    Mutation("a method on one more socket",
             [add("methods > Summary > tags", {"$ref": "#/components/tags/keeper"})], []),
    Mutation("a new member of a result, promised at once",
             [put(f"{GRANT} > properties > region", TEXT), add(f"{GRANT} > required", "region")],
             []),
    Mutation("a param's maximum raised",
             [put(f"{SELECT} > wait_ms > schema > maximum", 10**6)], []),
    Mutation("a param's bound removed", [drop(f"{SELECT} > session > schema > maxLength")], []),
    Mutation("a param that may be of one more type",
             [put(f"{MARK} > latency_ms > schema > type", ["integer", "number", "string"])], []),
    Mutation("a param no longer required", [drop(f"{MARK} > lease_id > required")], []),
    Mutation("a rule of the params dropped", [drop("methods > MarkResult > x-params-rules")], []),
    Mutation("one more word of a param", [add(f"{MARK} > error > schema > enum", "boredom")], []),
    Mutation("one more word in an open list",
             [add(f"{SCHEMAS} > Category > x-open-enum", "bored")], []),
    Mutation("a word that is not answered any more",
             [drop(f"{ENDING} > state > enum > revoked")], []),
    Mutation("a new notification of the daemon", [add("x-notifications", {
        "name": "$/news", "params": [{"name": "seq", "schema": {"type": "integer"}}]})], []),
    Mutation("a new error", [
        put(f"{ERRORS} > BORED", {"code": 8, "message": "bored", "data": {
            "reason": "BORED", "retryable": True, "status": "RESOURCE_EXHAUSTED"}}),
        put("x-errors > BORED", {"carries": [], "description": "Bored.", "null_id": False})], []),
    Mutation("an error that carries more", [add("x-errors > DEADLINE > carries", "waited_ms")], []),
    Mutation("a new limit",
             [put("x-limits > max_pings", {"hello": True, "unit": "pings", "value": 9})], []),
    Mutation("a limit that leaves more room", [put("x-limits > max_in_flight > value", 256)], []),
    Mutation("a shorter time", [put("x-limits > orphan_ms > value", 4000)], []),
    Mutation("other words in a description", [put("info > description", "Leases accounts.")], []),
]

MUTATIONS = OF_METHODS + OF_PARAMS + OF_RESULTS + OF_THE_REST + ADDITIONS
