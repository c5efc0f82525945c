"""The Node forwarder between a caller, an upstream, and the fake or the real daemon."""
from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import Any, Callable

from node_support import PLAIN, SOURCES, Script, setUpModule
from support import ROOT, Scenario, accountd

import test_example_proxy as twin

__all__ = ["setUpModule"]  # Skips where Node is not installed.
PROXY = ("node", str(SOURCES / "example_proxy.mjs"))


class Program:
    """A server in a process of its own, which says where it listens."""

    def __init__(self, *command: str) -> None:
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._process.stdout
        self.address = self._process.stdout.readline().strip().rpartition("//")[2]

    def end(self) -> None:
        """Asks it to end, and waits until it has answered what was asked before."""
        self._process.terminate()
        try:
            status = self._process.wait(20)
        finally:
            self._process.kill()
            assert self._process.stdout
            self._process.stdout.close()
        if status not in (0, -15):
            raise AssertionError(f"exit status {status}")


class ForwarderTest(twin.ForwarderTest):
    def forward(self, scenario: str | Scenario, *script: Callable[[twin.Upstream], None],
                only_upstream: bool = False) -> None:
        """Starts all three, like its twin, with the Node program in the middle."""
        self.daemon = self.play(scenario)
        self.seen = []
        upstream = type("Scripted", (twin.Upstream,), {"script": iter(script), "seen": self.seen})
        server = twin.Server(upstream)
        self.upstream = server.address
        program = Program(
            *PROXY, "--listen", "127.0.0.1:0", "--socket", self.path, "--provider", "claude",
            "--upstream", f"http://{self.upstream}/base/",
            *(["--only-upstream"] if only_upstream else []))
        self.forwarder: Any = program
        self.caller = http.client.HTTPConnection(program.address, timeout=10)
        for end in (server.end, program.end, self.caller.close):
            self.addCleanup(end)


class Forwarding(ForwarderTest, twin.Forwarding):
    """What its twin does, it does; but for what can only be asked of Python."""

    def test_headers_that_come_twice_arrive_joined(self) -> None:
        self.forward(PLAIN, twin.says(200))
        self.caller.putrequest("POST", "/")
        for name, value in (("A", "1"), ("a", "2"), ("Authorization", "mine"), ("b", "3")):
            self.caller.putheader(name, value)
        self.caller.endheaders()
        self.assertEqual(self.caller.getresponse().read(), b"hello")
        headers = self.seen[0][1]
        self.assertEqual((headers["a"], headers["b"]), ("1, 2", "3"))
        self.assertEqual(headers["authorization"], "Bearer demo-claude-a")

    def test_only_the_value_1_marks_a_request_as_internal(self) -> None:
        self.forward(PLAIN, twin.says(200))
        self.ask({"X-Internal-Pricing-Sync": "0"}).read()
        self.assertNotIn("internal", self.daemon.record.of("Select")[0].params)
        self.assertNotIn("x-internal-pricing-sync", self.seen[0][1])


class FailingOver(ForwarderTest, twin.FailingOver):
    """The same tests."""


class Streaming(ForwarderTest, twin.Streaming):
    """The same tests."""


class Refusing(ForwarderTest, twin.Refusing):
    """The same tests where HTTP is not read by the forwarder itself, and some of its own."""

    test_what_cannot_be_forwarded_never_leases = None  # type: ignore[assignment]

    def test_a_body_without_a_model_leases_without_one(self) -> None:
        bodies = (b"", b"{", b"[]", b"null", b'{"model":7}', b"[" * 100_000)
        self.forward(PLAIN, *[twin.says(200) for _ in bodies])
        for body in bodies:
            self.assertEqual(self.ask(body=body).read(), b"hello")
        for select in self.daemon.record.of("Select"):
            self.assertNotIn("model", select.params)
        self.assertEqual([body for _, _, body in self.seen], list(bodies))

    def test_what_is_too_large_never_leases(self) -> None:
        self.forward(PLAIN)
        self.caller.putrequest("POST", "/")
        self.caller.putheader("content-length", str(1 << 40))
        self.caller.endheaders()
        self.caller.send(b"x" * 1024)
        self.assertEqual(self.caller.getresponse().status, 413)
        self.assertEqual(self.daemon.record.exchanges, [])

    def test_a_method_or_a_target_that_is_not_forwarded_is_refused(self) -> None:
        for method, target, status in (("TRACE", "/", 501), ("OPTIONS", "*", 501),
                                       ("POST", "http://elsewhere.example/", 400)):
            self.forward(PLAIN)
            self.caller.request(method, target)
            with self.subTest(method=method, target=target):
                self.assertEqual(self.caller.getresponse().status, status)
                self.assertEqual(self.daemon.record.exchanges, [])

    def test_a_wrong_command_line_says_how_and_exits_with_64(self) -> None:
        for words in ((), ("--provider", "claude"), ("--unknown",),
                      ("--provider", "claude", "--upstream", "ftp://x")):
            done = subprocess.run([*PROXY, *words], capture_output=True, text=True, timeout=20,
                                  check=False)
            self.assertEqual((done.returncode, done.stdout), (64, ""))
            self.assertIn("usage: ", done.stderr)


