"""The corpus is compared as a client of then would: what it relied on, and no more."""
from __future__ import annotations

import copy
import json
import sys
import unittest
from pathlib import Path
from typing import Any

SPEC_FOLDER = Path(__file__).resolve().parents[2] / "proto-spec"
sys.dont_write_bytecode = True
sys.path.insert(0, str(SPEC_FOLDER / "conformance"))

from suite import corpus  # noqa: E402

RECORDED = {
    "id": 1, "jsonrpc": "2.0", "result": {
        "credential": {"generation": 1, "headers": {"authorization": "Bearer x", "beta": "1"}},
        "lease": {"expires_in_ms": 3600000, "fence": 7, "lease_id": "old", "probe": False},
        "limits": {"max_in_flight": 128}, "blocked_ms": 0, "retry": "none", "rule": "ok",
        "accounts": [{"account_id": "a"}, {"account_id": "b"}],
    },
}


class DifferencesTests(unittest.TestCase):
    def complaints(self, path: str, value: Any) -> list[str]:
        """What is said of an answer with one member changed; None removes it."""
        live = copy.deepcopy(RECORDED)
        place: Any = live
        *way, last = path.split(".")
        for name in way:
            place = place[int(name) if isinstance(place, list) else name]
        if value is None:
            del place[last]
        else:
            place[last] = value
        return list(corpus.differences(RECORDED, live, "", {}))

    def test_what_may_differ_passes(self) -> None:
        for path, value in (
            ("result.lease.expires_in_ms", 5), ("result.lease.fence", 9),
            ("result.limits.max_in_flight", 256), ("result.credential.headers.beta", "2"),
            ("result.credential.headers.new", "x"), ("result.new", {}), ("result.rule", "other"),
        ):
            with self.subTest(path):
                self.assertEqual(self.complaints(path, value), [])

    def test_what_a_client_relied_on_may_not(self) -> None:
        for path, value in (
            ("id", "1"), ("id", 2), ("result.retry", "other"), ("result.lease.probe", True),
            ("result.lease.probe", None), ("result.lease.fence", "7"), ("result.limits", None),
            ("result.limits.max_in_flight", None), ("result.blocked_ms", -1),
            ("result.blocked_ms", 5), ("result.credential.headers.authorization", "Bearer y"),
            ("result.credential.generation", 2), ("result.accounts", []),
            ("result.accounts.1.account_id", "c"), ("result", None),
        ):
            with self.subTest(path, value=value):
                self.assertEqual(len(self.complaints(path, value)), 1)

    def test_leases_are_renamed(self) -> None:
        names: dict[str, str] = {}
        live = copy.deepcopy(RECORDED)
        live["result"]["lease"]["lease_id"] = "new"
        self.assertEqual(list(corpus.differences(RECORDED, live, "", names)), [])
        self.assertEqual(corpus.renamed('{"lease_id": "old"}', names), '{"lease_id": "new"}')


class RecordingTests(unittest.TestCase):
    def test_every_release_is_whole(self) -> None:
        self.assertGreater(len(corpus.releases()), 0)
        for folder in corpus.releases():
            contents = json.loads((folder / "conversations.json").read_text("utf-8"))
            names = [each["name"] for each in contents["conversations"]]
            self.assertEqual(len(set(names)), len(names))
            for conversation in contents["conversations"]:
                self.assertTrue(conversation["why"].endswith("."), conversation["name"])
                for step in conversation["steps"]:
                    self.assertNotIn("${", step.get("sent", ""))
                    self.assertIsInstance(step.get("received", ""), str)

    def test_no_secret_is_in_it_that_is_somebodys(self) -> None:
        for folder in corpus.releases():
            inventory = json.loads((folder / "inventory.json").read_text("utf-8"))
            for account in inventory["accounts"]:
                credential = account["credential"]
                for name in {"api_key", "access_token", "account_id"} & set(credential):
                    self.assertTrue(credential[name].startswith("fake-"), account["id"])


if __name__ == "__main__":
    unittest.main()
