"""Finding a secret in whatever form it has."""

import base64
import sys
import tempfile
import unittest
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from secrecy import Search, forms  # noqa: E402

SECRET = "CANARY-0123456789abcdef"


class Forms(unittest.TestCase):
    """Every form is found, and what is not there is not."""

    def setUp(self) -> None:
        self.search = Search([SECRET])

    def test_plain_and_hexadecimal(self) -> None:
        for text in (SECRET, SECRET.encode().hex(), SECRET.encode().hex().upper(), SECRET[::-1]):
            self.assertTrue(self.search.in_bytes(f"before {text} behind".encode()), text)
        self.assertEqual(self.search.in_bytes(SECRET.encode()), ["0 plain"])

    def test_base_64_wherever_it_begins_and_whatever_is_around_it(self) -> None:
        for before in range(7):
            for behind in range(7):
                data = b"\xff" * before + SECRET.encode() + b"\xfe" * behind
                for encode in (base64.b64encode, base64.urlsafe_b64encode):
                    self.assertTrue(self.search.in_bytes(encode(data)), (before, behind))

    def test_a_form_is_long_enough_to_be_nothing_else(self) -> None:
        for name, form in forms(SECRET).items():
            self.assertGreaterEqual(len(form), len(SECRET), name)

    def test_percent_signs(self) -> None:
        text = "".join(f"%{byte:02X}" for byte in SECRET.encode())
        self.assertEqual(urllib.parse.unquote(text), SECRET)
        self.assertTrue(self.search.in_bytes(text.encode()))

    def test_what_is_not_there_is_not_found(self) -> None:
        for text in ("", SECRET[:-1], SECRET.lower(), "CANARY-"):
            self.assertEqual(self.search.in_bytes(text.encode()), [])


class Files(unittest.TestCase):
    """Files are looked through, with their names."""

    def test_the_file_is_named(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            inside, named = Path(folder, "a"), Path(folder, SECRET)
            inside.write_bytes(b"\0" + SECRET.encode())
            named.write_bytes(b"")
            Path(folder, "clean").write_bytes(b"nothing")
            found = list(Search([SECRET]).in_files(sorted(Path(folder).iterdir())))
        self.assertEqual(len(found), 2)


if __name__ == "__main__":
    unittest.main()
