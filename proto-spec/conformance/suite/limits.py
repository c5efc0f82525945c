"""Section K: connections, descriptors, leases and memory at their limits."""

import socket
import threading
import time
from typing import Any, List

from .checks import Failure, check, equal
from .connection import Connection, request
from .daemon import Daemon, accounts, inventory
from .lab import Lab, eventually, needs_root, percentile
from .registry import Pace, case
from .spec import LIMITS
from .users import FIRST_USER, Crowd, as_user


def turned_away(path: str, lab: Lab) -> None:
    """Fails unless one more connection gets goaway TOO_MANY_CONNECTIONS."""
    connection = lab.connect(path)
    params = connection.goaway("TOO_MANY_CONNECTIONS")
    equal(params.get("retry_after_ms"), LIMITS["connection_retry_ms"], "retry_after_ms")


def is_served(path: str, lab: Lab) -> bool:
    """Whether a new connection's Health is answered."""
    connection = Connection(path, lab.observer)
    try:
        return "result" in connection.call("Health")
    except Failure:
        return False
    finally:
        connection.close()


def let_in(path: str, lab: Lab) -> Connection:
    """A connection that is let in once the daemon has seen that another has closed."""
    connections: List[Connection] = []

    def is_in() -> bool:
        connections.append(lab.connect(path))
        try:
            return "result" in connections[-1].call("Health")
        except Failure:
            return False

    eventually(is_in, "a place is free")
    return connections[-1]


@case("K-01", None, "the 1025th connection",
      "TOO_MANY_CONNECTIONS; after one closes, the next is taken", pace=Pace.HEAVY)
def k_01(lab: Lab) -> None:
    needs_root()
    daemon = lab.daemon(open_to_all=True)
    with Crowd(daemon.lease, LIMITS["max_connections"] - 1, LIMITS["max_connections_per_uid"]):
        last = lab.connect(daemon.lease)
        last.stays()
        turned_away(daemon.lease, lab)
        last.close()
        eventually(lambda: is_served(daemon.lease, lab), "a place is free")


@case("K-02", None, "the 257th connection of a uid", "TOO_MANY_CONNECTIONS; another uid's is taken",
      pace=Pace.HEAVY)
def k_02(lab: Lab) -> None:
    daemon = lab.daemon(open_to_all=True)
    crowd = [lab.connect(daemon.lease) for _ in range(LIMITS["max_connections_per_uid"])]
    crowd[-1].stays()
    turned_away(daemon.lease, lab)
    crowd[0].close()
    crowd[0] = let_in(daemon.lease, lab)
    needs_root()
    check(as_user(FIRST_USER, lambda: is_served(daemon.lease, lab)), "another uid is shut out")


@case("K-03", None, "a full lease socket", "the ops socket is open, and takes 16", pace=Pace.HEAVY)
def k_03(lab: Lab) -> None:
    daemon = lab.daemon()
    operators = [lab.connect(daemon.ops)]
    operators[0].stays()
    for _ in range(LIMITS["max_connections_per_uid"]):
        lab.connect(daemon.lease)
    operators += [lab.connect(daemon.ops) for _ in range(LIMITS["max_ops_connections"] - 1)]
    for operator in operators:
        operator.stays()
    turned_away(daemon.ops, lab)


@case("K-04", None, "a daemon out of descriptors", "no spinning, and it recovers", pace=Pace.HEAVY)
def k_04(lab: Lab) -> None:
    daemon = lab.daemon()
    daemon.limit_descriptors(48)
    crowd: List[socket.socket] = []
    for _ in range(80):
        one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        one.setblocking(False)
        one.connect_ex(daemon.lease)
        crowd.append(one)
    time.sleep(0.2)
    before = daemon.processor_seconds()
    time.sleep(1)
    used = daemon.processor_seconds() - before
    for one in crowd:
        one.close()
    check(used <= 0.05, f"{used:.2f} s of processor in 1 s")
    eventually(lambda: is_served(daemon.lease, lab), "it serves again")
    daemon.check_alive()


