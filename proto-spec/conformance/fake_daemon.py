#!/usr/bin/env python3
"""A scripted accountd that goes away at the worst moments, and judges how a client takes it.

    fake_daemon.py --list
    fake_daemon.py SCENARIO SOCKET                  plays until standard input ends
    fake_daemon.py SCENARIO|all SOCKET -- CLIENT…   runs a client under test, see README.md

Prints one line a scenario, and the violations. Exit: 0 none, 1 some, 64 usage.
"""
from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any, Callable

from fake_pool import Pool, blocked, error
from judge import Exchange, Record, violations
from scenarios import SCENARIOS, Scenario

MAX_REQUEST_BYTES = 256 * 1024
FILL_LIMIT = 64  # Connections that are certain to fill a backlog of 0.
SWAP_SECONDS = 2.0  # How long a reply waits to be overtaken.
GOAWAY = {"jsonrpc": "2.0", "method": "$/goaway",
          "params": {"message": "the daemon is stopping", "reason": "DRAINING"}}
STRANGER = {"error": {"code": 7, "data": {"reason": "UID_NOT_ALLOWED", "retryable": False,
                                          "status": "PERMISSION_DENIED"},
                      "message": "this uid may not connect"}, "id": None, "jsonrpc": "2.0"}
GREETINGS = {"goaway": GOAWAY, "stranger": STRANGER}


