"""Section X: what a hostile world does to a daemon, on real sockets and processes."""

import json
import random
import signal
import socket
import time
from typing import Any, Dict, List, Tuple

from .checks import Failure, check, equal
from .clocks import FalseClock
from .connection import Connection, framed, request, result_of
from .daemon import Daemon, accounts, inventory
from .json_texts import judged
from .lab import Lab, eventually
from .registry import Pace, case, elsewhere
from .users import Child, Pipe

SEED = 20_260_917
"""Every run draws the same: a failure comes again."""

CAP = 4


@case("X-01", None, "the same bytes in any split", "the same answers and the same end",
      pace=Pace.HEAVY)
def x_01(lab: Lab) -> None:
    source = random.Random(SEED)
    for _ in range(40):
        frames = [framed(mutated(source)) for _ in range(source.randrange(1, 6))]
        stream = b"".join(frames)
        if source.random() < 0.3:
            place = source.randrange(len(stream))
            stream = stream[:place] + bytes([source.randrange(256)]) + stream[place:]
        whole = conversation(lab, [stream])
        cuts = sorted(source.randrange(len(stream) + 1) for _ in range(8))
        pieces = [stream[a:b] for a, b in zip([0] + cuts, cuts + [len(stream)])]
        equal(conversation(lab, pieces), whole, "what a split stream was answered")


def conversation(lab: Lab, pieces: List[bytes]) -> List[Any]:
    """All that comes back until the end, errors and goaways in full."""
    connection = lab.connect()
    for piece in pieces:
        if piece and not connection.send(piece):
            break
        time.sleep(0.0005)
    connection.half_close()
    said = connection.until_end()
    connection.close()
    return said


def mutated(source: random.Random) -> bytes:
    """A request, or what a few changed bytes have made of it."""
    method = source.choice(["Health", "Hello", "Release", "MarkResult", "Renew", "Nonsense"])
    params = source.choice([
        {}, {"lease_id": "x"}, {"provider": "nobody"}, [], None, {"a": [1, {}]}])
    text = bytearray(json.dumps({
        "jsonrpc": "2.0", "id": source.choice([1, "a", 0]), "method": method, "params": params,
    }).encode())
    for _ in range(source.choice([0, 0, 1, 3])):
        text[source.randrange(len(text))] = source.choice(b'{}[]:,"\\0 9e-tfn\x00\xff\xc3')
    return bytes(text)


@case("X-02", "Health", "20,000 requests with changed bytes",
      "read and refused as a second reader does", pace=Pace.HEAVY)
def x_02(lab: Lab) -> None:
    source = random.Random(SEED)
    for _ in range(200):
        batch = [mutated(source) for _ in range(100)]
        connection = lab.connect()
        for payload in batch:
            wanted = verdict(payload)
            connection.send(framed(payload))
            message = connection.message()
            if message is None or message.get("method") == "$/goaway":
                connection = lab.connect()
                continue
            reason = message.get("error", {}).get("data", {}).get("reason")
            refused = reason in ("MALFORMED", "DUPLICATE_KEY", "LIMIT")
            equal("refused" if refused else "accepted", wanted, f"the reading of {payload!r}")
            if refused:
                # The tenth such frame would end the connection.
                connection = lab.connect()
        connection.close()


def verdict(payload: bytes) -> str:
    """What the suite's own strict reader says of a text."""
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        return "refused"
    return judged(text)


@case("X-03", None, "2,000 requests in a random order by four clients",
      "each is answered once, caps hold, nothing is left", pace=Pace.HEAVY)
def x_03(lab: Lab) -> None:
    source = random.Random(SEED)
    daemon = lab.daemon(inventory({"one": accounts(3, max_in_flight=CAP)}))
    clients = [Chaos(lab.connect(daemon.lease), source) for _ in range(4)]
    watcher = lab.connect(daemon.ops)
    for step in range(2000):
        source.choice(clients).step()
        if step % 50 == 0:
            pool = watcher.result("Summary", {"accounts": True})
            for account in pool["accounts"]:
                check(account["in_use"] <= CAP, f"in_use of {account['account_id']} is over {CAP}")
    held = set()
    for client in clients:
        client.finish()
        check(not held & client.leases, "a lease was given to two clients")
        held |= client.leases
    pool = watcher.result("Summary")["providers"][0]
    equal(pool["in_use"], len(held), "in_use at the end")
    equal(pool["waiters"], 0, "waiters at the end")


