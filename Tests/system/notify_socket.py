"""The socket at which a service tells its manager how it is (sd_notify(3))."""

import os
import select
import socket
import struct
import time
from dataclasses import dataclass
from typing import Dict, List, Optional

# asm-generic/socket.h; Python names it only in later versions.
SO_TIMESTAMPNS = 35
TIME_OF_KERNEL = struct.Struct("@qq")
CREDENTIALS = struct.Struct("@iII")
LARGEST_MESSAGE = 4096


@dataclass(frozen=True)
class Notice:
    """One message: when the kernel took it (`time.monotonic`), from whom, and what it assigns."""

    at: float
    process: int
    user: int
    fields: Dict[str, str]

    @property
    def text(self) -> str:
        """The message on one line."""
        return " ".join(f"{name}={value}" for name, value in self.fields.items())

    def says(self, assignment: str) -> bool:
        """Whether it assigns this, as in `READY=1`; a name alone asks for any value."""
        name, separator, value = assignment.partition("=")
        return name in self.fields and (not separator or self.fields[name] == value)


def parsed(payload: bytes) -> Dict[str, str]:
    """The assignments of a message, one a line; a line without a name is none."""
    pairs = (line.partition("=") for line in payload.decode("utf-8", "replace").split("\n"))
    return {name: value for name, separator, value in pairs if name and separator}


class NotifySocket:
    """Receives messages, and remembers all of them in `notices`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.notices: List[Notice] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self._socket.bind(path)
        self._socket.setblocking(False)

    def close(self) -> None:
        """Closes the socket and removes it."""
        self._socket.close()
        os.unlink(self.path)

    def fileno(self) -> int:
        """The descriptor to be polled."""
        return self._socket.fileno()

    def collect(self) -> None:
        """Takes in all that has come."""
        while self._receive():
            pass

    def await_message(self, deadline: float, process: Optional[int] = None) -> bool:
        """Waits for the next message and takes it in; false when none came before the deadline,
        or the process, given by a descriptor of it, ended without one."""
        waiting = select.poll()
        waiting.register(self, select.POLLIN)
        if process is not None:
            waiting.register(process, select.POLLIN)
        remaining = max(0.0, deadline - time.monotonic())
        # Up to a whole millisecond, for a wait that ends early would spin.
        waiting.poll(int(remaining * 1000) + 1)
        return self._receive()

    def _receive(self) -> bool:
        try:
            payload, ancillary, _, _ = self._socket.recvmsg(
                LARGEST_MESSAGE,
                socket.CMSG_SPACE(CREDENTIALS.size) + socket.CMSG_SPACE(TIME_OF_KERNEL.size))
        except BlockingIOError:
            return False
        kinds = {kind: data for level, kind, data in ancillary if level == socket.SOL_SOCKET}
        process, user, _ = CREDENTIALS.unpack(kinds[socket.SCM_CREDENTIALS])
        seconds, nanoseconds = TIME_OF_KERNEL.unpack(kinds[SO_TIMESTAMPNS])
        age = time.time() - seconds - nanoseconds / 1e9
        self.notices.append(
            Notice(time.monotonic() - max(0.0, age), process, user, parsed(payload)))
        return True
