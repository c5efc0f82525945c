"""The validator refuses what each keyword refuses, and nothing else."""
from __future__ import annotations

import sys
import unittest
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "proto-spec"))

from checking.json_schema import UnknownKeyword, Validator, look_up  # noqa: E402

OBJECT = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}

CASES: list[tuple[dict[str, Any], list[Any], list[Any]]] = [
    ({}, [None, 1, "x", [], {}], []),
    ({"type": "integer"}, [0, -1, 1.0, 2**60], [1.5, "1", True, None]),
    ({"type": "number"}, [0, 1.5], ["1", False]),
    ({"type": "boolean"}, [True], [0, 1, "true"]),
    ({"type": "null"}, [None], [0, False, ""]),
    ({"type": ["string", "null"]}, ["x", None], [1]),
    ({"enum": ["a", 1]}, ["a", 1], ["A", True, 1.5, None]),
    ({"const": True}, [True], [1, "true"]),
    ({"minimum": 1, "maximum": 3}, [1, 2.5, 3, "0", None], [0, 3.1]),
    ({"minLength": 2, "maxLength": 3}, ["ab", "é" * 3, 1], ["a", "abcd"]),
    ({"x-max-bytes": 4}, ["abcd", "éé"], ["abcde", "ééé"]),
    ({"pattern": "^[a-z]*$"}, ["", "abc", 1], ["a1", "abc\n"]),
    (OBJECT, [{"a": 1}, {"a": 1, "b": 2}], [{}, {"a": "1"}, []]),
    ({"additionalProperties": False, "properties": {"a": {}}}, [{}, {"a": 1}, 1], [{"b": 1}]),
    ({"additionalProperties": {"type": "string"}}, [{"a": "x"}, []], [{"a": 1}]),
    ({"items": {"type": "integer"}}, [[], [1, 2], "x"], [[1, "2"]]),
    ({"allOf": [{"minimum": 1}, {"maximum": 2}]}, [1, 2], [0, 3]),
    ({"anyOf": [{"const": 1}, {"minimum": 5}]}, [1, 6], [2]),
    ({"oneOf": [{"maximum": 3}, {"minimum": 2}]}, [1, 4], [2, 3]),
    ({"$ref": "#/schemas/word"}, ["x"], [1]),
]


class ValidatorTests(unittest.TestCase):
    def setUp(self) -> None:
        self.document = {"schemas": {"word": {"type": "string"}}}

    def test_keywords(self) -> None:
        for schema, right, wrong in CASES:
            for strict in (False, True):
                validator = Validator(self.document, strict)
                for value in wrong:
                    with self.subTest(schema=schema, wrong=value):
                        self.assertNotEqual(validator.complaints(value, schema), [])
                for value in [] if strict else right:
                    with self.subTest(schema=schema, right=value):
                        self.assertEqual(validator.complaints(value, schema), [])

    def test_a_strict_one_refuses_what_is_not_described(self) -> None:
        validator = Validator(self.document, strict=True)
        self.assertEqual(validator.complaints({"a": 1, "b~/": 2}, OBJECT),
                         ["/b~0~1: is not described"])
        opened = {**OBJECT, "additionalProperties": True}
        self.assertEqual(validator.complaints({"a": 1, "b": 2}, opened), [])

    def test_complaints_name_the_place(self) -> None:
        validator = Validator(self.document)
        schema = {"properties": {"x": {"items": OBJECT}}}
        self.assertEqual(validator.complaints({"x": [{"a": 1}, {"a": "1"}]}, schema),
                         ["/x/1/a: is of type string, not integer"])

    def test_an_unknown_keyword_is_no_silence(self) -> None:
        with self.assertRaises(UnknownKeyword):
            Validator({}).complaints(1, {"multipleOf": 2})

    def test_a_reference_that_leads_nowhere_is_told(self) -> None:
        for reference in ("#/schemas/nobody", "other.json", "#/schemas/word/0"):
            with self.assertRaises(KeyError):
                look_up(self.document, reference)


if __name__ == "__main__":
    unittest.main()
