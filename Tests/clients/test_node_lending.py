"""The Node client: what it does with each verdict, and when its caller gives up."""
from __future__ import annotations

import socket
import threading
import unittest
from typing import Any
from unittest import mock

from node_support import PLAIN, ScriptTest, setUpModule
from support import Fault, Scenario

import fake_daemon
import fake_pool
import judge

__all__ = ["setUpModule"]  # Skips where Node is not installed.


class Lending(ScriptTest):
    def lend(self, scenario: Scenario | str, body: str, wish: str = "") -> Any:
        """What a script says that lends with this wish and `body` as the call."""
        self.daemon = self.play(scenario)
        return self.run_script(f"""
            let calls = 0;
            const call = async (lease, signal) => {{ calls += 1; {body} }};
            try {{
              say(await client.withAccount({{ provider: "claude", model: "m", {wish} }}, call));
            }} catch (error) {{
              say({{ name: error.name, message: error.message }});
            }}
            process.exit();
        """)

    def reports(self) -> list[Any]:
        return [report.params for report in self.daemon.record.of("MarkResult")]

    def selects(self) -> list[Any]:
        return [select.params for select in self.daemon.record.of("Select")]

    def test_the_outcome_has_the_verdict(self) -> None:
        outcome = self.lend("none", "return { status: 400, answer: 7 };")
        self.assertEqual((outcome["answer"], outcome["verdict"]["retry"]), (7, "none"))
        self.assertTrue(self.reports()[0]["release"])

    def test_options_go_with_every_select_but_a_key_with_the_first_alone(self) -> None:
        self.lend("other", "return { status: calls === 1 ? 429 : 200 };",
                  'session: "s", internal: true, ttlMs: 5000, waitMs: 3, '
                  'exclude: ["claude-c"], idempotencyKey: "k".repeat(16)')
        first, second = self.selects()
        for params in (first, second):
            self.assertEqual((params["session"], params["internal"], params["ttl_ms"]),
                             ("s", True, 5000))
        self.assertEqual((first["wait_ms"], second["wait_ms"]), (3, 0))
        self.assertEqual(second["exclude"], ["claude-c", "claude-a"])
        keys = [params["ctx"]["idempotency_key"] for params in (first, second)]
        self.assertEqual((keys[0], keys[1] == keys[0]), ("k" * 16, False))

    def test_what_a_call_throws_is_reported_cancelled_and_passed_on(self) -> None:
        for body, name in (('throw new RangeError("mine");', "RangeError"),
                           ("return;", "TypeError"), ("return null;", "TypeError"),
                           ("return 200;", "TypeError")):
            with self.subTest(body=body):
                self.assertEqual(self.lend("other", body)["name"], name)
                report, = self.reports()
                self.assertEqual((report["error"], report["release"]), ("cancelled", True))

    def test_after_mark_streaming_nothing_is_tried_again(self) -> None:
        outcome = self.lend("other_for_ever",
                            'lease.markStreaming(); return { error: "stream_error" };')
        self.assertTrue(outcome["streamed"])
        self.assertEqual([report["streamed"] for report in self.reports()], [True])

    def test_an_outcome_that_is_streamed_is_reported_so(self) -> None:
        self.lend("other_for_ever", "return { status: 200, streamed: true };")
        self.assertEqual([report["streamed"] for report in self.reports()], [True])

    def test_a_report_that_is_refused_is_followed_by_a_release(self) -> None:
        refusal = fake_pool.error(-32602, "BAD_FIELD", field="status")
        with mock.patch("fake_pool.Pool._mark_result", lambda *_: refusal):
            outcome = self.lend("none", "return { status: 99, answer: 99 };")
        self.assertEqual((outcome["answer"], "verdict" in outcome), (99, False))
        self.assertEqual(len(self.daemon.record.of("Release")), 1)

    def test_a_report_that_cannot_be_made_is_followed_by_a_release(self) -> None:
        outcome = self.lend("none", "return { status: 200, headers: [[1, 2]], answer: 7 };")
        self.assertEqual((outcome["answer"], "verdict" in outcome), (7, False))
        self.assertEqual(len(self.daemon.record.of("Release")), 1)

    def test_same_does_not_use_an_attempt(self) -> None:
        same = Scenario("same", "", "", verdicts=({"retry": "same"}, {"retry": "other"}))
        self.lend(same, "return { status: 500 };")
        self.assertEqual([select.get("attempt", 1) for select in self.selects()], [1, 1, 2, 3])
        self.assertNotIn("retry_of", self.selects()[2])

    def test_an_unknown_verdict_is_final(self) -> None:
        odd = Scenario("odd", "", "", verdicts=({"retry": "elsewhere"},))
        self.assertEqual(self.lend(odd, "return { status: 500 };")["status"], 500)
        self.assertEqual(len(self.reports()), 1)

    def test_when_no_second_account_is_there_the_first_answer_stays(self) -> None:
        select = fake_pool.Pool._select

        def once_only(pool: Any, exchange: judge.Exchange) -> dict[str, Any]:
            return fake_pool.blocked(2) if pool.accounts else select(pool, exchange)

        with mock.patch("fake_pool.Pool._select", once_only):
            outcome = self.lend("other", "return { status: 429 };")
        self.assertEqual(outcome["status"], 429)

    def test_an_abort_between_two_attempts_rejects_with_its_reason(self) -> None:
        ended = self.lend("other", 'controller.abort(new Error("mine")); return { status: 429 };',
                          "signal: (globalThis.controller = new AbortController()).signal")
        self.assertEqual(ended, {"name": "Error", "message": "mine"})
        self.assertEqual((len(self.selects()), len(self.reports())), (1, 1))


