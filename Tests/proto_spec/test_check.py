"""The check of openrpc.json finds each thing that may be wrong: copies with one thing wrong."""
from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any, Callable

ROOT = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "proto-spec"))

from checking import mutations  # noqa: E402
from checking.agreement import agreement_complaints  # noqa: E402
from checking.assembling import assemble  # noqa: E402
from checking.document import Methods, document_complaints  # noqa: E402
from checking.files import canonical, read_specification  # noqa: E402
from checking.guard import broken, guard_complaints  # noqa: E402
from checking.messages import exact, message_complaints  # noqa: E402
from checking.reduction import reduce  # noqa: E402

SPECIFICATION = read_specification()


class RepositoryTests(unittest.TestCase):
    def test_the_repository_passes(self) -> None:
        done = subprocess.run(
            [str(ROOT / "proto-spec" / "check")], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_the_document_is_one_line_of_canonical_json(self) -> None:
        self.assertEqual(SPECIFICATION.text, canonical(assemble()))
        self.assertNotIn("\n", SPECIFICATION.text)

    def test_the_methods_are_those_of_the_daemon(self) -> None:
        source = (ROOT / "Sources/Wire/Envelopes/Method.swift").read_text("utf-8")
        served = set(re.findall(r'^    case \w+ = "(\S+)"$', source, re.MULTILINE))
        self.assertGreaterEqual(len(served), 8)
        self.assertEqual(set(Methods(SPECIFICATION.document).served), served)

    def test_a_wrong_command_line_is_told(self) -> None:
        done = subprocess.run(
            [str(ROOT / "proto-spec" / "check"), "--nonsense"], capture_output=True, check=False)
        self.assertEqual(done.returncode, 64)


class GuardTests(unittest.TestCase):
    FORMER = reduce(SPECIFICATION.document)

    def test_nothing_is_broken_without_a_change(self) -> None:
        self.assertEqual(broken(self.FORMER, self.FORMER), [])
        self.assertEqual(guard_complaints(SPECIFICATION), [])

    def test_each_change_that_breaks_a_client_is_named(self) -> None:
        for mutation in mutations.MUTATIONS:
            if not mutation.pointers:
                continue
            with self.subTest(mutation.name):
                changed = reduce(mutation.applied_to(SPECIFICATION.document))
                named = [each.split(": ")[0] for each in broken(self.FORMER, changed)]
                self.assertEqual(named, mutation.pointers)

    def test_additions_pass(self) -> None:
        for mutation in mutations.ADDITIONS:
            with self.subTest(mutation.name):
                changed = mutation.applied_to(SPECIFICATION.document)
                self.assertNotEqual(changed, SPECIFICATION.document)
                self.assertEqual(broken(self.FORMER, reduce(changed)), [])

    def test_what_may_be_added_may_not_be_taken_away_again(self) -> None:
        for mutation in mutations.ADDITIONS[:5] + mutations.ADDITIONS[9:11]:
            with self.subTest(mutation.name):
                later = reduce(mutation.applied_to(SPECIFICATION.document))
                self.assertNotEqual(broken(later, self.FORMER), [])

    def test_the_frozen_schema_of_a_release_is_what_is_compared(self) -> None:
        specification = copy.deepcopy(SPECIFICATION)
        document = specification.document
        document["x-limits"]["max_wait_ms"]["value"] -= 1
        specification.text = canonical(document)
        self.assertEqual(
            guard_complaints(specification),
            ["/limits/max_wait_ms/value: leaves less room since v1.0"])


class DocumentTests(unittest.TestCase):
    def complaints(self, change: Callable[[dict[str, Any]], Any]) -> list[str]:
        """What is said of a document after a change."""
        document = copy.deepcopy(SPECIFICATION.document)
        change(document)
        return document_complaints(canonical(document))

    def test_the_form_of_openrpc_is_required(self) -> None:
        for change in (
            lambda document: document.pop("info"),
            lambda document: document.update(openrpc="2.0.0"),
            lambda document: document.update(surprise={}),
            lambda document: document["methods"][0].pop("params"),
            lambda document: document["methods"][0]["params"][0].pop("schema"),
            lambda document: document["methods"][0].update(paramStructure="by-magic"),
            lambda document: document["components"]["errors"]["DRAINING"].pop("code"),
        ):
            self.assertNotEqual(self.complaints(change), [])

    def test_what_the_form_cannot_say_is_required_too(self) -> None:
        def method(document: dict[str, Any]) -> dict[str, Any]:
            return document["methods"][1]
        for change, pointer in (
            (lambda document: document["methods"].append(method(document)),
             f"/methods/{len(SPECIFICATION.document['methods'])}/name"),
            (lambda document: method(document).update({"x-stream": "$/event"}), "/methods/1"),
            (lambda document: method(document).update({"x-stream": "$/nobody"}),
             "/methods/1/x-stream"),
            (lambda document: method(document)["params"].reverse(), "/methods/1/params"),
            (lambda document: method(document)["errors"].append(method(document)["errors"][0]),
             "/methods/1/errors"),
            (lambda document: method(document).update(tags=[]), "/methods/1/tags"),
            (lambda document: method(document).update(examples=[]), "/methods/1"),
            (lambda document: document["x-reserved"]["methods"].append("Select"),
             "/x-reserved/methods"),
            (lambda document: method(document)["params"][0].update(
                schema={"$ref": "#/components/schemas/Nobody"}), "/methods/1/params/0/schema"),
        ):
            with self.subTest(pointer):
                found = [each.split(": ")[0] for each in self.complaints(change)]
                self.assertIn(pointer, found)

    def test_examples_must_fit_and_say_nothing_more(self) -> None:
        def grant(document: dict[str, Any]) -> dict[str, Any]:
            return document["methods"][1]["examples"][0]["result"]["value"]
        for change, pointer in (
            (lambda document: grant(document).pop("lease"), "/methods/1/examples/0/result"),
            (lambda document: grant(document).update(surprise=1),
             "/methods/1/examples/0/result/surprise"),
            (lambda document: grant(document)["lease"].update(fence="7"),
             "/methods/1/examples/0/result/lease/fence"),
            (lambda document: document["components"]["errors"]["DEADLINE"]["data"].pop("status"),
             "/components/errors/DEADLINE/data"),
            (lambda document: document["x-notifications"][0]["examples"][0]["params"].pop(),
             "/x-notifications/0/examples/0/params"),
            (lambda document: document["components"]["schemas"]["Count"].update(minimun=0),
             "/components/schemas/Count/minimun"),
        ):
            with self.subTest(pointer):
                found = [each.split(": ")[0] for each in self.complaints(change)]
                self.assertIn(pointer, found)

    def test_another_spelling_is_found(self) -> None:
        text = json.dumps(SPECIFICATION.document)
        self.assertIn("is not canonical", document_complaints(text)[0])


class AgreementTests(unittest.TestCase):
    def complaints(self, change: Callable[[Any], Any]) -> list[str]:
        """What is said after a change of the other files."""
        specification = copy.deepcopy(SPECIFICATION)
        change(specification)
        return [each.split(": ")[0] for each in agreement_complaints(specification)]

    def test_errors_are_those_of_the_list(self) -> None:
        first = SPECIFICATION.errors[0]["reason"]
        for change, pointer in (
            (lambda files: files.errors.pop(0), f"/components/errors/{first}"),
            (lambda files: files.errors.append({**files.errors[0], "reason": "NEW"}),
             "/components/errors/NEW"),
            (lambda files: files.errors[0].update(message="x"),
             f"/components/errors/{first}/message"),
            (lambda files: files.errors[0].update(code=7), f"/components/errors/{first}/code"),
            (lambda files: files.errors[0].update(retryable=True),
             f"/components/errors/{first}/data"),
            (lambda files: files.errors[0].update(null_id=False), f"/x-errors/{first}/null_id"),
            (lambda files: files.goaways[0].update(message="x"), "/x-goaways/NOT_A_FRAME"),
            (lambda files: files.goaways.pop(0), "/x-goaways/NOT_A_FRAME"),
        ):
            with self.subTest(pointer):
                self.assertIn(pointer, self.complaints(change))

    def test_limits_are_those_of_the_list(self) -> None:
        for change, pointer in (
            (lambda files: files.limits.pop(0), "/x-limits/max_request_bytes"),
            (lambda files: files.limits.append({**files.limits[0], "name": "max_new"}),
             "/x-limits/max_new"),
            (lambda files: files.limits[0].update(value=1), "/x-limits/max_request_bytes/value"),
            (lambda files: files.limits[0].update(hello=False), "/components/schemas/Limits"),
            (lambda files: [limit.update(value=1) for limit in files.limits
                            if limit["name"] == "max_wait_ms"],
             "/methods/1/params/6/schema/maximum"),
            (lambda files: [limit.update(value=1000) for limit in files.limits
                            if limit["name"] == "max_response_bytes"], ""),
        ):
            with self.subTest(pointer):
                self.assertIn(pointer, self.complaints(change))

    def test_every_error_is_somebodys(self) -> None:
        specification = copy.deepcopy(SPECIFICATION)
        document = specification.document
        document["x-common-errors"].remove("MALFORMED")
        document["methods"][0]["errors"][0]["code"] = 5
        specification.text = canonical(document)
        complaints = agreement_complaints(specification)
        self.assertIn("/methods: MALFORMED is nobody's error, or is not in errors.json", complaints)
        self.assertTrue(any(each.startswith("/methods/0/errors/0: ") for each in complaints))


class MessageTests(unittest.TestCase):
    def complaints(self, change: Callable[[dict[str, Any]], Any]) -> list[str]:
        """What is said of the recorded messages after a change of the document."""
        specification = copy.deepcopy(SPECIFICATION)
        document = specification.document
        change(document)
        specification.text = canonical(document)
        return message_complaints(specification)

    def test_the_schemas_are_no_wider_than_the_daemon(self) -> None:
        def params(document: dict[str, Any]) -> list[dict[str, Any]]:
            return document["methods"][1]["params"]
        complaints = self.complaints(
            lambda document: params(document)[6]["schema"].pop("maximum"))
        self.assertTrue(any("were refused" in each for each in complaints), complaints)
        complaints = self.complaints(lambda document: params(document)[0].pop("required"))
        self.assertTrue(any("were refused" in each for each in complaints), complaints)

    def test_nor_narrower(self) -> None:
        complaints = self.complaints(
            lambda document: document["methods"][1]["params"][6]["schema"].update(maximum=10))
        self.assertTrue(any("/params/wait_ms" in each for each in complaints), complaints)

    def test_what_was_answered_must_be_described(self) -> None:
        schemas = "components", "schemas", "Lease", "properties"

        def forget(document: dict[str, Any]) -> None:
            value: Any = document
            for name in schemas:
                value = value[name]
            del value["fence"]
        complaints = self.complaints(forget)
        self.assertTrue(any("/result/lease/fence" in each for each in complaints), complaints)

    def test_what_was_refused_must_be_described(self) -> None:
        complaints = self.complaints(lambda document: document["methods"][1].pop("errors"))
        self.assertTrue(any("is not described to answer" in each for each in complaints))

    def test_requests_of_a_release_must_still_fit(self) -> None:
        def shorten(document: dict[str, Any]) -> None:
            document["methods"][1]["params"][2]["schema"]["maxLength"] = 4
        complaints = [each for each in self.complaints(shorten) if each.startswith("corpus/v1.0")]
        self.assertEqual(len(complaints), 1, complaints)

    def test_numbers_are_read_exactly(self) -> None:
        for text, number in (("1000.0", 1000), ("1e3", 1000), ("1.5", 1.5),
                             ("1e400", 10**400), ("1e401", float("inf")),
                             ("1.00000000000000000000001", 0.5), ("0e999999", 0)):
            with self.subTest(text):
                self.assertEqual(exact(text), number)


if __name__ == "__main__":
    unittest.main()
