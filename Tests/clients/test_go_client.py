"""The Go client: built, checked by Go's own tools, judged, and its forwarder between real ends."""
from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import Any, Callable

from support import EVER, ROOT, SCENARIOS, DaemonTest, Fault, Scenario, accountd

import fake_daemon
import judge
import test_example_proxy as twin

SOURCES = ROOT / "proto-spec" / "clients" / "go"
# Nothing is downloaded: the client needs Go's standard library only.
GO = {**os.environ, "GOFLAGS": "-mod=mod -buildvcs=false", "GOPROXY": "off",
      "GOTOOLCHAIN": "local"}
NOBODY = 65534


def go(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["go", *arguments], cwd=SOURCES, env=GO, text=True, timeout=300,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)


def build(option: str = "-trimpath") -> Path:
    """A folder with the programs, which the caller removes."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    done = go("build", option, "-o", f"{folder}{os.sep}", "./...")
    if done.returncode:
        shutil.rmtree(folder)
        raise AssertionError(done.stdout)
    return folder


PROGRAMS = Path()


def setUpModule() -> None:
    global PROGRAMS
    if shutil.which("go") is None:
        raise unittest.SkipTest("Go is not installed")
    PROGRAMS = build()
    unittest.addModuleCleanup(shutil.rmtree, PROGRAMS)


class Sources(unittest.TestCase):
    def test_go_finds_nothing_wrong(self) -> None:
        done = go("vet", "./...")
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_they_are_formatted(self) -> None:
        done = subprocess.run(["gofmt", "-l", "."], cwd=SOURCES, text=True, capture_output=True,
                              check=True)
        self.assertEqual(done.stdout, "")

    def test_the_client_is_one_file_of_the_standard_library(self) -> None:
        listed = json.loads(go("list", "-json", ".").stdout)
        self.assertEqual(listed["GoFiles"], ["accountd.go"])
        outside = [name for name in listed["Deps"] if "." in name.partition("/")[0]]
        self.assertEqual(outside, [])

    def test_lines_and_functions_are_short(self) -> None:
        for path in SOURCES.rglob("*.go"):
            lines = path.read_text("utf-8").splitlines()
            for number, line in enumerate(lines, start=1):
                self.assertLessEqual(len(line.expandtabs(4)), 100, f"{path.name}:{number}")
            begin = 0
            for number, line in enumerate(lines, start=1):
                begin = number if line.startswith("func ") else begin
                if line == "}" and begin:
                    self.assertLess(number - begin, 50, f"{path.name}:{begin}")
                    begin = 0

    def test_its_own_tests_pass_and_find_no_race(self) -> None:
        options = ["-race"] if can_find_races() else []
        done = go("test", "-count=1", *options, "./...")
        self.assertEqual(done.returncode, 0, done.stdout)


def can_find_races() -> bool:
    """The race detector needs a C compiler."""
    return go("build", "-race", "-o", os.devnull, "./one_round").returncode == 0


class Judged(DaemonTest):
    def judged(self, scenario: Scenario, *command: str) -> list[str]:
        return judge.violations(fake_daemon.play(scenario, self.path, list(command)))

    def test_it_is_right_in_every_scenario(self) -> None:
        for name, scenario in SCENARIOS.items():
            if scenario.listen == "forbidden" and os.geteuid() == 0:
                continue
            with self.subTest(scenario=name):
                self.assertEqual(self.judged(scenario, str(PROGRAMS / "one_round")), [])

    def test_it_is_right_where_its_user_may_not_connect(self) -> None:
        if os.geteuid() != 0 or shutil.which("setpriv") is None:
            self.skipTest("only root can become another user")
        os.chmod(os.path.dirname(self.path), 0o755)
        self.assertEqual(self.judged(
            SCENARIOS["forbidden"], "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}",
            "--clear-groups", str(PROGRAMS / "one_round")), [])

    def test_many_rounds_at_once_share_few_connections(self) -> None:
        scenario = Scenario("many", "", "", rounds=200, status=200, seconds=20)
        record = fake_daemon.play(scenario, self.path, [str(PROGRAMS / "one_round")])
        self.assertEqual(judge.violations(record), [])
        self.assertLessEqual(record.connections, 2)

    def test_many_rounds_survive_a_daemon_that_hangs_up_and_find_no_race(self) -> None:
        if not can_find_races():
            self.skipTest("the race detector needs a C compiler")
        folder = build("-race")
        self.addCleanup(shutil.rmtree, folder)
        for method, action in (("Select", "lose"), ("Select", "goaway"), ("MarkResult", "close")):
            scenario = Scenario("many", "", "", rounds=20, status=200, seconds=20,
                                faults=(Fault(method, action, 2),))
            with self.subTest(method=method, action=action):
                self.assertEqual(self.judged(scenario, str(folder / "one_round")), [])

    def test_a_daemon_that_never_takes_the_report_does_not_cost_the_answer(self) -> None:
        scenario = Scenario("lost", "", "", faults=(Fault("MarkResult", "close", EVER),))
        record = fake_daemon.play(scenario, self.path, [str(PROGRAMS / "one_round")])
        self.assertEqual(record.results, [{"end": "answered", "status": 200, "calls": 1}])
        self.assertEqual(len(record.of("MarkResult")), 5)


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
        self._process.wait(20)
        assert self._process.stdout
        self._process.stdout.close()


class ForwarderTest(twin.ForwarderTest):
    def forward(self, scenario: str | Scenario, *script: Callable[[twin.Upstream], None],
                only_upstream: bool = False) -> None:
        """Starts all three, like its twin, with the Go program in the middle."""
        self.daemon = self.play(scenario)
        self.seen = []
        upstream = type("Scripted", (twin.Upstream,), {"script": iter(script), "seen": self.seen})
        server = twin.Server(upstream)
        self.upstream = server.address
        program = Program(
            str(PROGRAMS / "example_proxy"), "-listen", "127.0.0.1:0", "-socket", self.path,
            "-provider", "claude", "-upstream", f"http://{self.upstream}/base/",
            *(["-only-upstream"] if only_upstream else []))
        self.forwarder: Any = program
        self.caller = http.client.HTTPConnection(program.address, timeout=10)
        for end in (server.end, program.end, self.caller.close):
            self.addCleanup(end)


class Forwarding(ForwarderTest, twin.Forwarding):
    """What its twin does, it does; but for what can only be asked of Python."""

    test_headers_that_come_twice_arrive_joined = None  # type: ignore[assignment]

    def test_the_leases_headers_take_the_place_of_the_callers(self) -> None:
        super().test_the_leases_headers_take_the_place_of_the_callers()
        self.assertNotIn("go-http-client", str(self.seen[0][1]).lower())

    def test_only_the_value_1_marks_a_request_as_internal(self) -> None:
        self.forward(twin.PLAIN, twin.says(200))
        self.ask({"X-Internal-Pricing-Sync": "0"}).read()
        self.assertNotIn("internal", self.daemon.record.of("Select")[0].params)
        self.assertNotIn("x-internal-pricing-sync", self.seen[0][1])


class FailingOver(ForwarderTest, twin.FailingOver):
    """The same tests."""


class Streaming(ForwarderTest, twin.Streaming):
    """The same tests."""


class Refusing(ForwarderTest, twin.Refusing):
    """The same tests where HTTP is not read by the forwarder itself, and one of its own."""

    test_what_cannot_be_forwarded_never_leases = None  # type: ignore[assignment]
    test_a_model_that_is_no_text_is_a_bad_request = None  # type: ignore[assignment]

    def test_a_body_without_a_model_leases_without_one(self) -> None:
        bodies = (b"", b"{", b"[]", b'{"model":7}', b"[" * 100_000)
        self.forward(twin.PLAIN, *[twin.says(200) for _ in bodies])
        for body in bodies:
            self.assertEqual(self.ask(body=body).read(), b"hello")
        for select in self.daemon.record.of("Select"):
            self.assertNotIn("model", select.params)

    def test_what_is_too_large_never_leases(self) -> None:
        self.forward(twin.PLAIN)
        self.caller.putrequest("POST", "/")
        self.caller.putheader("content-length", str(1 << 40))
        self.caller.endheaders()
        self.caller.send(b"x" * 1024)
        self.assertEqual(self.caller.getresponse().status, 413)
        self.assertEqual(self.daemon.record.exchanges, [])

    def test_a_method_that_is_not_forwarded_is_refused(self) -> None:
        self.forward(twin.PLAIN)
        self.caller.request("TRACE", "/")
        self.assertEqual(self.caller.getresponse().status, 501)


class RealEnds(unittest.TestCase):
    """accountd itself, the fake upstream, and the Go forwarder between them."""

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
        proxy = self.proxy(server.address, "-wait-ms", "30000")
        first, second = self.caller(proxy), self.caller(proxy)
        for caller, counts in ((first, (1, 0)), (second, (1, 1))):
            caller.request("POST", "/v1/messages", b'{"model":"m"}')
            self.await_counts(*counts)
        second.close()
        self.await_counts(1, 0)
        answered.set()
        self.assertEqual(first.getresponse().read(), b"hello")
        self.await_counts(0, 0)

    def await_counts(self, in_use: int, waiters: int) -> None:
        """Asks the daemon until it counts so many leases and Selects that wait."""
        deadline = time.monotonic() + 20
        with accountd.Client(str(self.folder / "lease.sock")) as client:
            while True:
                claude, = client.summary(provider="claude")["providers"]
                if (claude["in_use"], claude["waiters"]) == (in_use, waiters):
                    return
                self.assertLess(time.monotonic(), deadline, claude)

    def start_accountd(self, *names: str, **fields: int) -> None:
        program = os.environ.get("ACCOUNTD_PROGRAM", str(ROOT / ".build/release/accountd"))
        if not os.access(program, os.X_OK):
            self.skipTest(f"{program} is not built")
        folder = tempfile.TemporaryDirectory(dir="/tmp")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        accounts = self.folder / "accounts.json"
        accounts.write_text(json.dumps({"accounts": [
            {"id": name, "provider": "claude", **fields,
             "credential": {"kind": "api_key", "api_key": f"demo-{name}"}}
            for name in names]}))
        accounts.chmod(0o600)
        daemon = subprocess.Popen(
            [program, "--accounts", str(accounts),
             "--listen-lease", str(self.folder / "lease.sock")],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        assert daemon.stderr
        self.addCleanup(daemon.stderr.close)
        self.addCleanup(daemon.wait, 20)
        self.addCleanup(daemon.terminate)
        for line in daemon.stderr:  # Until it serves; what comes then fits the pipe.
            if "serving" in line:
                return
        self.fail("accountd ended")

    def program(self, *command: str) -> Program:
        program = Program(*command)
        self.addCleanup(program.end)
        return program

    def proxy(self, upstream: str, *options: str) -> Program:
        return self.program(
            str(PROGRAMS / "example_proxy"), "-listen", "127.0.0.1:0", "-provider", "claude",
            "-socket", str(self.folder / "lease.sock"), "-upstream", f"http://{upstream}",
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
