"""Leases AI accounts from accountd over its Unix socket.

    with accountd.Client(name="my-proxy") as client:
        outcome = client.with_account("claude", "claude-sonnet-4-5", call_upstream)

One file to copy, standard library only, Python 3.9 or newer; sections are PROTOCOL.md's.
A Client is thread-safe: its threads share one connection, read by one thread of its own.
It does not survive a fork: make it in the process that uses it.
"""
from __future__ import annotations

import contextlib
import errno
import itertools
import json
import logging
import os
import random
import secrets
import socket
import struct
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Callable

DEFAULT_PATH = "/run/accountd/lease.sock"
MAX_REQUEST_BYTES, MAX_REPLY_BYTES = 256 * 1024, 1024 * 1024  # Section 1.
MAX_BODY_BYTES = 64 * 1024  # Section 4: what the daemon reads of an upstream's body.
MAX_ENCODED_BODY_BYTES = 96 * 1024  # Leaves room for the headers in the frame.
MAX_HEADERS, MAX_HEADER_LENGTH = 100, 1024  # A longer value says nothing about limits.
MAX_ATTEMPTS = 5  # Section 6: how often one call is sent.
GREETING = 1  # The id of the Hello that opens a connection.
GRACE_MS = 1000  # A daemon that is so late after its own deadline is taken for gone.
UNAVAILABLE = 14  # The error code that promises that nothing was executed.
# Section 6: a connect that fails so may succeed when the daemon is back.
AWAY = (errno.ENOENT, errno.ECONNREFUSED, errno.EAGAIN, errno.ECONNRESET, errno.EPIPE)
Object = Mapping[str, Any]
log = logging.getLogger("accountd")


class AccountdError(Exception):
    """Every failure that this module reports."""


class Unavailable(AccountdError):
    """No daemon answered, after all the attempts that section 6 allows."""


class NotPermitted(AccountdError):
    """This user may not open the socket; trying again cannot help."""


class ProtocolError(AccountdError):
    """The daemon sent what the protocol does not allow; the connection is closed."""


class Refused(AccountdError):
    """The daemon's error (section 5). `retry_after` is in seconds, None when not known."""

    def __init__(self, code: int, message: str, data: Object) -> None:
        self.code, self.data = code, data
        self.reason: str = _member(data, "reason", str)
        wait_ms: int | None = _member(data, "retry_after_ms", int, None)
        self.retry_after = None if wait_ms is None else wait_ms / 1000
        super().__init__(f"{self.reason}: {message} {data.get('field', '')}".rstrip())


class AllBlocked(Refused):
    """No account is able now; `data["blocked"]` counts the reasons."""


class _Lost(AccountdError):
    """The connection went away: the call was executed, or it was not."""


@dataclass(frozen=True)
class Lease:
    """The right to use one account. Set `headers` on the upstream request as they are; they
    stay out of `repr`, so that a lease may be logged."""

    lease_id: str
    account_id: str
    fence: int
    expires_in_ms: int
    renew_after_ms: int | None
    probe: bool
    pool_size: int
    replayed: bool
    waited_ms: int
    base_url: str | None
    headers: Mapping[str, str] = field(repr=False)
    # Numbers the reports, so that one that is sent twice counts once.
    sequence: Iterator[int] = field(default_factory=lambda: itertools.count(1), repr=False)


@dataclass(frozen=True)
class Verdict:
    """What to do next: `retry` is other, same, wait or none (section 4)."""

    retry: str
    retry_after_ms: int | None
    reply: Object = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """What became of one upstream request: its `status`, or an `error` of section 4.

    `streamed` says that the caller has seen a part of the answer, so that nothing may be
    retried. `answer` is the caller's own and not sent; `with_account` adds the `verdict`.
    """

    status: int | None = None
    error: str | None = None
    phase: str | None = None
    streamed: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | bytes = ""
    usage: Mapping[str, int] | None = None
    latency_ms: int | None = None
    answer: Any = None
    verdict: Verdict | None = None

    def __post_init__(self) -> None:
        if (self.status is None) == (self.error is None):
            raise ValueError("an outcome has either a status or an error")


