"""Section S, continued: what an error tells, of other users' leases and of the request itself."""

import copy
import itertools
import json
from typing import Any, Dict, Iterator, List, Tuple

from checking.document import Methods

from .checks import check, equal
from .connection import Connection, framed, request
from .daemon import accounts, inventory
from .lab import Lab, needs_root
from .leases import UNKNOWN_LEASE, bytes_of, hello
from .registry import case
from .users import FIRST_USER, as_user

INSTANCE = "instance-of-section-s"
KEY, OTHER_KEY = "key-of-section-s-1", "key-of-section-s-2"
MARK = "QXZJKVWBQZXKJ7VQ4WZX9JQKZ"
"""A text of which no six bytes in a row stand in anything that the protocol has to say."""
PART = 6
LONGEST = 400
# Those that stay open, or stop what the others ask for.
UNANSWERED = {"Errands", "Drain", "Resume"}


@case("S-06", "Select", "another uid's lease in retry_of, in MarkResult, Renew, Release; its key",
      "the same bytes as for what nobody has")
def s_06(lab: Lab) -> None:
    needs_root()
    daemon = lab.daemon(inventory({"one": accounts(1, max_in_flight=1)}), open_to_all=True)
    mine = lab.connect(daemon.lease)
    hello(mine, INSTANCE)
    held = mine.result("Select", {"provider": "one", "ctx": {"idempotency_key": KEY}})
    lease = held["lease"]["lease_id"]

    def theirs() -> Any:
        connection = Connection(daemon.lease, lab.observer)
        hello(connection, INSTANCE)
        return [tuple(bytes_of(connection, method, params) for params in pair)
                for method, pair in foreign_and_unknown(lease)]

    answers = as_user(FIRST_USER, theirs)
    for (method, (params, _)), (foreign, unknown) in zip(foreign_and_unknown(lease), answers):
        check(b'"error"' in foreign, f"{method} with {sorted(params)} is not refused")
        check(foreign == unknown, f"{method} with {sorted(params)} tells what another uid has")
    again = mine.result("Select", {"provider": "one", "ctx": {"idempotency_key": KEY}})
    equal((again["replayed"], again["lease"]["lease_id"]), (True, lease), "the owner's own")
    equal(mine.result("Release", {"lease_id": lease})["released"], True, "released")


def foreign_and_unknown(lease: str) -> List[Tuple[str, Tuple[Dict[str, Any], Dict[str, Any]]]]:
    """Methods with params that name another's lease or key, and such as nobody has."""
    wish = {"provider": "one", "account": "one-1"}
    calls: List[Tuple[str, Tuple[Dict[str, Any], Dict[str, Any]]]] = [
        (method, ({"lease_id": lease, **more}, {"lease_id": UNKNOWN_LEASE, **more}))
        for method, more in (("MarkResult", {"status": 401}), ("Renew", {}), ("Release", {}),
                             ("MarkResult", {"status": 200, "release": True}))]
    calls.append(("Select", ({**wish, "retry_of": lease}, {**wish, "retry_of": UNKNOWN_LEASE})))
    calls.append(("Select", ({**wish, "ctx": {"idempotency_key": KEY}},
                             {**wish, "ctx": {"idempotency_key": OTHER_KEY}})))
    return calls


@case("S-10", None, "requests of every method with a text of their own in the place of each string",
      "no error frame has six bytes of it")
def s_10(lab: Lab) -> None:
    daemon = lab.daemon()
    methods = Methods(lab.connect(daemon.lease).result("rpc.discover"))
    refused = 0
    for path, name in itertools.product((daemon.lease, daemon.ops, daemon.keeper), methods.served):
        if name in UNANSWERED:
            continue
        connection = lab.connect(path)
        for params in marked(first_example(methods, name)):
            connection.send(request(1, name, params))
            refused += judge(connection, name)
    for payload in garbled():
        connection = lab.connect(daemon.lease)
        connection.send(framed(payload))
        refused += judge(connection, "a frame that is no request")
    check(refused > 200, f"only {refused} frames were refused, so this shows little")


def first_example(methods: Methods, name: str) -> Dict[str, Any]:
    """Params that a method takes, of which it waits for nothing."""
    params = {each["name"]: each["value"] for each in methods.all[name]["examples"][0]["params"]}
    params.pop("wait_ms", None)
    return {"provider": MARK, **params} if name == "Watch" else params


def marked(params: Dict[str, Any]) -> Iterator[Dict[str, Any]]:
    """The params with the mark in the place of each string, of every string and of every other
    value; short, as it is, and longer than any string may be."""
    for text in (MARK, MARK * LONGEST):
        everywhere = copy.deepcopy(params)
        for path, value in list(places(params)):
            if isinstance(value, str):
                put(everywhere, path, text)
            single = copy.deepcopy(params)
            if params.get("provider") != MARK:
                put(single, path, text)
                yield single
        yield {**everywhere, text: text, "ctx": {"idempotency_key": text}}
        yield {**everywhere, "ctx": text}


def places(value: Any, path: Tuple[Any, ...] = ()) -> Iterator[Tuple[Tuple[Any, ...], Any]]:
    """Every value inside that holds no others, and where it is."""
    if isinstance(value, (dict, list)):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, member in pairs:
            yield from places(member, (*path, name))
    else:
        yield path, value


def put(container: Any, path: Tuple[Any, ...], value: Any) -> None:
    """Replaces the value at a place."""
    for name in path[:-1]:
        container = container[name]
    container[path[-1]] = value


def garbled() -> Iterator[bytes]:
    """Texts with the mark in them that are no requests, or of no known method."""
    whole = {"jsonrpc": "2.0", "id": 1, "method": MARK, "params": {MARK: MARK}}
    text = json.dumps(whole).encode()
    yield text
    yield text[:-1] + b',"' + MARK.encode() + b'":1,"' + MARK.encode() + b'":1}'
    yield from (text[:cut] for cut in range(1, len(text), 7))
    for name in whole:
        yield json.dumps({**whole, name: {MARK: MARK}}).encode()
        yield json.dumps({**whole, name: MARK if name != "id" else MARK * 3}).encode()
    yield json.dumps([whole]).encode()
    yield json.dumps(MARK).encode()
    yield MARK.encode()


def judge(connection: Connection, what: str) -> int:
    """Reads the next frame; fails when it is an error that shows a part of the mark. Answers how
    many errors there were."""
    payload = connection.frame()
    if payload is None or b'"error"' not in payload and b'"$/goaway"' not in payload:
        return 0
    text = payload.decode("utf-8", "replace")
    for start in range(len(MARK) - PART + 1):
        check(MARK[start:start + PART] not in text, f"{what}: the error shows what was sent")
    return 1
