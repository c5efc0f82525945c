"""The suite fails what it is for: servers, frames and templates with one thing wrong."""
from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from typing import Any

CONFORMANCE = Path(__file__).resolve().parents[2] / "proto-spec" / "conformance"
sys.dont_write_bytecode = True
sys.path.insert(0, str(CONFORMANCE))

from suite import checks, lease_states, lease_table, runner, spec, vectors  # noqa: E402
from suite.connection import framed  # noqa: E402
from suite.listing import listing  # noqa: E402
from suite.registry import CASES  # noqa: E402


class WrongServer:
    """Answers whatever arrives with the same bytes, and closes when it is told to."""

    def __init__(self, answer: bytes) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "lease.sock")
        self._answer = answer
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self.path)
        self._listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            with peer:
                peer.recv(1 << 16)
                peer.sendall(self._answer)

    def close(self) -> None:
        self._listener.close()
        self.folder.cleanup()


class RunTests(unittest.TestCase):
    def outcome(self, identifier: str, answer: bytes) -> runner.Outcome:
        """What the case says of a server that always answers so."""
        server = WrongServer(answer)
        self.addCleanup(server.close)
        run = runner.Run([CASES[identifier]], server.path, None, None)
        return run.judge(CASES[identifier])

    def test_a_right_answer_passes(self) -> None:
        right = framed(spec.canonical({"id": 1, "jsonrpc": "2.0", "result": {"status": "SERVING"}}))
        self.assertEqual(self.outcome("F-01", right).word, "PASS")

    def test_a_wrong_answer_fails(self) -> None:
        for answer in (b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", framed(b"{}"), framed(b"{"),
                       framed(b'{"id":"1","jsonrpc":"2.0","result":{"status":"SERVING"}}')):
            with self.subTest(answer=answer):
                self.assertEqual(self.outcome("F-01", answer).word, "FAIL")

    def test_a_wrong_goaway_fails(self) -> None:
        goaway = {"jsonrpc": "2.0", "method": "$/goaway", "params": {
            "message": spec.GOAWAYS["BAD_FRAME_TYPE"]["message"], "reason": "BAD_FRAME_TYPE"}}
        self.assertEqual(self.outcome("F-09", framed(spec.canonical(goaway))).word, "PASS")
        self.assertEqual(self.outcome("F-10", framed(spec.canonical(goaway))).word, "FAIL")

    def test_cases_with_accounts_need_a_daemon(self) -> None:
        outcome = self.outcome("L-01", b"")
        self.assertEqual((outcome.word, outcome.reason),
                         ("SKIP", "needs accounts of its own (--daemon)"))

    def test_sections_and_ids_are_chosen(self) -> None:
        chosen = [case.identifier for case in runner.chosen_cases("L-01,V")]
        self.assertEqual(chosen[0], "L-01")
        self.assertTrue(all(identifier.startswith("V-") for identifier in chosen[1:]))
        with self.assertRaises(ValueError):
            runner.chosen_cases("Q-99")

    def test_the_list_for_programs_is_that_of_the_cases(self) -> None:
        written = (CONFORMANCE / "conformance.json").read_text("utf-8")
        self.assertEqual(written, listing(runner.chosen_cases(None)),
                         "run --list-json > conformance.json writes it anew")
        entries = spec.json.loads(written)["cases"]
        self.assertEqual({entry["id"] for entry in entries}, set(CASES))
        methods = {entry["method"] for entry in entries} - {None}
        document = spec.read_json("openrpc.json")
        known = {method["name"] for method in document["methods"]}
        self.assertLessEqual(methods, known | set(document["x-reserved"]["methods"]))

    def test_what_is_not_served_yet_are_cases(self) -> None:
        self.assertLessEqual(set(spec.NOT_YET), set(CASES))


class CheckTests(unittest.TestCase):
    RIGHT: dict[str, Any] = {
        "error": {"code": -32601, "message": spec.ERRORS["METHOD_NOT_FOUND"]["message"],
                  "data": {"reason": "METHOD_NOT_FOUND", "retryable": False,
                           "status": "UNIMPLEMENTED"}},
        "id": 1, "jsonrpc": "2.0"}

    def complaint(self, **changes: Any) -> str | None:
        """What is said of a right error with some members of its data changed."""
        error = {**self.RIGHT["error"], "data": {**self.RIGHT["error"]["data"], **changes}}
        return checks.error_complaint({**self.RIGHT, "error": error})

    def test_errors_are_held_to_the_list(self) -> None:
        self.assertIsNone(self.complaint())
        for changes in ({"reason": "NONSENSE"}, {"retryable": True}, {"status": "OK"},
                        {"field": "x"}):
            self.assertIsNotNone(self.complaint(**changes), changes)
        self.assertIsNotNone(checks.error_complaint({**self.RIGHT, "id": None}))

    def test_frames_are_held_to_the_canonical_form(self) -> None:
        for text, is_right in ((b'{"a":1,"b":"/"}', True), (b'{"b":1,"a":2}', False),
                               (b'{"a": 1}', False), (b'{"a":"\\/"}', False),
                               (b'{"a":"\\u00e9"}', False), ('{"a":"\uffff"}'.encode(), False)):
            complaint = checks.form_complaint(text, spec.json.loads(text))
            self.assertEqual(complaint is None, is_right, text)

    def test_credentials_are_not_shown(self) -> None:
        text = checks.shown({"result": [{"credential": {"secret": "s3cret"}, "x": 1}]})
        self.assertNotIn("s3cret", text)


class TemplateTests(unittest.TestCase):
    def test_names_are_taken_and_compared(self) -> None:
        names: dict[str, str] = {}
        vectors.fit('{"id":"abcdefghijklmnop"}', '{"id":"${lease:token}"}', names)
        vectors.fit('["abcdefghijklmnop",7]', '["${lease}",${n:1..9}]', names)
        vectors.fit("8", "${:>n}", names)
        for text, template in (("7", "${:>n}"), ("10", "${:1..9}"), ("07", "${:1..9}"),
                               ('"short"', '"${:token}"'), ('"ponmlkjihgfedcba"', '"${lease}"'),
                               ("{}", "{} ")):
            with self.subTest(text=text), self.assertRaises(checks.Failure):
                vectors.fit(text, template, names)

    def test_every_vector_can_be_played(self) -> None:
        seen = set()
        for path in vectors.FOLDER.glob("*.json"):
            for vector in spec.json.loads(path.read_text("utf-8"))["vectors"]:
                self.assertNotIn(vector["name"], seen)
                seen.add(vector["name"])
                self.assertTrue(vector["why"].endswith("."), vector["name"])
                for step in vector["send"]:
                    vectors.plain_bytes(step)
        self.assertGreater(len(seen), 150)


class LeaseTableTests(unittest.TestCase):
    def setUp(self) -> None:
        self.table = spec.read_json(lease_table.FILE)

    def test_every_operation_has_a_cell_in_every_state(self) -> None:
        cells = lease_table.read_cells()
        count = len(self.table["states"]) * len(self.table["operations"])
        self.assertEqual(len({cell.name for cell in cells}), count)
        played = [cell for cell in cells if lease_states.is_reachable(cell)]
        self.assertGreater(len(played), 300)

    def test_a_table_with_a_hole_or_a_cell_of_nothing_is_refused(self) -> None:
        def without_cell(table: Any) -> None:
            del table["cells"]["bound"]["renew"]

        def with_another(table: Any) -> None:
            table["cells"]["bound"]["fly"] = {"answer": None, "next": "bound"}

        def without_row(table: Any) -> None:
            del table["cells"]["revoked"]

        def to_nowhere(table: Any) -> None:
            table["cells"]["bound"]["renew"]["next"] = "nowhere"

        for change in (without_cell, with_another, without_row, to_nowhere):
            with self.subTest(change.__name__):
                table = spec.json.loads(spec.json.dumps(self.table))
                change(table)
                with self.assertRaises(checks.Failure):
                    lease_table.read_cells(table)

    def test_what_the_steps_say_is_explained(self) -> None:
        steps = [step for state in self.table["states"] for step in state["reach"]]
        steps += [step for operation in self.table["operations"] for step in operation["do"]]
        for step in steps:
            self.assertEqual(len(set(step) & set(self.table["steps"])), 1, step)

    def test_names_are_filled_in(self) -> None:
        params = {"lease_id": "${lease}", "nested": {"a": "${account}"}, "n": 1, "t": "lease"}
        self.assertEqual(lease_table.filled(params, {"lease": "L", "account": "A"}),
                         {"lease_id": "L", "nested": {"a": "A"}, "n": 1, "t": "lease"})


if __name__ == "__main__":
    unittest.main()
