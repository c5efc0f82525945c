"""Section O: order, pipelining and cancelling."""

import random
import threading
import time
from typing import Dict, List

from .checks import check, equal, shown
from .connection import Connection, notification, refusal_of, request, result_of
from .daemon import accounts, inventory
from .lab import Lab, eventually, percentile
from .registry import Pace, case
from .spec import LIMITS
from .waiting import wish

ONE_SLOT = accounts(1, max_in_flight=1)


def cancel(identifier: object) -> bytes:
    """The notification that cancels a request."""
    return notification("$/cancel", {"id": identifier})


@case("O-01", "Select", "a Select that waits, then a Health", "the Health is answered first",
      ONE_SLOT)
def o_01(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection)
    connection.ask("Select", wish(lab, wait_ms=10000), identifier=1)
    connection.ask("Health", identifier=2)
    equal(connection.message()["id"], 2, "the first id answered")
    connection.ask("Release", {"lease_id": lease}, identifier=3)
    equal(sorted(connection.message()["id"] for _ in range(2)), [1, 3], "the ids")


@case("O-02", "MarkResult", "MarkResult and Release in one write, 1000 times", "effects in order",
      accounts(1))
def o_02(lab: Lab) -> None:
    connection = lab.connect()
    for _ in range(1000):
        lease = lab.granted(connection)
        connection.send(
            request(1, "MarkResult", {"lease_id": lease, "status": 200})
            + request(2, "Release", {"lease_id": lease}))
        marked, released = result_of(connection.reply(1)), result_of(connection.reply(2))
        equal(marked["applied"], True, "applied")
        equal(marked["lease_state"], "active", "lease_state")
        equal(released, {"released": True, "state": "released"}, "Release")


@case("O-03", "MarkResult", "Release and MarkResult in one write", "the result is still taken",
      accounts(1))
def o_03(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection)
    connection.send(
        request(1, "Release", {"lease_id": lease})
        + request(2, "MarkResult", {"lease_id": lease, "status": 200}))
    equal(result_of(connection.reply(1))["released"], True, "released")
    marked = result_of(connection.reply(2))
    equal(marked["applied"], True, "applied")
    equal(marked["lease_state"], "released", "lease_state")


@case("O-04", "$/cancel", "a Select that waits", "code 1, one answer, the queue is empty", ONE_SLOT)
def o_04(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection)
    connection.ask("Select", wish(lab, wait_ms=60000), identifier=7)
    eventually(lambda: lab.pool(connection)["waiters"] == 1, "the Select waits")
    connection.send(cancel(7))
    refusal_of(connection.reply(7), "CLIENT_CANCELLED")
    equal(lab.pool(connection)["waiters"], 0, "waiters")
    connection.result("Release", {"lease_id": lease})
    connection.silence(0.1)
    equal(lab.pool(connection)["in_use"], 0, "in_use")


@case("O-05", "$/cancel", "an id that is unknown, finished or of another type", "nothing", ONE_SLOT)
def o_05(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection)
    connection.ask("Select", wish(lab, wait_ms=300), identifier=7)
    connection.ask("Health", identifier=8)
    connection.reply(8)
    for identifier in (8, 99, "7", "never", 0):
        connection.send(cancel(identifier))
    refusal_of(connection.reply(7), "NO_ELIGIBLE_ACCOUNT")
    connection.send(cancel(7))
    connection.result("Release", {"lease_id": lease})
    connection.stays()
    connection.silence(0.05)


@case("O-06", "$/cancel", "a Select that can be granted",
      "one answer: the lease, which lives, or code 1", accounts(1))
def o_06(lab: Lab) -> None:
    connection = lab.connect()
    for number in range(1, 301):
        connection.send(request(number, "Select", wish(lab)) + cancel(number))
        reply = connection.reply(number)
        if "result" in reply:
            lease = reply["result"]["lease"]["lease_id"]
            equal(connection.result("Release", {"lease_id": lease})["released"], True, "released")
        else:
            refusal_of(reply, "CLIENT_CANCELLED")
    connection.silence(0.05)
    equal(lab.pool(connection)["in_use"], 0, "in_use")


@case("O-07", "$/cancel", "10,000 random Selects and cancels", "no lease is left behind",
      accounts(2, max_in_flight=2), Pace.HEAVY)
