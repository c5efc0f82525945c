#!/usr/bin/env python3
"""A small HTTP forwarder that leases its accounts from accountd.

    example_proxy.py --listen 127.0.0.1:8080 --provider claude --upstream https://api.anthropic.com

It sends each request on with a leased account's headers in place of the caller's own, streams
the answer back, and takes another account when accountd says so, as long as the caller has not
seen a byte. It knows nothing of providers: not their headers, their limits, or their errors.
"""
from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import math
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import accountd
from accountd import Outcome

MAX_REQUEST_BYTES = 32 * 1024 * 1024
MAX_ERROR_BYTES = 1024 * 1024  # An error's body is kept until it is known who gets it.
CHUNK_BYTES = 64 * 1024
UPSTREAM_SECONDS = 600  # Between two bytes: a model may think for minutes.
INTERNAL = "x-internal-pricing-sync"  # Marks requests that usage counters shall skip.
# What belongs to one connection only (RFC 9110, section 7.6.1), and is set anew on the next.
HOP_BY_HOP = {"connection", "keep-alive", "proxy-connection", "te", "trailer",
              "transfer-encoding", "upgrade", "host", "content-length", "expect"}
# The caller's credentials are never the upstream's; an error's body must arrive readable.
REPLACED = {"authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key",
            "cookie", "accept-encoding", INTERNAL}
CONNECTIONS = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """An upstream's answer, kept until it is known whether the caller gets it."""

    status: int
    headers: Headers
    body: bytes


class Forwarder(BaseHTTPRequestHandler):
    """Forwards the requests of one caller's connection."""

    protocol_version = "HTTP/1.1"
    client: accountd.Client
    options: argparse.Namespace

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # A caller may hang up between requests.
            super().handle()

    def forward(self) -> None:
        """Answers one request, whatever happens."""
        body = self.read_body()
        if body is None:
            return
        try:
            self.give(self.client.with_account(
                self.options.provider, model_of(body), lambda lease: self.attempt(lease, body),
                internal=self.headers.get(INTERNAL) == "1", wait_ms=self.options.wait_ms))
        except accountd.AllBlocked as blocked:
            self.explain(429, "no account is able to serve this", blocked.retry_after)
        except accountd.Refused as refused:
            status = {3: 400, 5: 404, 8: 429, -32602: 400}.get(refused.code, 503)
            self.explain(status, refused.reason, refused.retry_after)
        except ValueError:  # A model's name that is no text, a header that is none.
            self.explain(400, "not a request that can be forwarded")
        except accountd.AccountdError as error:
            self.log_error("accountd: %s", error)
            self.explain(503, "accounts are not available", 1)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = forward

    def read_body(self) -> bytes | None:
        length = self.headers.get("content-length", "0")
        if "transfer-encoding" in self.headers:
            self.explain(411, "a content-length is needed")
        elif not (self.path.isascii() and self.path.isprintable() and length.isdecimal()):
            self.explain(400, "not a request that can be forwarded")
        elif len(length) > 9 or int(length) > MAX_REQUEST_BYTES:
            self.explain(413, "the request is too large")
        else:
            body = self.rfile.read(int(length))
            if len(body) == int(length):
                return body
        self.close_connection = True  # What is left of the body would be the next request.
        return None

    def attempt(self, lease: accountd.Lease, body: bytes) -> Outcome:
        """Sends the request with one account: either streams the answer or keeps it."""
        own_url = None if self.options.only_upstream else lease.base_url
        base = urlsplit(own_url or str(self.options.upstream))
        upstream = CONNECTIONS[base.scheme](base.netloc, timeout=UPSTREAM_SECONDS)
        phase = "headers"
        try:
            upstream.request(self.command, base.path.rstrip("/") + self.path, body or None,
                             upstream_headers(list(self.headers.items()), lease))
            response = upstream.getresponse()
            phase = "first_byte"
            if not 200 <= response.status < 300:
                return kept(response, response.read(MAX_ERROR_BYTES))
            chunks = chunks_of(response)
            first = next(chunks, b"")
            return self.stream(response, first, chunks) if first else kept(response, b"")
        except (socket.timeout, TimeoutError):
            return Outcome(error="timeout", phase=phase)
        except (OSError, http.client.HTTPException):
            error = "network" if phase == "headers" else "premature_close"
            return Outcome(error=error, phase=phase)
        finally:
            upstream.close()

    def stream(self, response: http.client.HTTPResponse, first: bytes,
               chunks: Iterator[bytes]) -> Outcome:
        """Passes the answer on as it comes. From here on nothing can be tried again."""
        try:
            self.start(response.status, response.getheaders())
            chunk = first
            while chunk:
                self.write_chunk(chunk)
                try:
                    chunk = next(chunks, b"")
                except (OSError, http.client.HTTPException):
                    return self.broken("stream_error")
            self.write_chunk(b"")
        except OSError:
            return self.broken("cancelled")
        return Outcome(status=response.status, headers=dict(response.getheaders()),
                       phase="end", streamed=True)

    def broken(self, error: str) -> Outcome:
        self.close_connection = True  # The only way left to tell the caller.
        return Outcome(error=error, phase="mid_stream", streamed=True)

    def give(self, outcome: Outcome) -> None:
        """Gives the caller the answer that was kept, or says that there was none."""
        answer: Answer | None = outcome.answer
        if answer:
            headers = answer.headers
            wait_ms = (outcome.verdict or {}).get("retry_after_ms")
            if wait_ms and not any(name.lower() == "retry-after" for name, _ in headers):
                headers = [*headers, ("retry-after", str(math.ceil(wait_ms / 1000)))]
            self.reply(answer.status, headers, answer.body)
        elif not outcome.streamed:
            status = 504 if outcome.error == "timeout" else 502
            self.explain(status, "the upstream did not answer")

    def explain(self, status: int, message: str, retry_after: float | None = None) -> None:
        """Answers by itself, in JSON; `retry_after` is in seconds."""
        headers = [("content-type", "application/json")]
        if retry_after is not None:
            headers.append(("retry-after", str(max(1, math.ceil(retry_after)))))
        error = {"type": "error", "error": {"type": "proxy_error", "message": message}}
        self.reply(status, headers, json.dumps(error).encode())

    def reply(self, status: int, headers: Headers, body: bytes) -> None:
        try:
            self.start(status, headers, len(body))
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def start(self, status: int, headers: Headers, length: int | None = None) -> None:
        """Sends the head; without a length the body comes in chunks, or ends the connection."""
        self.send_response_only(status)
        for name, value in end_to_end(headers):
            self.send_header(name, value)
        if length is not None:
            self.send_header("content-length", str(length))
        elif self.request_version == "HTTP/1.1":
            self.send_header("transfer-encoding", "chunked")
        else:
            self.close_connection = True
        self.end_headers()

    def write_chunk(self, chunk: bytes) -> None:
        """Sends a part of a body of unknown length; an empty one ends it."""
        if self.request_version == "HTTP/1.1":
            chunk = b"%x\r\n%b\r\n" % (len(chunk), chunk)
        self.wfile.write(chunk)


