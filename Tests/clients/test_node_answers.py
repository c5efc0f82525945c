"""The Node client: how it reads, and when it tries again."""
from __future__ import annotations

import contextlib
import os
import socket
import threading
import unittest
from collections.abc import Iterator
from typing import Any, Callable, Optional
from unittest import mock

from node_support import PLAIN, ScriptTest, setUpModule
from support import frame

import fake_daemon
import fake_pool

__all__ = ["setUpModule"]  # Skips where Node is not installed.
Answer = Callable[[dict[str, Any]], Optional[bytes]]


class Away(ScriptTest):
    def test_no_daemon_is_five_attempts_and_then_unavailable(self) -> None:
        for scenario in ("absent", "refusing", "full"):
            self.play(scenario)
            with self.subTest(scenario=scenario):
                name, message, pauses = self.run_script("""
                    const error = await failure(client.health());
                    say([error.name, error.message, pauses]);
                    process.exit();
                """)
                self.assertEqual((name, pauses), ("Unavailable", [50, 100, 200, 400]))
                self.assertIn(self.path, message)

    def test_a_path_that_can_be_no_socket_is_unavailable_at_once(self) -> None:
        self.assertEqual(self.run_script("""
            const long = make({ path: "/tmp/" + "x".repeat(200) });
            say([(await failure(long.health())).name, pauses]);
            process.exit();
        """), ["Unavailable", []])

    def test_a_dead_daemon_soon_costs_one_attempt_a_call(self) -> None:
        daemon = self.play("accept_and_close")
        self.run_script("""
            const tired = make({ retry: quick(8) });
            for (let call = 0; call < 10; call += 1) {
              await failure(tired.health());
            }
            say(0);
            process.exit();
        """)
        self.assertEqual(daemon.record.connections, 10 + 8)

    def test_ten_successes_earn_a_retry_and_never_more_than_the_bucket(self) -> None:
        self.assertEqual(self.run_script("""
            const retry = quick(1);
            const earned = [];
            for (const successes of [0, 0, 11, 1000, 0]) {
              for (let count = 0; count < successes; count += 1) {
                retry.succeeded();
              }
              earned.push(await retry.again(0, 0));
            }
            say([earned, await quick(9).again(4, 0), await quick(9).again(0, 777), pauses.at(-1)]);
            process.exit();
        """), [[True, False, True, True, False], False, True, 777])

    def test_a_daemon_that_refuses_hello_is_not_used(self) -> None:
        refusal = fake_pool.error(9, "PROTOCOL_MAJOR")
        with mock.patch("fake_pool.Pool._hello", lambda *_: refusal):
            daemon = self.play(PLAIN)
            self.assertEqual(self.run_script("""
                say([(await failure(client.health())).reason, pauses]);
                process.exit();
            """), ["PROTOCOL_MAJOR", []])
        self.assertEqual(daemon.record.of("Health"), [])