def o_07(lab: Lab) -> None:
    source = random.Random(7)
    connection = lab.connect()
    held: List[str] = []
    outstanding: Dict[int, bool] = {}

    def settle(identifier: int) -> None:
        reply = connection.reply(identifier)
        if "result" in reply:
            held.append(reply["result"]["lease"]["lease_id"])
        else:
            reason = reply["error"]["data"]["reason"]
            check(reason in ("CLIENT_CANCELLED", "NO_ELIGIBLE_ACCOUNT"), f"refused: {reason}")
        del outstanding[identifier]

    for number in range(1, 10_001):
        connection.send(request(number, "Select", wish(lab, wait_ms=60000)))
        outstanding[number] = True
        if held and source.random() < 0.6:
            lease = held.pop(source.randrange(len(held)))
            connection.result("Release", {"lease_id": lease})
        while len(outstanding) > 8 or (outstanding and source.random() < 0.5):
            identifier = source.choice(list(outstanding))
            connection.send(cancel(identifier))
            settle(identifier)
    for identifier in list(outstanding):
        connection.send(cancel(identifier))
        settle(identifier)
    pool = lab.pool(connection)
    equal((pool["in_use"], pool["waiters"]), (len(held), 0), "in use and waiting")


@case("O-08", "$/cancel", "a bad payload", "ignored")
def o_08(lab: Lab) -> None:
    connection = lab.connect()
    for params in ([1], {}, {"id": None}, {"id": {}}, {"id": 1.5}, {"id": "x" * 65}, "x", None):
        connection.send(notification("$/cancel", params))
    connection.stays()
    connection.silence(0.02)


@case("O-09", "Select", "the 129th request in flight",
      "TOO_MANY_IN_FLIGHT; after one ends, the next is taken")
def o_09(lab: Lab) -> None:
    connection = filled(lab)
    connection.refusal("TOO_MANY_IN_FLIGHT", "Select", wish(lab, wait_ms=100))
    connection.send(cancel(1))
    refusal_of(connection.reply(1), "CLIENT_CANCELLED")
    connection.refusal("NO_ELIGIBLE_ACCOUNT", "Select", wish(lab))


@case("O-10", "$/cancel", "128 requests in flight", "it works")
def o_10(lab: Lab) -> None:
    connection = filled(lab)
    for identifier in range(LIMITS["max_in_flight"], 0, -1):
        connection.send(cancel(identifier))
        refusal_of(connection.reply(identifier), "CLIENT_CANCELLED")
    equal(lab.pool(connection)["waiters"], 0, "waiters")


def filled(lab: Lab) -> Connection:
    """A connection with as many waiting Selects as it may have, ids from 1.

    The daemon is the case's own, since a uid may have no more than two such connections.
    """
    daemon = lab.daemon(inventory({lab.provider: ONE_SLOT}))
    holder = lab.connect(daemon.lease)
    lab.granted(holder)
    connection = lab.connect(daemon.lease)
    for identifier in range(1, LIMITS["max_in_flight"] + 1):
        connection.ask("Select", wish(lab, wait_ms=60000), identifier=identifier)
    count = LIMITS["max_in_flight"]
    eventually(lambda: lab.pool(holder)["waiters"] == count, f"{count} wait")
    return connection


@case("O-11", "Select", "five who wait, and one that nothing serves",
      "served in the order of their coming; that one is passed over",
      [{"max_in_flight": 1, "models": ["m"]}, {"max_in_flight": 1, "models": ["other"]}])
def o_11(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection)
    other = lab.granted(connection, model="other")
    connection.ask("Select", wish(lab, model="other", wait_ms=20000), identifier=100)
    for identifier in range(1, 6):
        connection.ask("Select", wish(lab, wait_ms=20000), identifier=identifier)
    eventually(lambda: lab.pool(connection)["waiters"] == 6, "six wait")
    for identifier in range(1, 6):
        connection.result("Release", {"lease_id": lease})
        lease = result_of(connection.reply(identifier))["lease"]["lease_id"]
        equal(lab.pool(connection)["waiters"], 6 - identifier, "waiters")
    connection.result("Release", {"lease_id": other})
    result_of(connection.reply(100))


@case("O-12", "Release", "five who wait, one release", "one is served", ONE_SLOT)
def o_12(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection)
    for identifier in range(1, 6):
        connection.ask("Select", wish(lab, wait_ms=20000), identifier=identifier)
    eventually(lambda: lab.pool(connection)["waiters"] == 5, "five wait")
    connection.result("Release", {"lease_id": lease})
    result_of(connection.reply(1))
    connection.silence(0.1)
    pool = lab.pool(connection)
    equal((pool["waiters"], pool["in_use"]), (4, 1), "waiting and in use")


@case("O-13", "Health", "10,000 requests of one connection", "another's is not delayed",
      pace=Pace.HEAVY)
def o_13(lab: Lab) -> None:
    flood, other = lab.connect(), lab.connect()
    count = 10_000
    writer = threading.Thread(target=flood.send, args=(request(1, "Health") * count,))
    reader = threading.Thread(target=lambda: [flood.frame(20) for _ in range(count)])
    writer.start()
    reader.start()
    taken: List[float] = []
    while reader.is_alive():
        begun = time.monotonic()
        other.stays()
        taken.append(time.monotonic() - begun)
    writer.join()
    slow = percentile(taken, 0.99)
    check(slow < 0.05, f"p99 of {len(taken)} Healths is {shown(round(slow, 4))} s")
