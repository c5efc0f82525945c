"""Section L, continued: many leases at once."""

import random
import threading
import time
from typing import Any, Dict, List

from .checks import check, equal
from .connection import Connection, request, result_of
from .daemon import accounts, inventory
from .lab import Lab, in_time, needs_root
from .registry import Pace, case
from .spec import LIMITS
from .users import FIRST_USER, as_user
from .waiting import wish

STEPS = 100_000


@case("L-07", "Select", "8192 leases that expire together", "a Health is not held up",
      pace=Pace.HEAVY)
def l_07(lab: Lab) -> None:
    needs_root()
    in_time(lambda: slowest_health(lab), 0, 0.02, "a Health was answered")


def slowest_health(lab: Lab) -> float:
    """The longest time of a Health, in seconds, while all leases there can be expire."""
    daemon = lab.daemon(inventory({"one": accounts(16, max_in_flight=512)}), open_to_all=True)
    each = LIMITS["max_leases_per_uid"]
    end = time.monotonic() + 4
    holders = [
        threading.Thread(target=as_user, args=(FIRST_USER + number, lambda: hold(
            Connection(daemon.lease, lab.observer), each, end)))
        for number in range(LIMITS["max_leases"] // each)
    ]
    for holder in holders:
        holder.start()
    connection = lab.connect(daemon.ops)
    time.sleep(max(0.0, end - 0.3 - time.monotonic()))
    equal(in_use(connection), LIMITS["max_leases"], "in_use")
    slowest = 0.0
    while time.monotonic() < end + 0.3:
        begun = time.monotonic()
        connection.stays()
        slowest = max(slowest, time.monotonic() - begun)
    equal(in_use(connection), 0, "in_use after the expiry")
    for holder in holders:
        holder.join()
    return slowest


def in_use(connection: Connection) -> int:
    """How many leases the only provider has."""
    return connection.result("Summary")["providers"][0]["in_use"]


def hold(connection: Connection, count: int, end: float) -> None:
    """Takes leases that all expire at the end, and stays until they have."""
    batch = 64
    for start in range(0, count, batch):
        term = int((end - time.monotonic()) * 1000)
        params = {"provider": "one", "model": "m", "ttl_ms": term}
        connection.send(b"".join(request(n, "Select", params) for n in range(batch)))
        for number in range(batch):
            result_of(connection.reply(number))
    time.sleep(max(0.0, end + 0.5 - time.monotonic()))


@case("L-18", "Select", "16 clients, 100,000 random steps", "never more leases than slots",
      [{"max_in_flight": 1}, {"max_in_flight": 2}, {"max_in_flight": 5}], Pace.HEAVY)
def l_18(lab: Lab) -> None:
    model = Model(lab, clients=16, seed=18)
    deadline = time.monotonic() + 60
    for number in range(STEPS):
        model.step()
        if number % 500 == 0:
            model.compare()
            check(time.monotonic() < deadline, f"only {number} steps in 60 s")
    model.compare()


class Model:
    """What the clients of L-18 know they hold, and what the daemon must therefore say."""

    def __init__(self, lab: Lab, clients: int, seed: int) -> None:
        self._lab = lab
        self._source = random.Random(seed)
        self._connections = [lab.connect() for _ in range(clients)]
        self._held: List[Dict[str, Any]] = []
        self._caps = {f"{lab.provider}-1": 1, f"{lab.provider}-2": 2, f"{lab.provider}-3": 5}
        self._counts = dict.fromkeys(self._caps, 0)

    def step(self) -> None:
        """One random call of a random client."""
        connection = self._source.choice(self._connections)
        if self._source.random() < 0.55:
            self._select(connection)
        elif self._held:
            self._give_back(connection)

    def _select(self, connection: Connection) -> None:
        reply = connection.call("Select", wish(self._lab))
        if "error" in reply:
            data = reply["error"]["data"]
            equal(data["reason"], "NO_ELIGIBLE_ACCOUNT", "the refusal")
            equal(len(self._held), sum(self._caps.values()), "leases held at a refusal")
            return
        lease = reply["result"]["lease"]
        self._held.append(lease)
        account = lease["account_id"]
        self._counts[account] += 1
        check(self._counts[account] <= self._caps[account], f"{account} is over its cap")

    def _give_back(self, connection: Connection) -> None:
        lease = self._held.pop(self._source.randrange(len(self._held)))
        self._counts[lease["account_id"]] -= 1
        params = {"lease_id": lease["lease_id"]}
        if self._source.random() < 0.5:
            equal(connection.result("Release", params)["released"], True, "released")
        else:
            params.update(status=200, release=True)
            equal(connection.result("MarkResult", params)["lease_state"], "released", "the state")

    def compare(self) -> None:
        """Fails unless Summary says what the clients know."""
        connection = self._connections[0]
        summary = connection.result(
            "Summary", {"provider": self._lab.provider, "accounts": True})
        equal({a["account_id"]: a["in_use"] for a in summary["accounts"]}, self._counts,
              "in_use of the accounts")
        equal(summary["providers"][0]["in_use"], len(self._held), "in_use of the provider")
