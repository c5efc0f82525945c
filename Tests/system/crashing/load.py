"""Clients under load while the daemon is killed and started anew, again and again."""

import json
import random
import signal
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Counter as CounterOf
from typing import List, Optional, Tuple

from service_process import ServiceProcess
from support import Client, Folder, Wrong

from .clients import Alarm, Scene, workers
from .house import (
    LOADED, SPARE, House, accounts, blocked_seconds, is_loud, leases, pool, since_boot)
from .promises import Hiccups, Kind, Promises

WHENS = ("decided", "half-kept", "kept")
POINTS = (*(f"{what}-{when}" for what in ("grant", "end", "mark") for when in WHENS),
          "image-begun", "image-half-kept", "image-renamed")
RESTART, RANDOM, START = "restart", "random instant", "start"
KILL, KILL_BEFORE_DEBUG = "kill", "kill before a debug build"
CLIENTS, RESTARTS, KILLS, KILLS_A_POINT, COMPACTIONS_A_POINT = 16, 20, 200, 8, 3
LOADED_ACCOUNTS, SLOTS, SPARE_ACCOUNTS = 6, 2, 400
# A life is measured in requests sent and answers read. It is so long that a call which a crash hit
# is hardly hit by the next one too: five in a row, and the client gives up as it should.
SHORTEST, LONGEST, LATEST_MARK, BETWEEN_MARKS = 200, 1600, 150, 150
EARLY, PART_OF_EARLY = 60, 0.05
MARKS = 4
MOST_POINT_COUNT = 300
# Where a point is not reached within that, the daemon has no such point.
TOO_LONG, TOO_LONG_FOR_COMPACTION = 6_000, 60_000
MOST_SPIN_SECONDS = 0.0003
PATIENCE_SECONDS, BETWEEN_NOTICES_SECONDS = 30.0, 0.5
MOST_SECONDS = 600.0
# A journal is compacted when it has a mebibyte. One account has so much to be kept of it that a few
# changes of it suffice: it serves none of the models that it may have a state of its own for.
BALLAST, MODELS, ACTS = f"{SPARE}-{SPARE_ACCOUNTS + 1}", 64, 60
NOT_FOUND = {"status": 404, "release": True, "body": json.dumps({"error": {
    "message": "", "type": "invalid_request_error", "param": None, "code": "model_not_found"}})}
MOST_TOLD = 400


@dataclass(frozen=True)
class Crash:
    """How a life of the daemon ends: by a signal after so many events, or at a fault point."""

    name: str
    countdown: int
    fault: str = ""
    is_compaction: bool = False
    is_mark: bool = False


def plan(chance: random.Random) -> List[Crash]:
    """Every restart and every kill, in random order; it is the release that is restarted into."""
    kills = [at_point(point, number, chance)
             for point in POINTS for number in range(KILLS_A_POINT)]
    while len(kills) < KILLS:
        is_early = chance.random() < PART_OF_EARLY
        bounds = (0, EARLY) if is_early else (SHORTEST, LONGEST)
        kills.append(Crash(RANDOM, chance.randrange(*bounds)))
    series = [[kill] for kill in kills]
    for kill in series[-RESTARTS:]:
        kill.insert(0, Crash(RESTART, chance.randrange(SHORTEST, LONGEST)))
    chance.shuffle(series)
    return [crash for crashes in series for crash in crashes]


def at_point(point: str, number: int, chance: random.Random) -> Crash:
    """A kill at the point: at any grant or end, at one of the first batches of what was learnt, at
    the image that is made at the start, or at the one that is made when the journal has grown.
    """
    if point.startswith(("grant", "end")):
        return Crash(point, TOO_LONG, f"{point}:{chance.randrange(1, MOST_POINT_COUNT)}")
    if point.startswith("image") and number < COMPACTIONS_A_POINT:
        return Crash(point, TOO_LONG_FOR_COMPACTION, f"{point}:2", is_compaction=True)
    if point.startswith("mark"):
        return Crash(point, TOO_LONG, f"{point}:{1 + number % MARKS}", is_mark=True)
    return Crash(point, TOO_LONG, point)


