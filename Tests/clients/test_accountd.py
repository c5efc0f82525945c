"""The Python client's calls: what it sends, how it reads, when it tries again."""
from __future__ import annotations

import contextlib
import os
import random
import socket
import threading
import unittest
from io import BytesIO
from unittest import mock

from support import DaemonTest, EVER, Fault, Scenario, accountd, frame, quick_retry

PLAIN = Scenario("plain", "Answers.", "Goes on.")


def message(payload: bytes) -> object:
    return accountd._read_message(BytesIO(len(payload).to_bytes(4, "big") + payload))


class Reading(unittest.TestCase):
    def test_what_json_forbids_is_a_protocol_error(self) -> None:
        for text in (b"", b"{", b"[]", b"7", b'{"jsonrpc":"1.0"}', b'{"jsonrpc":2.0}',
                     b'{"jsonrpc":"2.0","a":NaN}', b'{"jsonrpc":"2.0","a":1,"a":1}',
                     b'{"jsonrpc":"2.0","a":{"b":1,"\\u0062":2}}', b'{"jsonrpc":"2.0",}',
                     b'{"jsonrpc":"2.0","a":"\xff"}', b'\xef\xbb\xbf{"jsonrpc":"2.0"}',
                     b'{"jsonrpc":"2.0"} x', b'{"jsonrpc":"2.0","a":' + b"[" * 50_000):
            with self.subTest(text=text[:40]), self.assertRaises(accountd.ProtocolError):
                message(text)

    def test_a_header_that_is_no_frames_is_refused_before_its_payload_is_read(self) -> None:
        for header in (b"\0\0\0\0", b"\xff\xff\xff\xff", b"HTTP", b"\0\x10\0\1", b"\1\0\0\1"):
            stream = BytesIO(header + b"x" * 10)
            with self.subTest(header=header), self.assertRaises(accountd.ProtocolError):
                accountd._read_message(stream)
            self.assertEqual(stream.tell(), 4)

    def test_a_stream_that_ends_anywhere_is_lost_and_never_a_message(self) -> None:
        whole = frame({"id": 1, "jsonrpc": "2.0", "result": {}})
        for length in range(len(whole)):
            with self.subTest(length=length), self.assertRaises(accountd._Lost):
                accountd._read_message(BytesIO(whole[:length]))
        self.assertIn("result", accountd._read_message(BytesIO(whole)))

    def test_a_member_has_its_very_type(self) -> None:
        for value, kind in ((True, int), (1, bool), (1.0, int), ("1", int), (None, str), (1, str)):
            with self.subTest(value=value), self.assertRaises(accountd.ProtocolError):
                accountd._member({"a": value}, "a", kind)

    def test_random_bytes_are_read_or_refused_and_nothing_else(self) -> None:
        for seed in range(2000):
            chance = random.Random(seed)
            text = bytearray(b'{"id":1,"jsonrpc":"2.0","result":{"a":[1,"x"]}}')
            for _ in range(chance.randint(1, 4)):
                text[chance.randrange(len(text))] = chance.randrange(256)
            with self.subTest(seed=seed), contextlib.suppress(accountd.ProtocolError):
                self.assertIsInstance(message(bytes(text)), dict)


class Evidence(DaemonTest):
    def test_the_largest_report_fits_a_frame_for_any_body(self) -> None:
        headers = {f"x-short-{number}": "é" * 240 for number in range(200)}
        headers.update({f"X-Header-{number}": "v" * 2000 for number in range(300)})
        daemon, client = self.play(PLAIN), self.client()
        for body in (b"\0" * 300_000, b"\xff" * 300_000, "é".encode() * 300_000,
                     b'"' * 300_000, b"plain" * 100_000):
            outcome = accountd.Outcome(status=500, headers=headers, body=body)
            with self.subTest(body=body[:1]):
                client.mark_result(client.select("claude"), outcome)
        sizes = [len(accountd._frame(report.params)) for report in daemon.record.of("MarkResult")]
        self.assertEqual(len(sizes), 5)
        self.assertLess(max(sizes), accountd.MAX_REQUEST_BYTES - 1024)

    def test_a_short_body_is_sent_whole(self) -> None:
        daemon, client = self.play(PLAIN), self.client()
        client.mark_result(client.select("claude"), accountd.Outcome(status=1, body=b'{"a":"x"}'))
        self.assertEqual(daemon.record.of("MarkResult")[0].params["body"], '{"a":"x"}')

    def test_headers_are_lower_case_and_come_once_and_without_cookies(self) -> None:
        headers = {"Retry-After": "1", "retry-after": "2", "Set-Cookie": "secret"}
        self.assertEqual(accountd._headers(headers), {"retry-after": "2"})


