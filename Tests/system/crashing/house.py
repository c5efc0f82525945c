"""Daemons that come and go behind sockets and folders that stay, and what operators see of them."""

import time
from typing import Any, Dict, List, Mapping

from service_manager import ServiceManager, SocketUnit
from service_process import ServiceProcess
from support import Client, Folder, inventory

LOADED, SPARE = "claude", "openai"
SOCKETS = (SocketUnit("lease"), SocketUnit("ops"))
# No program's limit; more than a reply may list in this test.
MOST_LISTED = 500
ERROR = "<3>"


def pool(loaded: int, slots: int, spare: int) -> Dict[str, Any]:
    """Accounts `claude-N` with so many slots for the load, and `openai-N` to be blocked."""
    return {"accounts": inventory(loaded, LOADED, max_in_flight=slots)["accounts"]
            + inventory(spare, SPARE, max_in_flight=1)["accounts"]}


class House:
    """The daemons of one folder, one after the other."""

    def __init__(self, folder: Folder, accounts: Mapping[str, Any]) -> None:
        self._arguments = ["--accounts", folder.accounts(dict(accounts)),
                           "--state", folder("state"), "--runtime", folder("runtime")]
        self._manager = ServiceManager(folder, [], SOCKETS)

    def __enter__(self) -> "House":
        return self

    def __exit__(self, *_: object) -> None:
        self._manager.__exit__()

    def path(self, name: str) -> str:
        """The path of the socket of that name."""
        return self._manager.path(name)

    def start(self, daemon: str, fault: str = "") -> ServiceProcess:
        """A new daemon, which reads what the last one left, with a log of its own; a fault is one
        of ACCOUNTD_FAULT."""
        self.hear()
        self._manager.command = [daemon, *self._arguments]
        variables = {"SWIFT_BACKTRACE": "enable=no"}
        if fault:
            variables["ACCOUNTD_FAULT"] = fault
        return self._manager.start(environment=variables)

    def hear(self) -> None:
        """Takes what the daemon told its manager: few messages wait, and then the daemon does."""
        self._manager.notify.collect()

    def operator(self) -> Client:
        """An operator's connection, which waits in the backlog while no daemon runs."""
        return Client(self.path("ops"))


def leases(operator: Client) -> List[str]:
    """The ids of all leases."""
    return [lease["lease_id"] for lease in operator.call("Leases")["leases"]]


def accounts(operator: Client) -> Dict[str, Dict[str, Any]]:
    """How each account stands, by its id."""
    listed = operator.call("Accounts", {"limit": MOST_LISTED})["accounts"]
    return {account["account_id"]: account for account in listed}


def blocked_seconds(account: Mapping[str, Any]) -> float:
    """What is left of the account's longest cooldown."""
    return max((cooldown["remaining_ms"] for cooldown in account["cooldowns"]), default=0) / 1000


def is_loud(log: str) -> bool:
    """Whether a log has a line of the level of errors."""
    return any(line.startswith(ERROR) for line in log.splitlines())


def since_boot() -> float:
    """The clock that leases and blocks run by."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)
