"""Section I: lost replies, and the keys that make repeating safe."""

import signal
from multiprocessing.connection import Connection as Pipe
from typing import Any, Dict

from .checks import check, equal
from .connection import Connection, refusal_of, result_of
from .daemon import accounts
from .lab import Lab, eventually, needs_root
from .leases import hello
from .registry import Pace, case, elsewhere
from .spec import LIMITS
from .users import FIRST_USER, Child, as_user
from .waiting import wish

ONE_SLOT = accounts(1, max_in_flight=1)
KEY = "key-of-16-bytes-"
INSTANCE = "instance-of-section-i"


def keyed(lab: Lab, key: str = KEY, **params: Any) -> Dict[str, Any]:
    """A Select's params with an idempotency key."""
    ctx = {"idempotency_key": key, **params.pop("ctx", {})}
    return wish(lab, ctx=ctx, **params)


def named(lab: Lab, path: Any = None) -> Connection:
    """A connection of the instance that the keys belong to."""
    connection = lab.connect(path)
    hello(connection, INSTANCE + lab.provider)
    return connection


@case("I-01", "Select", "the same key again", "the same lease, replayed", accounts(2))
def i_01(lab: Lab) -> None:
    connection = named(lab)
    first = connection.result("Select", keyed(lab))
    again = connection.result("Select", keyed(lab))
    equal((first["replayed"], again["replayed"]), (False, True), "replayed")
    equal(again["lease"]["lease_id"], first["lease"]["lease_id"], "the lease")
    equal(again["lease"]["fence"], first["lease"]["fence"], "the fence")
    equal(lab.pool(connection)["in_use"], 1, "in_use")
    other = connection.result("Select", keyed(lab, "another-key-of-it"))
    check(other["lease"]["lease_id"] != first["lease"]["lease_id"], "another key, the same lease")


@case("I-02", "Select", "a client killed between request and reply, the same key again",
      "one lease", accounts(2))
def i_02(lab: Lab) -> None:
    for number in range(20):
        key = f"key-of-the-{number:02}-child"

        def ask(pipe: Pipe) -> None:
            connection = named(lab)
            connection.ask("Select", keyed(lab, key))
            pipe.send(True)
            signal.pause()

        child = Child(ask)
        child.hear()
        child.kill()
        connection = named(lab)
        lease = connection.result("Select", keyed(lab, key))["lease"]["lease_id"]
        child.end()
        equal(lab.pool(connection)["in_use"], 1, "in_use")
        connection.result("Release", {"lease_id": lease})
        connection.close()


FAULT = "needs a fault point inside the daemon; its own tests have it"
elsewhere("I-03", "Select", "kill -9 of the daemon between the lease's record and the reply",
          "the same lease", FAULT)
elsewhere("I-04", "Select", "kill -9 of the daemon before the lease's record",
          "a new lease, and no other", FAULT)


@case("I-05", "Select", "the same key with other params, and with another timeout",
      "IDEMPOTENCY_KEY_REUSED, and replayed", accounts(2))
def i_05(lab: Lab) -> None:
    connection = named(lab)
    connection.result("Select", keyed(lab))
    for change in ({"model": "other"}, {"ttl_ms": 5000}, {"session": "s"}, {"attempt": 2}):
        connection.refusal("IDEMPOTENCY_KEY_REUSED", "Select", keyed(lab, **change))
    again = connection.result("Select", keyed(lab, ctx={"timeout_ms": 77}))
    equal(again["replayed"], True, "replayed")
    equal(lab.pool(connection)["in_use"], 1, "in_use")


@case("I-06", "Select", "the same key of another uid", "another lease")
def i_06(lab: Lab) -> None:
    needs_root()
    daemon = lab.daemon(open_to_all=True)
    params = {"provider": "one", "ctx": {"idempotency_key": KEY}}
    mine = named(lab, daemon.lease).result("Select", params)

    def theirs() -> Any:
        connection = Connection(daemon.lease, lab.observer)
        hello(connection, INSTANCE + lab.provider)
        result = connection.result("Select", params)
        return result["replayed"], result["lease"]["lease_id"]

    replayed, lease = as_user(FIRST_USER, theirs)
    check(not replayed and lease != mine["lease"]["lease_id"], "another uid got the lease")


@case("I-07", "Select", "a key whose lease has ended", "IDEMPOTENT_RESULT_GONE", accounts(1))
def i_07(lab: Lab) -> None:
    connection = named(lab)
    lease = connection.result("Select", keyed(lab))["lease"]["lease_id"]
    connection.result("Release", {"lease_id": lease})
    connection.refusal("IDEMPOTENT_RESULT_GONE", "Select", keyed(lab))
    equal(lab.pool(connection)["in_use"], 0, "in_use")


@case("I-08", "Select", "a key that was refused with 8 or 4", "not remembered", ONE_SLOT)
def i_08(lab: Lab) -> None:
    connection = named(lab)
    lease = lab.granted(connection)
    connection.refusal("NO_ELIGIBLE_ACCOUNT", "Select", keyed(lab))
    late = keyed(lab, wait_ms=5000, ctx={"timeout_ms": 50})
    connection.refusal("DEADLINE", "Select", late)
    connection.result("Release", {"lease_id": lease})
    result = connection.result("Select", keyed(lab))
    equal(result["replayed"], False, "replayed")


@case("I-09", "Select", "one key on two connections of an instance", "one lease, two answers",
      ONE_SLOT)
def i_09(lab: Lab) -> None:
    holder = lab.connect()
    lease = lab.granted(holder)
    askers = [named(lab), named(lab)]
    for asker in askers:
        asker.ask("Select", keyed(lab, wait_ms=10000), identifier=1)
    eventually(lambda: lab.pool(holder)["waiters"] >= 1, "the Select waits")
    askers[0].silence(0.05)
    holder.result("Release", {"lease_id": lease})
    leases = {result_of(asker.reply(1))["lease"]["lease_id"] for asker in askers}
    equal(len(leases), 1, "the number of leases")
    equal(lab.pool(holder)["in_use"], 1, "in_use")


@case("I-10", "Select", "keys over the limit", "the oldest is forgotten, the newest is not",
      pace=Pace.HEAVY)
def i_10(lab: Lab) -> None:
    daemon = lab.daemon()
    connection = named(lab, daemon.lease)
    most = LIMITS["max_idempotency_keys_per_uid"]
    before = 0
    for number in range(2 * most):
        if number == most:
            before = daemon.resident_bytes()
        params = {"provider": "one", "ctx": {"idempotency_key": f"key-number-{number:08}"}}
        lease = connection.result("Select", params)["lease"]["lease_id"]
        connection.result("Release", {"lease_id": lease})
    grown = daemon.resident_bytes() - before
    check(grown < 1 << 20, f"memory grew by {grown} bytes over the limit")
    for number, is_known in ((0, False), (2 * most - 1, True)):
        params = {"provider": "one", "ctx": {"idempotency_key": f"key-number-{number:08}"}}
        reply = connection.call("Select", params)
        if is_known:
            refusal_of(reply, "IDEMPOTENT_RESULT_GONE")
        else:
            equal(result_of(reply)["replayed"], False, "replayed")
