"""Section D: waiting, deadlines, and what ends a wait."""

import signal
import time
from typing import Any, Dict

from .checks import check, equal
from .connection import Connection, refusal_of, result_of, timed
from .daemon import accounts, inventory
from .lab import Lab, eventually, in_time, needs_root
from .registry import Pace, case, elsewhere
from .spec import LIMITS
from .users import FIRST_USER, as_user

ONE_SLOT = accounts(1, max_in_flight=1)


def wish(lab: Lab, **params: Any) -> Dict[str, Any]:
    """A Select's params for the case's provider."""
    return {"provider": lab.provider, "model": "m", **params}


def check_counts(data: Dict[str, Any], total: int) -> None:
    """Fails unless the buckets sum up to the accounts, none of which is eligible."""
    equal(data["total"], total, "total")
    equal(sum(data["blocked"].values()), total, f"the sum of {data['blocked']}")


@case("D-01", "Select", "wait_ms 0, nothing free", "8 at once, with the counts",
      accounts(2, max_in_flight=1), Pace.TIMED)
def d_01(lab: Lab) -> None:
    connection = lab.connect()
    lab.granted(connection)
    lab.granted(connection)

    def measure() -> float:
        reply, seconds = timed(connection, "Select", wish(lab), 5)
        data = refusal_of(reply, "NO_ELIGIBLE_ACCOUNT")
        check_counts(data, 2)
        equal(data["waited_ms"], 0, "waited_ms")
        equal(data["blocked"]["at_capacity"], 2, "at_capacity")
        return seconds

    in_time(measure, 0, 0.02, "refused")


@case("D-02", "Select", "wait_ms 300, nothing free", "8 after 300 ms, with the counts", ONE_SLOT,
      Pace.TIMED)
def d_02(lab: Lab) -> None:
    connection = lab.connect()
    lab.granted(connection)

    def measure() -> float:
        reply, seconds = timed(connection, "Select", wish(lab, wait_ms=300), 5)
        data = refusal_of(reply, "NO_ELIGIBLE_ACCOUNT")
        check_counts(data, 1)
        check(300 <= data["waited_ms"] <= 400, f"waited_ms is {data['waited_ms']}")
        return seconds

    in_time(measure, 0.299, 0.33, "refused")


@case("D-03", "Select", "timeout_ms 200 before wait_ms 1000", "4 at 200 ms, and no lease", ONE_SLOT,
      Pace.TIMED)
def d_03(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection)

    def measure() -> float:
        params = wish(lab, wait_ms=1000, ctx={"timeout_ms": 200})
        reply, seconds = timed(connection, "Select", params, 5)
        refusal_of(reply, "DEADLINE")
        return seconds

    in_time(measure, 0.199, 0.23, "refused")
    connection.result("Release", {"lease_id": lease})
    equal(lab.pool(connection)["in_use"], 0, "in_use")
    equal(lab.pool(connection)["waiters"], 0, "waiters")


@case("D-04", "Select", "a slot freed at the very deadline", "one outcome", ONE_SLOT,
      Pace.WAITING)
def d_04(lab: Lab) -> None:
    holder, waiter = lab.connect(), lab.connect()
    for step in range(40):
        lease = lab.granted(holder)
        identifier = waiter.ask("Select", wish(lab, wait_ms=50))
        # From a little before the wait's end to a little after it.
        time.sleep(0.045 + step * 0.00025)
        holder.result("Release", {"lease_id": lease})
        reply = waiter.reply(identifier)
        pool = lab.pool(holder)
        if "result" in reply:
            equal(pool["in_use"], 1, "in_use after a grant")
            waiter.result("Release", {"lease_id": reply["result"]["lease"]["lease_id"]})
        else:
            refusal_of(reply, "NO_ELIGIBLE_ACCOUNT")
            equal(pool["in_use"], 0, "in_use after a refusal")
        equal(pool["waiters"], 0, "waiters")
    waiter.silence(0.1)


@case("D-05", "Select", "timeout_ms 0, negative, too large; absent", "-32602; the default",
      accounts(1))
def d_05(lab: Lab) -> None:
    connection = lab.connect()
    for value in (0, -1, LIMITS["max_timeout_ms"] + 1):
        params = wish(lab, ctx={"timeout_ms": value})
        data = connection.refusal("INTEGER_OUT_OF_RANGE", "Select", params)
        equal(data.get("field"), "ctx.timeout_ms", "field")
    for ctx in ({}, {"timeout_ms": 1}, {"timeout_ms": LIMITS["max_timeout_ms"]}, None):
        connection.result("Release", {"lease_id": lab.granted(connection, ctx=ctx)})


@case("D-06", "Select", "a wait that cannot help", "8 at once, with retry_after_ms", accounts(1),
      Pace.TIMED)
