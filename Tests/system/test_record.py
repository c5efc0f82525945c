"""The record of a conformance run has the frames that its children read, too."""

import json
import os
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "proto-spec" / "conformance"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from suite.checks import SHARED_WITH_CHILDREN, Observer  # noqa: E402
from suite.users import FIRST_USER, as_user  # noqa: E402
from support import Folder  # noqa: E402


class Records(unittest.TestCase):
    """A line for each frame, in the order in which they came."""

    def setUp(self) -> None:
        self.folder = Folder()
        self.addCleanup(self.folder.__exit__)
        self.addCleanup(SHARED_WITH_CHILDREN.clear)
        self.path = self.folder("record")
        self.observer = Observer(self.path)
        for descriptor in SHARED_WITH_CHILDREN:
            self.addCleanup(os.close, descriptor)

    def test_frames_of_a_child_are_kept_in_the_same_file(self) -> None:
        def read_in_child() -> int:
            self.observer.keep("/lease.sock", b"{2}")
            # What it opens next does not get what it keeps.
            reader, writer = os.pipe()
            os.set_blocking(reader, False)
            self.observer.keep("/lease.sock", b"{3}")
            os.close(writer)
            return len(os.read(reader, 1))

        self.observer.keep("/lease.sock", b"{1}")
        self.assertEqual(as_user(FIRST_USER, read_in_child), 0)
        self.observer.keep("/ops.sock", b"\xff")
        lines = Path(self.path).read_text("utf-8").splitlines()
        self.assertEqual([json.loads(line) for line in lines], [
            ["/lease.sock", "{1}"], ["/lease.sock", "{2}"], ["/lease.sock", "{3}"],
            ["/ops.sock", "\ufffd"]])


if __name__ == "__main__":
    unittest.main()
