"""Leases AI accounts from accountd over its Unix socket.

    with accountd.Client(name="my-proxy") as client:
        outcome = client.with_account("claude", "claude-sonnet-4-5", call_upstream)

One file to copy, standard library only, Python 3.9 or newer; sections are PROTOCOL.md's.
A Client is thread-safe: each call has a connection of its own while it lasts, and all of them
share the client's leases. It does not survive a fork.
"""
from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
import random
import secrets
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Callable, cast

DEFAULT_PATH = "/run/accountd/lease.sock"
MAX_REQUEST_BYTES, MAX_REPLY_BYTES = 256 * 1024, 1024 * 1024  # Section 1.
# Of a report, so that it fits a frame however it is escaped; errors and limits are shorter.
MAX_BODY_BYTES, MAX_HEADERS, MAX_HEADER_LENGTH = 24 * 1024, 100, 256
MAX_ATTEMPTS = 5  # Section 6: how often one call is sent.
GRACE_MS = 1000  # A daemon that is so late after its own deadline is taken for gone.
UNAVAILABLE = 14  # The error code that promises that nothing was executed.
AWAY = (errno.ENOENT, errno.ECONNREFUSED, errno.EAGAIN, errno.ECONNRESET, errno.EPIPE)  # Section 6
Object = Mapping[str, Any]
log = logging.getLogger("accountd")


class AccountdError(Exception):
    """Every failure that this module reports."""


class Unavailable(AccountdError):
    """No daemon answered, after all the attempts that section 6 allows."""


class NotPermitted(AccountdError):
    """This user may not open the socket; trying again cannot help."""


class ProtocolError(AccountdError):
    """The daemon sent what the protocol does not allow."""


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
    stay out of `repr`, so that a lease may be logged. `reply` is all that the daemon said."""

    lease_id: str
    account_id: str
    pool_size: int
    base_url: str | None
    headers: Mapping[str, str] = field(repr=False)
    reply: Object = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """What became of one upstream request: its `status`, or an `error` of section 4. `streamed`
    says that the caller has seen a part of the answer, so that nothing may be retried. `answer`
    is the caller's own and is not sent; `with_account` adds the `verdict`."""

    status: int | None = None
    error: str | None = None
    phase: str | None = None
    streamed: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    usage: Mapping[str, int] | None = None
    latency_ms: int | None = None
    answer: Any = None
    verdict: Object | None = None


class Retry:
    """Paces the attempts of lost calls (section 6). A retry takes one of the tokens that all
    calls share, a success gives a tenth back: without a daemon, a call soon costs one attempt."""

    def __init__(self, tokens: float = 128, sleep: Callable[[float], None] = time.sleep,
                 uniform: Callable[[float, float], float] = random.uniform) -> None:
        self._most = self._tokens = tokens
        self._sleep, self._uniform = sleep, uniform

    def attempts(self) -> Iterator[int]:
        """Yields once for each attempt that is allowed; sleeps before all but the first."""
        yield 0
        for retry in range(MAX_ATTEMPTS - 1):
            if self._tokens < 1:
                return
            self._tokens -= 1
            self._sleep(self._uniform(0, min(0.05 * 2**retry, 2.0)))
            yield retry + 1

    def succeeded(self) -> None:
        """Gives a tenth of a token back."""
        self._tokens = min(self._tokens + 0.1, self._most)


