"""What the service manager of the tests gives to a service, and takes from it."""

import os
import signal
import socket
import stat
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from notify_socket import Notice, parsed  # noqa: E402
from service_manager import ServiceManager, SocketUnit  # noqa: E402
from service_process import refused  # noqa: E402
from support import Folder, Wrong  # noqa: E402

# Says to its manager what it is told to on its command line, then serves the first socket.
SERVICE = """
import os, socket, sys
def say(text):
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.sendto(text.encode(), os.environ["NOTIFY_SOCKET"])
for text in sys.argv[1:]:
    say(text.replace(",", chr(10)))
names = os.environ.get("LISTEN_FDNAMES", "").split(":")
is_own = os.environ.get("LISTEN_PID") == str(os.getpid())
listener = socket.socket(fileno=3)
while True:
    peer, _ = listener.accept()
    peer.send(f"{names[0]} {is_own} {os.environ['LISTEN_FDS']}".encode())
"""

# Computes for a while after it has said what it is told to, then waits.
BUSY = """
import os, signal, socket, sys, time
manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.sendto(sys.argv[1].encode(), os.environ["NOTIFY_SOCKET"])
begin = time.process_time()
while time.process_time() < begin + 0.1:
    pass
os.write(1, b"done")
signal.pause()
"""

# Says often that it is alive.
BEATING = """
import os, signal, socket
manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
while True:
    manager.sendto(b"WATCHDOG=1", os.environ["NOTIFY_SOCKET"])
    signal.pause()
"""


class Services(unittest.TestCase):
    """Services that are small programs."""

    def setUp(self) -> None:
        self.folder = Folder()
        self.addCleanup(self.folder.__exit__)

    def manager(self, program: str, *sockets: SocketUnit, watchdog: float = 60) -> ServiceManager:
        """A manager of a Python program."""
        manager = ServiceManager(
            self.folder, [sys.executable, "-c", program], sockets or [SocketUnit("one")], watchdog)
        self.addCleanup(manager.__exit__)
        return manager

    def answer(self, manager: ServiceManager, name: str) -> str:
        """What the service sends to who connects."""
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(manager.path(name))
            return client.recv(100).decode()

    def test_sockets_have_their_modes_and_are_passed_in_the_order_asked_for(self) -> None:
        manager = self.manager(SERVICE, SocketUnit("one", 0o640), SocketUnit("two", 0o600))
        for name, mode in (("one", 0o640), ("two", 0o600)):
            self.assertEqual(stat.S_IMODE(os.stat(manager.path(name)).st_mode), mode)
        for order in (["one", "two"], ["two", "one"], ["two"]):
            process = manager.start("READY=1", passed=order).ready()
            self.assertEqual(self.answer(manager, order[0]), f"{order[0]} True {len(order)}")
            self.assertEqual(process.terminate(), -signal.SIGTERM)

    def test_who_connects_while_nothing_runs_is_answered_by_the_next(self) -> None:
        manager = self.manager(SERVICE)
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(manager.path("one"))
            manager.start()
            self.assertEqual(client.recv(100), b"one True 1")

    def test_messages_are_remembered_with_their_sender(self) -> None:
        manager = self.manager(SERVICE)
        process = manager.start("A=1,B=2=3", "READY=1", "C=4")
        process.ready()
        self.assertEqual(process.await_notice("C").fields, {"C": "4"})
        self.assertEqual([notice.text for notice in manager.notices],
                         ["A=1 B=2=3", "READY=1", "C=4"])
        self.assertEqual({(notice.process, notice.user) for notice in manager.notices},
                         {(process.pid, os.geteuid())})
        times = [notice.at for notice in manager.notices]
        self.assertTrue(process.started <= times[0] and times == sorted(times), times)
        with self.assertRaisesRegex(Wrong, "no D=1 within"):
            process.await_notice("D=1", patience=0.01)

    def test_a_service_that_ends_is_not_waited_for(self) -> None:
        process = self.manager("import sys; print('why'); sys.exit(9)").start()
        with self.assertRaisesRegex(Wrong, "ended before READY=1: why"):
            process.ready()
        refused(process, 9, "why")
        for status, words in ((8, "why"), (9, "another")):
            with self.assertRaises(Wrong):
                refused(process, status, words)

    def test_what_cannot_be_executed_is_told_by_its_status(self) -> None:
        manager = self.manager("")
        manager.command = [self.folder("missing")]
        self.assertEqual(manager.start().wait(), 203)

    def test_a_service_that_stops_itself_is_found_to(self) -> None:
        process = self.manager(
            "import os, signal; os.kill(os.getpid(), signal.SIGSTOP); os._exit(3)").start()
        process.await_stopped()
        self.assertFalse(process.has_ended())
        process.proceed()
        self.assertEqual(process.wait(), 3)
        with self.assertRaises(Wrong):
            process.await_stopped()

    def test_a_service_is_stopped_when_it_waits_and_not_before(self) -> None:
        process = self.manager(BUSY).start("READY=1").ready()
        process.stop()
        self.assertEqual(process.log, "done")
        process.proceed()
        self.assertEqual(process.terminate(), -signal.SIGTERM)

    def test_the_watchdog_bites_who_is_silent_and_no_other(self) -> None:
        manager = self.manager(SERVICE, watchdog=0.05)
        process = manager.start("WATCHDOG=1")
        manager.enforce_watchdog(process)
        self.assertEqual(process.wait(), -signal.SIGKILL)

    def test_the_watchdog_spares_who_says_that_it_is_alive(self) -> None:
        # So long that it is not missed on a busy machine; some signs of life later it is given up.
        manager = self.manager(BEATING, watchdog=5)
        process = manager.start()
        process.await_notice("WATCHDOG=1")
        with self.assertRaisesRegex(Wrong, "still says that it is alive"):
            manager.enforce_watchdog(process, patience=5.2)
        self.assertFalse(process.has_ended())


class Messages(unittest.TestCase):
    """What a message says."""

    def test_each_line_that_has_a_name_assigns(self) -> None:
        self.assertEqual(parsed(b"A=1\nB=\n=2\nC\nD=x=y\n"), {"A": "1", "B": "", "D": "x=y"})

    def test_a_name_alone_asks_for_any_value(self) -> None:
        notice = Notice(0, 1, 2, parsed(b"READY=1\nSTATUS=well"))
        for assignment, expected in (("READY=1", True), ("READY=0", False), ("READY", True),
                                     ("STATUS", True), ("STOPPING", False), ("READY=", False)):
            self.assertEqual(notice.says(assignment), expected, assignment)


if __name__ == "__main__":
    unittest.main()