def upstream_headers(headers: Headers, lease: accountd.Lease) -> dict[str, str]:
    """The caller's headers without its credentials, and the lease's own over them."""
    merged: dict[str, str] = {}
    for name, value in end_to_end(headers):
        name = name.lower()
        if name not in REPLACED:
            merged[name] = f"{merged[name]}, {value}" if name in merged else value
    merged.update({name.lower(): value for name, value in lease.headers.items()})
    return {**merged, "accept-encoding": "identity"}


def kept(response: http.client.HTTPResponse, body: bytes) -> Outcome:
    """The outcome of an answer that is read whole, because it may not be the last one."""
    headers = response.getheaders()
    answer = Answer(response.status, headers, body)
    if not body and response.status in (200, 201):
        return Outcome(error="empty_response", answer=answer)
    return Outcome(status=response.status, headers=dict(headers), body=body, answer=answer)


def chunks_of(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """The body as it arrives; an end before its declared length is an IncompleteRead."""
    left = response.length
    while left is None or left > 0:
        chunk = response.read1(CHUNK_BYTES if left is None else min(left, CHUNK_BYTES))
        if not chunk:
            break
        yield chunk
        left = None if left is None else left - len(chunk)
    if left:
        raise http.client.IncompleteRead(b"", left)


def end_to_end(headers: Headers) -> Iterator[tuple[str, str]]:
    """All headers but those that belong to one connection."""
    named = {token.strip().lower() for name, value in headers if name.lower() == "connection"
             for token in value.split(",")}
    return (pair for pair in headers if pair[0].lower() not in HOP_BY_HOP | named)


def model_of(body: bytes) -> str | None:
    try:
        request = json.loads(body)
    except (ValueError, RecursionError):
        return None
    model = request.get("model") if isinstance(request, dict) else None
    return model if isinstance(model, str) else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--listen", default="127.0.0.1:8080", metavar="HOST:PORT")
    parser.add_argument("--socket", metavar="PATH", help="accountd's lease socket")
    parser.add_argument("--provider", required=True)
    parser.add_argument("--upstream", required=True, metavar="URL",
                        help="where to send requests when the account names no base_url")
    parser.add_argument("--only-upstream", action="store_true",
                        help="send them nowhere else, whatever base_url an account names")
    parser.add_argument("--wait-ms", type=int, default=0, help="how long to wait for an account")
    options = parser.parse_args()
    host, _, port = options.listen.rpartition(":")
    Forwarder.options = options
    Forwarder.client = accountd.Client(options.socket, name="example-proxy")
    with ThreadingHTTPServer((host, int(port)), Forwarder) as server:
        print(f"listening on http://{host}:{server.server_port}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
