"""Section L, continued: what evidence does to accounts, and what credentials do."""

import signal
import time
from dataclasses import dataclass
from typing import Any, Dict, Tuple

from .checks import check, equal
from .connection import Connection, refusal_of, result_of
from .daemon import accounts, inventory, key_of
from .lab import Lab, eventually
from .registry import Pace, case
from .spec import LIMITS
from .waiting import wish

ONE_SLOT = accounts(1, max_in_flight=1)
MINUTE = 60_000


@dataclass(frozen=True)
class Finding:
    """Evidence, and what an account of many that no rule knows must make of it."""

    evidence: Dict[str, Any]
    category: str
    retry: str
    state: str
    blocked: Tuple[int, int] = (0, 0)


FINDINGS = [
    Finding({"status": 200}, "ok", "none", "available"),
    Finding({"status": 204}, "ok", "none", "available"),
    Finding({"status": 429, "headers": {"retry-after": "7"}}, "rate_limited", "other", "cooldown",
            (7000, 7701)),
    Finding({"status": 429}, "rate_limited", "other", "cooldown", (900, 70_000)),
    Finding({"status": 500}, "transient", "other", "cooldown", (29_000, 33_000)),
    Finding({"status": 408}, "transient", "other", "cooldown", (29_000, 33_000)),
    Finding({"error": "network"}, "transient", "other", "cooldown", (29_000, 33_000)),
    Finding({"status": 403}, "permission_denied", "other", "cooldown",
            (30 * MINUTE - 1000, 33 * MINUTE)),
    Finding({"status": 400}, "client_error", "none", "available"),
    Finding({"error": "cancelled"}, "client_cancelled", "none", "available"),
    Finding({"error": "premature_close"}, "premature_close", "none", "available"),
    Finding({"error": "empty_response"}, "empty_response", "other", "available"),
]


@case("L-11", "MarkResult", "evidence of every category", "the verdict and the account's state",
      accounts(len(FINDINGS) + 4))
def l_11(lab: Lab) -> None:
    connection = lab.connect()
    for finding in FINDINGS:
        lease = lab.granted(connection)
        marked = connection.result(
            "MarkResult", {"lease_id": lease, **finding.evidence, "release": True})
        what = str(finding.evidence)
        got = (marked["category"], marked["retry"], marked["account_state"])
        equal(got, (finding.category, finding.retry, finding.state), f"the verdict on {what}")
        low, high = finding.blocked
        check(low <= marked["blocked_ms"] <= high, f"{what}: {marked['blocked_ms']} ms blocked")
        equal((marked["applied"], marked["lease_state"]), (True, "released"), what)
        check(bool(marked["rule"]), f"{what}: no rule is named")
    lease = lab.granted(connection)
    marked = connection.result("MarkResult", {"lease_id": lease, "status": 401, "release": True})
    check(marked["account_state"] in ("cooldown", "auth_failed"), "the state after a 401")
    check(marked["category"] in ("auth_expired", "auth_revoked"), "the category of a 401")
    blocked = lab.pool(connection, model="m")["blocked"]
    equal(blocked["cooldown"] + blocked["auth_failed"], 7, f"the blocked accounts of {blocked}")


@case("L-22", "Select", "accounts in every bucket",
      "the buckets of a refusal and of Summary sum up to the accounts",
      accounts(3, max_in_flight=1) + accounts(1, enabled=False) + accounts(2, models=["other"]))
def l_22(lab: Lab) -> None:
    connection = lab.connect()
    first, second = lab.select(connection)["lease"], lab.select(connection)["lease"]
    connection.result("MarkResult", {"lease_id": first["lease_id"], "status": 500,
                                     "release": True})
    pool = lab.pool(connection, model="m")
    equal(pool["total"], 6, "total")
    equal(sum(pool["blocked"].values()) + pool["eligible"], 6, f"the sum of {pool}")
    third = ({f"{lab.provider}-{n}" for n in (1, 2, 3)}
             - {first["account_id"], second["account_id"]}).pop()
    data = connection.refusal("NO_ELIGIBLE_ACCOUNT", "Select", wish(lab, exclude=[third]))
    wanted = dict.fromkeys(data["blocked"], 0)
    wanted.update(at_capacity=1, cooldown=1, disabled=1, excluded=1, model_unsupported=2)
    equal(data["blocked"], wanted, "blocked")
    equal(data["total"], 6, "total")


@case("L-12", "MarkResult", "evidence within 60 s of a release, and later",
      "it counts, and does not", accounts(1), Pace.WAITING)
def l_12(lab: Lab) -> None:
    connection = lab.connect()
    early, late = lab.granted(connection), lab.granted(connection)
    for lease in (early, late):
        connection.result("Release", {"lease_id": lease})
    marked = connection.result("MarkResult", {"lease_id": early, "status": 200})
    equal((marked["applied"], marked["lease_state"]), (True, "released"), "soon after")
    time.sleep(LIMITS["ended_lease_ms"] / 1000 + 1)
    reply = connection.call("MarkResult", {"lease_id": late, "status": 401})
    if "error" in reply:
        refusal_of(reply, "LEASE_UNKNOWN")
    else:
        marked = result_of(reply)
        equal((marked["applied"], marked.get("skip")), (False, "LEASE_GONE"), "long after")
    equal(lab.account(connection)["state"], "available", "the account's state")


