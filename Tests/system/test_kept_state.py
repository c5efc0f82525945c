"""Reading and damaging what the daemon keeps."""

import struct
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from kept_state import contents, crc32c, cut, flip, lasting, newest, set_version  # noqa: E402
from lease_file import BODY, SLOT_BYTES, flip_lease, set_header  # noqa: E402
from support import Folder  # noqa: E402


class Files(unittest.TestCase):
    """The files of the state folder."""

    def setUp(self) -> None:
        self.folder = Folder()
        self.addCleanup(self.folder.__exit__)
        self.file = self.folder.path / "journal.0002"

    def test_the_checksum_is_that_of_the_standard(self) -> None:
        # RFC 3720, appendix B.4; and the usual check value.
        for data, checksum in ((bytes(32), 0x8A9136AA), (b"\xff" * 32, 0x62A8AB43),
                               (bytes(range(32)), 0x46DD794E), (b"123456789", 0xE3069283)):
            self.assertEqual(crc32c(data), checksum)

    def test_a_version_is_set_so_that_the_header_stays_intact(self) -> None:
        header = b"accbatch" + struct.pack("<HHQQ", 1, 1, 2, 3)
        self.file.write_bytes(header + struct.pack("<I", crc32c(header)) + b"rest")
        before = self.file.read_bytes()
        set_version(self.file, 1)
        self.assertEqual(self.file.read_bytes(), before)
        set_version(self.file, 9)
        after = self.file.read_bytes()
        self.assertEqual(after[:12], b"accbatch" + struct.pack("<HH", 9, 9))
        self.assertEqual(after[28:], struct.pack("<I", crc32c(after[:28])) + b"rest")

    def test_the_header_of_a_table_of_leases_is_set_and_stays_intact(self) -> None:
        header = b"acclease" + struct.pack("<III", 1, SLOT_BYTES, 24_576)
        boot = bytes(range(16))
        intact = header + struct.pack("<I", crc32c(header + boot)) + boot + b"rest"
        self.file.write_bytes(intact)
        set_header(self.file)
        self.assertEqual(self.file.read_bytes(), intact)
        set_header(self.file, version=2, boot=bytes(16))
        self.assertNotEqual(self.file.read_bytes()[20:24], intact[20:24])
        set_header(self.file, version=1, boot=boot)
        self.assertEqual(self.file.read_bytes(), intact)

    def test_of_the_leases_the_first_that_lives_is_damaged(self) -> None:
        states = (0, 2, 1, 1)
        slots = b"".join(struct.pack("<Q", state) + bytes(SLOT_BYTES - 8) for state in states)
        self.file.write_bytes(bytes(4096) + slots)
        flip_lease(self.file)
        changed = [place for place, byte in enumerate(self.file.read_bytes()[4096:])
                   if byte != slots[place]]
        self.assertEqual(changed, [2 * SLOT_BYTES + BODY + 20])

    def test_a_bit_is_flipped_and_an_end_is_cut(self) -> None:
        self.file.write_bytes(b"abc")
        flip(self.file, -1)
        self.assertEqual(self.file.read_bytes(), b"abb")
        cut(self.file, 2)
        self.assertEqual(contents(str(self.folder.path)), {"journal.0002": b"a"})

    def test_an_unfinished_image_is_not_the_newest(self) -> None:
        for name in ("image.0001", "image.0002", "image.0003.new", "journal.0009"):
            self.folder.write(name, "")
        self.assertEqual(newest(str(self.folder.path), "image").name, "image.0002")


class Accounts(unittest.TestCase):
    """What is told of accounts."""

    def test_what_passes_with_time_is_left_out(self) -> None:
        cooldowns = [{"remaining_ms": 1}, {"remaining_ms": -1}]
        account = {"account_id": "a", "state": "quota", "in_use": 3, "cooldowns": cooldowns,
                   "windows": [{"name": "5h", "age_ms": 7}]}
        self.assertEqual(lasting([account]), {"a": {
            "state": "quota", "cooldowns": [{"remaining_ms": -1}], "windows": [{"name": "5h"}]}})


if __name__ == "__main__":
    unittest.main()
