"""proto-spec/state-format.md is right: a reader written from it alone reads what daemons kept."""
from __future__ import annotations

import json
import re
import struct
import sys
import unittest
from pathlib import Path
from typing import Any, Dict, List

ROOT = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from kept_files import (  # noqa: E402
    BODY, PAGE, REWRITING, SLOT, SLOTS, Refused, crc32c, file_of, fingerprint, frame, read_state,
    read_table)

FIXTURES = ROOT / "Tests" / "system" / "fixtures"
DOCUMENT = (ROOT / "proto-spec" / "state-format.md").read_text("utf-8")
PERSISTENCE = ROOT / "Sources" / "Persistence"
BY_OPERATOR = {"enabled": (False, "disabled"), "draining": (True, "draining")}


def files(folder: Path) -> Dict[str, bytes]:
    """All files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def loaded(path: Path) -> Any:
    """The JSON of a file."""
    return json.loads(path.read_text("utf-8"))


def whom(part: Dict[str, Any]) -> Dict[str, str]:
    """Whom a part concerns, as operators are told."""
    models = part.get("model", part.get("models"))
    return {} if models is None else {"models": models}


def lasting_cooldowns(document: Dict[str, Any]) -> List[Dict[str, Any]]:
    """The pauses that somebody must end, as operators are told of them."""
    return [{"level": part["level"], "reason": part["reason"], "remaining_ms": -1,
             "rule": part["cause"]["rule"], **whom(part)}
            for part in document.get("cooldowns", []) if "until" not in part]


def windows(document: Dict[str, Any]) -> List[Dict[str, Any]]:
    """The windows without what time changes, as operators are told of them."""
    return [{"name": part["name"], "limit_reached": part["limit_reached"],
             "learnt": part["source"], **whom(part),
             **{name: part[name] for name in ("used_percent",) if name in part}}
            for part in document.get("windows", [])]


def status(document: Dict[str, Any]) -> str:
    """Where an account stands, as operators are told."""
    for name, (value, word) in BY_OPERATOR.items():
        if document.get("set", {}).get(name) is value:
            return word
    return str(document["status"])


class StateFolders(unittest.TestCase):
    """What releases have kept of accounts."""

    def test_each_holds_what_its_daemon_said_of_the_accounts(self) -> None:
        folders = sorted(FIXTURES.glob("state-*"))
        self.assertTrue(folders)
        for folder in folders:
            documents, _ = read_state(files(folder / "state"))
            entries = {entry["id"]: entry for entry in loaded(folder / "accounts.json")["accounts"]}
            for identifier, told in loaded(folder / "expected.json").items():
                with self.subTest(folder=folder.name, account=identifier):
                    self.judge(documents, entries[identifier], told)

    def judge(self, documents: Dict[str, bytes], entry: Dict[str, Any],
              told: Dict[str, Any]) -> None:
        """Compares a document, where there is one, with what was told of its account."""
        document = json.loads(documents.get(f"account/{entry['id']}", b"{}"))
        if not document:
            self.assertEqual((told["success"], told["failure"], told["windows"]), (0, 0, []))
            return
        self.assertEqual(document["credential"], fingerprint(entry["credential"]))
        self.assertEqual((document["id"], document["provider"]), (entry["id"], entry["provider"]))
        found = {
            "success": document["successes"], "failure": document["failures"],
            "generation": document["generation"], "status": status(document),
            "cooldowns": lasting_cooldowns(document), "windows": windows(document),
            "set": sorted(document.get("set", {}))}
        if "last_error" in document:
            found["last_error"] = document["last_error"]["rule"]
        for name in ("max_in_flight", "priority", "weight"):
            if name in document.get("set", {}):
                found[name] = document["set"][name]
        self.assertEqual(found, {name: told.get(name) for name in found})
        self.assertEqual("last_error" in found, "last_error" in told)

    def test_a_segment_cut_anywhere_holds_the_batches_before_the_cut(self) -> None:
        kept = files(FIXTURES / "state-0.1.0" / "state")
        newest = max(name for name in kept if name.startswith("journal."))
        whole = file_of(newest, kept[newest])
        assert whole is not None and whole.base is not None
        ends = [32]
        while ends[-1] < len(whole.data):
            ends.append(frame(whole, ends[-1])[1])
        self.assertGreater(len(ends), 3)
        for cut in range(32, len(whole.data)):
            _, number = read_state({**kept, newest: whole.data[:cut]})
            self.assertEqual(number, whole.base + sum(end <= cut for end in ends[1:]), cut)

    def test_a_damaged_newest_image_costs_nothing(self) -> None:
        kept = files(FIXTURES / "state-0.1.0" / "state")
        wanted = read_state(kept)
        for place in range(len(kept["image.0002"])):
            damaged = bytearray(kept["image.0002"])
            damaged[place] ^= 1
            self.assertEqual(read_state({**kept, "image.0002": bytes(damaged)}), wanted, place)

    def test_what_is_newer_or_all_damaged_is_refused_and_nothing_is_empty(self) -> None:
        kept = files(FIXTURES / "state-0.1.0" / "state")
        header = bytearray(kept["journal.0002"][:32])
        header[8:12] = struct.pack("<HH", 2, 2)
        header[28:] = struct.pack("<I", crc32c(bytes(header[:28])))
        newer = bytes(header) + kept["journal.0002"][32:]
        for broken in ({**kept, "journal.0002": newer}, {"image.0003": b"x" * 40},
                       {"journal.0002": kept["journal.0002"]}):
            with self.assertRaises(Refused):
                read_state(broken)
        self.assertEqual(read_state({"lost+found": b"", "image.0001.new": b"x"}), ({}, 0))


class LeaseTables(unittest.TestCase):
    """What a daemon kept of leases."""

    folder = FIXTURES / "leases-1"

    def setUp(self) -> None:
        self.expected = loaded(self.folder / "expected.json")
        self.data = (self.folder / "leases").read_bytes()

    def test_each_lease_is_as_its_client_was_told(self) -> None:
        boot, leases = read_table(self.data)
        self.assertEqual(boot.hex(), self.expected["boot"])
        for lease in leases:
            ended = lease.pop("ended", None)
            granted, deadline = lease.pop("granted"), lease.pop("deadline")
            self.assertEqual(ended is None, lease["state"] == "living")
            self.assertTrue(ended is None or granted <= ended <= deadline)
            # What was told was rounded to milliseconds.
            lease["term_ms"] = round((deadline - granted) / 1_000_000)
        self.assertEqual(leases, self.expected["leases"])

    def test_a_rewriting_that_was_begun_counts(self) -> None:
        slot = 1
        begin, end = PAGE + SLOT * slot + BODY, PAGE + SLOT * (slot + 1)
        torn = bytearray(self.data)
        torn[REWRITING + 8:REWRITING + 8 + end - begin] = torn[begin:end]
        torn[begin:begin + 200] = bytes(200)
        self.assertEqual(len(read_table(bytes(torn))[1]), len(self.expected["leases"]) - 1)
        torn[REWRITING:REWRITING + 8] = struct.pack("<Q", slot + 1)
        self.assertEqual(read_table(bytes(torn)), read_table(self.data))

    def test_the_file_is_as_long_as_the_document_says(self) -> None:
        self.assertEqual(PAGE + SLOT * SLOTS, self.expected["bytes"])
        self.assertIn(f"{self.expected['bytes']:,} bytes", DOCUMENT)


class Sources(unittest.TestCase):
    """The document says all that the daemon writes."""

    def test_each_member_of_a_document_is_named(self) -> None:
        source = "".join(path.read_text("utf-8")
                         for path in sorted((PERSISTENCE / "Documents").glob("*Document.swift")))
        written = set(re.findall(r'\b(?:member|list|cause|probes|change|name)\("(\w+)"', source))
        self.assertGreaterEqual(len(written), 40)
        words = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", DOCUMENT))))
        self.assertEqual(sorted(written - words), [])

    def test_the_versions_and_the_slot_are_those_of_the_daemon(self) -> None:
        header = (PERSISTENCE / "Format" / "FileHeader.swift").read_text("utf-8")
        layout = (PERSISTENCE / "LeaseTable" / "TableLayout.swift").read_text("utf-8")
        found = [re.search(pattern, source) for pattern, source in (
            (r"let version: UInt16 = (\d+)", header), (r"let oldestReader: UInt16 = (\d+)", header),
            (r"let version: UInt32 = (\d+)", layout), (r"let slotBytes = (\d+)", layout))]
        said = [re.search(pattern, DOCUMENT) for pattern in (
            r"that the file is written in: (\d+)", r"whose reader may read it: (\d+)",
            r"\| the version: (\d+)", r"bytes of a slot: (\d+)")]
        self.assertEqual([match and match[1] for match in said],
                         [match and match[1] for match in found])
        self.assertNotIn(None, found)


if __name__ == "__main__":
    unittest.main()