class Load:
    """The clients, and the daemon that ends as planned and is started anew."""

    def __init__(self, house: House, daemon: str, debug: str, seed: int) -> None:
        self.promises = Promises({
            **{f"{LOADED}-{number}": SLOTS for number in range(1, LOADED_ACCOUNTS + 1)},
            **{f"{SPARE}-{number}": 1 for number in range(1, SPARE_ACCOUNTS + 1)}})
        self.hiccups = Hiccups(CLIENTS)
        self.scene = Scene(self.promises, self.hiccups, SPARE_ACCOUNTS)
        self.ends: CounterOf[str] = Counter()
        self.missed: CounterOf[str] = Counter()
        self.looks = 0
        self._house, self._daemon, self._debug = house, daemon, debug
        self._chance = random.Random(seed)
        self._workers = workers(CLIENTS, house.path("lease"), self.scene, seed)

    def run(self) -> None:
        """Plays it all, and judges what is left at the end."""
        crashes, latest = plan(self._chance), time.monotonic() + MOST_SECONDS
        process = self._house.start(self._daemon)
        with Client(self._house.path("lease")) as client:
            load_ballast(client)
        process.terminate()
        for worker in self._workers:
            worker.start()
        try:
            with ThreadPoolExecutor(1) as operators:
                look: "Optional[Future[None]]" = None
                for crash, following in zip(crashes, [*crashes[1:], Crash(START, 0)]):
                    if time.monotonic() > latest:
                        self.promises.broken(Kind.WRONG_END, "all took too long")
                        break
                    is_middle = crash is crashes[len(crashes) // 2]
                    process, alarm = self._begin(crash, is_middle)
                    if crash.is_compaction or look is None or look.done():
                        # It may be answered by this daemon or by a later one.
                        if look:
                            look.result()
                        look = operators.submit(self._look, crash)
                    self._await_end(process, alarm, crash, KILL_BEFORE_DEBUG if following.fault
                                    else RESTART if crash.name == RESTART else KILL)
                process = self._house.start(self._daemon)
            self._end(process)
        finally:
            self.scene.stopping.set()
            self.scene.closing.set()

    def _begin(self, crash: Crash, is_middle: bool) -> Tuple[ServiceProcess, Alarm]:
        """Starts a daemon, and arms what ends it and what happens before that."""
        spin = self._chance.uniform(0, MOST_SPIN_SECONDS)
        process = self._house.start(self._debug if crash.fault else self._daemon, crash.fault)

        def end() -> None:
            until = time.monotonic() + spin
            while time.monotonic() < until:
                pass  # So that the daemon is hit in the midst of what it was just asked.
            try:
                process.signal(signal.SIGTERM if crash.name == RESTART else signal.SIGKILL)
            except ProcessLookupError:
                pass

        def mark() -> None:
            self.scene.allow_mark()
            if crash.is_mark:
                # Two that come together are kept in one batch, so there is no saying how many are
                # needed until the point is reached.
                self.scene.arm(BETWEEN_MARKS, mark)

        self.scene.arm(self._chance.randrange(LATEST_MARK), mark)
        if is_middle:
            self.scene.allow_limit()
        return process, self.scene.arm(crash.countdown, end)

    def _await_end(self, process: ServiceProcess, alarm: Alarm, crash: Crash,
                   hiccup: str) -> None:
        """Waits until the daemon has ended, and judges how."""
        latest = time.monotonic() + PATIENCE_SECONDS
        while not process.has_ended(BETWEEN_NOTICES_SECONDS):
            self._house.hear()
            if time.monotonic() > latest:
                self.promises.broken(Kind.WRONG_END, f"does not end: {tail(process)}")
                process.kill()
        status, ended = process.wait(), time.monotonic()
        self.scene.disarm()
        self.hiccups.crashed(hiccup, alarm.rang_at or ended)
        self.promises.crashed(crash.name)
        self.ends[crash.name] += 1
        self.missed[crash.name] += bool(crash.fault and alarm.rang_at)
        if status != (0 if crash.name == RESTART else -signal.SIGKILL) or is_loud(process.log):
            self.promises.broken(Kind.WRONG_END, f"exit status {status}: {tail(process)}")

    def _look(self, crash: Crash) -> None:
        """What an operator sees of leases and blocks, unless the daemon ends meanwhile."""
        try:
            with self._house.operator() as operator:
                listing = self.promises.listing()
                self.promises.listed(listing, leases(operator))
                blocked = self.promises.blocked()
                found = accounts(operator)
                remaining = {name: blocked_seconds(found[name]) for name in blocked}
                self.promises.shown(blocked, remaining, since_boot())
                self.looks += 1
                if crash.is_compaction:
                    fill_journal(operator)
        except (OSError, Wrong):
            pass  # The next daemon is looked at, as this one would have been.

    def _end(self, process: ServiceProcess) -> None:
        """Lets all clients give back what they have, and looks at what is left."""
        self.scene.stopping.set()
        for worker in self._workers:
            if not worker.is_idle.wait(PATIENCE_SECONDS):
                self.promises.broken(Kind.LOST_OPERATION, f"{worker.name} has no answer")
        looks = self.looks
        self._look(Crash(START, 0))
        if self.looks == looks:
            self.promises.broken(Kind.WRONG_END, f"the last one does not answer: {tail(process)}")
            return
        with self._house.operator() as operator:
            in_use = {name: account["in_use"] for name, account in accounts(operator).items()}
            self.promises.finish(leases(operator), in_use)
        self.scene.closing.set()
        status = process.terminate()
        if status != 0:
            self.promises.broken(Kind.WRONG_END, f"exit status {status}: {tail(process)}")


def load_ballast(client: Client) -> None:
    """Gives one account much to be kept of it."""
    for number in range(MODELS):
        lease = client.call("Select", {
            "provider": SPARE, "account": BALLAST, "model": f"model-{number}".ljust(100, "-")})
        client.call("MarkResult", {"lease_id": lease["lease"]["lease_id"], **NOT_FOUND})


def fill_journal(operator: Client) -> None:
    """Changes that account until the journal is so long that a new image is made."""
    for number in range(ACTS):
        operator.call("SetAccount", {"account_id": BALLAST, "priority": 100 + number % 2})


def tail(process: ServiceProcess) -> str:
    """The end of what a daemon said, on one line."""
    return " / ".join(process.log.splitlines())[-MOST_TOLD:]


def play(daemon: str, debug: str, seed: int) -> Load:
    """A whole run, in a folder of its own."""
    inventory = pool(LOADED_ACCOUNTS, SLOTS, SPARE_ACCOUNTS + 1)
    with Folder() as folder, House(folder, inventory) as house:
        load = Load(house, daemon, debug, seed)
        load.run()
        return load
