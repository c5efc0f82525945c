"""A daemon under test: started in a folder of its own, watched through /proc, and ended."""

import hashlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List, Optional, Set

from .checks import Failure, Skip, check

Inventory = Dict[str, Any]
BASE_URL = "http://127.0.0.1:9"
CANARY = "CANARY-5ec7e7b1c4a91d3f"
"""How every key begins that the runner gives an account, so that it is found wherever it leaks."""


def key_of(name: str) -> str:
    """The key of an account of this name."""
    return CANARY + hashlib.sha256(name.encode()).hexdigest()[:16]


def accounts(count: int = 1, **fields: Any) -> List[Dict[str, Any]]:
    """Accounts for a case, without ids; the fields are those of the inventory."""
    return [dict(fields) for _ in range(count)]


def inventory(pools: Dict[str, List[Dict[str, Any]]]) -> Inventory:
    """An inventory of generic providers: name to accounts, which get ids `NAME-1`, `NAME-2`…"""
    providers = {name: {"dialect": "generic", "base_url": BASE_URL} for name in pools}
    listed = []
    for provider, members in pools.items():
        for number, fields in enumerate(members, start=1):
            account = {"id": f"{provider}-{number}", "provider": provider, **fields}
            account.setdefault(
                "credential", {"kind": "api_key", "api_key": key_of(account["id"])})
            listed.append(account)
    return {"providers": providers, "accounts": listed}


class Daemon:
    """One process of the daemon, with its sockets and its inventory in a temporary folder."""

    running: Set["Daemon"] = set()
    """Those that have been started and not ended."""

    def __init__(self, program: str, contents: Inventory, open_to_all: bool = False,
                 environment: Optional[Dict[str, str]] = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="accountd-"))
        self.lease = str(self.folder / "lease.sock")
        self.ops = str(self.folder / "ops.sock")
        self.keeper = str(self.folder / "keeper.sock")
        self._program = program
        self._environment = {**os.environ, **(environment or {})}
        self.write_inventory(contents)
        self.process = self._start()
        Daemon.running.add(self)
        if open_to_all:
            self.folder.chmod(0o755)
            os.chmod(self.lease, 0o666)

    @property
    def pid(self) -> int:
        """The daemon's process."""
        return self.process.pid

    def write_inventory(self, contents: Inventory) -> None:
        """Replaces the inventory's file; the daemon reads it on SIGHUP."""
        path = self.folder / "accounts.json"
        new = self.folder / "accounts.new"
        new.touch(0o600)
        new.write_text(json.dumps(contents), "utf-8")
        new.replace(path)

    def _start(self) -> "subprocess.Popen[bytes]":
        arguments = [
            self._program, "--accounts", str(self.folder / "accounts.json"),
            "--listen-lease", self.lease, "--listen-ops", self.ops,
            "--listen-keeper", self.keeper,
        ]
        with open(self.folder / "log", "ab") as log:
            process = subprocess.Popen(
                arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=self._environment)
        deadline = time.monotonic() + 20
        while not answers(self.ops):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                process.wait()
                complaint = f"the daemon did not start: {self.log_tail()}"
                shutil.rmtree(self.folder, ignore_errors=True)
                raise Failure(complaint)
            time.sleep(0.005)
        return process

    def signal(self, number: int) -> None:
        """Sends a signal to the daemon."""
        self.process.send_signal(number)

    def stop(self) -> None:
        """Stops the daemon while it waits for events, and waits until it stands still."""
        self._wait_for_state("S")
        self.signal(signal.SIGSTOP)
        self._wait_for_state("T")

    def _wait_for_state(self, wanted: str) -> None:
        deadline = time.monotonic() + 5
        stat = Path(f"/proc/{self.pid}/stat")
        while stat.read_text("ascii").rsplit(")", 1)[1].split()[0] != wanted:
            check(time.monotonic() < deadline, f"the daemon is not in the state {wanted}")
            time.sleep(0.001)

    def wait(self, patience: float) -> int:
        """The exit status; a failure when it does not come in time."""
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            raise Failure(f"still running after {patience} s") from None

    def end(self) -> None:
        """Stops the daemon and removes its folder; more than once does nothing."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(1)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(5)
        shutil.rmtree(self.folder, ignore_errors=True)
        Daemon.running.discard(self)

    def limit_descriptors(self, count: int) -> None:
        """Allows the daemon no more descriptors than that."""
        resource.prlimit(self.pid, resource.RLIMIT_NOFILE, (count, count))

    def check_alive(self) -> None:
        """Fails the case when the daemon has ended."""
        status = self.process.poll()
        check(status is None, f"the daemon ended with status {status}: {self.log_tail()}")

    def log_tail(self) -> str:
        """The end of what the daemon wrote, on one line."""
        text = (self.folder / "log").read_text("utf-8", "replace")
        return " / ".join(text.strip().splitlines()[-3:])

    def resident_bytes(self) -> int:
        """The daemon's resident memory."""
        for line in Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise Failure("no VmRSS in /proc")

    def descriptors(self) -> int:
        """How many descriptors the daemon has open."""
        try:
            return len(os.listdir(f"/proc/{self.pid}/fd"))
        except PermissionError:
            raise Skip("needs root, to count the daemon's descriptors") from None

    def processor_seconds(self) -> float:
        """The time that the daemon has had a processor."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def answers(path: str) -> bool:
    """Whether somebody listens on the socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(path)
        except OSError:
            return False
        return True
