"""Other processes: of another uid, or to be killed, or a crowd of more than one uid may have."""

import multiprocessing
import os
import signal
import socket
from multiprocessing.connection import Connection as Pipe
from typing import Any, Callable, List, Optional

from .checks import SHARED_WITH_CHILDREN, Failure
from .spec import LIMITS

FIRST_USER = 61000
"""The first uid that is taken; none of the system's, and not the overflow uid."""

FORK = multiprocessing.get_context("fork")
FIRST_TO_CLOSE, DESCRIPTORS = 3, 4096


class Child:
    """A process that runs a body with one end of a pipe; this object has the other.

    It closes what it inherits, but for the frames' record: a connection that a case closes must be
    closed everywhere.
    """

    def __init__(self, body: Callable[[Pipe], None], uid: Optional[int] = None) -> None:
        self.pipe, inner = FORK.Pipe()
        self._process = FORK.Process(target=begin, args=(body, inner, uid), daemon=True)
        self._process.start()
        inner.close()

    def hear(self, patience: float = 20) -> Any:
        """What the process says next; a failure when it says nothing."""
        try:
            if self.pipe.poll(patience):
                return self.pipe.recv()
        except EOFError:
            raise Failure("a process that the case started has ended") from None
        raise Failure(f"a process that the case started said nothing for {patience:g} s")

    def kill(self) -> None:
        """Sends it SIGKILL, without waiting for its end."""
        if self._process.pid is not None:
            os.kill(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Ends it, and waits until it has."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def begin(body: Callable[[Pipe], None], pipe: Pipe, uid: Optional[int]) -> None:
    """What a child does."""
    first = FIRST_TO_CLOSE
    for number in sorted({pipe.fileno(), *SHARED_WITH_CHILDREN}):
        os.closerange(first, number)
        first = number + 1
    os.closerange(first, DESCRIPTORS)
    if uid is not None and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)
    body(pipe)


def as_user(uid: int, body: Callable[[], Any], patience: float = 20) -> Any:
    """What the body answers when it is run by another uid."""

    def answer(pipe: Pipe) -> None:
        try:
            pipe.send((body(), None))
        except Exception as error:
            pipe.send((None, f"{type(error).__name__}: {error}"))

    child = Child(answer, uid)
    try:
        value, complaint = child.hear(patience)
    finally:
        child.end()
    if complaint is not None:
        raise Failure(f"as another uid: {complaint}")
    return value


class Crowd:
    """Many idle connections, with as many uids behind them as the limit of one makes necessary."""

    def __init__(self, path: str, count: int, share: Optional[int] = None) -> None:
        most = share or LIMITS["max_connections_per_uid"] - 6
        if os.geteuid() != 0:
            count = min(count, most)
        sizes = [min(most, count - start) for start in range(0, count, most)]
        self._members = [
            Child(lambda pipe, size=size: join_crowd(pipe, path, size), FIRST_USER + number)
            for number, size in enumerate(sizes)
        ]

    def __enter__(self) -> "Crowd":
        self._hear_all()
        return self

    def __exit__(self, *_: Any) -> None:
        for member in self._members:
            member.end()

    def send(self, data: bytes) -> None:
        """Sends the bytes on every connection."""
        for member in self._members:
            member.pipe.send(data)
        self._hear_all()

    def _hear_all(self) -> None:
        for member in self._members:
            complaint = member.hear()
            if complaint is not None:
                raise Failure(complaint)


def join_crowd(pipe: Pipe, path: str, count: int) -> None:
    """A member: connects so many times, says so, and sends on each what it is told."""
    connections: List[socket.socket] = []
    try:
        for _ in range(count):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.connect(path)
            connection.settimeout(10)
            connections.append(connection)
        pipe.send(None)
        while True:
            data = pipe.recv()
            for connection in connections:
                connection.sendall(data)
            pipe.send(None)
    except OSError as error:
        pipe.send(f"connection {len(connections)} of a crowd: {error.strerror}")
