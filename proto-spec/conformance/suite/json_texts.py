"""Case J-25: generated texts, judged by the daemon and by Python's own reader."""

import json
import random
import time
from typing import Any, Dict, List, Tuple

from .checks import Failure, check
from .connection import Connection, framed
from .json_profile import holding
from .lab import Lab
from .registry import Pace, case
from .spec import LIMITS

TEXTS = 100_000
BATCH = 200
PIECES = ["0", "-", ".", "e5", "E+1", "1", "23", "true", "null", "nul", '"', '"a"', '"a":', '"b":',
          '"\\u0061"', "\\", "\\ud800", "\\udc00", "\\n", "\\x", "[", "]", "{", "}", "[]", "{}",
          ",", ":", " ", "\t", "\n", "\x0c", "\u00e9", "\U0001f600", "//", "+", "NaN", "01"]


class Duplicate(ValueError):
    """Python's reader met a name twice."""


def judged(text: str) -> str:
    """What the specification says of a text, by way of Python's reader made strict."""

    def pairs(members: List[Tuple[str, Any]]) -> Dict[str, Any]:
        names = [name for name, _ in members]
        if len(set(names)) != len(names):
            raise Duplicate
        return dict(members)

    def refuse(word: str) -> None:
        raise ValueError(word)

    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=refuse)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        return "refused"
    return "accepted"


def generated(source: random.Random, depth: int = 0) -> str:
    """A value: mostly well-formed, with a bias to what readers get wrong."""
    kind = source.random()
    if kind < 0.1:
        return "".join(source.choice(PIECES) for _ in range(source.randint(1, 6)))
    if kind < 0.35 or depth > 4:
        return source.choice(["0", "-0", "1.5", "1e9", "-1E-2", "true", "false", "null", '""'])
    if kind < 0.6:
        return '"%s"' % "".join(
            source.choice(["a", "\\n", "\\/", "/", "\\u00e9", "\u00e9", "\\ud83d\\ude00", "\u2028"])
            for _ in range(source.randint(0, 5)))
    space = source.choice(["", "", " ", "\n"])
    count = source.randint(0, 3)
    if kind < 0.8:
        return "[%s]" % (space + ",").join(generated(source, depth + 1) for _ in range(count))
    names = source.sample(["a", "b", "c", "\\u0061", "\\n", ""], count)
    inner = ('"%s":%s' % (name, generated(source, depth + 1)) for name in names)
    return "{%s}" % (space + "," + space).join(inner)


@case("J-25", "Health", "100,000 generated texts",
      "read or refused as by Python's reader made strict", pace=Pace.HEAVY)
def j_25(lab: Lab) -> None:
    source = random.Random(25)
    deadline = time.monotonic() + 45
    accepted: List[str] = []
    refused: List[str] = []
    most = LIMITS["max_malformed_frames"]
    connection = Connection(lab.connect_path(), lab.observer)
    for number in range(TEXTS):
        check(time.monotonic() < deadline, f"only {number} texts in 45 s")
        text = generated(source)
        (accepted if judged(holding(text)) == "accepted" else refused).append(text)
        if len(accepted) == BATCH:
            compare(connection, accepted, is_right=True)
            accepted.clear()
        if len(refused) == most:
            other = Connection(lab.connect_path(), lab.observer)
            compare(other, refused, is_right=False)
            other.close()
            refused.clear()
    compare(connection, accepted, is_right=True)
    connection.close()
    compare_values(lab, source)


def compare(connection: Connection, texts: List[str], is_right: bool) -> None:
    """Fails unless the daemon takes all of the texts, or none."""
    connection.send(b"".join(framed(holding(text)) for text in texts))
    for text in texts:
        payload = connection.frame()
        check(payload is not None, f"closed at {text!r}")
        if (b'"result"' in payload) is not is_right:
            verb = "refused" if is_right else "accepted"
            raise Failure(f"{text!r} was {verb}")


def compare_values(lab: Lab, source: random.Random) -> None:
    """Fails unless texts come back as the values that Python reads, by way of the id."""
    connection = lab.connect()
    for _ in range(2000):
        value = "".join(chr(source.randint(0x20, 0x7E)) for _ in range(source.randint(1, 64)))
        text = '"%s"' % "".join(spelled(character, source) for character in value)
        check(json.loads(text) == value, "the case is wrong")
        connection.send(framed('{"jsonrpc":"2.0","id":%s,"method":"Health"}' % text))
        got = connection.message().get("id")
        check(got == value, f"{text} was read as {got!r}")


def spelled(character: str, source: random.Random) -> str:
    """One of the ways in which JSON can spell a character."""
    ways = ["\\u%04x" % ord(character), "\\u%04X" % ord(character)]
    if character in '"\\/':
        ways.append("\\" + character)
    if character not in '"\\':
        ways += [character] * 3
    return source.choice(ways)
