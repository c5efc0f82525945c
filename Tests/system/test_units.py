"""Reading unit files and their system call filters."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from units import Unit, system_calls  # noqa: E402

SETS = {"@default": ["execve", "exit"], "@inner": ["kill"], "@outer": ["@inner", "read", "write"]}


class Settings(unittest.TestCase):
    """The settings of a file."""

    def test_lines_go_on_behind_a_backslash_and_comments_are_none(self) -> None:
        unit = Unit("[Service]\n# A=0\nA = 1\nB=x \\\n  y=z\nA=2\n")
        self.assertEqual(unit.all("A"), ["1", "2"])
        self.assertEqual(unit.one("B").split(), ["x", "y=z"])
        self.assertEqual(unit.all("C"), [])
        for name in ("A", "C"):
            with self.assertRaises(ValueError):
                unit.one(name)


class Filters(unittest.TestCase):
    """What a filter allows."""

    def test_sets_are_unfolded_and_what_has_a_tilde_is_taken_away(self) -> None:
        self.assertEqual(system_calls(["@outer", "~@inner write"], SETS.__getitem__),
                         {"execve", "exit", "read"})
        self.assertEqual(system_calls(["@outer", "~read:0"], SETS.__getitem__),
                         {"execve", "exit", "kill", "write"})

    def test_a_list_of_what_is_forbidden_is_refused(self) -> None:
        with self.assertRaises(ValueError):
            system_calls(["~@inner"], SETS.__getitem__)


if __name__ == "__main__":
    unittest.main()
