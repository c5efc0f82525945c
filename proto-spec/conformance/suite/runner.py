"""Runs the cases: which, in what order, beside which others; and prints what came of each."""

import argparse
import queue
import threading
import time
from dataclasses import dataclass
from typing import Any, Dict, List, Optional

from . import (  # noqa: F401
    clocks, discovery, envelope, faults, framing, idempotency, json_profile, json_texts,
    lease_model, lease_states, leases, limits, operators, order, reference_clients, results,
    secrecy, slow_readers, versions, waiting, watch,
)
from .checks import Failure, Observer, Skip
from .daemon import Daemon, inventory
from .lab import Lab
from .listing import listing
from .registry import CASES, Case, Pace
from .spec import NOT_YET

WHOLE_RUN = 90.0
"""Seconds after which what has not finished has failed."""

WORKERS = {Pace.WAITING: 64, Pace.TIMED: 1, Pace.PLAIN: 3, Pace.HEAVY: 1, Pace.LAST: 1}


@dataclass(frozen=True)
class Outcome:
    """What came of a case: PASS, FAIL or SKIP, and the reason of the last two."""

    word: str
    reason: str = ""


class Run:
    """One run over the chosen cases."""

    def __init__(self, cases: List[Case], lease: Optional[str], ops: Optional[str],
                 program: Optional[str], record: Optional[str] = None) -> None:
        self.cases = cases
        self.lease = lease
        self.ops = ops
        self.keeper: Optional[str] = None
        self.program = program
        self.observer = Observer(record)
        self.outcomes: Dict[str, Outcome] = {}
        self.finished: "queue.Queue[str]" = queue.Queue()
        self.deadline = time.monotonic() + WHOLE_RUN
        self._shared: Optional[Daemon] = None

    def execute(self) -> Dict[str, Outcome]:
        """Runs all, printing each as soon as those before it are printed."""
        if self.program is not None:
            pools = {case.provider: case.accounts for case in self.cases if case.accounts}
            self._shared = Daemon(self.program, inventory(pools or {"one": [{}]}))
            self.lease, self.ops = self._shared.lease, self._shared.ops
            self.keeper = self._shared.keeper
        try:
            threading.Thread(target=self._all, daemon=True).start()
            self._print_in_order()
            if self._shared is not None:
                self._shared.check_alive()
        except Failure as failure:
            print(f"FAIL {failure}")
            self.outcomes["the daemon"] = Outcome("FAIL")
        finally:
            for daemon in list(Daemon.running):
                daemon.end()
        return self.outcomes

    def _all(self) -> None:
        waiting = self._begin(Pace.WAITING)
        for pace in (Pace.TIMED, Pace.PLAIN, Pace.HEAVY):
            join(self._begin(pace))
        join(waiting)
        join(self._begin(Pace.LAST))

    def _begin(self, pace: Pace) -> List[threading.Thread]:
        chosen: "queue.Queue[Case]" = queue.Queue()
        for case in self.cases:
            if case.pace is pace:
                chosen.put(case)
        count = min(WORKERS[pace], chosen.qsize())
        threads = [
            threading.Thread(target=self._work, args=(chosen,), daemon=True) for _ in range(count)
        ]
        for thread in threads:
            thread.start()
        return threads

    def _work(self, chosen: "queue.Queue[Case]") -> None:
        while True:
            try:
                case = chosen.get_nowait()
            except queue.Empty:
                return
            self.outcomes[case.identifier] = self.judge(case)
            self.finished.put(case.identifier)

    def judge(self, case: Case) -> Outcome:
        """Runs one case, whatever becomes of it."""
        if case.identifier in NOT_YET:
            return Outcome("SKIP", NOT_YET[case.identifier])
        if case.accounts is not None and self._shared is None:
            return Outcome("SKIP", "needs accounts of its own (--daemon)")
        lab = Lab(self.observer, self.lease, self.ops, self.program, case.provider, self.keeper)
        try:
            case.body(lab)
            return Outcome("PASS")
        except Skip as skip:
            return Outcome("SKIP", str(skip))
        except Failure as failure:
            return Outcome("FAIL", str(failure))
        except Exception as error:  # A case that breaks has not passed.
            return Outcome("FAIL", f"the case broke: {type(error).__name__}: {error}")
        finally:
            lab.close()

    def _print_in_order(self) -> None:
        for case in self.cases:
            while case.identifier not in self.outcomes and time.monotonic() < self.deadline:
                try:
                    self.finished.get(timeout=0.2)
                except queue.Empty:
                    pass
            late = Outcome("FAIL", f"not finished {WHOLE_RUN:g} s after the start")
            print(line(case, self.outcomes.setdefault(case.identifier, late)), flush=True)


def join(threads: List[threading.Thread]) -> None:
    """Waits for all."""
    for thread in threads:
        thread.join()


def line(case: Case, outcome: Outcome) -> str:
    """What is printed of a case."""
    reason = f": {outcome.reason}" if outcome.reason else ""
    return f"{outcome.word} {case.identifier} {case.title}{reason}"


def chosen_cases(only: Optional[str]) -> List[Case]:
    """The cases of the sections and ids named, or all, in the order of the sections."""
    sections = list("FJEODLIWKSAVX")
    ordered = sorted(
        CASES.values(), key=lambda case: (sections.index(case.section), case.identifier))
    if only is None:
        return ordered
    words = [word.strip().upper() for word in only.split(",")]
    known = set(CASES) | set(sections)
    for word in words:
        if word not in known:
            raise ValueError(f"no section or case {word}")
    return [case for case in ordered if case.identifier in words or case.section in words]


def arguments(words: List[str]) -> Any:
    """The command line, taken apart."""
    parser = argparse.ArgumentParser(prog="run", description="Judges a daemon, one line an id.")
    parser.add_argument("socket", nargs="?", metavar="SOCKET", help="a daemon's lease socket")
    parser.add_argument("--ops", metavar="SOCKET", help="the same daemon's ops socket")
    parser.add_argument("--daemon", metavar="PATH", help="the program, to start daemons of it")
    parser.add_argument("--record", metavar="FILE", help="keep every frame that comes, a line each")
    parser.add_argument("--only", metavar="IDS", help="sections and ids, as in F,E,L-01")
    parser.add_argument("--list", action="store_true", help="print ids and titles, run nothing")
    parser.add_argument("--list-json", action="store_true", help="print conformance.json")
    return parser.parse_args(words)


def main(words: List[str]) -> int:
    """Does what the command line says; answers with the exit status."""
    try:
        chosen = arguments(words)
        cases = chosen_cases(chosen.only)
    except SystemExit as end:
        return 0 if end.code in (0, None) else 64
    except ValueError as error:
        print(f"run: {error}")
        return 64
    if chosen.list:
        for case in cases:
            print(f"{case.identifier} {case.title}")
        return 0
    if chosen.list_json:
        print(listing(cases), end="")
        return 0
    if (chosen.socket is None) == (chosen.daemon is None):
        print("run: name either the SOCKET of a running daemon, or --daemon PATH")
        return 64
    try:
        outcomes = Run(
            cases, chosen.socket, chosen.ops, chosen.daemon, chosen.record).execute()
    except (Failure, OSError) as failure:
        print(f"run: {failure}")
        return 1
    count = {word: 0 for word in ("PASS", "FAIL", "SKIP")}
    for outcome in outcomes.values():
        count[outcome.word] += 1
    print(f"{count['PASS']} passed, {count['FAIL']} failed, {count['SKIP']} skipped")
    return 1 if count["FAIL"] else 0
