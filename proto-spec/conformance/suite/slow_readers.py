"""Section K, continued: clients that ask and do not read."""

import select
import time
from typing import List

from .checks import Failure, check
from .connection import Connection, request
from .daemon import Daemon, accounts, inventory
from .lab import Lab
from .registry import Pace, case
from .spec import LIMITS

LARGE = {"accounts": True, "limit": 10000}
PATIENCE = LIMITS["slow_reader_ms"] / 1000


def crowded(lab: Lab) -> Daemon:
    """A daemon whose Summary with all accounts is over half a mebibyte."""
    return lab.daemon(inventory({"many": accounts(3500)}))


def flood(connection: Connection, frame: bytes, seconds: float) -> bool:
    """Sends the frame again and again without reading; whether the server closed."""
    end = time.monotonic() + seconds
    connection.socket.setblocking(False)
    rest = b""
    while time.monotonic() < end:
        poller = select.poll()
        poller.register(connection.socket, select.POLLOUT)
        for _, happened in poller.poll(50):
            if happened & (select.POLLHUP | select.POLLERR):
                return True
            try:
                rest = rest or frame
                rest = rest[connection.socket.send(rest):]
            except BlockingIOError:
                time.sleep(0.01)
            except OSError:
                return True
        if not poller.poll(0):
            time.sleep(0.01)
    return False


def is_closed(connection: Connection, seconds: float) -> bool:
    """Whether the server closes within the time, seen without reading."""
    poller = select.poll()
    poller.register(connection.socket, select.POLLHUP)
    return any(happened & select.POLLHUP for _, happened in poller.poll(int(seconds * 1000)))


def check_nothing_follows_a_cut(connection: Connection) -> None:
    """Reads to the end; fails when anything comes behind a frame that is cut."""
    try:
        connection.until_end()
    except Failure as failure:
        check("inside a frame" in str(failure), str(failure))
        check(b"$/goaway" not in connection.received, "a goaway follows a frame that is cut")


@case("K-05", "Summary", "a client that never reads",
      "closed after 10 s, and no frame follows a cut one", pace=Pace.WAITING)
def k_05(lab: Lab) -> None:
    daemon = crowded(lab)
    connection, other = lab.connect(daemon.lease), lab.connect(daemon.lease)
    begun = time.monotonic()
    was_closed = flood(connection, request(1, "Summary", LARGE), PATIENCE + 2)
    seconds = time.monotonic() - begun
    check(was_closed, f"not closed in {PATIENCE + 2:g} s")
    check(seconds <= PATIENCE * 1.15, f"closed after {seconds:.1f} s")
    other.stays()
    check_nothing_follows_a_cut(connection)


@case("K-06", "Summary", "a slow reader that recovers in time",
      "not closed, and its time begins anew", pace=Pace.WAITING)
def k_06(lab: Lab) -> None:
    connection = lab.connect(crowded(lab).lease)
    expected: List[int] = []
    for _ in range(2):
        for _ in range(4):
            identifier = connection.ask("Summary", LARGE)
            expected.append(int(identifier or 0))
        check(not is_closed(connection, PATIENCE * 0.85), "closed before its time was over")
        for identifier in expected:
            connection.reply(identifier)
        expected.clear()
    connection.stays()


@case("K-07", "Summary", "output over the budget of all buffers",
      "the largest offender is closed first", pace=Pace.HEAVY)
def k_07(lab: Lab) -> None:
    daemon = crowded(lab)
    light = lab.connect(daemon.lease)
    light.stays()
    crowd = [lab.connect(daemon.lease) for _ in range(200)]
    before = daemon.resident_bytes()
    for connection in crowd:
        for _ in range(4):
            connection.ask("Summary", LARGE)
    light.stays()
    grown = daemon.resident_bytes() - before
    most = LIMITS["max_buffer_bytes"]
    check(grown <= most * 1.25, f"memory grew by {grown >> 20} MiB")
    light.stays()


@case("K-08", "Health", "small answers that nobody reads", "within the same bounds",
      pace=Pace.WAITING)
def k_08(lab: Lab) -> None:
    daemon = lab.daemon()
    connection, other = lab.connect(daemon.lease), lab.connect(daemon.lease)
    other.stays()
    before = daemon.resident_bytes()
    flood(connection, request(1, "Health") * 100, 3)
    grown = daemon.resident_bytes() - before
    check(grown <= 2 * LIMITS["max_unsent_bytes"], f"memory grew by {grown} bytes")
    other.stays()
    if not is_closed(connection, 0):
        connection.socket.setblocking(True)
        check(connection.frame() is not None, "no answer")