def d_06(lab: Lab) -> None:
    connection = lab.connect()
    throttle(connection, lab.granted(connection), seconds=60)

    def measure() -> float:
        reply, seconds = timed(connection, "Select", wish(lab, wait_ms=5000), 8)
        data = refusal_of(reply, "NO_ELIGIBLE_ACCOUNT")
        equal(data["blocked"]["cooldown"], 1, "cooldown")
        after = data.get("retry_after_ms", 0)
        check(50_000 <= after <= 66_000, f"retry_after_ms is {after}")
        return seconds

    in_time(measure, 0, 0.02, "refused")


def throttle(connection: Connection, lease: str, seconds: int) -> Dict[str, Any]:
    """Reports a 429 with a hint, and gives the lease back."""
    evidence = {"status": 429, "headers": {"Retry-After": str(seconds)}, "release": True}
    return connection.result("MarkResult", {"lease_id": lease, **evidence})


@case("D-07", "Select", "an account at capacity", "it is waited for", ONE_SLOT)
def d_07(lab: Lab) -> None:
    holder, waiter = lab.connect(), lab.connect()
    lease = lab.granted(holder)
    identifier = waiter.ask("Select", wish(lab, wait_ms=5000))
    waiter.silence(0.1)
    holder.result("Release", {"lease_id": lease})
    result = result_of(waiter.reply(identifier))
    check(90 <= result["waited_ms"] <= 2000, f"waited_ms is {result['waited_ms']}")


@case("D-08", "Select", "a cooldown that ends within the wait", "a lease at its end", ONE_SLOT,
      Pace.WAITING)
def d_08(lab: Lab) -> None:
    connection = lab.connect()

    def measure() -> float:
        lease = lab.granted(connection)
        blocked = throttle(connection, lease, seconds=1)["blocked_ms"] / 1000
        check(1 <= blocked <= 1.11, f"blocked_ms is {blocked * 1000:g}")
        reply, seconds = timed(connection, "Select", wish(lab, wait_ms=4000), 8)
        connection.result("Release", {"lease_id": result_of(reply)["lease"]["lease_id"]})
        return seconds - blocked

    in_time(measure, -0.05, 0.05, "granted")


@case("D-09", "Select", "a full queue", "QUEUE_FULL at once; another uid may still wait",
      pace=Pace.HEAVY)
def d_09(lab: Lab) -> None:
    daemon = lab.daemon(inventory({"one": ONE_SLOT}), open_to_all=True)
    most, each = LIMITS["max_waiters_per_uid"], LIMITS["max_in_flight"]
    params = {"provider": "one", "wait_ms": 60000}
    holder = lab.connect(daemon.lease)
    holder.result("Select", {"provider": "one"})
    for start in range(0, most, each):
        crowd = lab.connect(daemon.lease)
        for _ in range(min(each, most - start)):
            crowd.ask("Select", params)

    def waiters() -> int:
        return holder.result("Summary", {"provider": "one"})["providers"][0]["waiters"]

    eventually(lambda: waiters() == most, f"{most} wait")
    late = lab.connect(daemon.lease)
    late.refusal("QUEUE_FULL", "Select", params)
    needs_root()

    def of_another_uid() -> str:
        reply = Connection(daemon.lease, lab.observer).call(
            "Select", {"provider": "one", "wait_ms": 50})
        return reply["error"]["data"]["reason"]

    reason = as_user(FIRST_USER, of_another_uid)
    equal(reason, "NO_ELIGIBLE_ACCOUNT", "what another uid is told")


@case("D-10", "Select", "a waiter that leaves", "its place goes to the next", ONE_SLOT)
def d_10(lab: Lab) -> None:
    holder, leaver, next_one = lab.connect(), lab.connect(), lab.connect()
    lease = lab.granted(holder)
    for count, waiter in enumerate((leaver, next_one), start=1):
        waiter.ask("Select", wish(lab, wait_ms=10000), identifier=1)
        eventually(lambda: lab.pool(holder)["waiters"] == count, f"{count} wait")
    leaver.close()
    eventually(lambda: lab.pool(holder)["waiters"] == 1, "one waits")
    holder.result("Release", {"lease_id": lease})
    result_of(next_one.reply(1))
    equal(lab.pool(holder)["in_use"], 1, "in_use")


@case("D-11", "Select", "a daemon stopped for 2 s, the same key again", "one lease",
      pace=Pace.WAITING)
def d_11(lab: Lab) -> None:
    daemon = lab.daemon()
    params = {"provider": "one", "ctx": {"idempotency_key": "0123456789abcdef"}}
    hello = {"protocol": "1", "client": {"name": "runner", "version": "1",
                                         "instance_id": "instance-of-d-11"}}
    first = lab.connect(daemon.lease)
    first.result("Hello", hello)
    daemon.signal(signal.SIGSTOP)
    try:
        first.ask("Select", params)
        time.sleep(2)
        second = lab.connect(daemon.lease)
        second.ask("Hello", hello)
        identifier = second.ask("Select", params)
        first.close()
    finally:
        daemon.signal(signal.SIGCONT)
    check(bool(result_of(second.reply(identifier))["lease"]["lease_id"]), "no lease")
    pool = second.result("Summary", {"provider": "one"})["providers"][0]
    equal(pool["in_use"], 1, "in_use")
