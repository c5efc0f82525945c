"""The measurement of abuses comes to its end and says something of each."""
from __future__ import annotations

import os
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("ACCOUNTD_PROGRAM", ROOT / ".build" / "release" / "accountd"))


class AbuseTests(unittest.TestCase):
    @unittest.skipUnless(PROGRAM.exists(), f"{PROGRAM} is not built")
    def test_every_abuse_has_a_line_and_the_daemon_outlives_it(self) -> None:
        done = subprocess.run(
            [str(ROOT / "proto-spec" / "conformance" / "abuse"), "--daemon", str(PROGRAM),
             "--seconds", "0.3"],
            capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        lines = [line for line in done.stdout.splitlines() if line.endswith(" MiB")]
        self.assertEqual([line[:18].strip() for line in lines], [
            "none", "slow reader", "flood", "10,000 connects", "1,000 half frames", "greedy uid"])
        for line in lines:
            self.assertGreater(int(line.split()[-6]), 0, line)


if __name__ == "__main__":
    unittest.main()
