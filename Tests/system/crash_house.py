"""Daemons that come and go behind sockets that stay, as they do under systemd."""

import fcntl
import os
import select
import signal
import socket
import time
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional

from support import START_SECONDS, Client, Folder, Wrong, inventory

# Descriptors as sd_listen_fds(3) has them, and a place for the originals that is out of the way.
FIRST_PASSED, FIRST_KEPT = 3, 100
NAMES = ("lease", "ops")
WITH_OWN_NUMBER = 'export LISTEN_PID=$$; exec "$@"'
LOADED, SPARE = "claude", "openai"


def pool(loaded: int, slots: int, spare: int) -> Dict[str, Any]:
    """Accounts `claude-N` with so many slots for the load, and `openai-N` to be blocked."""
    return {"accounts": inventory(loaded, LOADED, max_in_flight=slots)["accounts"]
            + inventory(spare, SPARE, max_in_flight=1)["accounts"]}


class Life:
    """One process of the daemon, from its start to its end."""

    def __init__(self, command: List[str], sockets: List[socket.socket], log: str,
                 fault: str) -> None:
        variables = {**os.environ, "LISTEN_FDS": str(len(NAMES)),
                     "LISTEN_FDNAMES": ":".join(NAMES), "SWIFT_BACKTRACE": "enable=no"}
        variables.pop("ACCOUNTD_FAULT", None)
        if fault:
            variables["ACCOUNTD_FAULT"] = fault
        actions: List[Any] = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2)]
        actions += [(os.POSIX_SPAWN_DUP2, kept.fileno(), FIRST_PASSED + number)
                    for number, kept in enumerate(sockets)]
        # A shell, because only the child knows the number that LISTEN_PID has to be; and a spawn
        # rather than a fork, because other threads may be running.
        self.pid = os.posix_spawn(
            "/bin/sh", ["sh", "-c", WITH_OWN_NUMBER, "sh", *command], variables,
            file_actions=actions)
        self._descriptor = os.pidfd_open(self.pid)
        self._log = Path(log)
        self.status: Optional[int] = None

    def __enter__(self) -> "Life":
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            self.signal(signal.SIGKILL)
            self.wait()
        os.close(self._descriptor)

    def signal(self, number: int) -> None:
        """Sends a signal to this process and to no other, whoever has its number by now."""
        try:
            signal.pidfd_send_signal(self._descriptor, number)
        except ProcessLookupError:
            pass

    def wait(self, seconds: float = START_SECONDS) -> int:
        """Waits until the process has ended; its exit status, negative for a signal."""
        if self.status is None:
            waiting = select.poll()
            waiting.register(self._descriptor, select.POLLIN)
            if not waiting.poll(seconds * 1000):
                raise Wrong(f"the daemon still runs after {seconds:g} s")
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    @property
    def log(self) -> str:
        """What the daemon printed so far."""
        return self._log.read_text("utf-8", "replace")


class House:
    """The sockets and the folders that stay, and the daemons that use them one after the other."""

    def __init__(self, folder: Folder, accounts: Mapping[str, Any]) -> None:
        self._folder = folder
        self._arguments = ["--accounts", folder.accounts(dict(accounts)),
                           "--state", folder("state"), "--runtime", folder("runtime")]
        self._sockets = [self._listening(number, name) for number, name in enumerate(NAMES)]
        self.lives = 0

    def __enter__(self) -> "House":
        return self

    def __exit__(self, *_: object) -> None:
        for kept in self._sockets:
            kept.close()

    def _listening(self, number: int, name: str) -> socket.socket:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as made:
            made.bind(self.path(name))
            os.chmod(self.path(name), 0o600)
            made.listen(socket.SOMAXCONN)
            kept = fcntl.fcntl(made.fileno(), fcntl.F_DUPFD_CLOEXEC, FIRST_KEPT + number)
            return socket.socket(fileno=kept)

    def path(self, name: str) -> str:
        """The path of the socket of that name."""
        return self._folder(f"{name}.sock")

    def start(self, daemon: str, fault: str = "") -> Life:
        """A new daemon, which reads what the last one left; its log is of its own."""
        self.lives += 1
        return Life([daemon, *self._arguments], self._sockets,
                    self._folder(f"log.{self.lives}"), fault)

    def operator(self) -> Client:
        """An operator's connection, which waits in the backlog while no daemon runs."""
        return Client(self.path("ops"))


def leases(operator: Client) -> List[str]:
    """The ids of all leases."""
    return [lease["lease_id"] for lease in operator.call("Leases")["leases"]]


def accounts(operator: Client) -> Dict[str, Dict[str, Any]]:
    """How each account stands, by its id."""
    listed = operator.call("Accounts", {"limit": 500})["accounts"]
    return {account["account_id"]: account for account in listed}


def remaining_seconds(found: Mapping[str, Mapping[str, Any]]) -> Dict[str, float]:
    """What is left of each account's longest cooldown."""
    return {name: max(cooldown["remaining_ms"] for cooldown in account["cooldowns"]) / 1000
            for name, account in found.items() if account.get("cooldowns")}


def is_loud(log: str) -> bool:
    """Whether a log has a line of the level of errors."""
    return "<3>" in log


def since_boot() -> float:
    """The clock that leases and blocks run by."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)
