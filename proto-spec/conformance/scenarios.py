"""What the fake daemon does in each scenario, and what a right client does then.

The scenarios are data: `fake_daemon.py` plays them and `judge.py` holds a client to them.
Sections are PROTOCOL.md's.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

EVER = 1_000_000

# What can happen to a request (or to a connection, where the method is "connect").
ACTIONS = (
    "close",            # Closed before it is executed.
    "goaway",           # Not executed: goaway DRAINING, then closed.
    "stranger",         # Of a connection: told UID_NOT_ALLOWED at once, and closed unread.
    "unavailable",      # Not executed: error 14.
    "blocked",          # Not executed: error 8, NO_ELIGIBLE_ACCOUNT.
    "lose",             # Executed, closed without a reply.
    "half",             # Executed, closed after half of the reply.
    "late",             # Executed; the reply waits until the request comes again.
    "swap",             # Executed; the reply waits until the next one has been given.
    "twice",            # Executed, and the reply is sent twice.
    "garbage",          # Executed; a frame that is no JSON takes the place of the reply.
    "no_frame",         # Executed; bytes that are no frame take the place of the reply.
    "wrong_id",         # Executed; the reply carries an id that was never sent.
    "wrong_type",       # Executed; a member of the reply has a wrong type.
)


@dataclass(frozen=True)
class Fault:
    """An action on the first `times` requests with this method."""

    method: str
    action: str
    times: int = 1


@dataclass(frozen=True)
class Scenario:
    """One story, and what must come of it."""

    name: str
    does: str
    right: str
    listen: str = "open"  # Else "absent", "refusing", "full" or "forbidden".
    faults: tuple[Fault, ...] = ()
    verdicts: tuple[Mapping[str, Any], ...] = ({"retry": "none"},)  # In order; the last stays.
    upstream: str = "200"  # What the client's upstream answers, see README.md.
    pool_size: int = 3
    rounds: int = 1  # How many rounds the client runs at once.
    timeout_ms: int | None = None
    ends: tuple[str, ...] = ("answered",)
    connections: int = 0  # How often a client may connect; 0 is not asked.
    status: int | None = None  # Of the answer that the client's caller sees.
    # What the Selects ask for, in order, where the scenario is about that.
    selects: tuple[Mapping[str, Any], ...] = field(default=())
    seconds: float = 6.0  # All the time that a client may take.


FIRST: Mapping[str, Any] = {"attempt": 1, "exclude": []}

AWAY = (
    Scenario(
        "absent", "There is no socket.",
        "Tries at most 5 times with backoff, then says that there is no daemon.",
        listen="absent", ends=("unavailable",)),
    Scenario(
        "refusing", "The socket is there, nobody listens (ECONNREFUSED).",
        "Tries at most 5 times with backoff, then says that there is no daemon.",
        listen="refusing", ends=("unavailable",)),
    Scenario(
        "full", "The backlog is full and stays so (EAGAIN).",
        "Does not block in connect: tries at most 5 times, then says that there is no daemon.",
        listen="full", ends=("unavailable",)),
    Scenario(
        "forbidden", "The socket may not be opened (EACCES).",
        "Says so at once, with the path and its uid; does not try again.",
        listen="forbidden", ends=("not_permitted",)),
    Scenario(
        "accept_and_close", "Each connection is closed at once.",
        "Connects at most 5 times, then says that there is no daemon.",
        faults=(Fault("connect", "close", EVER),), ends=("unavailable",)),
    Scenario(
        "close_first", "The first connection is closed at once.",
        "Connects again and goes on as if nothing had happened.",
        faults=(Fault("connect", "close"),), status=200),
    Scenario(
        "stranger", "Each connection is told UID_NOT_ALLOWED and closed, and nothing is read.",
        "Says so at once, also when its own write fails first; does not try again.",
        faults=(Fault("connect", "stranger", EVER),), ends=("refused", "not_permitted"),
        connections=1),
    Scenario(
        "draining", "The first connection gets goaway DRAINING and is closed.",
        "Connects again and goes on.",
        faults=(Fault("connect", "goaway"),), status=200),
    Scenario(
        "draining_select", "The first Select gets goaway DRAINING instead of a reply.",
        "Connects again and sends the Select with the same key.",
        faults=(Fault("Select", "goaway"),), status=200),
    Scenario(
        "closed_select", "The connection is closed when the first Select has been read.",
        "Connects again and sends the Select with the same key.",
        faults=(Fault("Select", "close"),), status=200),
    Scenario(
        "unavailable_once", "The first Select gets error 14.",
        "Sends the Select again with the same key.",
        faults=(Fault("Select", "unavailable"),), status=200),
    Scenario(
        "unavailable", "Every Select gets error 14.",
        "Sends the Select at most 5 times, all with the same key.",
        faults=(Fault("Select", "unavailable", EVER),), ends=("unavailable",)),
)

LOST = (
    Scenario(
        "half_reply", "The first Select is executed; half of its reply arrives.",
        "Drops the half, connects again, gets the same lease by the same key.",
        faults=(Fault("Select", "half"),), status=200),
    Scenario(
        "lost_reply", "The first Select is executed; its reply never arrives.",
        "Connects again and gets the same lease by the same key.",
        faults=(Fault("Select", "lose"),), status=200),
    Scenario(
        "lost_verdict", "The first MarkResult is executed; its reply never arrives.",
        "Sends the report again with the same seq, or leaves it; never a second report.",
        faults=(Fault("MarkResult", "lose"),), status=200),
    Scenario(
        "refused_verdict", "The first MarkResult gets error 14.",
        "Sends the report again; the lease ends.",
        faults=(Fault("MarkResult", "unavailable"),), status=200),
    Scenario(
        "late_reply", "The reply to the first Select comes after the client's patience.",
        "Sends the Select again with the same key; the late reply is not a second lease.",
        faults=(Fault("Select", "late"),), timeout_ms=300, status=200),
    Scenario(
        "out_of_order", "Of two Selects at once, the second is answered first.",
        "Matches replies by id: each round uses, reports and ends a lease of its own.",
        faults=(Fault("Select", "swap"),), rounds=2, status=200),
    Scenario(
        "duplicate_reply", "The reply to the first Select arrives twice.",
        "Uses the lease once; the second reply is taken for nothing else.",
        faults=(Fault("Select", "twice"),), status=200),
    Scenario(
        "garbage_frame", "A frame that is no JSON comes instead of the first reply.",
        "Closes the connection; gets the lease by the same key, or says what happened.",
        faults=(Fault("Select", "garbage"),), ends=("answered", "protocol_error")),
    Scenario(
        "garbage_header", "An HTTP error comes instead of the first reply.",
        "Closes the connection; gets the lease by the same key, or says what happened.",
        faults=(Fault("Select", "no_frame"),), ends=("answered", "protocol_error")),
    Scenario(
        "wrong_id", "The reply to the first Select has an id that was never sent.",
        "Takes it for nothing that it asked; closes the connection, goes on by the same key.",
        faults=(Fault("Select", "wrong_id"),), timeout_ms=300,
        ends=("answered", "protocol_error")),
    Scenario(
        "wrong_type", "In every reply to a Select the lease's id is a number.",
        "Says that the daemon broke the protocol; uses no such lease.",
        faults=(Fault("Select", "wrong_type", EVER),), ends=("protocol_error",)),
)

VERDICTS = (
    Scenario(
        "none", "The verdict is none.",
        "Gives the caller what the upstream said; asks no more.",
        upstream="400", selects=(FIRST,), status=400),
    Scenario(
        "other", "The verdict on the first lease is other.",
        "Selects again, attempt 2, with the first account excluded.",
        verdicts=({"retry": "other"}, {"retry": "none"}), upstream="429,200", status=200,
        selects=(FIRST, {"attempt": 2, "exclude": ["claude-a"]})),
    Scenario(
        "same", "The verdict on the first lease is same.",
        "Selects that account with retry_of and 10 s or more of wait; not an attempt.",
        verdicts=({"retry": "same"}, {"retry": "none"}), upstream="401,200", status=200,
        selects=(FIRST, {"attempt": 1, "exclude": [], "account": "claude-a",
                         "retry_of": "claude-a", "wait_ms": 10_000})),
    Scenario(
        "same_for_ever", "The verdict is same, again and again.",
        "Tries the same account once more, then gives the caller what the upstream said.",
        verdicts=({"retry": "same"},), upstream="401", status=401,
        selects=(FIRST, {"attempt": 1, "account": "claude-a", "retry_of": "claude-a"})),
    Scenario(
        "wait", "The verdict on the first lease is wait, 2000 ms.",
        "Selects again, attempt 2, nothing excluded, and lets the daemon wait.",
        verdicts=({"retry": "wait", "retry_after_ms": 2000}, {"retry": "none"}),
        upstream="503,200", status=200,
        selects=(FIRST, {"attempt": 2, "exclude": [], "wait_ms": 2000})),
    Scenario(
        "wait_a_moment", "The verdict on the first lease is wait, 1 ms.",
        "Lets the daemon wait for at least 1000 ms.",
        verdicts=({"retry": "wait", "retry_after_ms": 1}, {"retry": "none"}),
        upstream="503,200", status=200, selects=(FIRST, {"attempt": 2, "wait_ms": 1000})),
    Scenario(
        "other_for_ever", "The verdict is other, again and again; there are 5 accounts.",
        "Stops after 3 attempts, each with the accounts before it excluded.",
        verdicts=({"retry": "other"},), upstream="429", pool_size=5, status=429,
        selects=(FIRST, {"attempt": 2, "exclude": ["claude-a"]},
                 {"attempt": 3, "exclude": ["claude-a", "claude-b"]})),
    Scenario(
        "other_of_one", "The verdict is other, but there is one account.",
        "Stops after 1 attempt.",
        verdicts=({"retry": "other"},), upstream="429", pool_size=1, status=429,
        selects=(FIRST,)),
    Scenario(
        "streamed", "The verdict is other, but the caller has seen a part of the answer.",
        "Does not try again.",
        verdicts=({"retry": "other"},), upstream="stream_error+streamed", selects=(FIRST,)),
    Scenario(
        "network_error", "The upstream cannot be reached; the verdict is other.",
        "Reports the error, not a status, and takes the next account.",
        verdicts=({"retry": "other"}, {"retry": "none"}), upstream="network,200", status=200,
        selects=(FIRST, {"attempt": 2, "exclude": ["claude-a"]})),
    Scenario(
        "all_blocked", "No account is able.",
        "Says so, with the time that the daemon names; does not ask again.",
        faults=(Fault("Select", "blocked", EVER),), ends=("all_blocked",), selects=(FIRST,)),
)

SCENARIOS: Mapping[str, Scenario] = {story.name: story for story in AWAY + LOST + VERDICTS}
