"""Section L: leases, from the grant to their one end."""

import signal
import time
from multiprocessing.connection import Connection as Pipe
from typing import Any, Dict, Tuple

from .checks import Failure, check, equal
from .connection import Connection, result_of
from .daemon import accounts, inventory, key_of
from .lab import Lab, in_time, needs_root
from .registry import Pace, case
from .spec import LIMITS
from .users import FIRST_USER, Child, as_user
from .waiting import throttle, wish

ONE_SLOT = accounts(1, max_in_flight=1)
UNKNOWN_LEASE = "AAAAAAAAAAAAAAAAAAAAAA"
HELLO = {"protocol": "1", "client": {"name": "runner", "version": "1"}}


def hello(connection: Connection, instance: str) -> Dict[str, Any]:
    """The answer to a Hello of a named instance."""
    client = {**HELLO["client"], "instance_id": instance}
    return connection.result("Hello", {**HELLO, "client": client})


@case("L-01", "Select", "an account that is free",
      "all members, its time, and a fence over all before", accounts(1))
def l_01(lab: Lab) -> None:
    connection = lab.connect()
    fence = 0
    for ttl in (None, 1000, 60000, 2**53 - 1):
        result = lab.select(connection, ttl_ms=ttl)
        equal(sorted(result), ["credential", "lease", "pool_size", "replayed", "waited_ms"],
              "the members of the result")
        equal((result["pool_size"], result["replayed"], result["waited_ms"]), (1, False, 0),
              "pool_size, replayed, waited_ms")
        lease = result["lease"]
        check_lease(lab, lease, min(ttl or LIMITS["default_ttl_ms"], LIMITS["max_ttl_ms"]))
        check(lease["fence"] > fence, f"fence {lease['fence']} after {fence}")
        fence = lease["fence"]
        check_credential(result["credential"], lab.provider)
        connection.result("Release", {"lease_id": lease["lease_id"]})
    lease = connection.result("Select", {"provider": lab.provider})["lease"]
    check("model" not in lease, "a lease without a model names one")


def check_lease(lab: Lab, lease: Dict[str, Any], term: int) -> None:
    """Fails unless a lease of the case's provider has its members and is of the term."""
    equal(sorted(lease), sorted(["account_id", "detached", "expires_in_ms", "fence", "lease_id",
                                 "model", "probe", "provider", "renew_after_ms"]), "its members")
    wanted = (f"{lab.provider}-1", False, "m", False, lab.provider)
    got = tuple(lease[name] for name in ("account_id", "detached", "model", "probe", "provider"))
    equal(got, wanted, "the lease")
    check(16 <= len(lease["lease_id"]) <= 64, "lease_id is of an odd length")
    check(term - 100 <= lease["expires_in_ms"] <= term,
          f"expires_in_ms is {lease['expires_in_ms']} of {term}")
    check(0 < lease["renew_after_ms"] < lease["expires_in_ms"], "renew_after_ms")


def check_credential(credential: Dict[str, Any], provider: str) -> None:
    """Fails unless the credential is the case's api key, ready to be sent."""
    check(credential["secret"] == key_of(f"{provider}-1"), "secret is not the account's")
    check(credential["secret"] in "".join(credential["headers"].values()),
          "no header carries the secret")
    equal(credential["kind"], "api_key", "kind")
    check(credential["generation"] >= 1, "generation")
    check(credential["base_url"].startswith("http://127.0.0.1"), "base_url")


@case("L-02", "Release", "a lease, twice", "the slot is free at once; then released false",
      ONE_SLOT)
def l_02(lab: Lab) -> None:
    connection = lab.connect()
    for _ in range(3):
        lease = lab.granted(connection)
        params = {"lease_id": lease}
        equal(connection.result("Release", params), {"released": True, "state": "released"},
              "the first Release")
        equal(connection.result("Release", params), {"released": False, "state": "released"},
              "the second")


@case("L-03", "Release", "after expiry, after revocation, of an unknown lease",
      "how it ended; LEASE_UNKNOWN", accounts(2))
def l_03(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection, ttl_ms=1000)
    connection.refusal("LEASE_UNKNOWN", "Release", {"lease_id": UNKNOWN_LEASE})
    connection.refusal("LEASE_UNKNOWN", "Release", {"lease_id": "x"})
    time.sleep(1.1)
    equal(connection.result("Release", {"lease_id": lease}),
          {"released": False, "state": "expired"}, "Release after expiry")
    holder, lease = revoked(lab)
    equal(holder.result("Release", {"lease_id": lease}),
          {"released": False, "state": "revoked"}, "Release after revocation")


def revoked(lab: Lab) -> Tuple[Connection, str]:
    """A lease whose account was disabled in the inventory, and its holder, who was told."""
    contents = inventory({"one": accounts(1)})
    daemon = lab.daemon(contents)
    holder = lab.connect(daemon.lease)
    lease = holder.result("Select", {"provider": "one"})["lease"]["lease_id"]
    contents["accounts"][0]["enabled"] = False
    daemon.write_inventory(contents)
    daemon.signal(signal.SIGHUP)
    pushed = holder.push("$/lease_revoked")
    equal(pushed, {"lease_id": lease, "reason": "ACCOUNT_DISABLED"}, "the notification")
    return holder, lease


