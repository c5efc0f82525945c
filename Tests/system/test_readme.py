"""Finding the examples of a document."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from readme import Example, examples, fits  # noqa: E402

DOCUMENT = """
<!-- file: accounts.json -->
```json
{}
```
```sh
not marked
```
<!-- run: bash -->
```sh
echo a

echo b
```
"""


class Examples(unittest.TestCase):
    """What is marked is found, and nothing else."""

    def test_marked_blocks_are_found_in_order(self) -> None:
        self.assertEqual(list(examples(DOCUMENT)), [
            Example("file", "accounts.json", "{}\n", 2),
            Example("run", "bash", "echo a\n\necho b\n", 9)])

    def test_a_mark_without_a_block_is_an_error(self) -> None:
        for text in ("<!-- prints -->", "<!-- prints -->\n\n```\n```", "<!-- prints -->\n```\na"):
            with self.subTest(text), self.assertRaises(ValueError):
                list(examples(text))


class Fits(unittest.TestCase):
    """What is printed is compared line by line."""

    def test_the_same_fits(self) -> None:
        self.assertTrue(fits("a b\nc\n", "a b\nc\n"))

    def test_columns_may_be_wider_and_an_ellipsis_is_anything(self) -> None:
        self.assertTrue(fits("a  b\nis … long\n", "a     b  \nis 12 minutes long\n"))
        self.assertTrue(fits("key-…\n", "key-abc\n"))

    def test_other_words_or_lines_do_not_fit(self) -> None:
        self.assertFalse(fits("a\n", "b\n"))
        self.assertFalse(fits("a\n", "a\nb\n"))
        self.assertFalse(fits("a\nb\n", "a\n"))
        self.assertFalse(fits("a.c\n", "abc\n"))


if __name__ == "__main__":
    unittest.main()
