"""A terminal that a test holds, with a program on it as a shell's job."""

import fcntl
import os
import select
import signal
import struct
import sys
import termios
import time
from typing import Any, Dict, List

from support import expect

MOST_SECONDS = 20.0


class PseudoTerminal:
    """Starts a program on a terminal of its own and keeps all that it shows.

    Between the two stands a process that does what a shell does: it makes the program a job in the
    foreground, so that it can be stopped and continued.
    """

    def __init__(
        self, command: List[str], columns: int, rows: int, variables: Dict[str, str]
    ) -> None:
        self.shown = b""
        self._end, self._side = os.openpty()
        self.resize(columns, rows)
        self.first_mode = self.mode()
        self._seen = 0
        told, tells = os.pipe()
        self._shell = os.fork()
        if self._shell == 0:
            os.close(told)
            self._be_a_shell(command, variables, tells)
        os.close(tells)
        self._job = int.from_bytes(os.read(told, 8), "big")
        os.close(told)

    def __enter__(self) -> "PseudoTerminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self._shell:
            try:
                os.kill(self._job, signal.SIGKILL)
            except ProcessLookupError:
                pass  # It has ended, and the shell after it.
            os.waitpid(self._shell, 0)
        os.close(self._end)
        os.close(self._side)

    def mode(self) -> List[Any]:
        """How the terminal is set."""
        return termios.tcgetattr(self._side)

    def resize(self, columns: int, rows: int) -> None:
        """Gives the terminal another size; the kernel tells the job."""
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys: bytes) -> None:
        """Types keys; what is awaited from here on is shown after them."""
        self._seen = len(self.shown)
        os.write(self._end, keys)

    def signal(self, number: int) -> None:
        """Sends the program a signal."""
        os.kill(self._job, number)

    def go_on(self) -> None:
        """Continues the job, as `fg` does."""
        self._seen = len(self.shown)
        os.killpg(self._job, signal.SIGCONT)

    def await_text(self, text: bytes) -> None:
        """Waits until the text is shown, and passes over what was before it."""
        deadline = time.monotonic() + MOST_SECONDS
        while text not in self.shown[self._seen:]:
            left = deadline - time.monotonic()
            expect(left > 0, f"{text!r} is not shown, but {self.shown[self._seen:]!r}")
            self._read(left)
        self._seen += self.shown[self._seen:].index(text) + len(text)

    def await_stop(self) -> None:
        """Waits until the job is stopped, and reads what it wrote before."""
        deadline = time.monotonic() + MOST_SECONDS
        while self._state() != "T":
            expect(time.monotonic() < deadline, "the job is not stopped")
            self._read(0.01)
        while self._read(0.01):
            pass

    def status(self) -> int:
        """Waits for the end of the program and answers with its exit status."""
        deadline = time.monotonic() + MOST_SECONDS
        while True:
            process, status = os.waitpid(self._shell, os.WNOHANG)
            while self._read(0.01):
                pass
            if process:
                self._shell = 0  # Its number may be another's.
                return os.waitstatus_to_exitcode(status)
            expect(time.monotonic() < deadline, "the program does not end")

    def _state(self) -> str:
        with open(f"/proc/{self._job}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0]

    def _read(self, seconds: float) -> bool:
        if not select.select([self._end], [], [], max(0.0, seconds))[0]:
            return False
        self.shown += os.read(self._end, 65536)
        return True

    def _be_a_shell(self, command: List[str], variables: Dict[str, str], tells: int) -> None:
        try:
            os.setsid()
            fcntl.ioctl(self._side, termios.TIOCSCTTY, 0)
            for number in range(3):
                os.dup2(self._side, number)
            job = os.fork()
            if job == 0:
                os.setpgid(0, 0)
                signal.signal(signal.SIGTTOU, signal.SIG_IGN)
                os.tcsetpgrp(0, os.getpgid(0))
                signal.signal(signal.SIGTTOU, signal.SIG_DFL)
                os.execve(command[0], command, {**os.environ, **variables})
            os.write(tells, job.to_bytes(8, "big"))
            status = os.waitpid(job, 0)[1]
            os._exit(os.waitstatus_to_exitcode(status) & 0x7F)
        except OSError as error:
            print(error, file=sys.stderr)
        finally:
            os._exit(70)
