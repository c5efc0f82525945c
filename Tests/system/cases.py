"""Cases with ids: what they are given, how they are played, and the line that each prints."""

import signal
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, List, Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "proto-spec" / "conformance"))

from service_manager import USUAL, ServiceManager, SocketUnit  # noqa: E402
from suite.checks import Failure, Observer, Skip, check  # noqa: E402
from suite.connection import Connection  # noqa: E402
from support import Folder, Wrong, inventory, program  # noqa: E402

ACCOUNTS = 2
SLOTS = 4


class Stage:
    """What a case is given: a folder and programs. What it opens here is closed behind it."""

    def __init__(self, folder: Folder, daemon: str, debug_daemon: Optional[str]) -> None:
        self.folder = folder
        self.daemon = daemon
        self.observer = Observer()
        self._debug_daemon = debug_daemon
        self._connections: List[Connection] = []
        self.managers: List[ServiceManager] = []

    def service(self, sockets: Sequence[SocketUnit] = USUAL, watchdog: Optional[float] = None,
                daemon: Optional[str] = None, accounts: Optional[str] = None) -> ServiceManager:
        """A service manager for the daemon, with an inventory, `--state` and `--runtime`."""
        accounts = accounts or self.folder.accounts(inventory(ACCOUNTS, max_in_flight=SLOTS))
        manager = ServiceManager(self.folder, [], sockets, watchdog)
        manager.command = [daemon or self.daemon, "--accounts", accounts,
                           "--state", manager.state, "--runtime", manager.runtime]
        self.managers.append(manager)
        return manager

    @property
    def debug_daemon(self) -> str:
        """The daemon that has fault points."""
        if self._debug_daemon is None:
            raise Skip("needs the daemon of a debug build, which has fault points")
        return self._debug_daemon

    def connect(self, manager: ServiceManager, name: str = "lease") -> Connection:
        """A connection to one of the sockets."""
        connection = Connection(manager.path(name), self.observer)
        self._connections.append(connection)
        return connection

    def close(self) -> None:
        """Closes what the case opened."""
        for connection in self._connections:
            connection.close()
        for manager in self.managers:
            manager.__exit__()

    def judge_frames(self) -> None:
        """Fails when a frame was not of the form that all have."""
        complaints = self.observer.complaints_of_form + self.observer.complaints_of_errors
        check(not complaints, "; ".join(complaints[:3]))


Body = Callable[[Stage], Optional[str]]


@dataclass(frozen=True)
class Case:
    """One case; its body may answer with figures, which are printed behind the sentence."""

    identifier: str
    sentence: str
    body: Body

    def play(self, daemon: str, debug_daemon: Optional[str]) -> str:
        """Plays it in a folder of its own; answers with its line."""
        try:
            with Folder() as folder:
                stage = Stage(folder, daemon, debug_daemon)
                try:
                    figures = self.body(stage)
                    stage.judge_frames()
                finally:
                    stage.close()
        except Skip as reason:
            return f"SKIP {self.identifier} {self.sentence}: {reason}"
        except (Failure, Wrong) as fault:
            return f"FAIL {self.identifier} {self.sentence}: {one_line(str(fault))}"
        except Exception as fault:  # The cases behind it are to be played all the same.
            traceback.print_exc()
            return f"FAIL {self.identifier} {self.sentence}: {type(fault).__name__}: {fault}"
        return f"PASS {self.identifier} {self.sentence}" + (f" ({figures})" if figures else "")


CASES: Dict[str, Case] = {}


def case(identifier: str, sentence: str) -> Callable[[Body], Body]:
    """Registers the function below it as a case."""

    def register(body: Body) -> Body:
        assert identifier not in CASES, identifier
        CASES[identifier] = Case(identifier, sentence, body)
        return body

    return register


def one_line(text: str) -> str:
    """A text with its lines behind one another."""
    return " / ".join(text.strip().splitlines())


def play_all(daemon: str, debug_daemon: Optional[str], chosen: Sequence[str] = ()) -> int:
    """Plays the cases in the order of their ids, and prints a line for each and their number;
    answers with the exit status. With ids, only those."""
    count = {"PASS": 0, "FAIL": 0, "SKIP": 0}
    for identifier in sorted(chosen or CASES):
        line = CASES[identifier].play(daemon, debug_daemon)
        count[line.split()[0]] += 1
        print(line, flush=True)
    skipped = f", {count['SKIP']} skipped" if count["SKIP"] else ""
    print(f"{count['PASS']} passed, {count['FAIL']} failed{skipped}")
    return 1 if count["FAIL"] else 0


def main(name: str, arguments: List[str]) -> int:
    """What a program of this name does with `[ACCOUNTD [DEBUG_ACCOUNTD [ID…]]]`: plays the cases
    that its modules have registered."""
    # What is open is closed, and daemons are ended, by whoever ends this too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        daemon = program(arguments[:1])
        debug_daemon = program(arguments[1:2]) if len(arguments) > 1 else None
    except Wrong as fault:
        print(f"{name}: {fault}", file=sys.stderr)
        return 1
    return play_all(daemon, debug_daemon, arguments[2:])
