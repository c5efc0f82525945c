"""The example forwarder between a caller, a scripted upstream, and the fake daemon."""
from __future__ import annotations

import argparse
import http.client
import json
import threading
import unittest
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable
from unittest import mock

import support
from support import DaemonTest, Scenario, quick_retry

import example_proxy
import fake_pool
import judge

PLAIN = Scenario("plain", "", "")
FAILOVER = Scenario("failover", "", "", verdicts=({"retry": "other"}, {"retry": "none"}))
GRANT = fake_pool.Pool._grant


class Server(ThreadingHTTPServer):
    """An HTTP server whose end waits for its last answers."""

    daemon_threads = False

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.address = f"127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def end(self) -> None:
        self.shutdown()
        self.server_close()


class Upstream(BaseHTTPRequestHandler):
    """Plays one step of a script for each request, and keeps what it was sent."""

    protocol_version = "HTTP/1.1"
    script: Iterator[Callable[[Upstream], None]]
    seen: list[tuple[str, dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen.append((self.path, headers, body))
        next(self.script)(self)

    def log_message(self, *_: object) -> None:
        """Keeps quiet."""


def says(status: int, body: bytes = b"hello", **headers: str) -> Callable[[Upstream], None]:
    def step(upstream: Upstream) -> None:
        upstream.send_response_only(status)
        for name, value in headers.items():
            upstream.send_header(name.replace("_", "-"), value)
        upstream.send_header("content-length", str(len(body)))
        upstream.end_headers()
        upstream.wfile.write(body)
    return step


def hangs_up(upstream: Upstream) -> None:
    upstream.close_connection = True


def stops_after(sent: bytes) -> Callable[[Upstream], None]:
    def step(upstream: Upstream) -> None:
        upstream.send_response_only(200)
        upstream.send_header("content-length", "1000")
        upstream.end_headers()
        upstream.wfile.write(sent)
        upstream.close_connection = True
    return step


class ForwarderTest(DaemonTest):
    def forward(self, scenario: str | Scenario, *script: Callable[[Upstream], None],
                only_upstream: bool = False) -> None:
        """Starts all three; the caller's connection is `self.caller`."""
        self.daemon = self.play(scenario)
        self.seen: list[tuple[str, dict[str, str], bytes]] = []
        upstream = type("Scripted", (Upstream,), {"script": iter(script), "seen": self.seen})
        server = Server(upstream)
        self.upstream = server.address
        options = argparse.Namespace(provider="claude", upstream=f"http://{self.upstream}/base/",
                                     only_upstream=only_upstream, wait_ms=0)
        handler = type("Tested", (example_proxy.Forwarder,), {
            "client": self.client(), "options": options, "log_error": mock.Mock()})
        self.forwarder = Server(handler)
        self.caller = http.client.HTTPConnection(self.forwarder.address, timeout=10)
        for end in (server.end, self.forwarder.end, self.caller.close):
            self.addCleanup(end)

    def ask(self, headers: dict[str, str] | None = None,
            body: bytes = b'{"model":"m"}') -> http.client.HTTPResponse:
        self.caller.request("POST", "/v1/messages?beta=true", body, headers or {})
        return self.caller.getresponse()

    def reports(self) -> list[Any]:
        return [report.params for report in self.daemon.record.of("MarkResult")]

    def finish(self) -> None:
        """Waits for the forwarder's last report, then judges."""
        self.caller.close()
        self.forwarder.end()
        self.daemon.__exit__()
        self.assertEqual(judge.violations(self.daemon.record), [])


class Forwarding(ForwarderTest):
    def test_the_leases_headers_take_the_place_of_the_callers(self) -> None:
        self.forward(PLAIN, says(200, x_upstream="yes"))
        response = self.ask({"Authorization": "Bearer mine", "X-Api-Key": "mine",
                             "Cookie": "mine", "X-Internal-Pricing-Sync": "1",
                             "Connection": "x-hop", "X-Hop": "1", "Accept-Encoding": "gzip",
                             "Anthropic-Beta": "a"})
        self.assertEqual((response.status, response.read()), (200, b"hello"))
        self.assertEqual(response.headers["x-upstream"], "yes")
        path, headers, body = self.seen[0]
        self.assertEqual((path, body), ("/base/v1/messages?beta=true", b'{"model":"m"}'))
        self.assertEqual(headers["authorization"], "Bearer demo-claude-a")
        self.assertEqual(headers["anthropic-beta"], "a")
        self.assertEqual(headers["accept-encoding"], "identity")
        self.assertNotIn("mine", str(headers))
        self.assertFalse({"x-hop", "x-internal-pricing-sync", "x-api-key"} & set(headers))
        select = self.daemon.record.of("Select")[0].params
        self.assertEqual((select["model"], select["internal"]), ("m", True))

    def test_only_the_value_1_marks_a_request_as_internal(self) -> None:
        self.forward(PLAIN, says(200))
        self.ask({"X-Internal-Pricing-Sync": "0"}).read()
        self.assertFalse(self.daemon.record.of("Select")[0].params["internal"])
        self.assertNotIn("x-internal-pricing-sync", self.seen[0][1])

    def test_headers_that_come_twice_arrive_joined(self) -> None:
        pairs = [("A", "1"), ("a", "2"), ("B", "3")]
        lease = mock.Mock(headers={"B": "4"})
        self.assertEqual(example_proxy.upstream_headers(pairs, lease),
                         {"a": "1, 2", "b": "4", "accept-encoding": "identity"})

    def test_one_connection_serves_many_requests(self) -> None:
        self.forward(PLAIN, says(200), says(404, b"no"), says(200, b"again"))
        sockets = []
        for answer in (b"hello", b"no", b"again"):
            self.assertEqual(self.ask().read(), answer)
            sockets.append(self.caller.sock)
        self.assertEqual(len(set(sockets)), 1)

    def test_an_accounts_own_base_url_wins(self) -> None:
        self.forward(PLAIN, says(200))
        with self.own_url(f"http://{self.upstream}/own"):
            self.assertEqual(self.ask().read(), b"hello")
        self.assertEqual(self.seen[0][0], "/own/v1/messages?beta=true")

    def test_only_upstream_goes_nowhere_else(self) -> None:
        self.forward(PLAIN, says(200), only_upstream=True)
        with self.own_url("http://127.0.0.1:1/own"):
            self.assertEqual(self.ask().read(), b"hello")
        self.assertEqual(self.seen[0][0], "/base/v1/messages?beta=true")

    @staticmethod
    def own_url(url: str) -> Any:
        def grant(*arguments: Any) -> dict[str, Any]:
            reply = GRANT(*arguments)
            reply["credential"]["base_url"] = url
            return reply
        return mock.patch("fake_pool.Pool._grant", grant)


class FailingOver(ForwarderTest):
    def test_the_caller_sees_the_second_accounts_answer(self) -> None:
        self.forward(FAILOVER, says(429, b"limited", Retry_After="7"), says(200))
        response = self.ask()
        self.assertEqual((response.status, response.read()), (200, b"hello"))
        self.assertEqual([headers["authorization"] for _, headers, _ in self.seen],
                         ["Bearer demo-claude-a", "Bearer demo-claude-b"])
        self.finish()
        first, second = self.reports()
        self.assertEqual((first["status"], first["headers"]["retry-after"], first["body"]),
                         (429, "7", "limited"))
        self.assertEqual((second["status"], second["streamed"]), (200, True))

    def test_an_answer_that_never_begins_is_taken_from_the_next_account(self) -> None:
        for step, error, phase in ((hangs_up, "network", "headers"),
                                   (stops_after(b""), "premature_close", "first_byte"),
                                   (says(200, b""), "empty_response", None)):
            with self.subTest(error=error):
                self.forward(FAILOVER, step, says(200))
                self.assertEqual(self.ask().read(), b"hello")
                self.finish()
                report = self.reports()[0]
                self.assertEqual((report["error"], report.get("phase")), (error, phase))

    def test_after_the_first_byte_there_is_no_second_account(self) -> None:
        self.forward(Scenario("broken", "", "", verdicts=({"retry": "other"},)),
                     stops_after(b"some"), says(200))
        response = self.ask()
        with self.assertRaises(http.client.IncompleteRead) as caught:
            response.read()
        self.assertEqual(caught.exception.partial, b"some")
        self.finish()
        report, = self.reports()
        self.assertEqual((report["error"], report["phase"], report["streamed"]),
                         ("stream_error", "mid_stream", True))

    def test_a_last_answer_is_passed_on_with_a_time_to_come_back(self) -> None:
        self.forward(Scenario("last", "", "", verdicts=(
            {"retry": "none", "retry_after_ms": 1500},)), says(429, b"limited"))
        response = self.ask()
        self.assertEqual((response.status, response.read()), (429, b"limited"))
        self.assertEqual(response.headers["retry-after"], "2")

    def test_no_answer_at_all_is_a_bad_gateway(self) -> None:
        self.forward(PLAIN, hangs_up)
        response = self.ask()
        self.assertEqual(response.status, 502)
        self.assertIn("error", json.loads(response.read()))


class Streaming(ForwarderTest):
    def test_each_part_arrives_before_the_next_is_sent(self) -> None:
        arrived = threading.Event()

        def step(upstream: Upstream) -> None:
            upstream.send_response_only(200)
            upstream.send_header("content-type", "text/event-stream")
            upstream.send_header("transfer-encoding", "chunked")
            upstream.end_headers()
            upstream.wfile.write(b"4\r\none\n\r\n")
            if arrived.wait(10):
                upstream.wfile.write(b"4\r\ntwo\n\r\n0\r\n\r\n")

        self.forward(PLAIN, step)
        response = self.ask()
        self.assertEqual(response.headers["content-type"], "text/event-stream")
        self.assertEqual(response.readline(), b"one\n")
        arrived.set()
        self.assertEqual(response.read(), b"two\n")
        self.finish()
        self.assertEqual((self.reports()[0]["status"], self.reports()[0]["phase"]), (200, "end"))

    def test_a_caller_that_goes_away_is_reported_cancelled(self) -> None:
        gone = threading.Event()

        def step(upstream: Upstream) -> None:
            upstream.send_response_only(200)
            upstream.send_header("transfer-encoding", "chunked")
            upstream.end_headers()
            upstream.wfile.write(b"1\r\nx\r\n")
            gone.wait(10)
            try:
                while True:
                    upstream.wfile.write(b"1000\r\n" + b"x" * 0x1000 + b"\r\n")
            except OSError:
                upstream.close_connection = True

        self.forward(PLAIN, step)
        response = self.ask()
        self.assertEqual(response.read(1), b"x")
        response.close()
        self.caller.close()
        gone.set()
        self.finish()
        self.assertEqual((self.reports()[0]["error"], self.reports()[0]["streamed"]),
                         ("cancelled", True))

    def test_a_caller_of_http_1_0_gets_its_answer_and_the_end(self) -> None:
        self.forward(PLAIN, says(200))
        with mock.patch.object(http.client.HTTPConnection, "_http_vsn", 10), \
                mock.patch.object(http.client.HTTPConnection, "_http_vsn_str", "HTTP/1.0"):
            response = self.ask()
        self.assertIsNone(response.headers["transfer-encoding"])
        self.assertEqual(response.read(), b"hello")


class Refusing(ForwarderTest):
    def test_all_blocked_is_429_with_the_seconds_to_wait(self) -> None:
        self.forward("all_blocked")
        response = self.ask()
        self.assertEqual((response.status, response.headers["retry-after"]), (429, "9"))

    def test_no_daemon_is_503(self) -> None:
        self.forward("absent")
        self.assertEqual(self.ask().status, 503)

    def test_the_daemons_refusals_have_fitting_statuses(self) -> None:
        for code, status in ((5, 404), (8, 429), (-32602, 400), (7, 503)):
            refusal = fake_pool.error(code, "A_REASON")
            with mock.patch("fake_pool.Pool._select", lambda *_, told=refusal: told):
                self.forward(PLAIN)
                self.assertEqual(self.ask().status, status)

    def test_what_cannot_be_forwarded_never_leases(self) -> None:
        for headers, status in (({"Transfer-Encoding": "chunked"}, 411),
                                ({"Content-Length": "x"}, 400),
                                ({"Content-Length": "9" * 5000}, 413)):
            self.forward(PLAIN)
            self.caller.putrequest("POST", "/")
            for name, value in headers.items():
                self.caller.putheader(name, value)
            self.caller.endheaders()
            with self.subTest(headers=str(headers)[:40]):
                self.assertEqual(self.caller.getresponse().status, status)
                self.assertEqual(self.daemon.record.exchanges, [])

    def test_a_model_that_is_no_text_is_a_bad_request(self) -> None:
        self.forward(PLAIN)
        self.assertEqual(self.ask(body=b'{"model":"\\ud800"}').status, 400)

    def test_a_body_without_a_model_leases_without_one(self) -> None:
        for body in (b"", b"{", b"[]", b'{"model":7}', b"[" * 100_000):
            self.assertIsNone(example_proxy.model_of(body))


if __name__ == "__main__":
    unittest.main()