class Retry:
    """Paces the attempts of lost calls (section 6).

    All calls of a client share the tokens: a retry takes one, a success gives a tenth back.
    They allow each call of a full connection its retry when the daemon restarts; if it stays
    away, a call soon costs one attempt instead of five.
    """

    def __init__(self, tokens: float = 128, sleep: Callable[[float], None] = time.sleep,
                 uniform: Callable[[float, float], float] = random.uniform) -> None:
        self._most = self._tokens = tokens
        self._sleep, self._uniform, self._lock = sleep, uniform, threading.Lock()

    def attempts(self) -> Iterator[int]:
        """Yields once for each attempt that is allowed; sleeps before all but the first."""
        yield 0
        for retry in range(MAX_ATTEMPTS - 1):
            if not self._add(-1):
                return
            self._sleep(self._uniform(0, min(0.05 * 2**retry, 2.0)))
            yield retry + 1

    def succeeded(self) -> None:
        """Gives a tenth of a token back."""
        self._add(0.1)

    def _add(self, change: float) -> bool:
        with self._lock:
            enough = self._tokens + change >= 0
            self._tokens = min(self._tokens + (change if enough else 0), self._most)
            return enough


class Client:
    """A connection to accountd, opened when needed and again when lost.

    Each call may be repeated safely, and is: a Select carries an idempotency key, a report
    its number; the others do nothing more when done twice.
    """

    def __init__(self, path: str | None = None, *, name: str = "accountd.py",
                 instance_id: str | None = None, timeout_ms: int = 10_000,
                 retry: Retry | None = None) -> None:
        self.path = path or os.environ.get("ACCOUNTD_SOCKET") or DEFAULT_PATH
        self._greeting = {"protocol": "1", "client": {
            "name": name, "version": "1", "instance_id": instance_id or secrets.token_hex(16)}}
        self._timeout_ms, self._retry, self._lock = timeout_ms, retry or Retry(), threading.Lock()
        self._connection: _Connection | None = None
        self._selects: dict[str, tuple[_Connection, int]] = {}

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends calls in flight; leases that are still held end some seconds later."""
        with self._lock:
            if self._connection:
                self._connection.fail(Unavailable("closed by this client"))

    def with_account(self, provider: str, model: str | None,
                     call: Callable[[Lease], Outcome], *, wait_ms: int = 0,
                     **options: Any) -> Outcome:
        """Lends accounts to `call` until an outcome is final (section 4), and returns it.

        Each lease is reported and given back exactly once. If `call` raises, that is reported
        as `cancelled` and raised again: failures of the upstream are for it to return.
        """
        lease = self.select(provider, model, wait_ms=wait_ms, **options)
        plan = _Plan(attempts=min(3, lease.pool_size))
        while True:
            outcome = self._use(lease, call)
            step = plan.after(lease, outcome)
            if step is None:
                return outcome
            try:
                lease = self.select(provider, model, **options, **step)
            except AccountdError as error:
                log.info("the last outcome stays: %s", error)
                return outcome

    def select(self, provider: str, model: str | None = None, *, wait_ms: int = 0,
               idempotency_key: str | None = None, **options: Any) -> Lease:
        """Leases an account, or raises AllBlocked. Options are those of section 4: session,
        exclude, account, retry_of, ttl_ms, detached, internal, attempt."""
        key = idempotency_key or secrets.token_hex(16)
        options.update(provider=provider, model=model, wait_ms=wait_ms)
        timeout_ms = max(self._timeout_ms, wait_ms + 5000 if wait_ms else 0)
        return _lease(self._call("Select", options, timeout_ms, key))

    def cancel(self, idempotency_key: str) -> bool:
        """Cancels the Select in flight with this key, from another thread; False if none is.

        It then raises Refused, CLIENT_CANCELLED, or returns a lease when that was faster.
        """
        connection, number = self._selects.get(idempotency_key, (None, 0))
        if connection:
            connection.notify("$/cancel", {"id": number})
        return connection is not None

    def mark_result(self, lease: Lease, outcome: Outcome, *, release: bool = False) -> Verdict:
        """Reports what became of the upstream request, and gives the lease back if asked."""
        evidence = {name: getattr(outcome, name) for name in (
            "status", "error", "phase", "streamed", "usage", "latency_ms")}
        evidence.update(lease_id=lease.lease_id, seq=next(lease.sequence), release=release,
                        headers=_evidence_headers(outcome.headers) or None,
                        body=_cut(outcome.body) or None)
        reply = self._call("MarkResult", evidence)
        return Verdict(_member(reply, "retry", str),
                       _member(reply, "retry_after_ms", int, None), reply)

    def release(self, lease: Lease) -> bool:
        """Gives the lease back; False when it had ended already."""
        reply = self._call("Release", {"lease_id": lease.lease_id})
        return _member(reply, "released", bool) is True

    def renew(self, lease: Lease, ttl_ms: int | None = None) -> Object:
        """Prolongs the lease and returns its times."""
        return self._call("Renew", {"lease_id": lease.lease_id, "ttl_ms": ttl_ms})

    def summary(self, **options: Any) -> Object:
        """The state of the pool; options are provider, model, accounts, after, limit."""
        return self._call("Summary", options)

    def health(self) -> bool:
        """Whether the daemon is serving."""
        return self._call("Health", {}).get("status") == "SERVING"

    def hello(self) -> Object:
        """What the daemon says of itself: its limits, its epoch, leases taken back."""
        return self._call("Hello", self._greeting)

    def _call(self, method: str, params: Object, timeout_ms: int = 0,
              key: str | None = None) -> Object:
        timeout_ms = timeout_ms or self._timeout_ms
        ctx = {"timeout_ms": timeout_ms, **({"idempotency_key": key} if key else {})}
        present = {name: value for name, value in params.items() if value is not None}
        failure: AccountdError | None = None
        for _ in self._retry.attempts():
            try:
                reply = self._attempt(method, {**present, "ctx": ctx}, timeout_ms, key)
                self._retry.succeeded()
                return reply
            except (_Lost, ProtocolError, Refused) as error:
                if isinstance(error, Refused) and error.code != UNAVAILABLE:
                    raise
                failure = error
        if isinstance(failure, ProtocolError):
            raise failure
        raise Unavailable(f"no answer from {self.path}: {failure}") from failure

    def _attempt(self, method: str, params: Object, timeout_ms: int,
                 key: str | None) -> Object:
        with self._lock:
            if self._connection is None or self._connection.leaving:
                self._connection = _Connection(self.path, self._greeting)
            connection = self._connection
        number, reply = connection.send(method, params)
        if key:
            self._selects[key] = connection, number
        try:
            return connection.wait(reply, (timeout_ms + GRACE_MS) / 1000)
        finally:
            if key:
                self._selects.pop(key, None)

    def _use(self, lease: Lease, call: Callable[[Lease], Outcome]) -> Outcome:
        began = time.monotonic()
        try:
            outcome = call(lease)
            if outcome.latency_ms is None:
                spent_ms = int((time.monotonic() - began) * 1000)
                outcome = replace(outcome, latency_ms=spent_ms)
        except BaseException:
            self._give_back(lease, Outcome(error="cancelled"))
            raise
        return replace(outcome, verdict=self._give_back(lease, outcome))

    def _give_back(self, lease: Lease, outcome: Outcome) -> Verdict | None:
        # Its failure must not cost the caller the upstream's answer.
        try:
            return self.mark_result(lease, outcome, release=True)
        except AccountdError as error:
            log.warning("the report on %s is lost: %s", lease.account_id, error)
            if isinstance(error, Refused):  # Nothing of it took effect, the release neither.
                with contextlib.suppress(AccountdError):
                    self.release(lease)
            return None


class _Plan:
    """Turns the verdicts on one caller's request into its next Select (section 4)."""

    def __init__(self, attempts: int) -> None:
        self._attempt, self._attempts = 1, attempts
        self._exclude: list[str] = []
        self._same_used = False

    def after(self, lease: Lease, outcome: Outcome) -> dict[str, Any] | None:
        """The options of the next Select, or None when the outcome is final."""
        verdict = outcome.verdict
        if verdict is None or outcome.streamed:
            return None
        wait_ms = verdict.retry_after_ms or 0
        if verdict.retry == "same" and not self._same_used:
            self._same_used = True
            return dict(attempt=self._attempt, exclude=self._exclude, wait_ms=max(wait_ms, 10_000),
                        account=lease.account_id, retry_of=lease.lease_id)
        if verdict.retry not in ("other", "wait") or self._attempt >= self._attempts:
            return None
        self._attempt += 1
        if verdict.retry == "wait":
            return dict(attempt=self._attempt, exclude=self._exclude, wait_ms=max(wait_ms, 1000))
        self._exclude.append(lease.account_id)
        return dict(attempt=self._attempt, exclude=self._exclude)