class FakeDaemon:
    """Plays one scenario on a socket; `record` is what it saw."""

    def __init__(self, scenario: Scenario, path: str) -> None:
        self.record = Record(scenario)
        self.notes: list[Mapping[str, Any]] = []  # Notifications; all of them are ignored.
        self._scenario, self._path = scenario, path
        self._swaps = any(fault.action == "swap" for fault in scenario.faults)
        self._pool = Pool(scenario)
        self.record.accounts = self._pool.accounts
        self._lock = threading.RLock()
        self._counts: Counter[str] = Counter()
        self._held: list[Callable[[], object]] = []
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> FakeDaemon:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._path)
        if self._scenario.listen != "absent":
            self._listen(self._scenario.listen)
        return self

    def __exit__(self, *_: object) -> None:
        """Ends all connections once the client's requests have been read."""
        for link in self._sockets:
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RD)
        for thread in self._threads:
            thread.join(5)
        for link in self._sockets:
            link.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._path)

    def _listen(self, how: str) -> None:
        listener = self._open()
        listener.bind(self._path)
        os.chmod(self._path, 0o000 if how == "forbidden" else 0o600)
        if how == "full":
            listener.listen(0)
            self._fill_backlog()
        elif how != "refusing":
            listener.listen(64)
            self._start(self._accept, listener)

    def _open(self) -> socket.socket:
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._sockets.append(link)
        return link

    def _fill_backlog(self) -> None:
        for _ in range(FILL_LIMIT):
            link = self._open()
            link.setblocking(False)
            try:
                link.connect(self._path)
            except BlockingIOError:
                return

    def _start(self, work: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                link, _ = listener.accept()
                self._sockets.append(link)
                with self._lock:
                    self.record.connections += 1
                    action = self._action("connect")
                    if action in GREETINGS:
                        send(link, GREETINGS[action])
                    if action:
                        end(link)
                    else:
                        self._start(self._serve, link, self.record.connections)

    def _serve(self, link: socket.socket, number: int) -> None:
        ids: set[Any] = set()
        with contextlib.suppress(OSError), link.makefile("rb") as stream:
            while True:
                try:
                    request = read_request(stream.read)
                except ValueError as fault:
                    self.record.faults.append(str(fault))
                    return end(link)
                if request is None:
                    return end(link)
                if "id" not in request:
                    self.notes.append(request)
                    continue
                if request["id"] in ids:
                    self.record.faults.append("an id was used twice on a connection")
                ids.add(request["id"])
                with self._lock:
                    self._handle(link, number, request)

    def _action(self, method: str) -> str | None:
        self._counts[method] += 1
        for fault in self._scenario.faults:
            if fault.method == method and self._counts[method] <= fault.times:
                return fault.action
        return None

    def _handle(self, link: socket.socket, number: int, request: Mapping[str, Any]) -> None:
        params = request["params"]
        exchange = Exchange(number, request["id"], request["method"], params,
                            lease_id=params.get("lease_id"))
        self.record.exchanges.append(exchange)
        action = self._action(exchange.method)
        held: list[Callable[[], object]] = []
        if exchange.method == "Select":
            held, self._held = self._held, []
        if action is None and self._swaps:
            self._play(action, link, exchange)
            run(held)
        else:
            run(held)
            self._play(action, link, exchange)

    def _play(self, action: str | None, link: socket.socket, exchange: Exchange) -> None:
        """Does what the scenario says, and notes what the client can know of it."""
        if action in REFUSALS:
            if action == "blocked":
                exchange.fate = "answered"
            REFUSALS[action](link, {"id": exchange.id, "jsonrpc": "2.0"})
            return
        reply = {"id": exchange.id, "jsonrpc": "2.0", **self._pool.answer(exchange)}
        exchange.fate = "lost" if action in LOSING else "answered"
        if action in ("late", "swap"):
            self._hold(action, lambda: send(link, reply))
        elif action:
            SPOILERS[action](link, reply)
        elif not send(link, reply):  # What was read before the link was ended is executed still.
            exchange.fate = "lost"

    def _hold(self, action: str, give: Callable[[], object]) -> None:
        self._held.append(give)
        if action == "swap":
            timer = threading.Timer(SWAP_SECONDS, self._give_up_waiting)
            timer.daemon = True
            timer.start()

    def _give_up_waiting(self) -> None:
        with self._lock:
            held, self._held = self._held, []
            run(held)


def run(actions: list[Callable[[], object]]) -> None:
    for action in actions:
        action()


def read_request(read: Callable[[int], bytes]) -> dict[str, Any] | None:
    """The next request, None at the end; a breach of sections 1 and 2 is a ValueError."""
    header = read(4)
    if not header:
        return None
    length = int.from_bytes(header, "big")
    if len(header) < 4 or not 0 < length <= MAX_REQUEST_BYTES:
        raise ValueError("not the header of a frame")
    payload = read(length)
    if len(payload) < length:
        return None
    request = json.loads(payload.decode("utf-8"))
    if not isinstance(request, dict) or request.get("jsonrpc") != "2.0":
        raise ValueError("not a JSON-RPC request")
    if not isinstance(request.setdefault("params", {}), dict):
        raise ValueError("params are no object")
    if type(request.get("id", 0)) not in (int, str) or not isinstance(request["method"], str):
        raise ValueError("not the envelope of a request")
    return request


def frame(message: Mapping[str, Any]) -> bytes:
    text = json.dumps(message, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return struct.pack(">I", len(text.encode())) + text.encode()


def send(link: socket.socket, message: Mapping[str, Any]) -> bool:
    """Whether the frame went out; the other side may be gone, or was sent away."""
    try:
        link.sendall(frame(message))
    except OSError:
        return False
    return True


def end(link: socket.socket) -> None:
    with contextlib.suppress(OSError):
        link.shutdown(socket.SHUT_RDWR)


def _half(link: socket.socket, reply: Mapping[str, Any]) -> None:
    whole = frame(reply)
    link.sendall(whole[:len(whole) // 2])
    end(link)


def _twice(link: socket.socket, reply: Mapping[str, Any]) -> None:
    link.sendall(frame(reply) * 2)


def _wrong_type(link: socket.socket, reply: Mapping[str, Any]) -> None:
    lease = {**reply["result"]["lease"], "lease_id": 7}
    send(link, {**reply, "result": {**reply["result"], "lease": lease}})


def _goaway(link: socket.socket, _: Mapping[str, Any]) -> None:
    send(link, GOAWAY)
    end(link)


Spoiler = Callable[[socket.socket, Mapping[str, Any]], object]
# What comes instead of executing a request, given the beginning of its reply.
REFUSALS: Mapping[str | None, Spoiler] = {
    "close": lambda link, _: end(link),
    "goaway": _goaway,
    "unavailable": lambda link, reply: send(
        link, {**reply, **error(14, "DRAINING", retryable=True)}),
    "blocked": lambda link, reply: send(link, {**reply, **blocked(3)}),
}
# What becomes of the reply of a request that was executed.
SPOILERS: Mapping[str, Spoiler] = {
    "lose": lambda link, _: end(link),
    "half": _half,
    "twice": _twice,
    "garbage": lambda link, _: link.sendall(struct.pack(">I", 9) + b'{"id":2,}'),
    "no_frame": lambda link, _: link.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    "wrong_id": lambda link, reply: send(link, {**reply, "id": 1_000_000}),
    "wrong_type": _wrong_type,
}
LOSING = ("lose", "half", "late", "garbage", "no_frame", "wrong_id")


def play(scenario: Scenario, path: str, command: list[str]) -> Record:
    """Plays the scenario to a client under test; without one, to whoever connects."""
    with FakeDaemon(scenario, path) as daemon:
        began = time.monotonic()
        if command:
            run_client(command, daemon.record, path)
            daemon.record.seconds = time.monotonic() - began
        else:
            sys.stdin.read()
    return daemon.record


def run_client(command: list[str], record: Record, path: str) -> None:
    """Runs one client and notes what it printed; README.md says what it is told, and how."""
    scenario = record.scenario
    told = {"ACCOUNTD_SOCKET": path, "ACCOUNTD_TEST_UPSTREAM": scenario.upstream,
            "ACCOUNTD_TEST_ROUNDS": str(scenario.rounds)}
    if scenario.timeout_ms:
        told["ACCOUNTD_TEST_TIMEOUT_MS"] = str(scenario.timeout_ms)
    record.results = []
    try:
        client = subprocess.run(command, env={**os.environ, **told}, stdout=subprocess.PIPE,
                                timeout=scenario.seconds + 10, check=False)
    except subprocess.TimeoutExpired:
        record.exit_status = -1
        return
    record.exit_status = client.returncode
    for line in client.stdout.decode("utf-8", "replace").splitlines():
        try:
            record.results.append(dict(json.loads(line)))
        except (ValueError, TypeError):
            record.faults.append("printed a line that is no JSON object")


def main(arguments: list[str]) -> int:
    if arguments == ["--list"]:
        for scenario in SCENARIOS.values():
            print(f"{scenario.name}\n  daemon: {scenario.does}\n  client: {scenario.right}")
        return 0
    named, _, command = partition(arguments, "--")
    if len(named) != 2 or named[0] not in ("all", *SCENARIOS):
        print(__doc__, file=sys.stderr)
        return 64
    chosen = list(SCENARIOS) if named[0] == "all" else [named[0]]
    return max(judge_and_print(SCENARIOS[name], named[1], command) for name in chosen)


def partition(words: list[str], at: str) -> tuple[list[str], list[str], list[str]]:
    index = words.index(at) if at in words else len(words)
    return words[:index], words[index:index + 1], words[index + 1:]


def judge_and_print(scenario: Scenario, path: str, command: list[str]) -> int:
    if scenario.listen == "forbidden" and os.geteuid() == 0:
        print(f"skip {scenario.name}: root may open any socket")
        return 0
    wrong = violations(play(scenario, path, command))
    print(f"{'FAIL' if wrong else 'ok'} {scenario.name}", flush=True)
    for sentence in wrong:
        print(f"     {sentence}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
