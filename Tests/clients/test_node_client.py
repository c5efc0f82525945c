"""The Node client: its sources, judged, and called by scripts."""
from __future__ import annotations

import os
import re
import shutil
import tempfile
import unittest
from unittest import mock

from node_support import PLAIN, SOURCES, ScriptTest, setUpModule
from support import EVER, SCENARIOS, DaemonTest, Fault, Scenario, accountd, frame

import fake_daemon
import fake_pool
import judge

__all__ = ["setUpModule"]  # Skips where Node is not installed.
ONE_ROUND = ("node", str(SOURCES / "one_round.mjs"))
NOBODY = 65534


class Sources(unittest.TestCase):
    def test_nothing_outside_of_the_standard_library_is_imported(self) -> None:
        for path in SOURCES.iterdir():
            imported = re.findall(r'from "([^"]+)"', path.read_text("utf-8"))
            outside = [name for name in imported if not name.startswith("node:")]
            own = [] if path.name == "accountd.mjs" else ["./accountd.mjs"]
            self.assertEqual(outside, own, path.name)

    def test_lines_and_functions_are_short(self) -> None:
        for path in SOURCES.iterdir():
            begin = 0
            for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
                self.assertLessEqual(len(line), 100, f"{path.name}:{number}")
                if re.match(r"( {2})?[^ /*}].*\{$", line) and not re.match(r"\S*class ", line):
                    begin = number
                if re.fullmatch(r"(  )?\}", line) and begin:
                    self.assertLess(number - begin, 50, f"{path.name}:{begin}")

    def test_what_is_exported_is_documented(self) -> None:
        lines = (SOURCES / "accountd.mjs").read_text("utf-8").splitlines()
        for before, line in zip(lines, lines[1:]):
            if line.startswith("export "):
                self.assertTrue(before.strip().endswith("*/"), line)


class Judged(DaemonTest):
    def judged(self, scenario: Scenario, *command: str) -> list[str]:
        return judge.violations(fake_daemon.play(scenario, self.path, list(command)))

    def test_it_is_right_in_every_scenario(self) -> None:
        for name, scenario in SCENARIOS.items():
            if scenario.listen == "forbidden" and os.geteuid() == 0:
                continue
            with self.subTest(scenario=name):
                self.assertEqual(self.judged(scenario, *ONE_ROUND), [])

    def test_it_is_right_where_its_user_may_not_connect(self) -> None:
        if os.geteuid() != 0 or shutil.which("setpriv") is None:
            self.skipTest("only root can become another user")
        os.chmod(os.path.dirname(self.path), 0o755)
        with tempfile.TemporaryDirectory() as folder:  # That other user may not read the sources.
            os.chmod(folder, 0o755)
            shutil.copytree(SOURCES, folder, dirs_exist_ok=True)
            os.chmod(folder, 0o755)
            self.assertEqual(self.judged(
                SCENARIOS["forbidden"], "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}",
                "--clear-groups", "node", f"{folder}/one_round.mjs"), [])

    def test_many_rounds_at_once_share_few_connections(self) -> None:
        scenario = Scenario("many", "", "", rounds=200, status=200, seconds=20)
        record = fake_daemon.play(scenario, self.path, list(ONE_ROUND))
        self.assertEqual(judge.violations(record), [])
        self.assertEqual(record.connections, 2)  # One has room for 128 requests.

    def test_many_rounds_survive_a_daemon_that_hangs_up(self) -> None:
        for method, action in (("Select", "lose"), ("Select", "goaway"), ("Select", "unavailable"),
                               ("MarkResult", "close"), ("MarkResult", "half")):
            scenario = Scenario("many", "", "", rounds=20, status=200, seconds=20,
                                faults=(Fault(method, action, 2),))
            with self.subTest(method=method, action=action):
                self.assertEqual(self.judged(scenario, *ONE_ROUND), [])

    def test_a_daemon_that_never_takes_the_report_does_not_cost_the_answer(self) -> None:
        scenario = Scenario("lost", "", "", faults=(Fault("MarkResult", "close", EVER),))
        record = fake_daemon.play(scenario, self.path, list(ONE_ROUND))
        self.assertEqual(record.results, [{"end": "answered", "status": 200, "calls": 1}])
        self.assertEqual(len(record.of("MarkResult")), 5)
        self.assertEqual(record.of("Release"), [])  # The report may have taken effect.