class Aborting(ScriptTest):
    """A Select that is given up never leaves a lease with nobody."""

    ABORTED = """
        const controller = new AbortController();
        const { signal } = controller;
        const name = async (promise) => (await failure(promise)).name;
    """

    def test_what_was_aborted_before_is_never_sent(self) -> None:
        daemon = self.play(PLAIN)
        self.assertEqual(self.run_script(self.ABORTED + """
            controller.abort();
            const names = [await name(client.select({ provider: "claude", signal })),
              await name(client.health({ signal }))];
            await client.health();
            say(names);
            process.exit();
        """), ["AbortError", "AbortError"])
        self.assertEqual(daemon.record.of("Select"), [])
        self.assertEqual(len(daemon.record.of("Health")), 1)

    def test_what_is_aborted_before_the_greeting_is_never_sent(self) -> None:
        daemon = self.play(PLAIN)
        self.assertEqual(self.run_script(self.ABORTED + """
            const ended = name(client.select({ provider: "claude", signal }));
            controller.abort();
            const names = [await ended, await client.health()];
            say(names);
            process.exit();
        """), ["AbortError", True])
        self.assertEqual(daemon.record.of("Select"), [])

    def test_a_select_in_flight_is_cancelled_and_a_lease_that_comes_late_is_released(self) -> None:
        daemon = self.play(Scenario("held", "", "", faults=(Fault("Select", "late"),)))
        script = self.start(self.ABORTED + """
            await client.health();
            const ended = name(client.select({ provider: "claude", signal }));
            await client.health();
            controller.abort();
            say(await ended);
            await client.health();
            say(0);
            await untilTold();
            // A second Select has the fake daemon answer the first.
            const lease = await client.select({ provider: "claude" });
            await client.release(lease);
            say(lease.accountId);
            process.exit();
        """)
        self.assertEqual((script.heard(), script.heard()), ("AbortError", 0))
        self.assertEqual([note["method"] for note in daemon.notes], ["$/cancel"])
        self.assertEqual(daemon.notes[0]["params"]["id"], daemon.record.of("Select")[0].id)
        script.tell()
        self.assertEqual(script.heard(), "claude-a")
        released = {release.lease_id for release in daemon.record.of("Release")}
        self.assertEqual(released, {select.lease_id for select in daemon.record.of("Select")})

    def test_an_aborted_select_whose_answer_is_lost_is_asked_for_again_and_released(self) -> None:
        gate = threading.Event()
        play = fake_daemon.SPOILERS["lose"]

        def lose(link: socket.socket, reply: Any) -> None:
            gate.wait(20)
            play(link, reply)

        with mock.patch.dict(fake_daemon.SPOILERS, lose=lose):
            daemon = self.play(Scenario("lost", "", "", faults=(Fault("Select", "lose"),)))
            script = self.start(self.ABORTED + """
                await client.health();
                const ended = name(client.select({ provider: "claude", signal }));
                setImmediate(() => controller.abort());
                say(await ended);
            """)
            self.assertEqual(script.heard(), "AbortError")
            gate.set()
            self.assertEqual(script.end(), "")
        last = daemon.record.of("Select")[-1]
        self.assertIn(last.id, [note["params"]["id"] for note in daemon.notes])
        keys = {select.key for select in daemon.record.of("Select")}
        leases = {select.lease_id for select in daemon.record.of("Select")}
        self.assertEqual((len(daemon.record.of("Select")), len(keys)), (2, 1))
        self.assertEqual({release.lease_id for release in daemon.record.of("Release")}, leases)

    def test_code_14_to_a_later_attempt_does_not_hide_that_the_first_was_executed(self) -> None:
        daemon = self.play(Scenario("lost", "", "", faults=(
            Fault("Select", "lose"), Fault("Select", "unavailable", 2))))
        script = self.start(self.ABORTED + """
            const retry = new accountd.Retry({ sleep: async () => controller.abort() });
            say(await name(make({ retry }).select({ provider: "claude", signal })));
        """)
        self.assertEqual(script.heard(), "AbortError")
        self.assertEqual(script.end(), "")
        selects = daemon.record.of("Select")
        self.assertEqual([select.fate for select in selects], ["lost", "refused", "answered"])
        self.assertEqual(len({select.key for select in selects}), 1)
        self.assertEqual([release.lease_id for release in daemon.record.of("Release")],
                         [selects[0].lease_id])

    def test_an_aborted_select_that_was_certainly_not_executed_is_not_sent_again(self) -> None:
        daemon = self.play("unavailable_once")
        self.assertEqual(self.run_script(self.ABORTED + """
            const sleep = async () => controller.abort();
            const patient = make({ retry: new accountd.Retry({ sleep }) });
            const ended = await name(patient.select({ provider: "claude", signal }));
            await patient.health();
            say(ended);
            process.exit();
        """), "AbortError")
        self.assertEqual(len(daemon.record.of("Select")), 1)

    def test_the_call_is_handed_the_signal(self) -> None:
        self.play(PLAIN)
        self.assertTrue(self.run_script(self.ABORTED + """
            const wish = { provider: "claude", signal };
            await client.withAccount(wish, (_, handed) => {
              say(handed === signal);
              return { status: 200 };
            });
            process.exit();
        """))


if __name__ == "__main__":
    unittest.main()
