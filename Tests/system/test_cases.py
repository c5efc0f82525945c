"""The line that a case prints."""

import contextlib
import io
import sys
import unittest
from pathlib import Path
from typing import List

sys.path.insert(0, str(Path(__file__).resolve().parent))

from cases import CASES, Case, Stage, case, play_all  # noqa: E402
from suite.checks import Failure, Skip  # noqa: E402
from support import Wrong  # noqa: E402


def line_of(body) -> str:  # type: ignore[no-untyped-def]
    """What a case with this body prints; what it prints for programmers is dropped."""
    with contextlib.redirect_stderr(io.StringIO()):
        return Case("T-01", "it works", body).play("/nonexistent", None)


def raising(fault: Exception):  # type: ignore[no-untyped-def]
    """A body that ends like this."""
    def body(_: Stage) -> None:
        raise fault
    return body


class Lines(unittest.TestCase):
    """Every end of a case has a line of its own."""

    def test_a_case_passes_with_or_without_figures(self) -> None:
        self.assertEqual(line_of(lambda _: None), "PASS T-01 it works")
        self.assertEqual(line_of(lambda _: "3 ms"), "PASS T-01 it works (3 ms)")

    def test_what_is_wrong_is_on_the_same_line(self) -> None:
        for fault in (Failure("no\nanswer\n"), Wrong("no\nanswer")):
            self.assertEqual(line_of(raising(fault)), "FAIL T-01 it works: no / answer")
        self.assertEqual(line_of(raising(KeyError("x"))), "FAIL T-01 it works: KeyError: 'x'")

    def test_a_case_without_what_it_needs_is_skipped(self) -> None:
        self.assertEqual(line_of(raising(Skip("needs root"))), "SKIP T-01 it works: needs root")
        self.assertTrue(line_of(lambda stage: stage.debug_daemon).startswith("SKIP "))

    def test_a_frame_that_is_not_as_all_are_fails_the_case(self) -> None:
        self.assertIn("not canonical", line_of(lambda stage: stage.observer.saw(b"{ }", {})))

    def test_the_folder_is_gone_afterwards(self) -> None:
        seen: List[Path] = []

        def look(stage: Stage) -> None:
            seen.append(stage.folder.path)
            self.assertTrue(seen[0].is_dir())

        self.assertEqual(line_of(look), "PASS T-01 it works")
        self.assertFalse(seen[0].exists())


class Runs(unittest.TestCase):
    """All cases of a program."""

    def setUp(self) -> None:
        self.addCleanup(CASES.update, dict(CASES))
        self.addCleanup(CASES.clear)
        CASES.clear()
        case("T-02", "second")(raising(Failure("why")))
        case("T-01", "first")(lambda _: None)
        case("T-03", "third")(raising(Skip("later")))

    def played(self, *chosen: str):  # type: ignore[no-untyped-def]
        """The exit status and the lines of the cases that were chosen."""
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            status = play_all("/nonexistent", None, chosen)
        return status, output.getvalue().splitlines()

    def test_all_are_played_in_order_and_counted(self) -> None:
        self.assertEqual(self.played(), (1, [
            "PASS T-01 first", "FAIL T-02 second: why", "SKIP T-03 third: later",
            "1 passed, 1 failed, 1 skipped"]))

    def test_only_those_that_are_chosen_are_played(self) -> None:
        self.assertEqual(self.played("T-01"), (0, ["PASS T-01 first", "1 passed, 0 failed"]))

    def test_an_id_is_given_once(self) -> None:
        with self.assertRaises(AssertionError):
            case("T-01", "again")(lambda _: None)


if __name__ == "__main__":
    unittest.main()
