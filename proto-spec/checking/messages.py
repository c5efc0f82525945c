"""Judges recorded messages by the schemas: those of the vectors, and those of earlier releases.

A request that was served has params that fit their schema, and one that was refused for its params
has some that do not; an answer has nothing but what its schema describes.
"""

import json
import re
from decimal import Decimal
from typing import Any, Dict, Iterator, List, Optional, Tuple, Union

from .document import Methods
from .files import Specification
from .json_schema import Validator

PLACEHOLDER = re.compile(r"\$\{([a-z0-9_]*)(?::([^}]*))?\}")
SAMPLES = {"token": "AAAAAAAAAAAAAAAAAAAAAA", "text": "2026-01-01T00:00:00Z"}
"""What stands for a placeholder of a kind; a text is an instant too."""
LONGEST_INTEGER = 400
"""Digits beyond which a number is only known to be large."""
INVALID_PARAMS = -32602
NOT_LOOKED_AT = {"METHOD_NOT_ON_THIS_SOCKET", "TOO_MANY_IN_FLIGHT", "DRAINING"}
"""Errors that are answered before the params are read."""


def message_complaints(specification: Specification) -> List[str]:
    """What is wrong with any recorded message, each with where it is recorded."""
    document = specification.document
    judge = MessageJudge(document, strict=True)
    complaints = []
    for file, contents in specification.vectors.items():
        for vector in contents["vectors"]:
            sent, received = list(frames(vector["send"])), list(texts(vector["expect"]))
            complaints += [f"vectors/{file}.json, {vector['name']}: {each}"
                           for each in judge.complaints(sent, received)]
    for name, release in specification.releases.items():
        # An old answer may lack what was promised since; what was asked must still be taken.
        old_judge = MessageJudge(document, strict=False, judges_answers=False)
        for conversation in release["conversations"]:
            steps = conversation["steps"]
            sent = [step["sent"] for step in steps if "sent" in step]
            received = [step["received"] for step in steps if "received" in step]
            complaints += [f"corpus/{name}, {conversation['name']}: {each}"
                           for each in old_judge.complaints(sent, received)]
    return complaints


def frames(steps: List[Any]) -> Iterator[str]:
    """The texts of the frames that the steps of a vector send."""
    names: Dict[str, str] = {}
    data = b"".join(step_bytes(step, names) for step in steps if isinstance(step, dict))
    while len(data) >= 4 + int.from_bytes(data[:4], "big"):
        end = 4 + int.from_bytes(data[:4], "big")
        yield data[4:end].decode("utf-8", "replace")
        data = data[max(end, 5) :]


def step_bytes(step: Dict[str, Any], names: Dict[str, str]) -> bytes:
    """What a step sends, if it is of frames or parts of them."""
    if "hex" in step:
        return bytes.fromhex(step["hex"])
    if "frame" in step:
        payload = sample(step["frame"], names).encode("utf-8").ljust(step.get("padded_to", 0))
    elif "parts" in step:
        payload = "".join(text * count for text, count in step["parts"]).encode("utf-8")
    elif "payload_hex" in step:
        payload = bytes.fromhex(step["payload_hex"])
    else:
        return b""
    return len(payload).to_bytes(4, "big") + payload


def texts(items: List[Any]) -> Iterator[str]:
    """The texts of the frames that a vector expects."""
    names: Dict[str, str] = {}
    for item in items:
        if isinstance(item, dict):
            yield sample(item["like"], names)
        elif item != "close":
            yield item


def sample(template: str, names: Dict[str, str]) -> str:
    """A text that fits a template; takes its names."""
    def fill(match: "re.Match[str]") -> str:
        name, kind = match.groups()
        if kind is None:
            return names.get(name, SAMPLES["token"])
        names[name] = SAMPLES.get(kind) or ("1" if kind[0] == ">" else kind.split("..")[0])
        return names[name]
    return PLACEHOLDER.sub(fill, template)


