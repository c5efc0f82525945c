"""Cases of clients: the reference clients before a scripted daemon, on a real socket."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import List

from .checks import check
from .lab import Lab
from .registry import Pace, case
from .spec import SPEC_FOLDER

PYTHON = [sys.executable, str(SPEC_FOLDER / "clients" / "python" / "one_round.py")]
NODE = SPEC_FOLDER / "clients" / "node" / "one_round.mjs"


def judge(scenario: str, client: List[str]) -> None:
    """Fails when the client does in a scenario, or in all, what PROTOCOL.md forbids."""
    with tempfile.TemporaryDirectory(prefix="accountd-") as folder:
        done = subprocess.run(
            [sys.executable, str(SPEC_FOLDER / "conformance" / "fake_daemon.py"), scenario,
             str(Path(folder) / "lease.sock"), "--", *client],
            capture_output=True, text=True, timeout=80, check=False)
    complaints = [line for line in done.stdout.splitlines() if not line.startswith(("ok", "skip"))]
    check(done.returncode == 0, "; ".join(complaints)[:300] or done.stderr[-300:])


@case("I-11", None, "a client before a full backlog (EAGAIN)", "it backs off and connects",
      pace=Pace.WAITING)
def i_11(lab: Lab) -> None:
    judge("full", PYTHON)


@case("I-12", None, "a client before a dead daemon", "at most five attempts", pace=Pace.WAITING)
def i_12(lab: Lab) -> None:
    for scenario in ("absent", "refusing"):
        judge(scenario, PYTHON)


@case("V-06", None, "the reference clients", "they pass the client's cases", pace=Pace.WAITING)
def v_06(lab: Lab) -> None:
    judge("all", PYTHON)
    if NODE.exists() and shutil.which("node") is not None:
        judge("all", ["node", str(NODE)])


