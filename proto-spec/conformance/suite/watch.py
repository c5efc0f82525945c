"""Section W: Watch and Health."""

import signal
import time
from typing import Any, Dict, List

from .checks import check, equal
from .connection import Connection, notification, refusal_of, result_of
from .daemon import accounts, inventory
from .lab import Lab, percentile
from .registry import Pace, case
from .spec import LIMITS
from .waiting import wish


def watch(lab: Lab, connection: Connection, identifier: int = 1, interval: int = 1) -> None:
    """Begins a Watch of the case's provider."""
    params = {"provider": lab.provider, "min_interval_ms": interval}
    connection.ask("Watch", params, identifier=identifier)


def event(connection: Connection, identifier: int = 1) -> Dict[str, Any]:
    """The next event of a Watch."""
    params = connection.push("$/event")
    equal(params["id"], identifier, "the event's id")
    equal(sorted(params), ["events", "id", "seq", "snapshot"], "the event's members")
    return params


@case("W-01", "Watch", "a Watch, then a change",
      "the first event at once, with seq 1; then seq 2 and the whole snapshot", accounts(2))
def w_01(lab: Lab) -> None:
    connection = lab.connect()
    watch(lab, connection)
    first = event(connection)
    equal(first["seq"], 1, "seq")
    equal(first["snapshot"]["providers"][0]["in_use"], 0, "in_use")
    lab.granted(lab.connect())
    second = event(connection)
    equal(second["seq"], 2, "seq")
    pool = second["snapshot"]["providers"][0]
    equal((pool["provider"], pool["total"], pool["in_use"]), (lab.provider, 2, 1), "the snapshot")
    check("accounts" not in second["snapshot"], "the snapshot lists accounts")


@case("W-02", "Watch", "100 changes in a burst", "the last event is as Summary",
      accounts(1, max_in_flight=200))
def w_02(lab: Lab) -> None:
    watcher, other = lab.connect(), lab.connect()
    watch(lab, watcher, interval=50)
    event(watcher)
    for number in range(101):
        other.ask("Select", wish(lab), identifier=number)
    for number in range(101):
        other.reply(number)
    time.sleep(0.3)
    wanted = lab.pool(other)
    watcher.stays()
    events = [value["params"] for value in watcher.pushed if value["method"] == "$/event"]
    check(1 <= len(events) <= 20, f"{len(events)} events for a burst")
    equal(events[-1]["snapshot"]["providers"][0], wanted, "the last snapshot")
    numbers = [params["seq"] for params in events]
    equal(numbers, sorted(set(numbers)), "the seqs")


@case("W-03", "Watch", "a watcher that does not read",
      "one snapshot waits, and nobody else is disturbed", pace=Pace.HEAVY)
def w_03(lab: Lab) -> None:
    daemon = lab.daemon(inventory({lab.provider: accounts(1)}))
    watcher, other = lab.connect(daemon.lease), lab.connect(daemon.lease)
    watch(lab, watcher)
    other.result("Release", {"lease_id": lab.granted(other)})
    before = daemon.resident_bytes()
    taken: List[float] = []
    for _ in range(5000):
        begun = time.monotonic()
        other.result("Release", {"lease_id": lab.granted(other)})
        taken.append(time.monotonic() - begun)
    grown = daemon.resident_bytes() - before
    check(grown < 2 << 20, f"memory grew by {grown} bytes")
    slow = percentile(taken, 0.99)
    check(slow < 0.05, f"p99 of a Select and Release is {slow:.4f} s")


@case("W-04", "Watch", "a Watch that is cancelled", "code 1, and nothing after it", accounts(1))
def w_04(lab: Lab) -> None:
    connection, other = lab.connect(), lab.connect()
    watch(lab, connection)
    event(connection)
    connection.send(notification("$/cancel", {"id": 1}))
    refusal_of(connection.reply(1), "CLIENT_CANCELLED")
    connection.pushed.clear()
    lab.granted(other)
    connection.silence(0.4)


@case("W-05", "Watch", "the fifth of a connection; an unknown provider", "8; 5", accounts(1))
def w_05(lab: Lab) -> None:
    connection = lab.connect()
    connection.refusal("UNKNOWN_PROVIDER", "Watch", {"provider": "nobody"})
    for identifier in range(1, LIMITS["max_watches"] + 1):
        watch(lab, connection, identifier)
        event(connection, identifier)
    watch(lab, connection, 99)
    refusal_of(connection.reply(99), "TOO_MANY_IN_FLIGHT")
    connection.stays()


@case("W-06", "Health", "a daemon that serves, one whose operator drains it, and one that ends",
      "SERVING, NOT_SERVING")
def w_06(lab: Lab) -> None:
    daemon = lab.daemon()
    connection, operator = lab.connect(daemon.lease), lab.connect(daemon.ops)
    drain_and_resume(connection, operator)
    for socket in (connection, operator):
        socket.stays()
    # What it finds when it goes on: the signal first, and then requests sent before it could say
    # that it drains.
    daemon.stop()
    daemon.signal(signal.SIGTERM)
    asked = [(socket, socket.ask("Health")) for socket in (connection, operator)]
    select = connection.ask("Select", {"provider": "one"})
    daemon.signal(signal.SIGCONT)
    for socket, identifier in asked:
        equal(result_of(socket.reply(identifier)), {"status": "NOT_SERVING"}, "Health")
    refusal_of(connection.reply(select), "DRAINING")
    for socket in (connection, operator):
        socket.goaway("DRAINING")
    equal(daemon.wait(10), 0, "the exit status")


def drain_and_resume(connection: Connection, operator: Connection) -> None:
    """An operator's drain: nothing is lent, all else is answered, and lending can go on."""
    lease = connection.result("Select", {"provider": "one"})["lease"]["lease_id"]
    equal(operator.result("Drain"), {"status": "NOT_SERVING"}, "Drain")
    for socket in (connection, operator):
        equal(socket.result("Health"), {"status": "NOT_SERVING"}, "Health after Drain")
        socket.result("Summary")
    connection.refusal("DRAINING", "Select", {"provider": "one", "wait_ms": 60000})
    connection.result("Release", {"lease_id": lease})
    equal(operator.result("Resume"), {"status": "SERVING"}, "Resume")


@case("W-07", "Watch", "a reload, then the daemon's end", "it survives, and ends with 14")
def w_07(lab: Lab) -> None:
    contents = inventory({lab.provider: accounts(1)})
    daemon = lab.daemon(contents)
    connection = lab.connect(daemon.lease)
    watch(lab, connection)
    event(connection)
    contents["accounts"].append({**contents["accounts"][0], "id": "second"})
    daemon.write_inventory(contents)
    daemon.signal(signal.SIGHUP)
    equal(event(connection)["snapshot"]["providers"][0]["total"], 2, "total after the reload")
    daemon.signal(signal.SIGTERM)
    refusal_of(connection.reply(1), "DRAINING")
    equal(daemon.wait(10), 0, "the exit status")
