"""What deploy/prometheus/accountd-textfile leaves in the collector's folder."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import List

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "prometheus" / "accountd-textfile"


class TextfileTests(unittest.TestCase):
    """The script, with an accountctl that says what the test wants."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.programs, self.collected = Path(folder.name, "bin"), Path(folder.name, "collected")
        self.programs.mkdir()
        self.collected.mkdir()
        self.file = self.collected / "accountd.prom"

    def run_script(self, accountctl: str) -> int:
        """Runs it, and answers with its exit status."""
        program = self.programs / "accountctl"
        program.write_text(f"#!/bin/sh\n{accountctl}\n", "utf-8")
        program.chmod(0o755)
        variables = {**os.environ, "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}"}
        return subprocess.run([str(SCRIPT), str(self.file)], env=variables, check=False,
                              stderr=subprocess.DEVNULL, timeout=30).returncode

    def names(self) -> List[str]:
        return sorted(path.name for path in self.collected.iterdir())

    def test_the_text_is_there_for_everybody_and_nothing_beside_it(self) -> None:
        for text in ("up 1", "up 2"):
            self.assertEqual(self.run_script(f'[ "$1" = metrics ] && echo {text}'), 0)
            self.assertEqual(self.file.read_text("utf-8"), f"{text}\n")
            self.assertEqual(self.file.stat().st_mode & 0o777, 0o644)
            self.assertEqual(self.names(), ["accountd.prom"])

    def test_until_it_is_whole_the_former_text_stays(self) -> None:
        self.run_script("echo up 1")
        self.assertEqual(self.run_script(f"echo up; cat {self.file} >&2; cp {self.file} "
                                         f"{self.programs}/seen; echo up 2"), 0)
        self.assertEqual((self.programs / "seen").read_text("utf-8"), "up 1\n")

    def test_without_a_daemon_nothing_is_left_that_could_be_taken_for_new(self) -> None:
        self.run_script("echo up 1")
        self.assertEqual(self.run_script("echo up 2; exit 69"), 69)
        self.assertEqual(self.names(), [])
        self.assertEqual(self.run_script("exit 69"), 69)


if __name__ == "__main__":
    unittest.main()