@case("L-13", "MarkResult", "a seq twice, a gap, 0", "DUPLICATE_SEQ, taken, -32602", accounts(1))
def l_13(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection)
    params = {"lease_id": lease, "status": 200}
    first = connection.result("MarkResult", {**params, "seq": 5})
    again = connection.result("MarkResult", {**params, "seq": 5})
    equal((first["applied"], "skip" in first), (True, False), "the first")
    equal((again["applied"], again.get("skip")), (False, "DUPLICATE_SEQ"), "the repeat")
    same = {name for name in first if name not in ("applied", "lease_state")}
    for name in same:
        equal(again.get(name), first[name], f"{name} of the repeat")
    equal(connection.result("MarkResult", {**params, "seq": 9})["applied"], True, "after a gap")
    equal(connection.result("MarkResult", params)["applied"], True, "without a seq")
    data = connection.refusal("INTEGER_OUT_OF_RANGE", "MarkResult", {**params, "seq": 0})
    equal(data.get("field"), "seq", "field")
    last = {**params, "seq": 9, "release": True}
    equal(connection.result("MarkResult", last)["applied"], False, "a repeat that releases")
    equal(connection.result("Release", {"lease_id": lease}),
          {"released": False, "state": "released"}, "the lease after it")


@case("L-14", "MarkResult", "a 401 for an old generation",
      "STALE_GENERATION, the account untouched, `same`")
def l_14(lab: Lab) -> None:
    daemon, contents = rotating(lab)
    connection = lab.connect(daemon.lease)
    lease = connection.result("Select", {"provider": "one", "model": "m"})["lease"]["lease_id"]
    rotate(daemon, contents, connection)
    marked = connection.result("MarkResult", {"lease_id": lease, "status": 401})
    equal((marked["applied"], marked.get("skip"), marked["retry"]),
          (False, "STALE_GENERATION", "same"), "applied, skip, retry")
    equal(marked["account_state"], "available", "account_state")


@case("L-15", "Select", "a credential that changes under a lease",
      "the next Select has the new one")
def l_15(lab: Lab) -> None:
    daemon, contents = rotating(lab)
    connection = lab.connect(daemon.lease)
    wanted = {"provider": "one", "model": "m"}
    old = connection.result("Select", wanted)
    rotate(daemon, contents, connection)
    listed = connection.result("Summary", {"accounts": True})["accounts"][0]
    check(listed["generation"] > old["credential"]["generation"], "Summary has the old generation")
    equal(listed["in_use"], 1, "in_use")
    new = connection.result("Select", wanted)
    equal(new["credential"]["generation"], listed["generation"], "the next Select's generation")
    check(new["credential"]["secret"] == key_of("new"), "the next Select has the old secret")
    marked = connection.result(
        "MarkResult", {"lease_id": old["lease"]["lease_id"], "status": 200, "release": True})
    equal((marked["applied"], marked["lease_state"]), (True, "released"), "the old lease's result")


def rotating(lab: Lab) -> Any:
    """A daemon of one account whose credential the case will change, and its inventory."""
    contents = inventory({"one": [{}]})
    return lab.daemon(contents), contents


def rotate(daemon: Any, contents: Dict[str, Any], connection: Connection) -> None:
    """Puts another key into the inventory, and waits until the daemon has it."""

    def generation() -> int:
        return connection.result("Summary", {"accounts": True})["accounts"][0]["generation"]

    before = generation()
    contents["accounts"][0]["credential"]["api_key"] = key_of("new")
    daemon.write_inventory(contents)
    daemon.signal(signal.SIGHUP)
    eventually(lambda: generation() > before, "the new credential's generation")


@case("L-19", "MarkResult", "release:true on an expired lease",
      "applied, and nothing is freed twice", ONE_SLOT, Pace.WAITING)
def l_19(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection, ttl_ms=1000)
    time.sleep(1.1)
    holder = lab.granted(connection)
    marked = connection.result("MarkResult", {"lease_id": lease, "status": 200, "release": True})
    equal((marked["applied"], marked["lease_state"]), (True, "expired"), "the late result")
    equal(lab.pool(connection)["in_use"], 1, "in_use")
    connection.refusal("NO_ELIGIBLE_ACCOUNT", "Select", wish(lab))
    equal(connection.result("Release", {"lease_id": holder})["released"], True, "released")


@case("L-20", "Select", "have_credential with the current generation, and without",
      "no secret in the bytes, and one", accounts(1))
def l_20(lab: Lab) -> None:
    connection = lab.connect()
    account, secret = f"{lab.provider}-1", key_of(f"{lab.provider}-1").encode()
    generation = lab.select(connection)["credential"]["generation"]
    for known, is_sent in ((None, True), ({account: generation}, False), ({"other": 1}, True),
                           ({account: generation + 1}, True), ({}, True)):
        connection.ask("Select", wish(lab, have_credential=known), identifier=1)
        payload = connection.frame()
        check((secret in payload) is is_sent, f"have_credential {known}: the secret is there"
              if not is_sent else f"have_credential {known}: no secret")
        if not is_sent:
            unchanged = b'"credential":{"generation":%d,"unchanged":true}' % generation
            check(unchanged in payload, "credential is not said to be unchanged")
        lease = payload.split(b'"lease_id":"')[1].split(b'"')[0].decode()
        connection.result("Release", {"lease_id": lease})
