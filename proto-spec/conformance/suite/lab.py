"""What a case is given: connections, daemons, and the provider that is its own."""

import os
import time
from typing import Any, Callable, Dict, List, Optional

from .checks import Failure, Observer, Skip, check, shown
from .connection import PATIENCE, Connection
from .daemon import Daemon, Inventory, inventory


class Lab:
    """One case's view of the run. What it opens is closed when the case ends."""

    def __init__(self, observer: Observer, lease: Optional[str], ops: Optional[str],
                 program: Optional[str], provider: str, keeper: Optional[str] = None) -> None:
        self.observer = observer
        self.provider = provider
        self.lease = lease
        self.ops = ops
        self.keeper = keeper
        self._program = program
        self._connections: List[Connection] = []
        self._daemons: List[Daemon] = []

    @property
    def has_program(self) -> bool:
        """Whether daemons can be started."""
        return self._program is not None

    # Opening and closing

    def connect(self, path: Optional[str] = None) -> Connection:
        """A connection to the run's lease socket, or to another."""
        connection = Connection(path or self.connect_path(), self.observer)
        self._connections.append(connection)
        return connection

    def connect_path(self) -> str:
        """Where the run's lease socket is."""
        if self.lease is None:
            raise Skip("needs a lease socket")
        return self.lease

    def connect_ops(self) -> Connection:
        """A connection to the run's ops socket."""
        if self.ops is None:
            raise Skip("needs an ops socket (--ops or --daemon)")
        return self.connect(self.ops)

    def connect_keeper(self) -> Connection:
        """A connection to the run's keeper socket."""
        if self.keeper is None:
            raise Skip("needs a keeper socket (--daemon)")
        return self.connect(self.keeper)

    def daemon(self, contents: Optional[Inventory] = None, open_to_all: bool = False,
               environment: Optional[Dict[str, str]] = None) -> Daemon:
        """A daemon for this case alone; by default with one account of provider `one`."""
        if self._program is None:
            raise Skip("needs a daemon of its own (--daemon)")
        if contents is None:
            contents = inventory({"one": [{}]})
        daemon = Daemon(self._program, contents, open_to_all, environment)
        self._daemons.append(daemon)
        return daemon

    def close(self) -> None:
        """Closes what the case opened."""
        for connection in self._connections:
            connection.close()
        for daemon in self._daemons:
            daemon.end()

    # What cases have in common

    def select(self, connection: Connection, **params: Any) -> Dict[str, Any]:
        """The result of a Select of the case's provider that must be granted."""
        wish = {"provider": self.provider, "model": "m", **params}
        return connection.result("Select", wish, PATIENCE + params.get("wait_ms", 0) / 1000)

    def granted(self, connection: Connection, **params: Any) -> str:
        """The id of a lease that must be granted."""
        return self.select(connection, **params)["lease"]["lease_id"]

    def pool(self, connection: Connection, **params: Any) -> Dict[str, Any]:
        """The case's provider in the Summary."""
        wish = {"provider": self.provider, **params}
        providers = connection.result("Summary", wish)["providers"]
        check(len(providers) == 1, f"Summary of one provider names {len(providers)}")
        return providers[0]

    def account(self, connection: Connection) -> Dict[str, Any]:
        """The only account of the case's provider in the Summary."""
        wish = {"provider": self.provider, "accounts": True, "model": "m"}
        listed = connection.result("Summary", wish)["accounts"]
        check(len(listed) == 1, f"Summary of one account names {len(listed)}")
        return listed[0]


def eventually(condition: Callable[[], bool], what: str, patience: float = PATIENCE) -> float:
    """Waits until the condition holds; answers with the seconds that it took."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > patience:
            raise Failure(f"not within {patience:g} s: {what}")
        time.sleep(0.002)
    return time.monotonic() - begun


def in_time(measure: Callable[[], float], least: float, most: float, what: str) -> float:
    """Fails when a measure, in seconds, is too small once, or too large three times; answers with
    it.

    Being early is the daemon's doing; being late may be that of a busy machine.
    """
    seen = []
    for _ in range(3):
        seconds = measure()
        seen.append(round(seconds, 4))
        check(seconds >= least, f"{what} after {seconds:.4f} s, before {least:g} s")
        if seconds <= most:
            return seconds
    raise Failure(f"{what} after {seen} s, later than {most:g} s each time")


def percentile(values: List[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def needs_root() -> None:
    """Skips the case unless it may take other uids."""
    if os.geteuid() != 0:
        raise Skip("needs root, for a second uid")


def unexpected(value: Any) -> Failure:
    """The failure of a case that got what it cannot use."""
    return Failure(f"unexpected: {shown(value)}")
