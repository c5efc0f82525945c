"""Clients under load while the daemon is killed and started anew, again and again."""

import random
import signal
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Dict, List

from crash_clients import Scene, Worker, told, workers
from crash_house import (
    LOADED, SPARE, House, Life, accounts, is_loud, leases, pool, remaining_seconds, since_boot)
from support import Client, Folder, Wrong
from promises import Hiccups, Kind, Promises

POINTS = tuple(f"{what}-{when}" for what in ("grant", "end", "mark")
               for when in ("decided", "half-kept", "kept")
               ) + ("image-begun", "image-half-kept", "image-renamed")
RESTART, RANDOM, CALM = "restart", "random", "calm"
CLIENTS, RESTARTS, KILLS, KILLS_A_POINT = 16, 20, 200, 8
LOADED_ACCOUNTS, SLOTS, SPARE_ACCOUNTS = 6, 2, 250
# A life is counted in requests and answers: so long that a call is not always hit by the next
# crash too, and so short that all lives together take a minute.
SHORTEST, LONGEST, TOO_LONG = 60, 420, 1500
MOST_POINT_COUNT = 60
MOST_SPIN_SECONDS = 0.0003
PATIENCE_SECONDS = 30.0
# Enough that the journal is compacted while it is written to (a mebibyte).
ACTS_A_FRAME_BURST, BURSTS = 60, 80


@dataclass(frozen=True)
class Crash:
    """How a life of the daemon ends."""

    name: str
    countdown: int
    fault: str = ""

    @property
    def is_restart(self) -> bool:
        return self.name == RESTART


def plan(chance: random.Random) -> List[Crash]:
    """Every restart and every kill, in random order."""
    crashes = [Crash(RESTART, chance.randrange(SHORTEST, LONGEST)) for _ in range(RESTARTS)]
    for point in POINTS:
        # An image is made at each start; later ones come after a mebibyte of changes.
        crashes += [Crash(point, TOO_LONG, f"{point}:{_count(point, chance)}")
                    for _ in range(KILLS_A_POINT)]
    while len(crashes) < RESTARTS + KILLS:
        is_early = chance.random() < 0.1
        crashes.append(Crash(RANDOM, chance.randrange(0 if is_early else SHORTEST,
                                                      SHORTEST if is_early else LONGEST)))
    chance.shuffle(crashes)
    return crashes


def _count(point: str, chance: random.Random) -> int:
    return 1 if point.startswith(("mark", "image")) else chance.randrange(1, MOST_POINT_COUNT)


class Load:
    """The clients, and the daemon that ends as planned and is started anew."""

    def __init__(self, folder: Folder, house: House, daemon: str, debug: str, seed: int) -> None:
        self.promises = Promises({
            **{f"{LOADED}-{number}": SLOTS for number in range(1, LOADED_ACCOUNTS + 1)},
            **{f"{SPARE}-{number}": 1 for number in range(1, SPARE_ACCOUNTS + 1)}})
        self.hiccups = Hiccups(CLIENTS)
        self.scene = Scene(self.promises, self.hiccups, SPARE_ACCOUNTS)
        self.reached: Counter = Counter()
        self.looks = 0
        self._house, self._daemon, self._debug = house, daemon, debug
        self._chance = random.Random(seed)
        self._workers = workers(CLIENTS, house.path("lease"), self.scene, seed)

    def run(self) -> None:
        """Plays it all, and judges what is left at the end."""
        crashes = plan(self._chance)
        for worker in self._workers:
            worker.start()
        try:
            for number, crash in enumerate(crashes):
                self.scene.allow(marks=1, limits=int(number == len(crashes) // 2))
                with self._house.start(self._debug if crash.fault else self._daemon,
                                       crash.fault) as life:
                    self._live(life, crash)
            with self._house.start(self._daemon) as life:
                self._end(life)
        finally:
            self.scene.stopping.set()
            self.scene.closing.set()

    def _live(self, life: Life, crash: Crash) -> None:
        """One life of the daemon, from its start to its planned end."""
        spin = self._chance.uniform(0, MOST_SPIN_SECONDS)
        began: List[float] = []

        def end() -> None:
            until = time.monotonic() + spin
            while time.monotonic() < until:
                pass
            began.append(time.monotonic())
            life.signal(signal.SIGTERM if crash.is_restart else signal.SIGKILL)

        self.scene.arm(crash.countdown, end)
        self._look()
        status = life.wait(PATIENCE_SECONDS)
        self.scene.arm(0, lambda: None)
        if not began:
            self.reached[crash.name] += 1
        self.hiccups.crashed(RESTART if crash.is_restart else "kill",
                             began[0] if began else time.monotonic())
        self.promises.crashed(crash.name)
        wanted = 0 if crash.is_restart else -signal.SIGKILL
        if status != wanted or is_loud(life.log):
            self.promises.broken(Kind.WRONG_END, f"exit status {status}: {life.log}")

    def _look(self) -> bool:
        """What an operator sees of leases and blocks; false when the daemon ended meanwhile."""
        try:
            with self._house.operator() as operator:
                listing = self.promises.listing()
                self.promises.listed(listing, leases(operator))
                blocked = self.promises.blocked()
                remaining = remaining_seconds(accounts(operator))
                self.promises.shown(blocked, remaining, since_boot())
        except (OSError, Wrong):
            return False
        self.looks += 1
        return True

    def _end(self, life: Life) -> None:
        """Lets all clients give back what they have, and looks at what is left."""
        self.scene.stopping.set()
        for worker in self._workers:
            if not worker.is_idle.wait(PATIENCE_SECONDS):
                self.promises.broken(Kind.LOST_OPERATION, f"{worker.name} has no answer")
        if not self._look():
            self.promises.broken(Kind.WRONG_END, f"the last daemon ended: {life.log}")
        with self._house.operator() as operator:
            left, found = leases(operator), accounts(operator)
            in_use = {name: account["in_use"] for name, account in found.items()}
            self.promises.finish(left, in_use)
        life.signal(signal.SIGTERM)
        self.scene.closing.set()
        life.wait()


def played(daemon: str, debug: str, seed: int) -> Load:
    """A whole run, in a folder of its own."""
    with ExitStack() as stack:
        folder = stack.enter_context(Folder())
        house = stack.enter_context(
            House(folder, pool(LOADED_ACCOUNTS, SLOTS, SPARE_ACCOUNTS)))
        load = Load(folder, house, daemon, debug, seed)
        load.run()
        return load
