"""Section J: what of JSON is read, what is refused, and how the server writes it."""

import json
import time
from typing import Iterator, List

from .checks import Failure, check, equal
from .connection import Connection, framed, refusal_of, request
from .daemon import accounts
from .envelope import exchange, invalid
from .lab import Lab
from .registry import Pace, case
from .spec import LIMITS, read_json

HEALTH = '{"jsonrpc":"2.0","id":1,"method":"Health"}'
TEXTS = read_json("vectors/texts/json.json")


def holding(value: str) -> str:
    """A Health request with the value in a parameter that is ignored."""
    return '{"jsonrpc":"2.0","id":1,"method":"Health","params":{"x":%s}}' % value


def malformed(lab: Lab, payloads: List[bytes], reason: str = "MALFORMED") -> None:
    """Fails unless each is refused; a connection takes eight of them."""
    most = LIMITS["max_malformed_frames"]
    for start in range(0, len(payloads), most):
        connection = lab.connect()
        for payload in payloads[start : start + most]:
            connection.send(framed(payload))
            reply = connection.message()
            check(reply is not None, f"closed at {payload[:60]!r}")
            try:
                refusal_of(reply, reason)
                equal(reply.get("id"), None, "the id")
            except Failure as failure:
                raise Failure(f"{payload[:60]!r}: {failure}") from None
        connection.stays()
        connection.close()


def served(connection: Connection, text: str) -> None:
    """Fails unless the request is answered as a Health."""
    reply = exchange(connection, text)
    check(reply.get("result") == {"status": "SERVING"}, f"{text[:90]!r} was refused")


@case("J-01", "Health", "every malformed text, by itself and as a value that is ignored", "-32700")
def j_01(lab: Lab) -> None:
    texts = [text.encode("utf-8") for text in TEXTS["malformed"]]
    texts += [bytes.fromhex(text) for text in TEXTS["malformed_hex"]]
    before, after = holding("@").encode().split(b"@")
    malformed(lab, [text for text in texts if text])
    malformed(lab, [before + text + after for text in texts])


@case("J-02", "Health", "every well-formed text as a value that is ignored",
      "it is served; duplicate names are DUPLICATE_KEY")
def j_02(lab: Lab) -> None:
    connection = lab.connect()
    for text in TEXTS["accepted"]:
        served(connection, holding(text))
    for text in TEXTS["accepted"]:
        invalid(connection, text, "BATCH_UNSUPPORTED" if "[" == text.strip()[0] else
                "INVALID_REQUEST")
    duplicates = [text.encode("utf-8") for text in TEXTS["duplicate"]]
    malformed(lab, duplicates, "DUPLICATE_KEY")
    malformed(lab, [holding(text).encode("utf-8") for text in TEXTS["duplicate"]], "DUPLICATE_KEY")


@case("J-05", "Select", "two members `method`", "DUPLICATE_KEY, neither is executed", accounts(1))
def j_05(lab: Lab) -> None:
    select = request(1, "Select", {"provider": lab.provider})[4:].decode()
    for first, second in (("Select", "Health"), ("Health", "Select")):
        text = select.replace('"Select"', f'"{first}", "method": "{second}"')
        malformed(lab, [text.encode()], "DUPLICATE_KEY")
    equal(lab.pool(lab.connect())["in_use"], 0, "in_use")


@case("J-06", "Health", "a duplicate by an escape", "DUPLICATE_KEY")
def j_06(lab: Lab) -> None:
    malformed(lab, [HEALTH.replace("}", ',"\\u006dethod":"Health"}').encode()], "DUPLICATE_KEY")


@case("J-07", "Health", "a duplicate inside a value that is ignored", "DUPLICATE_KEY")
def j_07(lab: Lab) -> None:
    for value in ('{"a":1,"a":1}', '[[{"a":{"b":1,"c":2,"b":3}}]]'):
        malformed(lab, [holding(value).encode()], "DUPLICATE_KEY")


@case("J-08", "Health", "a byte order mark", "MALFORMED")
def j_08(lab: Lab) -> None:
    malformed(lab, [b"\xef\xbb\xbf" + HEALTH.encode()])


