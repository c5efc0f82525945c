"""Where the Python sources are, and how a test gets a fake daemon."""
from __future__ import annotations

import os
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = ROOT / "proto-spec" / "clients" / "python"
CONFORMANCE = ROOT / "proto-spec" / "conformance"
sys.path[:0] = [str(CLIENTS), str(CONFORMANCE)]

import accountd  # noqa: E402
from fake_daemon import FakeDaemon, frame  # noqa: E402
from scenarios import EVER, SCENARIOS, Fault, Scenario  # noqa: E402

__all__ = ["CLIENTS", "CONFORMANCE", "EVER", "ROOT", "SCENARIOS", "DaemonTest", "FakeDaemon",
           "Fault", "Scenario", "accountd", "frame", "quick_retry"]


def quick_retry(pauses: list[float] | None = None, tokens: float = 128) -> accountd.Retry:
    """The rules of section 6 without their sleeps; `pauses` gets the longest ones allowed."""
    def sleep(seconds: float) -> None:
        if pauses is not None:
            pauses.append(seconds)
    return accountd.Retry(tokens, sleep=sleep, uniform=lambda _, longest: longest)


class DaemonTest(unittest.TestCase):
    """A test with a socket of its own and a client that does not sleep."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "lease.sock")

    def play(self, scenario: str | Scenario) -> FakeDaemon:
        if isinstance(scenario, str):
            scenario = SCENARIOS[scenario]
        daemon = FakeDaemon(scenario, self.path)
        daemon.__enter__()
        self.addCleanup(daemon.__exit__)
        return daemon

    def client(self, **options: Any) -> accountd.Client:
        options.setdefault("retry", quick_retry())
        client = accountd.Client(self.path, **options)
        self.addCleanup(client.close)
        return client
