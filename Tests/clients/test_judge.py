"""The judge notices what it is for: clients with one thing wrong, each in a fitting scenario."""
from __future__ import annotations

import itertools
import socket
import unittest
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest import mock

import support
from support import SCENARIOS, DaemonTest, accountd

import judge
import one_round

Client = accountd.Client


def eight_attempts(_: accountd.Retry) -> Iterator[int]:
    yield from range(8)


def another_key(client: Client, method: str, params: Any, key: Any) -> Any:
    if key:
        key = f"another-key-{next(NUMBERS):08}"
        params = {**params, "ctx": {**params["ctx"], "idempotency_key": key}}
    return ATTEMPT(client, method, params, key)


def no_key(client: Client, method: str, params: Any, key: Any) -> Any:
    return ATTEMPT(client, method, {**params, "ctx": {"timeout_ms": 5000}}, None)


def other_wish(client: Client, method: str, params: Any, key: Any) -> Any:
    if method == "Select":
        params = {**params, "attempt": next(NUMBERS)}
    return ATTEMPT(client, method, params, key)


def no_number(client: Client, method: str, params: Any, key: Any) -> Any:
    params = {name: value for name, value in params.items() if name != "seq"}
    return ATTEMPT(client, method, params, key)


def new_number(client: Client, method: str, params: Any, key: Any) -> Any:
    if method == "MarkResult":
        params = {**params, "seq": next(NUMBERS)}
    return ATTEMPT(client, method, params, key)


def never_back(*_: object) -> None:
    return None


def back_twice(client: Client, lease: accountd.Lease, outcome: accountd.Outcome) -> Any:
    verdict = client.mark_result(lease, outcome, release=True)
    client.release(lease)
    return verdict


def report_twice(client: Client, lease: accountd.Lease, outcome: accountd.Outcome) -> Any:
    client.mark_result(lease, outcome)
    return client.mark_result(lease, outcome, release=True, seq=2)


def no_release(client: Client, lease: accountd.Lease, outcome: accountd.Outcome) -> Any:
    return client.mark_result(lease, outcome)


def never_again(client: Client, lease: accountd.Lease, call: Any) -> accountd.Outcome:
    return replace(USE(client, lease, call), verdict=None)


def streamed_again(client: Client, lease: accountd.Lease, call: Any) -> accountd.Outcome:
    return replace(USE(client, lease, call), streamed=False)


def forgetful(client: Client, provider: str, model: str, **options: Any) -> accountd.Lease:
    options = {"attempt": options.get("attempt", 1), "wait_ms": 5}
    return SELECT(client, provider, model, **options)


NUMBERS = itertools.count(1)
ATTEMPT, SELECT, USE = Client._attempt, Client.select, Client._use
# What is wrong with the client, where it shows, and what the judge says.
WRONG = (
    ("accountd.Retry.attempts", eight_attempts, "unavailable", "sent a Select 8 times"),
    ("accountd.Retry.attempts", eight_attempts, "accept_and_close", "connected 8 times in vain"),
    ("accountd.Client._attempt", another_key, "lost_reply", "again with another key"),
    ("accountd.Client._attempt", another_key, "half_reply", "never released"),
    ("accountd.Client._attempt", another_key, "unavailable_once", "again with another key"),
    ("accountd.Client._attempt", no_key, "none", "without an idempotency key"),
    ("accountd.Client._attempt", other_wish, "closed_select", "one key for two different"),
    ("accountd.Client._attempt", no_number, "lost_verdict", "again without a seq"),
    ("accountd.Client._attempt", new_number, "lost_verdict", "reported twice"),
    ("accountd.Client._give_back", never_back, "none", "never released"),
    ("accountd.Client._give_back", never_back, "none", "1 calls of the upstream but 0 leases"),
    ("accountd.Client._give_back", back_twice, "none", "released twice"),
    ("accountd.Client._give_back", report_twice, "none", "reported twice"),
    ("accountd.Client._give_back", no_release, "lost_verdict", "never released"),
    ("accountd.Client._use", never_again, "other", "1 Selects where 2 are right"),
    ("accountd.Client._use", never_again, "other", "saw 429 instead of 200"),
    ("accountd.Client._use", streamed_again, "streamed", "Selects where 1 are right"),
    ("accountd.Client.select", forgetful, "other", "exclude [] instead of ['claude-a']"),
    ("accountd.Client.select", forgetful, "same", "account None instead of 'claude-a'"),
    ("accountd.Client.select", forgetful, "wait", "wait_ms 5 instead of 2000"),
    ("accountd.min", lambda *_: 9, "other_for_ever", "where 3 are right"),
    ("one_round.one_round", lambda _: {"end": "unavailable"}, "none", "ended in 'unavailable'"),
)


class Judging(DaemonTest):
    def judged(self, scenario: str) -> list[str]:
        daemon = support.FakeDaemon(SCENARIOS[scenario], self.path)
        upstream = SCENARIOS[scenario].upstream
        with daemon, self.client() as client, mock.patch.dict(
                "os.environ", ACCOUNTD_TEST_UPSTREAM=upstream):
            daemon.record.results = [one_round.one_round(client)]
        return judge.violations(daemon.record)

    def test_each_wrong_client_is_found_out(self) -> None:
        global NUMBERS
        for target, wrong, scenario, sentence in WRONG:
            NUMBERS = itertools.count(1)
            with self.subTest(target=target, scenario=scenario, sentence=sentence):
                with mock.patch(target, wrong, create=target == "accountd.min"):
                    found = self.judged(scenario)
                self.assertTrue(any(sentence in one for one in found), found)

    def test_a_wrong_frame_is_found_out(self) -> None:
        for wrong in (b"GET / HTTP/1.1\r\n\r\n", b"\0\0\0\0", b"\0\0\0\2[]", b"\0\0\0\3{}x"):
            daemon = support.FakeDaemon(SCENARIOS["none"], self.path)
            with daemon, socket.socket(socket.AF_UNIX) as link:
                link.connect(self.path)
                link.sendall(wrong)
                self.assertEqual(link.recv(1), b"")
            with self.subTest(wrong=wrong):
                self.assertNotEqual(judge.violations(daemon.record), [])

    def test_a_record_that_took_too_long_or_printed_too_little_is_wrong(self) -> None:
        record = judge.Record(SCENARIOS["absent"], results=[], exit_status=1, seconds=99)
        found = " ".join(judge.violations(record))
        for sentence in ("status 1", "0 results of 1 rounds", "took 99.0 s"):
            self.assertIn(sentence, found)


if __name__ == "__main__":
    unittest.main()