class Client(contextlib.AbstractContextManager["Client"]):
    """A client of accountd, which connects when it must. Any call may be sent again, and is:
    a Select has its idempotency key, a report its number."""

    def __init__(self, path: str | None = None, *, name: str = "accountd.py",
                 instance_id: str | None = None, timeout_ms: int = 10_000,
                 retry: Retry | None = None) -> None:
        self.path = path or os.environ.get("ACCOUNTD_SOCKET") or DEFAULT_PATH
        self._greeting = {"protocol": "1", "client": {
            "name": name, "version": "1", "instance_id": instance_id or secrets.token_hex(16)}}
        self._timeout_ms, self._retry = timeout_ms, retry or Retry()
        self._idle: list[_Connection] = []
        self._selects: dict[str, _Connection] = {}

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes what is idle; leases that are still held end some seconds later."""
        with contextlib.suppress(IndexError):
            while True:
                self._idle.pop().close()

    def with_account(self, provider: str, model: str | None, call: Callable[[Lease], Outcome],
                     *, wait_ms: int = 0, **options: Any) -> Outcome:
        """Lends accounts to `call` until an outcome is final (section 4), and returns it.

        Options are session, ttl_ms and internal. Each lease is reported and given back exactly
        once; what `call` raises counts as `cancelled`, so it returns the upstream's failures.
        """
        lease = self.select(provider, model, wait_ms=wait_ms, **options)
        attempt, same_used, exclude = 1, False, list[str]()
        while True:
            outcome = self._use(lease, call)
            verdict = {} if outcome.streamed else outcome.verdict or {}
            retry, wait_ms = verdict.get("retry"), verdict.get("retry_after_ms") or 0
            if retry == "same" and not same_used:
                same_used, wait_ms = True, max(wait_ms, 10_000)
                wish = {"account": lease.account_id, "retry_of": lease.lease_id}
            elif retry in ("other", "wait") and attempt < min(3, lease.pool_size):
                attempt, wish = attempt + 1, {}
                wait_ms = max(wait_ms, 1000) if retry == "wait" else 0
                if retry == "other":
                    exclude.append(lease.account_id)
            else:
                return outcome
            try:
                lease = self.select(provider, model, attempt=attempt, exclude=exclude,
                                    wait_ms=wait_ms, **wish, **options)
            except AccountdError:
                return outcome

    def select(self, provider: str, model: str | None = None, *, wait_ms: int = 0,
               idempotency_key: str | None = None, **options: Any) -> Lease:
        """Leases an account, or raises AllBlocked. Options are those of section 4: session,
        exclude, account, retry_of, ttl_ms, detached, internal, attempt."""
        key = idempotency_key or secrets.token_hex(16)
        options.update(provider=provider, model=model, wait_ms=wait_ms)
        reply = self._call("Select", options, key)
        lease, credential = _member(reply, "lease", dict), _member(reply, "credential", dict)
        headers = _member(credential, "headers", dict)
        return Lease(
            lease_id=_member(lease, "lease_id", str), pool_size=_member(reply, "pool_size", int),
            account_id=_member(lease, "account_id", str), reply=reply,
            base_url=_member(credential, "base_url", str, None),
            headers={name: _member(headers, name, str) for name in headers})

    def cancel(self, idempotency_key: str) -> bool:
        """Cancels the Select in flight with this key, from another thread; False if none is.
        It then raises Refused, CLIENT_CANCELLED, or returns a lease when that was faster."""
        connection = self._selects.get(idempotency_key)
        return connection is not None and connection.cancel()

    def mark_result(self, lease: Lease, outcome: Outcome, *, release: bool = False,
                    seq: int = 1) -> Object:
        """Reports what became of the upstream request; returns the verdict (section 4).
        `seq` numbers the reports on one lease, so that one that is sent twice counts once."""
        report = {**vars(outcome), "answer": None, "verdict": None, "lease_id": lease.lease_id,
                  "seq": seq, "release": release, "headers": _headers(outcome.headers),
                  "body": outcome.body[:MAX_BODY_BYTES].decode("utf-8", "replace")}
        verdict = self._call("MarkResult", report)
        _member(verdict, "retry", str), _member(verdict, "retry_after_ms", int, None)
        return verdict

    def release(self, lease: Lease) -> bool:
        """Gives the lease back; False when it had ended already."""
        return self._call("Release", {"lease_id": lease.lease_id}).get("released") is True

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
        """What the daemon said when the connection was opened: its limits, its epoch."""
        return self._call("Hello", {})

    def _call(self, method: str, params: Object, key: str | None = None) -> Object:
        wait_ms = params.get("wait_ms", 0)
        timeout_ms = max(self._timeout_ms, wait_ms + 5000 if wait_ms else 0)
        ctx = {"timeout_ms": timeout_ms, **({"idempotency_key": key} if key else {})}
        present = {name: value for name, value in params.items() if value not in (None, "", {})}
        failure: AccountdError | None = None
        for _ in self._retry.attempts():
            try:
                reply = self._attempt(method, {**present, "ctx": ctx}, key)
                self._retry.succeeded()
                return reply
            except (_Lost, ProtocolError, Refused) as error:
                if isinstance(error, Refused) and error.code != UNAVAILABLE:
                    raise
                failure = error
                self.close()  # What is idle has gone the same way.
        raise Unavailable(f"no answer from {self.path}: {failure}") from failure

    def _attempt(self, method: str, params: Object, key: str | None) -> Object:
        connection: _Connection | None = None
        with contextlib.suppress(IndexError):
            connection = self._idle.pop()
        connection = connection or _Connection(self.path)
        seconds = (params["ctx"]["timeout_ms"] + GRACE_MS) / 1000
        try:
            if connection.hello is None:
                connection.hello = connection.call("Hello", self._greeting, seconds)
            if method == "Hello":
                return connection.hello
            if key:
                self._selects[key] = connection
            return connection.call(method, params, seconds)
        finally:
            self._selects.pop(key or "", None)
            if connection.usable and connection.hello:
                self._idle.append(connection)
            else:
                connection.close()

    def _use(self, lease: Lease, call: Callable[[Lease], Outcome]) -> Outcome:
        outcome = Outcome(error="cancelled")  # Unless the call returns another one.
        try:
            outcome = call(lease)
        finally:
            verdict = self._give_back(lease, outcome)
        return replace(outcome, verdict=verdict)

    def _give_back(self, lease: Lease, outcome: Outcome) -> Object | None:
        # Its failure must not cost the caller the upstream's answer.
        try:
            return self.mark_result(lease, outcome, release=True)
        except (AccountdError, AttributeError, TypeError, ValueError) as error:
            log.warning("the report on %s is lost: %s", lease.account_id, error)
            if not isinstance(error, (Unavailable, ProtocolError)):  # None of it took effect.
                with contextlib.suppress(AccountdError):
                    self.release(lease)
            return None


class _Connection:
    """One socket, for one call at a time."""

    def __init__(self, path: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._stream = self._socket.makefile("rb")
        self._writing = threading.Lock()
        self._sent, self._in_flight = 0, 0  # Ids of requests; 0 is none.
        self.usable = True
        self.hello: Object | None = None
        try:
            self._socket.settimeout(0)  # Does not block: a full backlog is EAGAIN at once.
            self._socket.connect(path)
        except OSError as error:
            self.close()
            if error.errno in (errno.EACCES, errno.EPERM):
                raise NotPermitted(f"uid {os.geteuid()} may not connect to {path}") from error
            kind = _Lost if error.errno in AWAY else Unavailable
            raise kind(f"cannot connect: {error}") from error

    def call(self, method: str, params: Object, seconds: float) -> Object:
        number, leaving = self._sent + 1, False
        frame = _frame({"id": number, "jsonrpc": "2.0", "method": method, "params": params})
        self._sent, self.usable = number, False
        try:
            self._socket.settimeout(seconds)
            with self._writing, contextlib.suppress(ConnectionError):  # The daemon may say why.
                self._socket.sendall(frame)
            self._in_flight = number
            message = _read_message(self._stream)
            # After a goaway, what is in flight is answered still. A second reply is none.
            while "method" in message or message.get("id") in range(number):
                leaving |= message.get("method") == "$/goaway"
                message = _read_message(self._stream)
        except OSError as error:
            raise _Lost(str(error)) from error
        finally:
            self._in_flight = 0
        kinds = {"result", "error"} & set(message)
        unnamed = kinds == {"error"} and message.get("id") is None  # It refuses the connection.
        if len(kinds) != 1 or not unnamed and _member(message, "id", int) != number:
            raise ProtocolError("not a reply to what was asked")
        self.usable = not leaving and not unnamed
        if "result" in message:
            return cast(Object, _member(message, "result", dict))
        fault = _member(message, "error", dict)
        data = _member(fault, "data", dict)
        kind = AllBlocked if data.get("reason") == "NO_ELIGIBLE_ACCOUNT" else Refused
        raise kind(_member(fault, "code", int), _member(fault, "message", str), data)

    def cancel(self) -> bool:
        number = self._in_flight
        note = {"jsonrpc": "2.0", "method": "$/cancel", "params": {"id": number}}
        with self._writing, contextlib.suppress(OSError):  # The call sees that it is lost.
            self._socket.sendall(_frame(note) if number else b"")
        return number > 0

    def close(self) -> None:
        self._stream.close()
        self._socket.close()


def _frame(message: Object) -> bytes:
    text = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    payload = text.encode()
    if len(payload) > MAX_REQUEST_BYTES:
        raise ValueError("the request is larger than a frame may be")
    return len(payload).to_bytes(4, "big") + payload


def _read_message(stream: BinaryIO) -> Object:
    header = stream.read(4)
    length = int.from_bytes(header, "big")
    if len(header) == 4 and not 0 < length <= MAX_REPLY_BYTES:
        raise ProtocolError("not the header of a frame")
    payload = stream.read(length)
    if len(header) < 4 or len(payload) < length:
        raise _Lost("the daemon closed the connection")
    try:
        # As a reader of constants, `int` refuses NaN and Infinity, which are not JSON.
        message = json.loads(payload.decode(), object_pairs_hook=_object, parse_constant=int)
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


def _member(members: Object, name: str, kind: type, default: Any = ProtocolError) -> Any:
    """The member `name`, which must be of this very type; `True` is no int."""
    value = members.get(name)
    if value is None and default is not ProtocolError:
        return default
    if type(value) is not kind:
        raise ProtocolError(f"{name} is not of type {kind.__name__}")
    return value


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The short ones, which may tell limits; in lower case, so that none comes twice."""
    short = {name.lower(): value for name, value in headers.items()
             if len(name + value) <= MAX_HEADER_LENGTH and name.lower() != "set-cookie"}
    return dict(list(short.items())[:MAX_HEADERS])