class Calls(ScriptTest):
    def test_the_path_is_the_options_else_the_environments_else_the_systems(self) -> None:
        self.assertEqual(self.run_script("""
            process.env.ACCOUNTD_SOCKET = "/env.sock";
            const own = new accountd.Client({ path: "/own.sock" }).path;
            const environments = new accountd.Client().path;
            delete process.env.ACCOUNTD_SOCKET;
            say([own, environments, new accountd.Client().path]);
            process.exit();
        """), ["/own.sock", "/env.sock", "/run/accountd/lease.sock"])

    def test_every_method_is_answered_on_one_connection(self) -> None:
        daemon = self.play(PLAIN)
        self.assertEqual(self.run_script("""
            const { protocol } = await client.hello();
            const lease = await client.select(
              { provider: "claude", model: "m", session: "s", exclude: ["claude-a"] });
            const verdict = await client.markResult(lease, { status: 200 });
            const summary = await client.summary({ provider: "claude" });
            say([protocol, await client.health(), summary, lease.accountId, verdict.retry,
              verdict.leaseState, await client.release(lease), await client.release(lease)]);
            client.close();
            process.exit();
        """, name="test", instanceId="0123456789abcdef"),
            ["1", True, {"providers": []}, "claude-b", "none", "active", True, False])
        self.assertEqual(daemon.record.connections, 1)
        greeting = daemon.record.exchanges[0]
        self.assertEqual(greeting.method, "Hello")
        self.assertEqual(greeting.params["client"]["instance_id"], "0123456789abcdef")
        self.assertEqual(greeting.params["client"]["name"], "test")

    def test_a_lease_shows_no_secret(self) -> None:
        self.play(PLAIN)
        headers, *shown = self.run_script("""
            import { inspect } from "node:util";
            const lease = await client.select({ provider: "claude" });
            say([lease.headers, JSON.stringify(lease), `${lease}`, JSON.stringify({ ...lease }),
              inspect(lease, { showHidden: true, depth: 9, getters: false })]);
            process.exit();
        """)
        self.assertEqual(headers, {"authorization": "Bearer demo-claude-a"})
        self.assertNotIn("demo-claude-a", str(shown))
        self.assertIn("claude-a", shown[0])

    def test_reports_of_a_lease_are_numbered(self) -> None:
        daemon = self.play(PLAIN)
        self.run_script("""
            const lease = await client.select({ provider: "claude" });
            await client.markResult(lease, { status: 200 });
            await client.markResult(lease, { error: "network" });
            say(await client.markResult(lease, { error: "network" }, { seq: 7 }));
            process.exit();
        """)
        self.assertEqual([report.params["seq"] for report in daemon.record.of("MarkResult")],
                         [1, 2, 7])

    def test_a_refusal_says_code_reason_and_field_and_is_not_sent_again(self) -> None:
        refusal = fake_pool.error(-32602, "BAD_FIELD", field="wait_ms")
        with mock.patch("fake_pool.Pool._select", lambda *_: refusal):
            daemon = self.play(PLAIN)
            self.assertEqual(self.run_script("""
                const error = await failure(client.select({ provider: "claude" }));
                say([error instanceof accountd.Refused, error.name, error.code, error.reason,
                  error.field, error.message, pauses]);
                process.exit();
            """), [True, "Refused", -32602, "BAD_FIELD", "wait_ms", "BAD_FIELD: bad_field wait_ms",
                   []])
        self.assertEqual(len(daemon.record.of("Select")), 1)

    def test_all_blocked_says_when(self) -> None:
        self.play("all_blocked")
        self.assertEqual(self.run_script("""
            const error = await failure(client.select({ provider: "claude" }));
            say([error.name, error instanceof accountd.Refused, error.retryAfterMs, error.blocked]);
            process.exit();
        """), ["AllBlocked", True, 8123, {"cooldown": 3}])

    def test_a_select_waits_longer_for_its_reply_than_the_daemon_waits(self) -> None:
        daemon = self.play(PLAIN)
        self.run_script("""
            await client.select({ provider: "claude", waitMs: 60_000 });
            await client.select({ provider: "claude" });
            say(0);
            process.exit();
        """)
        limits = [select.params["ctx"]["timeout_ms"] for select in daemon.record.of("Select")]
        self.assertEqual(limits, [65_000, 10_000])

    def test_a_request_that_cannot_be_sent_costs_nothing(self) -> None:
        daemon = self.play(PLAIN)
        self.assertEqual(self.run_script(r"""
            const names = [];
            for (const model of ["m".repeat(300_000), "\ud800", "\\\udc00"]) {
              names.push((await failure(client.select({ provider: "claude", model }))).name);
            }
            const lease = await client.select({ provider: "claude", model: "\\ud800 \u{1f600}" });
            say([names, lease.accountId]);
            process.exit();
        """), [["Unsendable"] * 3, "claude-a"])
        self.assertEqual(daemon.record.connections, 1)
        select, = daemon.record.of("Select")
        self.assertEqual(select.params["model"], "\\ud800 \U0001f600")

    def test_a_closed_client_says_so_to_whoever_waits_and_to_whoever_comes(self) -> None:
        self.play(Scenario("held", "", "", faults=(Fault("Select", "late", EVER),)))
        self.assertEqual(self.run_script("""
            await client.health();
            const waiting = failure(client.select({ provider: "claude" }));
            client.close();
            say([(await waiting).name, (await failure(client.health())).name]);
            process.exit();
        """), ["Closed", "Closed"])

    def test_an_idle_client_does_not_keep_the_process_alive(self) -> None:
        self.play(PLAIN)
        script = self.start("""
            await client.select({ provider: "claude" });
            say("leased");
        """)
        self.assertEqual(script.heard(), "leased")
        self.assertEqual(script.end(), "")