@case("L-04", "Renew", "before and after expiry, after release, of an unknown lease",
      "its times; LEASE_EXPIRED, LEASE_RELEASED, LEASE_UNKNOWN", accounts(1), Pace.WAITING)
def l_04(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection, detached=True, ttl_ms=1000)
    time.sleep(0.5)
    renewed = connection.result("Renew", {"lease_id": lease, "ttl_ms": 1500})
    check(1400 <= lifetime(renewed) <= 1500, f"expires_in_ms is {lifetime(renewed)}")
    time.sleep(1)
    connection.result("Renew", {"lease_id": lease, "ttl_ms": 1000})
    time.sleep(1.1)
    connection.refusal("LEASE_EXPIRED", "Renew", {"lease_id": lease})
    other = lab.granted(connection, detached=True)
    connection.result("Release", {"lease_id": other})
    connection.refusal("LEASE_RELEASED", "Renew", {"lease_id": other})
    connection.refusal("LEASE_UNKNOWN", "Renew", {"lease_id": UNKNOWN_LEASE})


def lifetime(renewed: Dict[str, Any]) -> int:
    """What remains of a renewed lease."""
    return renewed["expires_in_ms"]


@case("L-05", "Renew", "times shorter and longer",
      "it shortens, and never goes beyond an hour from the grant", accounts(1))
def l_05(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection, detached=True, ttl_ms=60000)
    most = LIMITS["max_ttl_ms"]
    for ttl in (2000, most, 10 * most, 1000):
        renewed = connection.result("Renew", {"lease_id": lease, "ttl_ms": ttl})
        wanted = min(ttl, most)
        check(wanted - 1000 <= lifetime(renewed) <= wanted,
              f"ttl_ms {ttl}: expires_in_ms is {lifetime(renewed)}")


@case("L-06", "Select", "a lease that expires",
      "its slot is free within 50 ms, and a waiter has it", ONE_SLOT, Pace.WAITING)
def l_06(lab: Lab) -> None:
    holder, waiter = lab.connect(), lab.connect()

    def measure() -> float:
        asked = time.monotonic()
        lab.granted(holder, ttl_ms=1000)
        granted = time.monotonic()
        reply = waiter.call("Select", wish(lab, wait_ms=5000), 8)
        # The lease began between the two: whichever is kinder to the daemon.
        seconds = max(0.98, time.monotonic() - granted)
        check(time.monotonic() - asked >= 0.98, "the slot was free before the lease's end")
        waiter.result("Release", {"lease_id": result_of(reply)["lease"]["lease_id"]})
        return seconds

    in_time(measure, 0.98, 1.05, "granted")


@case("L-08", "Select", "a holder that is gone",
      "its slot is busy for 5 s, or until its process is dead", ONE_SLOT, Pace.WAITING)
def l_08(lab: Lab) -> None:
    holder, waiter = lab.connect(), lab.connect()
    lab.granted(holder)
    holder.close()
    begun = time.monotonic()
    time.sleep(0.1)
    waiter.refusal("NO_ELIGIBLE_ACCOUNT", "Select", wish(lab))
    lease = result_of(waiter.call("Select", wish(lab, wait_ms=9000), 12))["lease"]["lease_id"]
    seconds = time.monotonic() - begun
    grace = LIMITS["orphan_ms"] / 1000
    check(grace - 0.05 <= seconds <= grace + 0.25, f"the slot was free after {seconds:.2f} s")
    waiter.result("Release", {"lease_id": lease})
    in_time(lambda: freed_by_death(lab, waiter), 0, 0.05, "the slot of a dead process was free")


def freed_by_death(lab: Lab, waiter: Connection) -> float:
    """Seconds from the death of a process that holds the slot to the next grant."""
    def hold(pipe: Pipe) -> None:
        connection = Connection(lab.connect_path(), lab.observer)
        pipe.send(lab.granted(connection))
        signal.pause()

    child = Child(hold)
    child.hear()
    waiter.refusal("NO_ELIGIBLE_ACCOUNT", "Select", wish(lab))
    identifier = waiter.ask("Select", wish(lab, wait_ms=4000))
    waiter.silence(0.02)
    begun = time.monotonic()
    child.kill()
    result = result_of(waiter.reply(identifier, 6))
    seconds = time.monotonic() - begun
    child.end()
    waiter.result("Release", {"lease_id": result["lease"]["lease_id"]})
    return seconds


@case("L-09", "Renew", "an orphan, by Renew, MarkResult or Hello within the grace",
      "it is taken back", accounts(3, max_in_flight=1), Pace.WAITING)
