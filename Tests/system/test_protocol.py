"""PROTOCOL.md says what the data beside it says, and its examples are as the daemon writes them."""

import json
import re
import unittest
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

SPECIFICATION = Path(__file__).resolve().parents[2] / "proto-spec"
TEXT = (SPECIFICATION / "PROTOCOL.md").read_text("utf-8")
LIMIT_ROW = re.compile(r"^\| `(\w+)` \| (\d+) \| [^|]+ \| (●?) ?\|$", re.MULTILINE)


def data(name: str) -> Dict[str, Any]:
    """A file of the specification."""
    return dict(json.loads((SPECIFICATION / name).read_text("utf-8")))


def examples() -> Iterator[str]:
    """The JSON texts of the document."""
    for block in re.findall(r"^```json\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL):
        yield from block.splitlines()


def canonical(text: str) -> str:
    """The spelling that the daemon gives a text."""
    return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def section(number: int) -> str:
    """One of the numbered sections."""
    return TEXT.split(f"\n## {number}. ", 1)[1].split("\n## ", 1)[0]


class Examples(unittest.TestCase):
    """What is shown could have been sent."""

    def test_there_are_examples_and_they_are_canonical(self) -> None:
        texts = list(examples())
        self.assertGreater(len(texts), 10)
        for text in texts:
            with self.subTest(text[:60]):
                self.assertEqual(text, canonical(text))

    def test_errors_and_goaways_have_the_words_of_the_list(self) -> None:
        errors = {error["reason"]: error for error in data("errors.json")["errors"]}
        goaways = {goaway["reason"]: goaway for goaway in data("errors.json")["goaways"]}
        for message in map(json.loads, examples()):
            if "error" in message:
                fault = message["error"]
                known = errors[fault["data"]["reason"]]
                self.assertEqual(
                    (fault["code"], fault["message"], fault["data"]["status"]),
                    (known["code"], known["message"], known["status"]))
            if message.get("method") == "$/goaway":
                params = message["params"]
                self.assertEqual(params["message"], goaways[params["reason"]]["message"])


class Lists(unittest.TestCase):
    """What is listed in data is listed in the document, and nothing else."""

    def test_every_error_stands_beside_its_code(self) -> None:
        listed: List[Tuple[int, str, str]] = []
        for row in re.findall(r"^\| ([−\d]+) \| (\w+) \| (.*) \|$", section(5), re.MULTILINE):
            code = int(row[0].replace("−", "-"))
            listed += [(code, row[1], reason) for reason in re.findall(r"`([A-Z_]+)`", row[2])]
        self.assertCountEqual(listed, [
            (error["code"], error["status"], error["reason"])
            for error in data("errors.json")["errors"]])

    def test_every_goaway_has_a_row(self) -> None:
        table = section(1).split("A **goaway**", 1)[1]
        rows = re.findall(r"^\| (`[A-Z_`\s]+`) \|", table, re.MULTILINE)
        self.assertCountEqual(
            re.findall(r"`([A-Z_]+)`", " ".join(rows)),
            [goaway["reason"] for goaway in data("errors.json")["goaways"]])

    def test_every_limit_has_its_value(self) -> None:
        listed = [(name, int(value), mark == "●")
                  for name, value, mark in LIMIT_ROW.findall(section(7))]
        self.assertEqual(listed, [(limit["name"], limit["value"], limit["hello"])
                                  for limit in data("limits.json")["limits"]])


if __name__ == "__main__":
    unittest.main()
