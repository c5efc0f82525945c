"""The fake daemon as a program, run on the Python client as the contract says."""
from __future__ import annotations

import subprocess
import sys
import unittest

from support import CLIENTS, CONFORMANCE, SCENARIOS, DaemonTest

FAKE_DAEMON = str(CONFORMANCE / "fake_daemon.py")


class Program(DaemonTest):
    def run_program(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, FAKE_DAEMON, *arguments], text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                              check=False)

    def test_the_python_client_passes_as_a_program(self) -> None:
        client = [sys.executable, str(CLIENTS / "one_round.py")]
        for scenario in ("late_reply", "out_of_order", "wrong_id", "other"):
            with self.subTest(scenario=scenario):
                done = self.run_program(scenario, self.path, "--", *client)
                self.assertEqual((done.stdout, done.returncode), (f"ok {scenario}\n", 0))

    def test_a_client_that_fails_is_a_failure(self) -> None:
        done = self.run_program("none", self.path, "--", sys.executable, "-c", "exit(3)")
        self.assertEqual(done.returncode, 1)
        self.assertIn("status 3", done.stdout)

    def test_without_a_client_it_judges_what_it_saw_when_its_input_ends(self) -> None:
        done = self.run_program("none", self.path)
        self.assertEqual(done.returncode, 1)
        self.assertIn("0 Selects where 1 are right", done.stdout)

    def test_the_list_tells_every_story(self) -> None:
        told = self.run_program("--list").stdout
        for scenario in SCENARIOS.values():
            self.assertIn(f"{scenario.name}\n  daemon: {scenario.does}", told)

    def test_a_wrong_command_line_is_usage(self) -> None:
        for wrong in ((), ("none",), ("nonsense", self.path)):
            self.assertEqual(self.run_program(*wrong).returncode, 64)


if __name__ == "__main__":
    unittest.main()