class RealEnds(unittest.TestCase):
    """accountd itself, the fake upstream, and the Node forwarder between them."""

    def test_the_caller_notices_nothing_of_a_limited_account(self) -> None:
        self.start_accountd("claude-a", "claude-b")
        log = self.folder / "requests.log"
        upstream = self.program(sys.executable, str(ROOT / "deploy" / "fake-upstream"),
                                "--log", str(log), "--after", "1")
        proxy = self.proxy(upstream.address)
        statuses = [self.ask(proxy, number, stream=number % 2 == 0) for number in range(6)]
        self.assertEqual(statuses, [200] * 6)
        labels = [line.split()[1:4] for line in log.read_text().splitlines()]
        self.assertEqual([status for _, _, status in labels].count("429"), 1)
        self.assertEqual({label for _, label, _ in labels}, {"claude-a", "claude-b"})

    def test_a_caller_that_hangs_up_while_it_waits_takes_its_select_back(self) -> None:
        self.start_accountd("claude-a", max_in_flight=1)
        answered = threading.Event()

        def step(upstream: twin.Upstream) -> None:
            answered.wait(20)
            twin.says(200)(upstream)

        server = twin.Server(type("Held", (twin.Upstream,), {"script": iter([step]), "seen": []}))
        self.addCleanup(server.end)
        self.addCleanup(answered.set)
        proxy = self.proxy(server.address, "--wait-ms", "30000")
        first, second = self.caller(proxy), self.caller(proxy)
        for caller, counts in ((first, (1, 0)), (second, (1, 1))):
            caller.request("POST", "/v1/messages", b'{"model":"m"}')
            self.await_counts(*counts)
        second.close()
        self.await_counts(1, 0)
        answered.set()
        self.assertEqual(first.getresponse().read(), b"hello")
        self.await_counts(0, 0)

    def test_an_account_that_is_disabled_is_told_to_whoever_holds_its_lease(self) -> None:
        self.start_accountd("claude-a")
        script = Script("""
            untilTold(); // Keeps the process alive, as an upstream's answer would.
            const lease = await client.select({ provider: "claude", model: "m" });
            const { epoch, state } = await client.hello();
            const { renewAfterMs } = await client.renew(lease, { ttlMs: 5000 });
            say([typeof epoch, state, renewAfterMs < 5000]);
            const [{ leaseId, reason }] = await once(client, "leaseRevoked");
            const verdict = await client.markResult(lease, { status: 200 });
            say([leaseId === lease.leaseId, reason, verdict.category, verdict.leaseState]);
            process.exit();
        """, str(self.folder / "lease.sock"))
        self.addCleanup(script.end)
        self.assertEqual(script.heard(), ["string", "SERVING", True])
        self.write_accounts("claude-a", enabled=False)
        self.daemon.send_signal(signal.SIGHUP)
        self.assertEqual(script.heard(), [True, "ACCOUNT_DISABLED", "ok", "revoked"])

    def await_counts(self, in_use: int, waiters: int) -> None:
        """Asks the daemon until it counts so many leases and Selects that wait."""
        deadline = time.monotonic() + 20
        with accountd.Client(str(self.folder / "lease.sock")) as client:
            while True:
                claude, = client.summary(provider="claude")["providers"]
                if (claude["in_use"], claude["waiters"]) == (in_use, waiters):
                    return
                self.assertLess(time.monotonic(), deadline, claude)

    def write_accounts(self, *names: str, **fields: Any) -> None:
        accounts = self.folder / "accounts.json"
        accounts.write_text(json.dumps({"accounts": [
            {"id": name, "provider": "claude", **fields,
             "credential": {"kind": "api_key", "api_key": f"demo-{name}"}}
            for name in names]}))
        accounts.chmod(0o600)

    def start_accountd(self, *names: str, **fields: int) -> None:
        program = os.environ.get("ACCOUNTD_PROGRAM", str(ROOT / ".build/release/accountd"))
        if not os.access(program, os.X_OK):
            self.skipTest(f"{program} is not built")
        folder = tempfile.TemporaryDirectory(dir="/tmp")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.write_accounts(*names, **fields)
        self.daemon = subprocess.Popen(
            [program, "--accounts", str(self.folder / "accounts.json"),
             "--listen-lease", str(self.folder / "lease.sock")],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        assert self.daemon.stderr
        self.addCleanup(self.daemon.stderr.close)
        self.addCleanup(self.daemon.wait, 20)
        self.addCleanup(self.daemon.terminate)
        for line in self.daemon.stderr:  # Until it serves; what comes then fits the pipe.
            if "serving" in line:
                return
        self.fail("accountd ended")

    def program(self, *command: str) -> Program:
        program = Program(*command)
        self.addCleanup(program.end)
        return program

    def proxy(self, upstream: str, *options: str) -> Program:
        return self.program(
            *PROXY, "--listen", "127.0.0.1:0", "--provider", "claude",
            "--socket", str(self.folder / "lease.sock"), "--upstream", f"http://{upstream}",
            *options)

    def caller(self, proxy: Program) -> http.client.HTTPConnection:
        caller = http.client.HTTPConnection(proxy.address, timeout=20)
        self.addCleanup(caller.close)
        return caller

    def ask(self, proxy: Program, number: int, stream: bool) -> int:
        caller = self.caller(proxy)
        caller.request("POST", "/v1/messages", json.dumps({"model": "m", "stream": stream}),
                       {"x-request-id": str(number)})
        response = caller.getresponse()
        text = response.read().decode()
        self.assertIn("message_stop" if stream else "An answer from the fake upstream.", text)
        return response.status


if __name__ == "__main__":
    unittest.main()