class _Connection:
    """One socket that many threads share: each waits for the reply with its request's id."""

    def __init__(self, path: str, greeting: Object) -> None:
        self._socket = _connect(path)
        self._ids = itertools.count(GREETING)
        self._state, self._writing = threading.Lock(), threading.Lock()
        self._pending: dict[int, Future[Object]] = {}
        self._lost: AccountdError | None = None
        self.leaving = False
        threading.Thread(target=self._read, name="accountd", daemon=True).start()
        # Requests follow without waiting for its reply: the daemon takes them in order.
        self.send("Hello", greeting)

    def send(self, method: str, params: Object) -> tuple[int, Future[Object]]:
        number, reply = next(self._ids), Future[Object]()
        frame = _frame({"id": number, "jsonrpc": "2.0", "method": method, "params": params})
        with self._state:
            if self._lost:
                raise self._lost
            self._pending[number] = reply
        self._write(frame)
        return number, reply

    def notify(self, method: str, params: Object) -> None:
        self._write(_frame({"jsonrpc": "2.0", "method": method, "params": params}))

    def wait(self, reply: Future[Object], seconds: float) -> Object:
        try:
            return reply.result(seconds)
        except FutureTimeout:
            self.fail(_Lost("no reply in time"))
            raise _Lost("no reply in time") from None

    def fail(self, error: AccountdError) -> None:
        """Ends the connection and whatever is pending on it."""
        with self._state:
            self._lost, self.leaving = self._lost or error, True
            pending, self._pending = self._pending, {}
        for reply in pending.values():
            reply.set_exception(error)
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # Wakes the reader, which closes it.

    def _write(self, frame: bytes) -> None:
        with self._writing:
            try:
                self._socket.sendall(frame)
            except OSError as error:  # Whoever waits for a reply is told.
                self.fail(_Lost(str(error)))

    def _read(self) -> None:
        try:
            with self._socket, self._socket.makefile("rb") as stream:
                while True:
                    self._deliver(_read_message(stream))
        except (AccountdError, OSError) as error:
            self.fail(_Lost(str(error)) if isinstance(error, OSError) else error)

    def _deliver(self, message: Object) -> None:
        if "method" in message:
            # After a goaway what is in flight is answered still; the next call goes elsewhere.
            self.leaving |= message["method"] == "$/goaway"
            return
        number, answer = _answer(message)
        with self._state:
            reply = self._pending.pop(number, None)
        if reply is None:
            raise ProtocolError("a reply that nobody waits for")
        if not isinstance(answer, Refused):
            reply.set_result(answer)
        elif number == GREETING:
            raise answer  # Without a name for its leases nobody may use this connection.
        else:
            reply.set_exception(answer)


