"""One process of a service: started as systemd does it, signalled, awaited, and listened to.

All waiting is for an event, with a deadline.
"""

import fcntl
import os
import select
import signal
import threading
import time
from pathlib import Path
from typing import Dict, List, Optional

from notify_socket import Notice, NotifySocket
from support import START_SECONDS, Wrong, expect

FIRST_PASSED = 3
"""The number of the first descriptor that a service is passed (sd_listen_fds(3))."""
ABOVE_PASSED = 256
"""Where the descriptors wait that are to be passed, out of the way of their places."""
SLEEPING = "S"
"""The state of a process that waits for events (proc_pid_stat(5))."""
CANNOT_EXECUTE = 203
"""What systemd says of a service whose program cannot be executed (systemd.exec(5))."""


class ServiceProcess:
    """One process of the service; named by a descriptor, so that no other is ever signalled."""

    def __init__(self, pid: int, log: Path, notify: NotifySocket, started: float) -> None:
        self.pid = pid
        self.started = started
        self.status: Optional[int] = None
        self._log = log
        self._notify = notify
        self._heard = len(notify.notices)
        self.descriptor = os.pidfd_open(pid)

    @property
    def log(self) -> str:
        """What it has printed so far."""
        return self._log.read_text("utf-8", "replace")

    def signal(self, number: int) -> None:
        """Sends it a signal."""
        signal.pidfd_send_signal(self.descriptor, number)

    def has_ended(self, patience: float = 0.0) -> bool:
        """Whether it ends within so many seconds."""
        if self.status is not None:
            return True
        waiting = select.poll()
        waiting.register(self.descriptor, select.POLLIN)
        if not waiting.poll(patience * 1000):
            return False
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return True

    def wait(self, patience: float = START_SECONDS) -> int:
        """Its exit status once it has ended; a signal's number with a minus."""
        expect(self.has_ended(patience), f"still running after {patience:g} s: {self.log}")
        assert self.status is not None
        return self.status

    def terminate(self, patience: float = START_SECONDS) -> int:
        """Asks it to end, and answers with its exit status."""
        self.signal(signal.SIGTERM)
        return self.wait(patience)

    def kill(self) -> None:
        """Kills it and waits until it is gone; one that has ended is left alone."""
        if not self.has_ended():
            self.signal(signal.SIGKILL)
            self.wait()

    def close(self) -> None:
        """Kills it, and forgets it."""
        self.kill()
        os.close(self.descriptor)

    def stop(self) -> None:
        """Stops it while it waits for events, and waits until it stands still.

        In the midst of a turn it would go on with what that had begun to read, and then take what
        came later before a signal that came earlier.
        """
        deadline = time.monotonic() + START_SECONDS
        while state_of(self.pid) != SLEEPING:
            expect(not self.has_ended(), f"ended instead of being stopped: {self.log}")
            expect(time.monotonic() < deadline, f"not idle within {START_SECONDS:g} s")
            time.sleep(0.001)
        self.signal(signal.SIGSTOP)
        self.await_stopped()

    def await_stopped(self, patience: float = START_SECONDS) -> None:
        """Waits until it has been stopped, be it by itself."""
        wait = threading.Thread(target=await_change, args=(self.pid,), daemon=True)
        wait.start()
        wait.join(patience)
        expect(not wait.is_alive(), f"not stopped within {patience:g} s")
        expect(not self.has_ended(), f"ended instead of being stopped: {self.log}")
        os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WNOHANG)

    def proceed(self) -> None:
        """Lets it go on that was stopped."""
        self.signal(signal.SIGCONT)

    def await_notice(self, assignment: str, patience: float = START_SECONDS) -> Notice:
        """The next message that says this, behind the one that was awaited last."""
        deadline = time.monotonic() + patience
        while True:
            while self._heard < len(self._notify.notices):
                notice = self._notify.notices[self._heard]
                self._heard += 1
                if notice.says(assignment):
                    return notice
            if self._notify.await_message(deadline, self.descriptor):
                continue
            expect(not self.has_ended(), f"ended before {assignment}: {self.log}")
            expect(time.monotonic() < deadline, f"no {assignment} within {patience:g} s")

    def ready(self) -> "ServiceProcess":
        """Waits until it says that it is ready."""
        self.await_notice("READY=1")
        return self


def state_of(pid: int) -> str:
    """The letter of a process's state (proc_pid_stat(5)); X when there is none of this number."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return "X"
    return text.rpartition(")")[2].split()[0]


def execute(command: List[str], variables: Dict[str, str], passed: List[int], log: str) -> int:
    """Starts a program with descriptors in their places; variables that name the process, and are
    empty, get its number, which only the child knows."""
    waiting = [fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, ABOVE_PASSED) for number in passed]
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        pid = os.fork()
        if pid == 0:
            try:
                take_places(waiting, output)
                own = {name: str(os.getpid()) for name, value in variables.items()
                       if name in ("LISTEN_PID", "WATCHDOG_PID") and not value}
                os.execve(command[0], command, {**variables, **own})
            finally:
                os._exit(CANNOT_EXECUTE)
        return pid
    finally:
        for number in [*waiting, output]:
            os.close(number)


def take_places(waiting: List[int], output: int) -> None:
    """Puts the descriptors where the program looks for them, in the child."""
    os.setsid()
    os.chdir("/")
    os.umask(0o077)
    output = fcntl.fcntl(output, fcntl.F_DUPFD_CLOEXEC, ABOVE_PASSED)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    for place, number in enumerate(waiting, start=FIRST_PASSED):
        os.dup2(number, place)
    # What this process itself was given without closing it on exec is not the service's.
    os.closerange(FIRST_PASSED + len(waiting), ABOVE_PASSED)


def await_change(pid: int) -> None:
    """Waits, without a deadline, until a child has been stopped or has ended, and leaves that to be
    found again."""
    try:
        os.waitid(os.P_PID, pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    except ChildProcessError:
        pass  # It has ended, and somebody else has found it.


def refused(process: ServiceProcess, status: int, words: str) -> None:
    """Fails unless the process ends with this status and says these words."""
    found = process.wait()
    if found != status:
        raise Wrong(f"exit status {found} instead of {status}: {process.log}")
    expect(words in process.log, f"the log does not say \"{words}\": {process.log}")