class Evidence(ScriptTest):
    def test_the_largest_report_fits_a_frame_for_any_body(self) -> None:
        daemon = self.play(PLAIN)
        self.run_script(r"""
            const headers = {};
            for (let number = 0; number < 200; number += 1) {
              headers[`x-short-${number}`] = "\u0001".repeat(30);
              headers[`X-Header-${number}`] = "v".repeat(2000);
            }
            const bodies = ["\0", "é", '"', "\ud800", "plain"].map((part) => part.repeat(100_000));
            for (const body of [...bodies, Buffer.alloc(300_000, 0xff), new ArrayBuffer(300_000)]) {
              const lease = await client.select({ provider: "claude" });
              await client.markResult(lease, { status: 500, headers, body });
            }
            say(0);
            process.exit();
        """)
        reports = [report.params for report in daemon.record.of("MarkResult")]
        self.assertEqual(len(reports), 7)
        for params in reports:
            self.assertEqual(len(params["headers"]), 100)
            self.assertLess(len(frame(params)), accountd.MAX_REQUEST_BYTES - 1024)

    def test_headers_of_fetch_of_http_and_pairs_are_told_once_in_lower_case(self) -> None:
        daemon = self.play(PLAIN)
        self.run_script(r"""
            const lease = await client.select({ provider: "claude" });
            const secret = { "Set-Cookie": "secret", Long: "x".repeat(300) };
            for (const headers of [
              new Headers({ "Retry-After": "7", ...secret }), [["Retry-After", "7"]],
              { "Retry-After": "7", ...secret, none: undefined },
              new Map([["retry-after", "1"], ["Retry-After", "7"]]),
              { "retry-after": ["1", "2"], a: "\ud800", __proto__: null, ["__proto__"]: "x" },
            ]) {
              await client.markResult(lease, { status: 429, headers });
            }
            say(0);
            process.exit();
        """)
        told = [report.params["headers"] for report in daemon.record.of("MarkResult")]
        self.assertEqual(told[:2], [{"retry-after": "7"}] * 2)
        self.assertEqual(told[2], {"retry-after": "7", "none": ""})
        self.assertEqual(told[3:], [{"retry-after": "7"}, {
            "retry-after": "1, 2", "a": "\ufffd", "__proto__": "x"}])

    def test_all_that_an_outcome_says_is_reported_but_the_answer(self) -> None:
        daemon = self.play(PLAIN)
        self.run_script(r"""
            const lease = await client.select({ provider: "claude" });
            say(await client.markResult(lease, {
              status: 429, body: Buffer.from("\ufeff{}"), phase: "headers", latencyMs: 5.4,
              usage: { input_tokens: 3 }, answer: "mine" }, { release: true }));
            process.exit();
        """)
        report, = daemon.record.of("MarkResult")
        params = {name: value for name, value in report.params.items()
                  if name not in ("ctx", "lease_id")}
        self.assertEqual(params, {
            "status": 429, "body": "\ufeff{}", "phase": "headers", "latency_ms": 5, "seq": 1,
            "usage": {"input_tokens": 3}, "release": True, "streamed": False})


if __name__ == "__main__":
    unittest.main()