class Pacing(unittest.TestCase):
    def test_five_attempts_with_doubling_pauses(self) -> None:
        pauses: list[float] = []
        self.assertEqual(len(list(quick_retry(pauses).attempts())), 5)
        self.assertEqual(pauses, [0.05, 0.1, 0.2, 0.4])

    def test_a_pause_is_drawn_from_nothing_to_its_longest(self) -> None:
        drawn: list[tuple[float, float]] = []
        retry = accountd.Retry(sleep=lambda _: None,
                               uniform=lambda *bounds: drawn.append(bounds) or 0.0)
        list(retry.attempts())
        self.assertEqual({low for low, _ in drawn}, {0})

    def test_without_tokens_there_is_one_attempt(self) -> None:
        retry = quick_retry(tokens=6)
        self.assertEqual([len(list(retry.attempts())) for _ in range(3)], [5, 3, 1])

    def test_ten_successes_earn_a_retry_and_never_more_than_the_bucket(self) -> None:
        retry = quick_retry(tokens=1)
        self.assertEqual(len(list(retry.attempts())), 2)
        for _ in range(11):
            retry.succeeded()
        self.assertEqual(len(list(retry.attempts())), 2)
        for _ in range(1000):
            retry.succeeded()
        self.assertEqual(len(list(retry.attempts())), 2)


class Calls(DaemonTest):
    def test_the_path_is_the_argument_else_the_environments_else_the_systems(self) -> None:
        with mock.patch.dict(os.environ, {"ACCOUNTD_SOCKET": "/env.sock"}):
            self.assertEqual(accountd.Client("/arg.sock").path, "/arg.sock")
            self.assertEqual(accountd.Client().path, "/env.sock")
        with mock.patch.dict(os.environ, clear=True):
            self.assertEqual(accountd.Client().path, "/run/accountd/lease.sock")

    def test_every_method_is_answered_on_one_connection(self) -> None:
        daemon = self.play(PLAIN)
        client = self.client(name="test", instance_id="0123456789abcdef")
        self.assertEqual(client.hello()["protocol"], "1")
        self.assertTrue(client.health())
        self.assertIn("providers", client.summary(provider="claude"))
        lease = client.select("claude", "m", session="s", exclude=["claude-a"])
        self.assertEqual(lease.account_id, "claude-b")
        self.assertEqual(client.mark_result(lease, accountd.Outcome(status=200))["retry"], "none")
        self.assertTrue(client.release(lease))
        self.assertFalse(client.release(lease))
        self.assertEqual(daemon.record.connections, 1)
        greeting = daemon.record.exchanges[0]
        self.assertEqual(greeting.method, "Hello")
        self.assertEqual(greeting.params["client"]["instance_id"], "0123456789abcdef")

    def test_a_lease_shows_no_secret(self) -> None:
        self.play(PLAIN)
        lease = self.client().select("claude")
        self.assertEqual(lease.headers, {"authorization": "Bearer demo-claude-a"})
        self.assertNotIn("demo-claude-a", repr(lease))

    def test_reports_of_a_lease_are_numbered(self) -> None:
        daemon = self.play(PLAIN)
        client = self.client()
        lease = client.select("claude")
        client.mark_result(lease, accountd.Outcome(status=200))
        client.mark_result(lease, accountd.Outcome(error="network"), seq=2)
        self.assertEqual([report.params["seq"] for report in daemon.record.of("MarkResult")],
                         [1, 2])

    def test_a_refusal_says_code_reason_and_field_and_is_not_sent_again(self) -> None:
        daemon = self.play(PLAIN)
        client = self.client()
        unknown = client.select("claude")
        lease = accountd.Lease(**{**vars(unknown), "lease_id": "unknown"})
        with self.assertRaises(accountd.Refused) as caught:
            client.release(lease)
        self.assertEqual((caught.exception.code, caught.exception.reason), (5, "LEASE_UNKNOWN"))
        self.assertEqual(len(daemon.record.of("Release")), 1)

    def test_all_blocked_says_when(self) -> None:
        self.play("all_blocked")
        with self.assertRaises(accountd.AllBlocked) as caught:
            self.client().select("claude")
        self.assertEqual(caught.exception.retry_after, 8.123)
        self.assertEqual(caught.exception.data["blocked"], {"cooldown": 3})

    def test_a_select_waits_longer_for_its_reply_than_the_daemon_waits(self) -> None:
        daemon = self.play(PLAIN)
        client = self.client()
        client.select("claude", wait_ms=60_000)
        client.select("claude")
        limits = [select.params["ctx"]["timeout_ms"] for select in daemon.record.of("Select")]
        self.assertEqual(limits, [65_000, 10_000])

    def test_a_request_that_cannot_be_sent_is_a_value_error_and_costs_nothing(self) -> None:
        daemon = self.play(PLAIN)
        client = self.client()
        for model in ("m" * 300_000, "\ud800"):
            with self.assertRaises(ValueError):
                client.select("claude", model)
        client.select("claude")
        self.assertEqual(daemon.record.connections, 1)
        self.assertEqual(len(daemon.record.of("Select")), 1)

    def test_a_client_that_was_closed_opens_again(self) -> None:
        daemon = self.play(PLAIN)
        client = self.client()
        client.health()
        client.close()
        self.assertTrue(client.health())
        self.assertEqual(daemon.record.connections, 2)

    def test_threads_do_not_wait_for_each_other_and_are_one_instance(self) -> None:
        daemon = self.play(PLAIN)
        client = self.client()
        leases: list[str] = []

        def cycle() -> None:
            for _ in range(20):
                lease = client.select("claude")
                leases.append(lease.lease_id)
                client.release(lease)

        threads = [threading.Thread(target=cycle) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(set(leases)), 320)
        self.assertLessEqual(daemon.record.connections, 16)
        greetings = daemon.record.of("Hello")
        self.assertEqual(len(greetings), daemon.record.connections)
        self.assertEqual(len({hello.params["client"]["instance_id"] for hello in greetings}), 1)