@case("J-09", "Health", "UTF-16 and UTF-32", "MALFORMED")
def j_09(lab: Lab) -> None:
    encodings = ("utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "utf-32-be", "utf-32")
    malformed(lab, [HEALTH.encode(encoding) for encoding in encodings])


@case("J-10", "Health", "invalid UTF-8 in a name and in a value", "MALFORMED")
def j_10(lab: Lab) -> None:
    wrong = [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80"]
    before, after = b'{"jsonrpc":"2.0","id":1,"method":"Health",', b"}"
    malformed(lab, [before + b'"x":"' + some + b'"' + after for some in wrong])
    malformed(lab, [before + b'"' + some + b'":1' + after for some in wrong])


@case("J-11", "Health", "a trailing comma", "MALFORMED")
def j_11(lab: Lab) -> None:
    malformed(lab, [HEALTH.replace("}", ",}").encode(), holding("[1,]").encode(),
                    holding("[,]").encode(), holding('{"a":1,}').encode()])


@case("J-12", "Health", "32, 33 and 100,000 levels",
      "the first is read, the others are LIMIT, within 5 ms", pace=Pace.TIMED)
def j_12(lab: Lab) -> None:
    connection = lab.connect()
    most = LIMITS["max_depth"]
    served(connection, holding("[" * (most - 2) + "]" * (most - 2)))
    malformed(lab, [holding("[" * (most - 1) + "]" * (most - 1)).encode()], "LIMIT")
    taken = []
    for text in ("[" * 100000, '{"a":' * 20000, holding("[" * 100000)) * 2:
        begun = time.monotonic()
        reply = exchange(connection, text)
        taken.append(time.monotonic() - begun)
        refusal_of(reply, "LIMIT")
    check(min(taken) < 0.005, f"refused after {min(taken) * 1000:.1f} ms at best")
    connection.stays()


@case("J-13", "Select", "integers 1000, 1000.0, 1e3; 1.5, \"1000\", true, 1e400, -1, 2^53",
      "the first three are read, the others -32602 with the field", accounts(1, enabled=False))
def j_13(lab: Lab) -> None:
    connection = lab.connect()
    text = '{"jsonrpc":"2.0","id":1,"method":"Select","params":{"provider":"%s","wait_ms":%s}}'
    for value in ("1000", "1000.0", "1e3", "1.0E+3", "10000e-1", "0", "-0", "0e400"):
        refusal_of(exchange(connection, text % (lab.provider, value)), "NO_ELIGIBLE_ACCOUNT")
    wrong = {"BAD_FIELD": ("1.5", '"1000"', "true", "[1]", "{}", "1e-400", "10001e-1"),
             "INTEGER_OUT_OF_RANGE": ("1e400", "-1", "9007199254740992", "-1e400", "120001")}
    for reason, values in wrong.items():
        for value in values:
            data = refusal_of(exchange(connection, text % (lab.provider, value)), reason)
            equal(data.get("field"), "wait_ms", f"field for {value}")


@case("J-14", "Health", "numbers of 256 and 257 bytes", "the first is read, the other LIMIT")
def j_14(lab: Lab) -> None:
    connection = lab.connect()
    most = LIMITS["max_number_bytes"]
    for start in ("1", "-1", "0.", "1e"):
        served(connection, holding(start.ljust(most, "0")))
        malformed(lab, [holding(start.ljust(most + 1, "0")).encode()], "LIMIT")


@case("J-15", "Select", "null for params", "as absent; MISSING_FIELD for the one that is required",
      accounts(1))
def j_15(lab: Lab) -> None:
    connection = lab.connect()
    optional = ("model", "session", "exclude", "account", "wait_ms", "ttl_ms", "detached", "ctx",
                "internal", "attempt", "retry_of", "have_credential")
    wish = {"provider": lab.provider, **{name: None for name in optional}}
    result = connection.result("Select", wish)
    connection.result("Release", {"lease_id": result["lease"]["lease_id"]})
    data = connection.refusal("MISSING_FIELD", "Select", {"provider": None})
    equal(data.get("field"), "provider", "field")


@case("J-16", "Select", "a NUL in an identifier", "-32602", accounts(1))
def j_16(lab: Lab) -> None:
    connection = lab.connect()
    for field, params in (
        ("provider", {"provider": "a\0"}),
        ("model", {"provider": lab.provider, "model": "m\0"}),
        ("ctx.idempotency_key", {"provider": lab.provider,
                                 "ctx": {"idempotency_key": "0123456789abcdef\0"}}),
    ):
        data = connection.refusal("BAD_FIELD", "Select", params)
        equal(data.get("field"), field, "field")


@case("J-17", "Select", "64 KiB of session", "TOO_LONG, not repeated in the answer", accounts(1))
def j_17(lab: Lab) -> None:
    connection = lab.connect()
    identifier = connection.ask("Select", {"provider": lab.provider, "session": "S" * 65536})
    payload = connection.frame()
    check(b"SSSS" not in payload, "the answer repeats its input")
    data = refusal_of(json.loads(payload), "TOO_LONG")
    equal(data.get("field"), "session", "field")
    equal(json.loads(payload)["id"], identifier, "the id")


@case("J-18", "Select", "emoji, combining marks and right-to-left text in a session",
      "taken as bytes", accounts(1))
def j_18(lab: Lab) -> None:
    connection = lab.connect()
    sessions = ["\U0001f600" * 64, "e\u0301" * 80, "\u0645\u0631\u062d\u0628\u0627", "\u202eabc"]
    for session in sessions:
        lease = lab.granted(connection, session=session)
        connection.result("Release", {"lease_id": lease})


@case("J-19", "Health", "1024 members; 1025; 10,000 of like names", "read; LIMIT; LIMIT")
def j_19(lab: Lab) -> None:
    connection = lab.connect()
    most = LIMITS["max_object_members"]
    served(connection, holding("{%s}" % members(most)))
    for count in (most + 1, 10000):
        malformed(lab, [holding("{%s}" % members(count)).encode()], "LIMIT")


def members(count: int) -> str:
    """Members whose names differ in their middle alone, so that cheap hashes are the same."""
    return ",".join('"name%04dname":0' % number for number in range(count))


@case("J-20", "Health", "white space around; a NUL or a second object after",
      "the first is read, the others MALFORMED")
def j_20(lab: Lab) -> None:
    connection = lab.connect()
    served(connection, " \t\r\n" + HEALTH + "\n\r\t ")
    wrong = [HEALTH + "\0", HEALTH + HEALTH, HEALTH + " " + HEALTH, HEALTH + ",", "\f" + HEALTH]
    malformed(lab, [text.encode() for text in wrong])


@case("J-21", None, "an array, string, number or null instead of an object", "-32600")
def j_21(lab: Lab) -> None:
    connection = lab.connect()
    invalid(connection, "[]", "BATCH_UNSUPPORTED")
    for text in ('"Health"', "1", "null", "true", "{}"):
        invalid(connection, text)
    connection.stays()


@case("J-22", None, "nine malformed frames", "eight answers, then PROTOCOL_ERROR")
def j_22(lab: Lab) -> None:
    connection = lab.connect()
    for _ in range(LIMITS["max_malformed_frames"]):
        invalid(connection, "{", "MALFORMED")
    connection.stays()
    connection.send(framed("{"))
    connection.goaway("PROTOCOL_ERROR")


@case("J-23", None, "every frame that the daemon has sent in the run", "canonical JSON",
      pace=Pace.LAST)
def j_23(lab: Lab) -> None:
    lab.connect().result("Summary", {"accounts": True})
    if lab.observer.complaints_of_form:
        raise Failure("; ".join(sorted(set(lab.observer.complaints_of_form))[:5]))


@case("J-24", "Select", "a noncharacter in a model", "it is read, and none is written", accounts(1))
def j_24(lab: Lab) -> None:
    connection = lab.connect()
    for model in noncharacters():
        reply = connection.call("Select", {"provider": lab.provider, "model": model})
        if "result" in reply:
            connection.result("Release", {"lease_id": reply["result"]["lease"]["lease_id"]})
    complaints = [text for text in lab.observer.complaints_of_form if "noncharacter" in text]
    check(not complaints, "; ".join(complaints))


def noncharacters() -> Iterator[str]:
    """Models with one noncharacter each."""
    for point in (0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFF, 0x10FFFE):
        yield "m" + chr(point)
