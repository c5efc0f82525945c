"""Clocks that are set under a running daemon."""

import shutil
import struct
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from .checks import Skip, check, equal
from .daemon import Daemon, Inventory, accounts, inventory
from .lab import Lab
from .registry import Pace, case
from .waiting import throttle

SOURCE = Path(__file__).with_name("false_clock.c")


def build_library(folder: Path) -> str:
    """What a daemon preloads (`LD_PRELOAD`) to read its clocks by `FALSE_CLOCK`; made in a folder,
    and answered with its path."""
    compiler = next(filter(shutil.which, ("cc", "gcc", "clang")), None)
    if compiler is None:
        raise Skip("needs a C compiler, for clocks that can be set")
    library = str(folder / "false_clock.so")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, str(SOURCE), "-ldl"],
                   check=True, capture_output=True)
    return library


def set_clocks(offsets: Path, since_start: int = 0, wall: int = 0) -> None:
    """Sets the clocks of who reads them by this file so many seconds from the host's."""
    # In place: a daemon has the file mapped.
    with open(offsets, "r+b" if offsets.exists() else "wb") as file:
        file.write(struct.pack("=qq", since_start, wall))


class FalseClock:
    """A daemon whose clocks are as far from the host's as it is told."""

    def __init__(self, lab: Lab, contents: Inventory) -> None:
        self._lab = lab
        self._contents = contents
        self._folder = tempfile.TemporaryDirectory(prefix="accountd-")
        self._offsets = Path(self._folder.name) / "offsets"
        self.daemon: Daemon

    def __enter__(self) -> "FalseClock":
        try:
            library = build_library(Path(self._folder.name))
        except Skip:
            self._folder.cleanup()
            raise
        self.set()
        self.daemon = self._lab.daemon(self._contents, environment={
            "LD_PRELOAD": library, "FALSE_CLOCK": str(self._offsets)})
        return self

    def __exit__(self, *_: Any) -> None:
        self.daemon.end()
        self._folder.cleanup()

    def set(self, since_start: int = 0, wall: int = 0) -> None:
        """Sets the clocks so many seconds from the host's."""
        set_clocks(self._offsets, since_start, wall)


@case("D-12", "Select", "a jump of the monotonic clock by an hour",
      "leases and cooldowns end, and nothing spins", pace=Pace.HEAVY)
def d_12(lab: Lab) -> None:
    with FalseClock(lab, inventory({"one": accounts(2, max_in_flight=1)})) as clock:
        daemon = clock.daemon
        connection = lab.connect(daemon.lease)
        lease = connection.result("Select", {"provider": "one"})["lease"]["lease_id"]
        throttle(connection, lease, 1800)
        connection.result("Select", {"provider": "one"})
        connection.refusal("NO_ELIGIBLE_ACCOUNT", "Select", {"provider": "one"})
        clock.set(3601)
        for _ in range(2):
            connection.result("Select", {"provider": "one"})
        before = daemon.processor_seconds()
        connection.pushed.clear()
        time.sleep(0.5)
        used = daemon.processor_seconds() - before
        check(used <= 0.05, f"{used:.2f} s of processor in half a second")


@case("D-13", "Select", "a wall clock that is set a day back or forward",
      "no lease is longer or shorter", pace=Pace.HEAVY)
def d_13(lab: Lab) -> None:
    with FalseClock(lab, inventory({"one": accounts(2, max_in_flight=1)})) as clock:
        connection = lab.connect(clock.daemon.lease)
        lease = connection.result("Select", {"provider": "one"})["lease"]["lease_id"]
        throttle(connection, lease, 1800)
        held = connection.result("Select", {"provider": "one", "detached": True,
                                            "ttl_ms": 600_000})["lease"]
        for days in (1, -1, 0):
            clock.set(wall=days * 86_400)
            data = connection.refusal("NO_ELIGIBLE_ACCOUNT", "Select", {"provider": "one"})
            check(1_700_000 <= data["retry_after_ms"] <= 1_980_000,
                  f"retry_after_ms is {data['retry_after_ms']} of 1800000")
            again = connection.result("Renew", {"lease_id": held["lease_id"], "ttl_ms": 600_000})
            equal(again["fence"], held["fence"], "the fence")
            check(590_000 <= again["expires_in_ms"] <= 600_000,
                  f"expires_in_ms is {again['expires_in_ms']}")