class Cancelling(DaemonTest):
    def test_a_select_in_flight_is_cancelled_by_its_key(self) -> None:
        daemon = self.play(Scenario("held", "", "", faults=(Fault("Select", "late", EVER),)))
        client, key = self.client(timeout_ms=500), "k" * 16
        waiting = threading.Thread(target=self.select_in_vain, args=(client, key))
        waiting.start()
        while not client.cancel(key):
            client.health()
        while not daemon.notes:
            client.health()
        self.assertEqual(daemon.notes[0]["method"], "$/cancel")
        self.assertEqual(daemon.notes[0]["params"]["id"], daemon.record.of("Select")[0].id)
        daemon.__exit__()
        waiting.join()

    def test_there_is_nothing_to_cancel_when_nothing_is_in_flight(self) -> None:
        self.play(PLAIN)
        client = self.client()
        client.select("claude", idempotency_key="k" * 16)
        self.assertFalse(client.cancel("k" * 16))

    @staticmethod
    def select_in_vain(client: accountd.Client, key: str) -> None:
        with contextlib.suppress(accountd.Unavailable):
            client.select("claude", idempotency_key=key)


class Away(DaemonTest):
    def test_no_daemon_is_five_attempts_and_then_unavailable(self) -> None:
        for scenario in ("absent", "refusing", "full"):
            pauses: list[float] = []
            self.play(scenario)
            with self.subTest(scenario=scenario), self.assertRaises(accountd.Unavailable):
                self.client(retry=quick_retry(pauses)).health()
            self.assertEqual(len(pauses), 4)

    def test_not_permitted_is_final_and_names_path_and_uid(self) -> None:
        self.play("forbidden")
        pauses: list[float] = []
        client = self.client(retry=quick_retry(pauses))
        own = os.geteuid()
        os.chmod(os.path.dirname(self.path), 0o755)
        if own == 0:
            os.seteuid(65534)
        try:
            with self.assertRaises(accountd.NotPermitted) as caught:
                client.health()
            self.assertIn(self.path, str(caught.exception))
            self.assertIn(f"uid {os.geteuid()}", str(caught.exception))
        finally:
            os.seteuid(own)
        self.assertEqual(pauses, [])

    def test_a_daemon_that_refuses_hello_is_not_used(self) -> None:
        with mock.patch("fake_pool.Pool._hello",
                        lambda *_: {"error": {"code": 9, "message": "no",
                                              "data": {"reason": "PROTOCOL_MAJOR"}}}):
            self.play(PLAIN)
            with self.assertRaises(accountd.Refused) as caught:
                self.client().health()
        self.assertEqual(caught.exception.reason, "PROTOCOL_MAJOR")

    def test_a_dead_daemon_soon_costs_one_attempt_a_call(self) -> None:
        daemon = self.play("accept_and_close")
        client = self.client(retry=quick_retry(tokens=8))
        for _ in range(10):
            with self.assertRaises(accountd.Unavailable):
                client.health()
        self.assertEqual(daemon.record.connections, 10 + 8)