def parsed(text: str) -> Optional[Dict[str, Any]]:
    """The object that a frame holds; None for what is not to be read as one."""
    def unique(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError("a duplicate name")
        return dict(pairs)
    try:
        value = json.loads(text, object_pairs_hook=unique, parse_float=exact)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def exact(text: str) -> Union[int, float]:
    """A number with a fraction or an exponent: whole only if its digits are."""
    number = Decimal(text)
    if number and number.adjusted() > LONGEST_INTEGER:
        return float("inf")
    if number == number.to_integral_value():
        return int(number)
    value = float(number)
    # Too close to a whole number for a double; any other fraction is refused like it.
    return 0.5 if value.is_integer() else value


class MessageJudge:
    """Judges the messages of one connection by the schemas of a document."""

    def __init__(
        self, document: Dict[str, Any], strict: bool, judges_answers: bool = True
    ) -> None:
        self.methods = Methods(document)
        self._schemas = document["components"]["schemas"]
        self._errors = document["components"]["errors"]
        self._taken = Validator(document)
        self._given = Validator(document, strict)
        self._judges_answers = judges_answers

    def complaints(self, sent: List[str], received: List[str]) -> Iterator[str]:
        """What is wrong with what was sent and what came back."""
        requests: Dict[Any, List[Dict[str, Any]]] = {}
        for text in sent:
            request = parsed(text)
            # Params of another type make no other request: they are refused by themselves.
            bare = {**(request or {}), "params": {}}
            if request and not self._taken.complaints(bare, self._schemas["Request"]):
                requests.setdefault(str(request["id"]), []).append(request)
        for text in received:
            reply = parsed(text)
            if reply is None:
                yield f"{text[:80]} is no object"
            elif "method" in reply:
                yield from self._pushed(reply)
            else:
                waiting = requests.get(str(reply.get("id")), [])
                yield from self._answered(waiting.pop(0) if waiting else None, reply)

    def _pushed(self, message: Dict[str, Any]) -> Iterator[str]:
        method = self.methods.notifications.get(message["method"])
        if method is None:
            yield f"{message['method']} is not described"
        elif self._judges_answers:
            yield from self._given.complaints(message, self._schemas["Notification"])
            yield from self._given.complaints(
                message["params"], Methods.params_schema(method), "/params")

    def _answered(
        self, request: Optional[Dict[str, Any]], reply: Dict[str, Any]
    ) -> Iterator[str]:
        if self._judges_answers:
            yield from self._given.complaints(reply, {
                **self._schemas["Response"], "additionalProperties": False})
        if "error" in reply:
            yield from self._refused(request, reply)
        elif request is None:
            yield f"an answer to nothing: {reply.get('id')}"
        elif request["method"] not in self.methods.served:
            yield f"{request['method']} is served and not described"
        else:
            method = self.methods.all[request["method"]]
            yield from self._params(request)
            if "result" not in method:
                yield f"{request['method']} has a stream, and no result"
            elif self._judges_answers:
                yield from self._given.complaints(
                    reply["result"], method["result"]["schema"], "/result")

    def _params(self, request: Dict[str, Any]) -> List[str]:
        schema = Methods.params_schema(self.methods.all[request["method"]])
        params = request.get("params")
        params = {} if params is None else without_nulls(params)
        return self._taken.complaints(params, schema, "/params")

    def _refused(
        self, request: Optional[Dict[str, Any]], reply: Dict[str, Any]
    ) -> Iterator[str]:
        data = reply["error"]["data"]
        wanted = self._errors.get(data["reason"])
        if wanted is None:
            yield f"{data['reason']} is not described"
            return
        for name in ("code", "message"):
            if reply["error"][name] != wanted[name]:
                yield f"/error/{name}: differs from that of {data['reason']}"
        if request is None or request.get("method") not in self.methods.served:
            return
        name = request["method"]
        common = self.methods.document["x-common-errors"]
        if data["reason"] not in self.methods.reasons(name) + common:
            yield f"/error: {name} is not described to answer {data['reason']}"
        if reply["error"]["code"] == INVALID_PARAMS:
            if not self._params(request):
                yield f"/params: of {name} were refused, {data}, and fit their schema"
        elif data["reason"] not in NOT_LOOKED_AT and reply.get("id") is not None:
            yield from self._params(request)


def without_nulls(value: Any) -> Any:
    """Params without the members that are null, which is the same as absent."""
    if not isinstance(value, dict):
        return value
    return {name: without_nulls(member) for name, member in value.items() if member is not None}
