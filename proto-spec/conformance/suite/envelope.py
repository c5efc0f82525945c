"""Section E: the strict subset of JSON-RPC 2.0."""

import json
from typing import Any, Dict

from .checks import Failure, check, equal
from .connection import Connection, framed, notification, refusal_of, request
from .daemon import accounts
from .lab import Lab, eventually
from .registry import Pace, case


def exchange(connection: Connection, text: str) -> Dict[str, Any]:
    """The answer to a frame of this text."""
    connection.send(framed(text))
    message = connection.message()
    check(message is not None, f"closed instead of an answer to {text[:80]}")
    return message


def invalid(connection: Connection, text: str, reason: str = "INVALID_REQUEST") -> None:
    """Fails unless the text is refused for the reason, with id null."""
    reply = exchange(connection, text)
    refusal_of(reply, reason)
    equal(reply.get("id"), None, f"the id of the answer to {text[:80]}")


@case("E-01", "Health", "`jsonrpc` missing, \"1.0\", 2.0, null", "-32600")
def e_01(lab: Lab) -> None:
    connection = lab.connect()
    invalid(connection, '{"id":1,"method":"Health"}')
    for value in ('"1.0"', "2.0", "null"):
        invalid(connection, '{"jsonrpc":%s,"id":1,"method":"Health"}' % value)
    connection.stays()


@case("E-02", "Health", "ids from 0 to 2^53-1 and of 1 to 64 characters",
      "they come back as they were, type included")
def e_02(lab: Lab) -> None:
    connection = lab.connect()
    for identifier in (0, 1, 2**53 - 1, "1", "x", "y" * 64, "~ !/\"\\"):
        connection.send(request(identifier, "Health"))
        equal(connection.message().get("id"), identifier, "the id")


@case("E-03", "Health", "ids that are none", "-32600, id null")
def e_03(lab: Lab) -> None:
    connection = lab.connect()
    refused = ["null", "-1", "-0", "1.0", "1e2", "9007199254740992", '""', "{}", "[1]", "true"]
    refused += ['"%s"' % ("x" * 65), '"\u00e9"', '"a\\nb"', '"\\u007f"']
    for identifier in refused:
        invalid(connection, '{"jsonrpc":"2.0","id":%s,"method":"Health"}' % identifier)
    connection.stays()


@case("E-04", "Health", "an id that is in flight", "DUPLICATE_ID, and the waiter is gone",
      accounts(1, max_in_flight=1))
def e_04(lab: Lab) -> None:
    holder, observer = lab.connect(), lab.connect()
    lab.granted(holder)
    waiter = lab.connect()
    waiter.ask("Select", {"provider": lab.provider, "wait_ms": 60000}, identifier=7)
    eventually(lambda: lab.pool(observer)["waiters"] == 1, "the Select waits")
    waiter.ask("Health", identifier=7)
    waiter.goaway("DUPLICATE_ID")
    eventually(lambda: lab.pool(observer)["waiters"] == 0, "the waiter is gone")


@case("E-05", "Health", "an id again after its answer", "it is answered")
def e_05(lab: Lab) -> None:
    connection = lab.connect()
    for _ in range(3):
        connection.send(request(5, "Health") + request(5, "Health"))
        equal([connection.message()["id"] for _ in range(2)], [5, 5], "the ids")


@case("E-06", "Health", "`params` of another type; none", "-32602 params; as {}")
def e_06(lab: Lab) -> None:
    connection = lab.connect()
    for params in ([], [1], "x", 1, True):
        data = connection.refusal("BAD_FIELD", "Health", params)
        equal(data.get("field"), "params", "field")
    connection.stays()
    reply = exchange(connection, '{"jsonrpc":"2.0","id":1,"method":"Health","params":null}')
    equal(reply.get("result"), {"status": "SERVING"}, "Health with params null")


@case("E-07", None, "an unknown method", "-32601, and the connection stays")
def e_07(lab: Lab) -> None:
    connection = lab.connect()
    data = connection.refusal("METHOD_NOT_FOUND", "Nonsense", {})
    equal(data.get("status"), "UNIMPLEMENTED", "status")
    connection.stays()


@case("E-08", None, "rpc.foo and $/foo as requests", "-32601")
def e_08(lab: Lab) -> None:
    connection = lab.connect()
    for method in ("rpc.foo", "$/foo", "$/cancel", "$/goaway", ""):
        connection.refusal("METHOD_NOT_FOUND", method, {})
    connection.stays()


@case("E-09", None, "an unknown $/ notification", "ignored, and the connection stays")
def e_09(lab: Lab) -> None:
    connection = lab.connect()
    connection.send(notification("$/foo", {}) + notification("$/foo", [1]))
    connection.silence(0.05)
    connection.stays()


@case("E-10", "Select", "a request without an id", "not executed, ID_REQUIRED", accounts(1))
def e_10(lab: Lab) -> None:
    connection = lab.connect()
    connection.send(notification("Select", {"provider": lab.provider}))
    connection.goaway("ID_REQUIRED")
    pool = lab.pool(lab.connect())
    equal(pool["in_use"], 0, "in_use")


@case("E-11", None, "a batch", "BATCH_UNSUPPORTED, and the connection stays")
def e_11(lab: Lab) -> None:
    connection = lab.connect()
    one = request(1, "Health")[4:].decode()
    for text in ("[%s]" % one, "[%s,%s]" % (one, one), "[]", "[1]"):
        invalid(connection, text, "BATCH_UNSUPPORTED")
    connection.stays()


@case("E-12", None, "a response sent to the server", "-32600, and the connection stays")
def e_12(lab: Lab) -> None:
    connection = lab.connect()
    invalid(connection, '{"jsonrpc":"2.0","id":1,"result":{}}')
    invalid(connection, '{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}}')
    invalid(connection, '{"jsonrpc":"2.0","id":1,"method":7}')
    connection.stays()


@case("E-13", "Health", "an unknown member of the envelope", "ignored")
def e_13(lab: Lab) -> None:
    connection = lab.connect()
    for member in ('"x":1', '"trace":{"a":[{"b":null}]}', '"result":{}', '"error":null'):
        reply = exchange(connection, '{"jsonrpc":"2.0","id":1,"method":"Health",%s}' % member)
        equal(reply.get("result"), {"status": "SERVING"}, f"Health with {member}")


@case("E-14", None, "a method's name in another case", "-32601")
def e_14(lab: Lab) -> None:
    connection = lab.connect()
    for method in ("health", "HEALTH", "hEALTH", "Health ", "\u0397ealth"):
        connection.refusal("METHOD_NOT_FOUND", method, {})


@case("E-15", None, "every error and goaway of the run", "one of errors.json, its message constant",
      pace=Pace.LAST)
def e_15(lab: Lab) -> None:
    connection = lab.connect()
    connection.refusal("METHOD_NOT_FOUND", "Nonsense")
    connection.refusal("UNKNOWN_PROVIDER", "Select", {"provider": "nobody"})
    connection.refusal("MISSING_FIELD", "Select", {})
    complaints = lab.observer.complaints_of_errors
    if complaints:
        raise Failure("; ".join(sorted(set(complaints))))