def l_09(lab: Lab) -> None:
    instance = "instance-of-l-09"
    named, plain = lab.connect(), lab.connect()
    hello(named, instance)
    by_hello = lab.granted(named)
    by_mark, by_renew = lab.granted(plain), lab.granted(plain)
    named.close()
    plain.close()
    time.sleep(1)
    back = lab.connect()
    equal(hello(back, instance)["resumed_leases"], 1, "resumed_leases")
    marked = back.result("MarkResult", {"lease_id": by_mark, "status": 200})
    equal(marked["lease_state"], "active", "lease_state")
    back.result("Renew", {"lease_id": by_renew})
    time.sleep(LIMITS["orphan_ms"] / 1000 + 0.5)
    equal(lab.pool(back)["in_use"], 3, "in_use")
    for lease in (by_hello, by_mark, by_renew):
        equal(back.result("Release", {"lease_id": lease})["released"], True, "released")


@case("L-10", "Select", "a detached lease whose connection closes",
      "it lives, and ends by its time", ONE_SLOT, Pace.WAITING)
def l_10(lab: Lab) -> None:
    holder, other = lab.connect(), lab.connect()
    asked = time.monotonic()
    lease = lab.select(holder, detached=True, ttl_ms=8000)["lease"]
    granted = time.monotonic()
    equal(lease["detached"], True, "detached")
    holder.close()
    time.sleep(LIMITS["orphan_ms"] / 1000 + 1)
    other.refusal("NO_ELIGIBLE_ACCOUNT", "Select", wish(lab))
    result_of(other.call("Select", wish(lab, wait_ms=5000), 8))
    free = time.monotonic()
    check(free - asked >= 7.98, f"the slot was free after {free - asked:.2f} s of 8")
    check(free - granted <= 8.25, f"the slot was free only after {free - granted:.2f} s of 8")


@case("L-16", "Renew", "an account that is disabled under a lease",
      "$/lease_revoked, then LEASE_REVOKED")
def l_16(lab: Lab) -> None:
    holder, lease = revoked(lab)
    holder.refusal("LEASE_REVOKED", "Renew", {"lease_id": lease})
    equal(holder.result("Release", {"lease_id": lease}),
          {"released": False, "state": "revoked"}, "Release")
    by_operators(lab)


def by_operators(lab: Lab) -> None:
    """The same by SetAccount, and by RevokeLease."""
    daemon = lab.daemon()
    holder, operator = lab.connect(daemon.lease), lab.connect(daemon.ops)
    acts: List[Tuple[str, Dict[str, Any], str]] = [
        ("RevokeLease", {"account_id": "one-1"}, "OPERATOR"),
        ("SetAccount", {"account_id": "one-1", "enabled": False}, "ACCOUNT_DISABLED"),
    ]
    for method, params, reason in acts:
        lease = holder.result("Select", {"provider": "one"})["lease"]["lease_id"]
        equal(operator.result(method, params)["revoked"], 1, f"leases that {method} takes back")
        equal(holder.push("$/lease_revoked"), {"lease_id": lease, "reason": reason}, method)
        holder.refusal("LEASE_REVOKED", "Renew", {"lease_id": lease})
        equal(operator.result("Leases"), {"leases": []}, f"Leases after {method}")


@case("L-17", "Release", "another uid's lease", "unknown, in the same bytes", pace=Pace.PLAIN)
def l_17(lab: Lab) -> None:
    needs_root()
    daemon = lab.daemon(open_to_all=True)
    lease = lab.connect(daemon.lease).result("Select", {"provider": "one"})["lease"]["lease_id"]
    calls = [("Release", {}), ("MarkResult", {"status": 200}), ("Renew", {})]

    def tries() -> Any:
        connection = Connection(daemon.lease, lab.observer)
        return [
            [bytes_of(connection, method, {"lease_id": name, **params})
             for name in (lease, UNKNOWN_LEASE)]
            for method, params in calls
        ]

    for (method, _), (foreign, unknown) in zip(calls, as_user(FIRST_USER, tries)):
        check(b"LEASE_UNKNOWN" in foreign, f"{method} of another uid's lease is not refused")
        check(foreign == unknown, f"{method} tells another uid's lease from an unknown one")


def bytes_of(connection: Connection, method: str, params: Dict[str, Any]) -> bytes:
    """The answer's bytes, under an id that is always the same."""
    connection.ask(method, params, identifier=1)
    payload = connection.frame()
    if payload is None:
        raise Failure(f"closed at {method}")
    return payload


@case("L-23", "Select", "a session, its account eligible and blocked",
      "it keeps the account, and gets another", accounts(4, max_in_flight=8))
def l_23(lab: Lab) -> None:
    connection = lab.connect()
    first = lab.select(connection, session="s")["lease"]
    for number in range(6):
        lab.granted(connection, session=f"other-{number}")
        again = lab.select(connection, session="s")["lease"]
        equal(again["account_id"], first["account_id"], "the session's account")
    throttle(connection, again["lease_id"], seconds=60)
    moved = lab.select(connection, session="s")["lease"]
    check(moved["account_id"] != first["account_id"], "the session stays with a blocked account")
    kept = lab.select(connection, session="s")["lease"]
    equal(kept["account_id"], moved["account_id"], "the session's next account")
