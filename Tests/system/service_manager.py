"""Plays systemd for one service: its sockets, what it is told, its watchdog, its restarts.

The sockets and the folders outlive every process of the service, as they do under systemd.
"""

import os
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional, Sequence

from notify_socket import Notice, NotifySocket
from service_process import ServiceProcess, execute
from support import START_SECONDS, Folder, expect

WATCHDOG_SIGNAL = signal.SIGKILL
BACKLOG = 64


@dataclass(frozen=True)
class SocketUnit:
    """A socket to be made: `FileDescriptorName=`, `SocketMode=`, and its type."""

    name: str
    mode: int = 0o660
    type: int = socket.SOCK_STREAM

    def open(self, path: str) -> socket.socket:
        """Makes it, so that it is never seen with more rights than its mode."""
        made = socket.socket(socket.AF_UNIX, self.type)
        before = os.umask(0o777 & ~self.mode)
        try:
            made.bind(path)
        finally:
            os.umask(before)
        if self.type != socket.SOCK_DGRAM:
            made.listen(BACKLOG)
        return made


USUAL = (SocketUnit("lease"), SocketUnit("ops"), SocketUnit("keeper"))


class ServiceManager:
    """Makes a service's sockets and folders once, and its processes one after the other."""

    def __init__(self, folder: Folder, command: Sequence[str],
                 sockets: Sequence[SocketUnit] = USUAL, watchdog: Optional[float] = None) -> None:
        self.folder = folder
        self.command = list(command)
        self.watchdog = watchdog
        self.processes: List[ServiceProcess] = []
        self.state, self.runtime = folder("state"), folder("runtime")
        for path in (self.state, self.runtime):
            Path(path).mkdir(0o700, exist_ok=True)
        self.notify = NotifySocket(folder("notify.sock"))
        self.listeners: Dict[str, socket.socket] = {}
        for unit in sockets:
            self.listeners[unit.name] = unit.open(self.path(unit.name))

    def __enter__(self) -> "ServiceManager":
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.close()
        for listener in self.listeners.values():
            listener.close()
        self.notify.close()

    def path(self, name: str) -> str:
        """Where the socket of a name is."""
        return self.folder(f"{name}.sock")

    @property
    def notices(self) -> List[Notice]:
        """All messages so far, of every process."""
        self.notify.collect()
        return self.notify.notices

    def start(self, *options: str, environment: Optional[Dict[str, str]] = None,
              passed: Optional[Sequence[str]] = None) -> ServiceProcess:
        """A new process; `options` come behind its command, `environment` over what is usual.

        It is passed the sockets of the names in `passed`, in that order; usually all of them.
        """
        names = list(self.listeners if passed is None else passed)
        log = Path(self.folder(f"log.{len(self.processes) + 1}"))
        variables = {**self._environment(names), **(environment or {})}
        listeners = [self.listeners[name].fileno() for name in names]
        started = time.monotonic()
        pid = execute([*self.command, *options], variables, listeners, str(log))
        process = ServiceProcess(pid, log, self.notify, started)
        self.processes.append(process)
        return process

    def enforce_watchdog(self, process: ServiceProcess, patience: float = START_SECONDS) -> None:
        """Kills a process that has not said for the watchdog's time that it is alive."""
        assert self.watchdog is not None
        deadline = time.monotonic() + patience
        while True:
            beats = [notice.at for notice in self.notices
                     if notice.process == process.pid and notice.says("WATCHDOG=1")]
            due = max(beats, default=process.started) + self.watchdog
            if due <= time.monotonic():
                process.signal(WATCHDOG_SIGNAL)
                process.wait()
                return
            expect(due < deadline, f"after {patience:g} s the process still says that it is alive")
            self.notify.await_message(due)

    def _environment(self, names: List[str]) -> Dict[str, str]:
        variables = {
            "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8",
            "NOTIFY_SOCKET": self.notify.path,
            "STATE_DIRECTORY": self.state, "RUNTIME_DIRECTORY": self.runtime,
        }
        if names:
            variables["LISTEN_PID"] = ""
            variables["LISTEN_FDS"] = str(len(names))
            variables["LISTEN_FDNAMES"] = ":".join(names)
        if self.watchdog is not None:
            variables["WATCHDOG_PID"] = ""
            variables["WATCHDOG_USEC"] = str(round(self.watchdog * 1e6))
        return variables