class Chaos:
    """A client that asks for anything, and knows which leases are its own."""

    def __init__(self, connection: Connection, source: random.Random) -> None:
        self.connection = connection
        self.source = source
        self.leases: set = set()
        self.asked: Dict[int, Tuple[str, Any]] = {}
        self.number = 0

    def step(self) -> None:
        """Asks for something, or takes an answer in."""
        self.number += 1
        lease = self.source.choice(sorted(self.leases)) if self.leases else "x"
        kind = self.source.choice(["Select"] * 3 + ["Release", "MarkResult", "Renew", "Health"])
        params: Dict[str, Any] = {"lease_id": lease}
        if kind == "Select":
            params = {"provider": "one", "wait_ms": self.source.choice([0, 0, 20])}
        elif kind == "MarkResult":
            params["status"] = self.source.choice([200, 200, 400, 500])
            params["release"] = self.source.random() < 0.5
        elif kind == "Health":
            params = {}
        self.asked[self.number] = (kind, params)
        self.connection.ask(kind, params, self.number)
        if len(self.asked) > 20:
            self.finish()

    def finish(self) -> None:
        """Takes in the answers to all that was asked, each of which must come once."""
        for number, (kind, params) in sorted(self.asked.items()):
            reply = self.connection.reply(number)
            result = reply.get("result", {})
            if kind == "Select" and result:
                lease = result["lease"]["lease_id"]
                check(lease not in self.leases, "a lease was granted twice")
                self.leases.add(lease)
            elif kind == "Release" or params.get("release"):
                self.leases.discard(params["lease_id"])
        self.asked.clear()


elsewhere("X-04", None, "a state folder whose disk is full or fails",
          "serving goes on, and recovers",
          "needs a disk that is full; the daemon's own tests have it")


@case("X-05", "Summary", "a socket that takes a few bytes at a time", "whole frames",
      pace=Pace.HEAVY)
def x_05(lab: Lab) -> None:
    daemon = lab.daemon(inventory({"many": accounts(300)}))
    connection = lab.connect(daemon.lease)
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    wanted = lab.connect(daemon.ops).result("Summary", {"accounts": True, "limit": 1000})
    for number in range(1, 21):
        connection.ask("Summary", {"accounts": True, "limit": 1000}, number)
        got = result_of(slowly(connection, number))
        equal(len(got["accounts"]), len(wanted["accounts"]), "accounts of a Summary")
    connection.stays()


def slowly(connection: Connection, number: int) -> Dict[str, Any]:
    """An answer, read 997 bytes at a time."""
    whole = bytearray()
    while len(whole) < 4 or len(whole) < 4 + int.from_bytes(whole[:4], "big"):
        piece = connection.socket.recv(997)
        check(bool(piece), "closed inside a frame")
        whole += piece
    value = json.loads(whole[4:])
    equal(value["id"], number, "the id")
    return value


@case("X-06", "Health", "a storm of stops and signals", "nothing is lost", pace=Pace.HEAVY)
def x_06(lab: Lab) -> None:
    daemon = lab.daemon()
    connection = lab.connect(daemon.lease)
    for number in range(1, 201):
        connection.ask("Health", {}, number)
        # Each interrupts whatever the daemon is waiting in; a reload changes nothing.
        daemon.signal(signal.SIGSTOP)
        daemon.signal(signal.SIGHUP)
        daemon.signal(signal.SIGCONT)
    for number in range(1, 201):
        equal(result_of(connection.reply(number)), {"status": "SERVING"}, "Health")
    daemon.check_alive()


@case("X-07", "Select", "a clock that jumps back and forth while leases live",
      "no lease comes back, none is lent twice", pace=Pace.HEAVY)
def x_07(lab: Lab) -> None:
    with FalseClock(lab, inventory({"one": accounts(2, max_in_flight=2)})) as clock:
        connection = lab.connect(clock.daemon.lease)
        fences: List[int] = []
        for hours in (0, 2, 4, 6):
            clock.set(hours * 3600, -hours * 3600)
            for _ in range(4):
                result = connection.result("Select", {"provider": "one"})
                fences.append(result["lease"]["fence"])
            connection.refusal("NO_ELIGIBLE_ACCOUNT", "Select", {"provider": "one"})
        equal(fences, sorted(set(fences)), "the fences")


@case("X-08", "Select", "a daemon that is stopped for two seconds",
      "it goes on; leases and waits ended at their time", pace=Pace.WAITING)
