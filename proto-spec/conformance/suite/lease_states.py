"""Section L, continued: the table of lease states, cell by cell."""

import heapq
import os
import signal
import time
from typing import Any, Dict, List, Tuple

from .checks import Failure
from .connection import Connection
from .daemon import accounts, inventory, key_of
from .lab import Lab, eventually
from .lease_scene import GRACE, Place, Scene
from .lease_table import Cell, read_cells
from .registry import case

SCENES = 64
"""Played on one daemon at once, so that their connections are within the limit of one uid."""
ROUNDS = 3
"""How often a cell that fails is played: a machine that is busy lets graces pass."""
MARK = "inventory"
"""The provider whose only account tells one inventory from the next."""


@case("L-21", None, "each operation on a lease in each state",
      "the answer and the next state are those of lease-states.json")
def l_21(lab: Lab) -> None:
    cells = [cell for cell in read_cells() if is_reachable(cell)]
    complaints: List[Tuple[Cell, str]] = []
    for _ in range(ROUNDS):
        complaints = played(lab, cells)
        if not complaints:
            return
        cells = [cell for cell, _ in complaints]
    shown = "; ".join(f"{cell.name}: {complaint}" for cell, complaint in complaints[:5])
    raise Failure(f"{len(complaints)} cells are not as the table says: {shown}")


def is_reachable(cell: Cell) -> bool:
    """Whether it can be played here: without waiting for longer than an orphan does, and for
    the cells of a second uid by root."""
    needs_second_uid = cell.state.caller == "stranger"
    return cell.longest_pause <= GRACE and (not needs_second_uid or os.geteuid() == 0)


def played(lab: Lab, cells: List[Cell]) -> List[Tuple[Cell, str]]:
    """Plays cells beside each other; answers with those that were not as the table says."""
    stages = [Stage(lab, cells[start:start + SCENES]) for start in range(0, len(cells), SCENES)]
    while any(stage.pauses for stage in stages):
        for stage in stages:
            stage.go_on()
        ends = [stage.pauses[0][0] for stage in stages if stage.pauses]
        time.sleep(max(0.0, min(ends, default=0.0) - time.monotonic()))
    return [complaint for stage in stages for complaint in stage.complaints]


class Stage:
    """A daemon on which some scenes are played, each on a provider of its own."""

    def __init__(self, lab: Lab, cells: List[Cell]) -> None:
        self.complaints: List[Tuple[Cell, str]] = []
        self.pauses: List[Tuple[float, int]] = []
        self._providers = [f"cell-{number:03}" for number in range(len(cells))]
        self._changes: Dict[str, str] = {}
        self._known_changes: Dict[str, str] = {}
        self._version = 0
        self._daemon = lab.daemon(self._inventory(), open_to_all=os.geteuid() == 0)
        self._prober = Connection(self._daemon.lease, lab.observer)
        self._scenes = [
            Scene(cell, Place(provider, self._daemon.lease, lab.observer, self._prober,
                              self._changes))
            for cell, provider in zip(cells, self._providers)
        ]
        self._plays = [scene.play() for scene in self._scenes]
        self.pauses = [(0.0, number) for number in range(len(cells))]

    def go_on(self) -> None:
        """Plays every scene on until it pauses, and reads a changed inventory between."""
        while self.pauses and self.pauses[0][0] <= time.monotonic():
            due = []
            while self.pauses and self.pauses[0][0] <= time.monotonic():
                due.append(heapq.heappop(self.pauses)[1])
            for number in due:
                self._play(number)
            self._reload()
        if not self.pauses:
            self._prober.close()
            self._daemon.end()

    def _play(self, number: int) -> None:
        try:
            pause = next(self._plays[number])
            heapq.heappush(self.pauses, (time.monotonic() + pause, number))
            return
        except StopIteration:
            pass
        except (Failure, OSError) as failure:
            self.complaints.append((self._scenes[number].cell, str(failure)))
        self._scenes[number].end()

    # The inventory

    def _reload(self) -> None:
        if self._changes == self._known_changes:
            return
        self._known_changes = dict(self._changes)
        self._version += 1
        self._daemon.write_inventory(self._inventory())
        self._daemon.signal(signal.SIGHUP)
        mark = f"{MARK}-{self._version + 1}"
        eventually(lambda: self._mark() == mark, "the changed inventory is read")

    def _mark(self) -> str:
        wish = {"provider": MARK, "accounts": True}
        return self._prober.result("Summary", wish)["accounts"][0]["account_id"]

    def _inventory(self) -> Dict[str, Any]:
        pools = {provider: accounts(2, max_in_flight=4) for provider in self._providers}
        pools[MARK] = accounts(self._version + 1)
        contents = inventory(pools)
        contents["accounts"] = [
            changed for account in contents["accounts"]
            for changed in self._changed(account)
            if account["provider"] != MARK or account["id"] == f"{MARK}-{self._version + 1}"
        ]
        return contents

    def _changed(self, account: Dict[str, Any]) -> List[Dict[str, Any]]:
        change = self._changes.get(account["provider"])
        if change is None or not account["id"].endswith("-1"):
            return [account]
        if change == "removed":
            return []
        if change == "disabled":
            return [{**account, "enabled": False}]
        if change == "new_credential":
            return [{**account, "credential": {"kind": "api_key", "api_key": key_of("new")}}]
        raise Failure(f"a change of the inventory that is not known: {change}")