class Answering(ScriptTest):
    """A daemon that answers requests with whatever bytes a test has for them."""

    def serve(self, answer: Answer, greeting: Answer | None = None) -> None:
        """Answers each request with bytes, or by hanging up; a Hello well, unless it is told."""
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.path)
        listener.bind(self.path)
        listener.listen()
        self.connections, self.ended = 0, threading.Event()
        thread = threading.Thread(target=self.accept, daemon=True,
                                  args=(listener, answer, greeting or welcome))
        thread.start()
        self.addCleanup(listener.close)
        self.addCleanup(thread.join, 10)
        self.addCleanup(listener.shutdown, socket.SHUT_RDWR)

    def accept(self, listener: socket.socket, answer: Answer, greeting: Answer) -> None:
        with contextlib.suppress(OSError):
            while True:
                link, _ = listener.accept()
                self.link = link
                self.connections += 1
                with link, link.makefile("rb") as stream:
                    for request in requests(stream.read):
                        hello = request["method"] == "Hello"
                        sent = (greeting if hello else answer)(request)
                        if sent is None:
                            break
                        link.sendall(sent)
                self.ended.set()

    def outcome(self, answer: Answer) -> Any:
        """The name of the error that the one Health ends in, and the pauses before; or true."""
        self.serve(answer)
        return self.run_script("""
            const told = client.health();
            say(await told.catch((error) => [error.cause?.name ?? error.name, pauses.length]));
            process.exit();
        """, timeoutMs=2000)

    def test_what_json_forbids_is_a_protocol_error(self) -> None:
        right = b'{"id":2,"jsonrpc":"2.0","result":{"status":"SERVING"%s}}'
        self.assertEqual(self.outcome(lambda _: framed(right % b',"a":[{"b":"b"},{"b":1}]')), True)
        for text in (b"{", b"[]", b"7", b"null", right.replace(b"2.0", b"1.0") % b"",
                     right.replace(b'"2.0"', b"2.0") % b"", right % b',"a":NaN',
                     right % b',"a":1,"a":1', right % b',"a":{"b":1,"\\u0062":2}', right % b",",
                     right % b',"a":[{"b":"}","c":[1,{}],"b":2}]', right % b',"a":"\xff"',
                     b"\xef\xbb\xbf" + right % b"", right % b"" + b"x",
                     right % (b',"a":' + b"[" * 50_000)):
            with self.subTest(text=text[:80]):
                self.assertEqual(
                    self.outcome(lambda _, text=text: framed(text)), ["ProtocolError", 4])

    def test_what_is_no_header_of_a_frame_is_refused_before_its_payload(self) -> None:
        for header in (b"\0\0\0\0", b"\xff\xff\xff\xff", b"HTTP", b"\0\x10\0\1", b"\1\0\0\1"):
            with self.subTest(header=header):
                self.assertEqual(self.outcome(lambda _, sent=header: sent), ["ProtocolError", 4])

    def test_what_is_no_answer_is_a_protocol_error(self) -> None:
        refusal = {"code": 5, "message": "m", "data": {"reason": "LEASE_UNKNOWN"}}
        for wrong in ({"id": 2}, {"id": 2, "result": {}, "error": refusal}, {"id": 7, "result": {}},
                      {"id": 0, "result": {}}, {"id": "2", "result": {}}, {"id": 2.5, "result": {}},
                      {"id": True, "result": {}}, {"id": 2, "result": None}, {"result": {}},
                      {"id": 2, "result": []}, {"id": 2, "error": {**refusal, "code": "5"}},
                      {"id": 2, "error": {**refusal, "data": {}}}, {"method": 7},
                      {"method": "$/goaway"}, {"method": "$/goaway", "params": {"reason": 7}}):
            with self.subTest(wrong=wrong):
                sent = frame({"jsonrpc": "2.0", **wrong})
                self.assertEqual(self.outcome(lambda _: sent), ["ProtocolError", 4])

    def test_an_error_of_the_connection_is_final(self) -> None:
        refusal = {"code": 7, "message": "m", "data": {"reason": "UID_NOT_ALLOWED"}}
        sent = frame({"jsonrpc": "2.0", "id": None, "error": refusal})
        self.assertEqual(self.outcome(lambda _: sent), ["Refused", 0])

    def test_a_goaway_is_final_or_a_reason_to_try_again(self) -> None:
        for reason, ended in (("NOT_A_FRAME", ["ProtocolError", 0]), ("NEW", ["ProtocolError", 0]),
                              ("SLOW_READER", ["Lost", 4]), ("TOO_MANY_CONNECTIONS", ["Lost", 4])):
            sent = goaway(reason)
            with self.subTest(reason=reason):
                self.assertEqual(self.outcome(lambda _: sent), ended)

    def test_too_many_connections_say_how_long_to_wait_at_least(self) -> None:
        self.serve(lambda _: goaway("TOO_MANY_CONNECTIONS", retry_after_ms=1000))
        self.assertEqual(self.run_script("""
            await failure(client.health());
            say(pauses);
            process.exit();
        """), [1000] * 4)

    def test_after_draining_what_is_in_flight_is_answered_and_the_next_connects_anew(self) -> None:
        self.serve(lambda request: goaway("DRAINING") + serving(request))
        self.assertEqual(self.run_script("""
            say([await client.health(), await client.health(), pauses]);
            process.exit();
        """), [True, True, []])
        self.assertEqual(self.connections, 2)

    def test_a_connection_that_drains_without_anything_in_flight_ends_at_once(self) -> None:
        self.serve(serving)
        script = self.start("""
            say(await client.health());
            await untilTold();
            say([await client.health(), pauses]);
            process.exit();
        """)
        self.assertTrue(script.heard())
        self.link.sendall(goaway("DRAINING"))
        self.assertTrue(self.ended.wait(20))
        script.tell()
        self.assertEqual((script.heard(), self.connections), ([True, []], 2))

    def test_what_waits_for_a_greeting_goes_elsewhere_when_a_goaway_follows_it(self) -> None:
        greetings = iter([goaway("DRAINING"), b""])
        seen: list[int] = []

        def answer(request: dict[str, Any]) -> bytes:
            seen.append(self.connections)
            return serving(request)

        self.serve(answer, lambda request: welcome(request) + next(greetings))
        self.assertEqual(self.run_script("""
            say([await client.health(), pauses]);
            process.exit();
        """), [True, [50]])
        self.assertEqual(seen, [2])

    def test_an_answer_in_two_pieces_is_read(self) -> None:
        for first in (1, 3, 4, 5, 30):
            parts: list[bytes] = []

            def answer(request: dict[str, Any]) -> bytes:
                if not parts:
                    parts.append(serving(request)[first:])
                    return serving(request)[:first]
                return parts[0] + serving(request)

            self.serve(answer)
            with self.subTest(first=first):
                self.assertEqual(self.run_script("""
                    say(await Promise.all([client.health(), client.health()]));
                    process.exit();
                """), [True, True])

    def test_after_code_14_the_next_attempt_connects_anew(self) -> None:
        refusal = fake_pool.error(14, "DRAINING")
        replies = iter([lambda request: frame({"id": request["id"], "jsonrpc": "2.0", **refusal}),
                        serving])
        self.serve(lambda request: next(replies)(request))
        self.assertEqual(self.run_script("""
            say([await client.health(), pauses]);
            process.exit();
        """), [True, [50]])
        self.assertEqual(self.connections, 2)

    def test_several_answers_in_one_piece_are_read_and_a_second_one_is_ignored(self) -> None:
        def answer(request: dict[str, Any]) -> bytes:
            return frame({"jsonrpc": "2.0", "method": "$/new", "params": {"a": 'q"\\', "b": {}}}) \
                + serving(request) * 2

        self.serve(answer)
        self.assertEqual(self.run_script("""
            say(await Promise.all([1, 2, 3].map(() => client.health())));
            process.exit();
        """), [True] * 3)
        self.assertEqual(self.connections, 1)

    def test_a_revoked_lease_is_an_event_that_comes_once(self) -> None:
        def answer(request: dict[str, Any]) -> bytes:
            push = {"lease_id": "x", "reason": "MAX_TTL"}
            return frame({"jsonrpc": "2.0", "method": "$/lease_revoked", "params": push}) \
                + serving(request)

        self.serve(answer)
        self.assertEqual(self.run_script("""
            const events = [];
            client.on("leaseRevoked", (event) => events.push(event));
            await client.health();
            await client.health();
            setImmediate(() => {
              say(events);
              process.exit();
            });
        """), [{"leaseId": "x", "reason": "MAX_TTL"}])
        self.assertEqual(self.connections, 1)

    def test_silence_is_lost_but_not_for_a_process_that_was_busy(self) -> None:
        self.assertEqual(self.outcome(serving), True)
        self.assertEqual(self.run_script("""
            const busy = make({ timeoutMs: 1, retry: quick(0) });
            await busy.hello();
            const told = busy.health();
            setImmediate(() => {
              const until = Date.now() + 1500;
              while (Date.now() < until);
            });
            say(await told);
            process.exit();
        """), True)
        self.assertEqual(self.run_script("""
            const deaf = make({ timeoutMs: 1, retry: quick(0) });
            const { name, cause } = await failure(deaf.summary());
            say([name, cause.message]);
            process.exit();
        """), ["Unavailable", "the daemon is silent"])

    def test_a_lease_without_its_members_is_a_protocol_error(self) -> None:
        right = {"lease": {"lease_id": "x", "account_id": "a"}, "pool_size": 1,
                 "credential": {"headers": {"a": "b"}}}
        wrong = [{**right, name: other} for name, other in (
            ("lease", None), ("lease", {}), ("lease", {"lease_id": "x", "account_id": 7}),
            ("pool_size", "1"), ("pool_size", True), ("credential", {}),
            ("credential", {"headers": []}), ("credential", {"headers": {"a": 7}}),
            ("credential", {"headers": {}, "base_url": 7}))]
        replies: Iterator[dict[str, Any]] = iter([*wrong, right])
        self.serve(lambda request: says(next(replies))(request))
        self.assertEqual(self.run_script(f"""
            const names = [];
            for (let count = 0; count < {len(wrong)}; count += 1) {{
              names.push((await failure(client.select({{ provider: "claude" }}))).name);
            }}
            const lease = await client.select({{ provider: "claude" }});
            say([names, lease.leaseId]);
            process.exit();
        """), [["ProtocolError"] * len(wrong), "x"])


def requests(read: Callable[[int], bytes]) -> Iterator[dict[str, Any]]:
    while (request := fake_daemon.read_request(read)) is not None:
        yield request


def framed(payload: bytes) -> bytes:
    return len(payload).to_bytes(4, "big") + payload


def says(result: dict[str, Any]) -> Callable[[dict[str, Any]], bytes]:
    return lambda request: frame({"id": request["id"], "jsonrpc": "2.0", "result": result})


welcome = says({})


def serving(request: dict[str, Any]) -> bytes:
    """Answers a Health; of anything else nothing is heard."""
    return says({"status": "SERVING"})(request) if request["method"] == "Health" else b""


def goaway(reason: str, **more: int) -> bytes:
    params = {"message": "m", "reason": reason, **more}
    return frame({"jsonrpc": "2.0", "method": "$/goaway", "params": params})


if __name__ == "__main__":
    unittest.main()