def x_08(lab: Lab) -> None:
    daemon = lab.daemon(inventory({"one": accounts(1, max_in_flight=1)}))
    holder, waiter = lab.connect(daemon.lease), lab.connect(daemon.lease)
    holder.result("Select", {"provider": "one", "ttl_ms": 1000})
    identifier = waiter.ask("Select", {"provider": "one", "wait_ms": 30_000})
    waiter.silence(0.05)
    daemon.stop()
    time.sleep(2)
    daemon.signal(signal.SIGCONT)
    begun = time.monotonic()
    result = result_of(waiter.reply(identifier))
    check(time.monotonic() - begun < 1, "granted late after the stop")
    check(result["waited_ms"] >= 900, f"waited_ms is {result['waited_ms']}")


@case("X-09", None, "descriptors that run out again and again", "no spinning, and it recovers",
      pace=Pace.HEAVY)
def x_09(lab: Lab) -> None:
    daemon = lab.daemon()
    inside = lab.connect(daemon.lease)
    inside.stays()
    daemon.limit_descriptors(daemon.descriptors() + 6)
    for _ in range(20):
        crowd = []
        for _ in range(20):
            one = socket.socket(socket.AF_UNIX)
            one.setblocking(False)
            one.connect_ex(daemon.lease)
            crowd.append(one)
        inside.stays()
        for one in crowd:
            one.close()
    before = daemon.processor_seconds()
    time.sleep(0.5)
    used = daemon.processor_seconds() - before
    check(used <= 0.05, f"{used:.2f} s of processor in half a second")
    lab.connect(daemon.lease).stays()


@case("X-10", "Select", "a hundred clients that are killed at any instant",
      "every slot is free at once, no lease is left", pace=Pace.HEAVY)
def x_10(lab: Lab) -> None:
    source = random.Random(SEED)
    daemon = lab.daemon(inventory({"one": accounts(2, max_in_flight=CAP)}))
    operator = lab.connect(daemon.ops)
    for _ in range(100):
        child = Child(lambda pipe: hold_slots(pipe, daemon.lease))
        time.sleep(source.uniform(0, 0.03))
        child.kill()
        child.end()

        def is_free() -> bool:
            pool = operator.result("Summary")["providers"][0]
            check(pool["in_use"] <= 2 * CAP, "in_use is over the caps")
            return pool["in_use"] == 0 and pool["waiters"] == 0

        eventually(is_free, "the slots of a killed client are free", 1)


def hold_slots(pipe: Pipe, path: str) -> None:
    """A client that takes what it gets until it is killed."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    number = 0
    while True:
        number += 1
        connection.sendall(request(number, "Select", {"provider": "one", "wait_ms": 1000}))
        connection.recv(65_536)


@case("X-11", "Select", "six seconds at 2,000 requests a second with random disconnects",
      "nothing is left, memory stays", pace=Pace.HEAVY)
def x_11(lab: Lab) -> None:
    source = random.Random(SEED)
    daemon = lab.daemon(inventory({"one": accounts(4, max_in_flight=64)}))
    operator = lab.connect(daemon.ops)
    soak(daemon, source, 1)
    before = daemon.resident_bytes()
    count = soak(daemon, source, 5)
    pool = operator.result("Summary")["providers"][0]
    eventually(lambda: operator.result("Summary")["providers"][0]["in_use"] == 0,
               f"of {pool['in_use']} slots all are free", 8)
    grown = daemon.resident_bytes() - before
    check(grown < 2 << 20, f"memory grew by {grown} bytes in {count} requests")


def soak(daemon: Daemon, source: random.Random, seconds: float) -> int:
    """Leases and releases at a steady pace; answers with the requests made."""
    begun = time.monotonic()
    count = 0
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(daemon.lease)
    connection.settimeout(5)
    while time.monotonic() - begun < seconds:
        connection.sendall(request(1, "Select", {"provider": "one"}))
        reply = connection.recv(65_536)
        start = reply.find(b'"lease_id":"')
        if start < 0:
            raise Failure("a Select of the soak was refused")
        lease = reply[start + 12:start + 34].decode()
        count += 1
        if source.random() < 0.02:
            connection.close()
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(daemon.lease)
            connection.settimeout(5)
            release(connection, lease)
            continue
        release(connection, lease)
        count += 1
        ahead = count / 2000 - (time.monotonic() - begun)
        if ahead > 0:
            time.sleep(ahead)
    connection.close()
    return count


def release(connection: socket.socket, lease: str) -> None:
    """Gives a lease back and waits for the answer."""
    connection.sendall(request(2, "Release", {"lease_id": lease}))
    connection.recv(65_536)