@case("K-09", "Select", "the 2049th lease of a uid", "TOO_MANY_LEASES", pace=Pace.HEAVY)
def k_09(lab: Lab) -> None:
    daemon = lab.daemon(inventory({"one": accounts(16, max_in_flight=512)}), open_to_all=True)
    connection = lab.connect(daemon.lease)
    most, batch = LIMITS["max_leases_per_uid"], 64
    lease = ""
    for start in range(0, most, batch):
        connection.send(b"".join(request(n, "Select", {"provider": "one"}) for n in range(batch)))
        for number in range(batch):
            reply = connection.reply(number)
            check("result" in reply, f"lease {start + number + 1} was refused")
            lease = reply["result"]["lease"]["lease_id"]
    connection.refusal("TOO_MANY_LEASES", "Select", {"provider": "one"})
    connection.result("Release", {"lease_id": lease})
    connection.result("Select", {"provider": "one"})
    needs_root()

    def of_another_uid() -> bool:
        other = Connection(daemon.lease, lab.observer)
        return "result" in other.call("Select", {"provider": "one"})

    check(as_user(FIRST_USER, of_another_uid), "another uid is shut out")


@case("K-10", None, "10,000 connects without a byte", "nothing is left behind", pace=Pace.HEAVY)
def k_10(lab: Lab) -> None:
    daemon = lab.daemon()
    connection = lab.connect(daemon.lease)
    connect_and_close(daemon, 1000)
    connection.stays()
    descriptors, memory = daemon.descriptors(), daemon.resident_bytes()
    connect_and_close(daemon, 10_000)
    eventually(lambda: daemon.descriptors() <= descriptors, "the descriptors are closed")
    connection.stays()
    grown = daemon.resident_bytes() - memory
    check(grown < 1 << 20, f"memory grew by {grown} bytes")


def connect_and_close(daemon: Daemon, count: int) -> None:
    """Connects so many times; waits when the backlog is full."""
    for _ in range(count):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
            one.connect(daemon.lease)


@case("K-11", "Health", "a storm of connects", "those who are in are not delayed", pace=Pace.HEAVY)
def k_11(lab: Lab) -> None:
    daemon = lab.daemon()
    connection = lab.connect(daemon.lease)
    stop = threading.Event()

    def storm() -> None:
        while not stop.is_set():
            connect_and_close(daemon, 20)

    threads = [threading.Thread(target=storm) for _ in range(2)]
    for thread in threads:
        thread.start()
    taken: List[float] = []
    end = time.monotonic() + 2
    while time.monotonic() < end:
        begun = time.monotonic()
        connection.stays()
        taken.append(time.monotonic() - begun)
    stop.set()
    for thread in threads:
        thread.join()
    slow = percentile(taken, 0.99)
    check(slow < 0.05, f"p99 of {len(taken)} Healths is {slow:.4f} s")


@case("K-12", "Health", "a million requests", "memory grows by no more than 2 MiB", pace=Pace.HEAVY)
def k_12(lab: Lab) -> None:
    daemon = lab.daemon()
    connection = lab.connect(daemon.lease)
    batch = request(1, "Health") * 500
    connection.send(request(1, "Health"))
    answer_bytes = len(connection.frame() or b"") + 4

    def ask(batches: int) -> None:
        for _ in range(batches):
            connection.socket.sendall(batch)
            receive(connection.socket, 500 * answer_bytes)

    ask(200)
    before = daemon.resident_bytes()
    ask(1800)
    grown = daemon.resident_bytes() - before
    check(grown <= 2 << 20, f"memory grew by {grown} bytes")


def receive(stream: Any, count: int) -> None:
    """Takes so many bytes, whatever they are."""
    while count > 0:
        data = stream.recv(min(count, 1 << 18))
        check(bool(data), "closed")
        count -= len(data)
