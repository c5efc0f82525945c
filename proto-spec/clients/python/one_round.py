#!/usr/bin/env python3
"""The Python client under test: rounds of with_account, as proto-spec/conformance asks."""
from __future__ import annotations

import itertools
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import accountd


def outcomes(script: str) -> Iterator[accountd.Outcome]:
    """What the upstream answers, call by call; the last word stays."""
    words = script.split(",")
    for word in itertools.chain(words, itertools.repeat(words[-1])):
        what, *marks = word.split("+")
        streamed = "streamed" in marks
        if what.isdigit():
            yield accountd.Outcome(status=int(what), answer=int(what), streamed=streamed)
        else:
            yield accountd.Outcome(error=what, streamed=streamed)


def one_round(client: accountd.Client) -> dict[str, object]:
    """How one round ended: what its caller sees, and how often the upstream was called."""
    script = outcomes(os.environ.get("ACCOUNTD_TEST_UPSTREAM", "200"))
    calls = 0

    def call(_: accountd.Lease) -> accountd.Outcome:
        nonlocal calls
        calls += 1
        return next(script)

    status = None
    try:
        status = client.with_account("claude", "m", call).answer
        end = "answered"
    except accountd.AllBlocked:
        end = "all_blocked"
    except accountd.Refused:
        end = "refused"
    except accountd.Unavailable:
        end = "unavailable"
    except accountd.NotPermitted:
        end = "not_permitted"
    except accountd.ProtocolError:
        end = "protocol_error"
    return {"end": end, "status": status, "calls": calls}


def main() -> int:
    rounds = int(os.environ.get("ACCOUNTD_TEST_ROUNDS", "1"))
    timeout_ms = int(os.environ.get("ACCOUNTD_TEST_TIMEOUT_MS", "10000"))
    client = accountd.Client(name="one-round", timeout_ms=timeout_ms)
    with client, ThreadPoolExecutor(rounds) as threads:
        for result in threads.map(one_round, [client] * rounds):
            print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