def _connect(path: str) -> socket.socket:
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        # With a timeout the socket does not block, so a full backlog is EAGAIN at once.
        link.settimeout(10)
        link.connect(path)
        link.settimeout(None)
        # A daemon that stopped reading must not hold a writer for ever.
        link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("@ll", 10, 0))
        return link
    except OSError as error:
        link.close()
        if error.errno in (errno.EACCES, errno.EPERM):
            raise NotPermitted(f"uid {os.geteuid()} may not connect to {path}") from error
        if error.errno in AWAY:
            raise _Lost(os.strerror(error.errno)) from error
        raise Unavailable(f"cannot connect to {path}: {error}") from error


def _frame(message: Object) -> bytes:
    text = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    payload = text.encode("utf-8")
    if len(payload) > MAX_REQUEST_BYTES:
        raise ValueError("the request is larger than a frame may be")
    return struct.pack(">I", len(payload)) + payload


def _read_message(stream: BinaryIO) -> Object:
    header = stream.read(4)
    length = int.from_bytes(header, "big")
    if len(header) == 4 and not 0 < length <= MAX_REPLY_BYTES:
        raise ProtocolError("not the header of a frame")
    payload = stream.read(length)
    if len(header) < 4 or len(payload) < length:
        raise _Lost("the daemon closed the connection")
    try:
        message = json.loads(payload.decode("utf-8"), object_pairs_hook=_object,
                             parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("not a JSON text") from error
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise ProtocolError("not a JSON-RPC message")
    return message


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("duplicate member")
    return members


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _answer(message: Object) -> tuple[int, Object | Refused]:
    number: int = _member(message, "id", int)
    if "error" not in message:
        return number, _member(message, "result", dict)
    error = _member(message, "error", dict)
    code: int = _member(error, "code", int)
    data = _member(error, "data", dict)
    kind = AllBlocked if data.get("reason") == "NO_ELIGIBLE_ACCOUNT" else Refused
    return number, kind(code, _member(error, "message", str), data)


def _member(members: Object, name: str, kind: type, default: Any = ProtocolError) -> Any:
    """The member `name`, which must be of this very type; `True` is no int."""
    value = members.get(name)
    if value is None and default is not ProtocolError:
        return default
    if type(value) is not kind:
        raise ProtocolError(f"{name} is not of type {kind.__name__}")
    return value


def _lease(reply: Object) -> Lease:
    lease, credential = _member(reply, "lease", dict), _member(reply, "credential", dict)
    headers = _member(credential, "headers", dict)
    return Lease(
        lease_id=_member(lease, "lease_id", str),
        account_id=_member(lease, "account_id", str),
        fence=_member(lease, "fence", int),
        expires_in_ms=_member(lease, "expires_in_ms", int),
        renew_after_ms=_member(lease, "renew_after_ms", int, None),
        probe=_member(lease, "probe", bool),
        pool_size=_member(reply, "pool_size", int),
        replayed=_member(reply, "replayed", bool),
        waited_ms=_member(reply, "waited_ms", int),
        base_url=_member(credential, "base_url", str, None),
        headers={name: _member(headers, name, str) for name in headers})


def _evidence_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that may say something about limits, in lower case, so none comes twice."""
    short = ((name.lower(), value) for name, value in headers.items()
             if len(value) <= MAX_HEADER_LENGTH and name.lower() != "set-cookie")
    return dict(itertools.islice(short, MAX_HEADERS))


def _cut(body: str | bytes) -> str:
    """The beginning of a body, small enough for a frame however it is escaped."""
    data = body.encode("utf-8", "replace") if isinstance(body, str) else body
    text = data[:MAX_BODY_BYTES].decode("utf-8", "replace")
    while len(json.dumps(text, ensure_ascii=False).encode()) > MAX_ENCODED_BODY_BYTES:
        text = text[:len(text) // 2]
    return text
