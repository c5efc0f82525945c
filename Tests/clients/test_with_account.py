"""The loop that lends accounts to a call: what it does with each verdict and each failure."""
from __future__ import annotations

import unittest
from typing import Any
from unittest import mock

import support
from support import EVER, SCENARIOS, DaemonTest, Fault, Scenario, accountd

import fake_pool
import judge
import one_round

ORIGINAL_SELECT = fake_pool.Pool._select


def answer(status: int) -> accountd.Outcome:
    return accountd.Outcome(status=status, answer=status)


class Scenarios(DaemonTest):
    def test_this_client_is_right_in_every_scenario_with_one_round(self) -> None:
        for scenario in SCENARIOS.values():
            if scenario.listen == "forbidden" or scenario.rounds > 1 or scenario.timeout_ms:
                continue
            with self.subTest(scenario=scenario.name):
                daemon = support.FakeDaemon(scenario, self.path)
                with daemon, self.client() as client, mock.patch.dict(
                        "os.environ", ACCOUNTD_TEST_UPSTREAM=scenario.upstream):
                    daemon.record.results = [one_round.one_round(client)]
                self.assertEqual(judge.violations(daemon.record), [])


class Lending(DaemonTest):
    def lend(self, scenario: Scenario | str, call: Any, **options: Any) -> Any:
        self.daemon = self.play(scenario)
        return self.client().with_account("claude", "m", call, **options)

    def reports(self) -> list[Any]:
        return [report.params for report in self.daemon.record.of("MarkResult")]

    def test_the_outcome_has_the_verdict(self) -> None:
        outcome = self.lend("none", lambda _: answer(400))
        self.assertEqual((outcome.answer, outcome.verdict["retry"]), (400, "none"))
        self.assertTrue(self.reports()[0]["release"])

    def test_evidence_reaches_the_daemon(self) -> None:
        self.lend("none", lambda _: accountd.Outcome(
            status=429, headers={"Retry-After": "7"}, body=b"{}", phase="headers",
            usage={"input_tokens": 3}, latency_ms=5))
        report = self.reports()[0]
        self.assertEqual(report["headers"], {"retry-after": "7"})
        self.assertEqual((report["status"], report["body"], report["phase"]),
                         (429, "{}", "headers"))
        self.assertEqual((report["usage"], report["latency_ms"]), ({"input_tokens": 3}, 5))

    def test_options_go_with_every_select(self) -> None:
        self.lend("other", mock.Mock(side_effect=[answer(429), answer(200)]),
                  session="s", internal=True, ttl_ms=5000, wait_ms=3)
        first, second = (select.params for select in self.daemon.record.of("Select"))
        for params in (first, second):
            self.assertEqual((params["session"], params["internal"], params["ttl_ms"]),
                             ("s", True, 5000))
        self.assertEqual((first["wait_ms"], second["wait_ms"]), (3, 0))

    def test_whatever_a_call_raises_the_lease_is_reported_cancelled_and_released(self) -> None:
        for error in (ValueError, BrokenPipeError, KeyboardInterrupt, SystemExit):
            with self.subTest(error=error), self.assertRaises(error):
                self.lend("other", mock.Mock(side_effect=error))
            self.assertEqual([report["error"] for report in self.reports()], ["cancelled"])
            self.assertEqual(judge.violations(self.one_select(self.daemon.record)), [])

    def test_a_call_that_returns_no_outcome_still_gives_its_lease_back(self) -> None:
        with self.assertRaises(TypeError), self.assertLogs("accountd", "WARNING"):
            self.lend("none", lambda _: None)
        self.assertEqual(len(self.daemon.record.of("Release")), 1)

    def test_the_answer_survives_a_daemon_that_never_takes_the_report(self) -> None:
        lost = Scenario("lost", "", "", faults=(Fault("MarkResult", "close", EVER),))
        with self.assertLogs("accountd", "WARNING"):
            outcome = self.lend(lost, lambda _: answer(200))
        self.assertEqual((outcome.answer, outcome.verdict), (200, None))
        self.assertEqual(len(self.reports()), 5)

    def test_a_report_that_is_refused_is_followed_by_a_release(self) -> None:
        refusal = {"error": {"code": -32602, "message": "bad field",
                             "data": {"reason": "BAD_FIELD", "field": "status"}}}
        with mock.patch("fake_pool.Pool._mark_result", lambda *_: refusal), \
                self.assertLogs("accountd", "WARNING"):
            outcome = self.lend("none", lambda _: answer(99))
        self.assertEqual(outcome.answer, 99)
        self.assertEqual(len(self.daemon.record.of("Release")), 1)

    def test_when_no_second_account_is_there_the_first_answer_stays(self) -> None:
        two = Scenario("two", "", "", verdicts=({"retry": "same"}, {"retry": "other"}),
                       faults=(), pool_size=2)
        calls = mock.Mock(side_effect=[answer(401), answer(429), answer(503)])
        with mock.patch("fake_pool.Pool._select", self.only_twice):
            outcome = self.lend(two, calls)
        self.assertEqual(outcome.answer, 429)
        self.assertEqual(calls.call_count, 2)

    def test_same_does_not_use_an_attempt(self) -> None:
        same = Scenario("same", "", "", verdicts=({"retry": "same"}, {"retry": "other"}))
        outcome = self.lend(same, lambda lease: answer(len(lease.account_id)))
        self.assertEqual(outcome.answer, len("claude-c"))
        attempts = [select.params["attempt"] for select in self.daemon.record.of("Select")[1:]]
        self.assertEqual(attempts, [1, 2, 3])

    def test_an_unknown_verdict_is_final(self) -> None:
        odd = Scenario("odd", "", "", verdicts=({"retry": "elsewhere"},))
        self.assertEqual(self.lend(odd, lambda _: answer(500)).answer, 500)
        self.assertEqual(len(self.reports()), 1)

    def test_without_any_account_the_call_is_never_made(self) -> None:
        call = mock.Mock()
        with self.assertRaises(accountd.AllBlocked):
            self.lend("all_blocked", call)
        call.assert_not_called()

    @staticmethod
    def one_select(record: judge.Record) -> judge.Record:
        record.scenario = Scenario("raises", "", "")
        return record

    @staticmethod
    def only_twice(pool: Any, exchange: judge.Exchange) -> dict[str, Any]:
        if len(pool.accounts) == 2:
            return fake_pool.blocked(2)
        return ORIGINAL_SELECT(pool, exchange)


if __name__ == "__main__":
    unittest.main()