class Answering(DaemonTest):
    """A daemon that is told its bytes in advance, because a request's id is known."""

    def setUp(self) -> None:
        super().setUp()
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.addCleanup(listener.close)
        listener.bind(self.path)
        listener.listen()
        self.connection = accountd._Connection(self.path)
        self.addCleanup(self.connection.close)
        self.peer, _ = listener.accept()
        self.addCleanup(self.peer.close)

    def answered(self, *messages: dict[str, object]) -> object:
        for one in messages:
            self.peer.sendall(frame({"jsonrpc": "2.0", **one}))
        return self.connection.call("Health", {}, 5)

    def test_after_a_goaway_what_is_in_flight_is_answered_and_nothing_more_is_asked(self) -> None:
        goaway = {"method": "$/goaway", "params": {"reason": "DRAINING"}}
        self.assertEqual(self.answered(goaway, {"id": 1, "result": {}}), {})
        self.assertFalse(self.connection.usable)

    def test_what_is_pushed_is_no_answer(self) -> None:
        push = {"method": "$/lease_revoked", "params": {"lease_id": "x", "reason": "MAX_TTL"}}
        self.assertEqual(self.answered(push, push, {"id": 1, "result": {}}), {})
        self.assertTrue(self.connection.usable)

    def test_a_second_reply_is_no_answer_to_the_next_request(self) -> None:
        self.answered({"id": 1, "result": {"first": True}}, {"id": 1, "result": {"again": True}})
        self.assertEqual(self.answered({"id": 2, "result": {}}), {})

    def test_what_is_no_reply_is_a_protocol_error(self) -> None:
        refusal = {"code": 5, "message": "m", "data": {"reason": "LEASE_UNKNOWN"}}
        for wrong in ({"id": 1}, {"id": 1, "result": {}, "error": refusal}, {"id": 7, "result": {}},
                      {"id": None, "result": {}}, {"id": "1", "result": {}},
                      {"id": True, "result": {}}, {"id": 1, "result": None},
                      {"id": 1, "result": []}, {"id": 1, "error": {**refusal, "code": "5"}},
                      {"id": 1, "error": {**refusal, "data": {}}}):
            with self.subTest(wrong=wrong), self.assertRaises(accountd.ProtocolError):
                self.setUp()
                self.answered(wrong)

    def test_a_refusal_without_an_id_is_of_the_connection(self) -> None:
        refusal = {"code": 7, "message": "m", "data": {"reason": "UID_NOT_ALLOWED"}}
        with self.assertRaises(accountd.Refused) as caught:
            self.answered({"id": None, "error": refusal})
        self.assertEqual(caught.exception.reason, "UID_NOT_ALLOWED")
        self.assertFalse(self.connection.usable)

    def test_a_cancel_names_the_request_in_flight_and_otherwise_is_not_sent(self) -> None:
        self.assertFalse(self.connection.cancel())
        self.answered({"id": 1, "result": {}})
        self.assertFalse(self.connection.cancel())
        caller = threading.Thread(target=self.answered)
        caller.start()
        while not self.connection.cancel():
            self.assertTrue(caller.is_alive())
        self.peer.sendall(frame({"id": 2, "jsonrpc": "2.0", "result": {}}))
        caller.join()
        sent = self.peer.recv(4096)
        self.assertIn(b'{"jsonrpc":"2.0","method":"$/cancel","params":{"id":2}}', sent)

    def test_silence_is_lost(self) -> None:
        with self.assertRaises(accountd._Lost):
            self.connection.call("Health", {}, 0.01)
        self.assertFalse(self.connection.usable)


if __name__ == "__main__":
    unittest.main()
