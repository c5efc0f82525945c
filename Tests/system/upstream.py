"""A fake AI upstream for the tests of account-proxy: what it does depends on the account."""

import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Dict, List, Optional

EVENT_PAUSE = 0.02


class Upstream(ThreadingHTTPServer):
    """Answers in the manner of Anthropic and OpenAI, and remembers who asked for what.

    `conduct` says by account what it does: `well`, `limited`, `refused`, `cut`, `empty` or `slow`.
    """

    daemon_threads = True
    request_queue_size = 512

    def __init__(self, conduct: Dict[str, str], events: int = 5) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.conduct = conduct
        self.events = events
        self.calls: Counter = Counter()
        self.most: Counter = Counter()
        self.begun: List[str] = []
        self.texts: List[str] = []
        self.aborted: List[float] = []
        self.sent: Dict[int, float] = {}
        self._now: Counter = Counter()
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def enter(self, account: str, text: str) -> None:
        with self._lock:
            self.calls[account] += 1
            self._now[account] += 1
            self.most[account] = max(self.most[account], self._now[account])
            self.texts.append(text)

    def leave(self, account: str) -> None:
        with self._lock:
            self._now[account] -= 1

    def handle_error(self, *_: object) -> None:
        """Keeps quiet about callers that went away."""


class Handler(BaseHTTPRequestHandler):
    """One caller of the upstream."""

    protocol_version = "HTTP/1.1"
    server: Upstream

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        bearer = self.headers.get("authorization", "").partition(" ")[2]
        account = self.headers.get("x-api-key") or bearer or "nobody"
        self.server.enter(account, f"{self.path}\n{self.headers}\n{body!r}")
        try:
            self.answer(account, json.loads(body or b"{}"))
        except OSError:
            self.server.aborted.append(time.monotonic())
            self.close_connection = True
        finally:
            self.server.leave(account)

    def answer(self, account: str, request: Dict[str, object]) -> None:
        conduct = self.server.conduct.get(account, "well")
        if conduct == "limited":
            self.document(429, {"type": "error", "error": {
                "type": "rate_limit_error", "message": "too many"}}, {"retry-after": "60"})
        elif conduct == "refused":
            self.document(401, {"type": "error", "error": {
                "type": "authentication_error", "message": "bad key"}},
                {"www-authenticate": "Basic realm=\"x\""})
        elif conduct == "empty":
            self.send_response_only(200)
            self.send_header("content-length", "0")
            self.end_headers()
        elif request.get("stream"):
            self.stream(conduct, account)
        elif conduct == "cut":
            self.close_connection = True
        else:
            self.document(200, self.message(), {})

    def message(self) -> Dict[str, object]:
        if "/chat/" in self.path:
            return {"id": "c", "object": "chat.completion", "created": 1, "model": "m",
                    "choices": [{"index": 0, "finish_reason": "stop",
                                 "message": {"role": "assistant", "content": "hello"}}],
                    "usage": {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}}
        return {"id": "m", "type": "message", "role": "assistant", "model": "m",
                "content": [{"type": "text", "text": "hello"}], "stop_reason": "end_turn",
                "stop_sequence": None, "usage": {"input_tokens": 3, "output_tokens": 4}}

    def document(self, status: int, value: object, headers: Dict[str, str]) -> None:
        body = json.dumps(value).encode()
        self.send_response_only(status)
        for name, text in {**headers, "content-type": "application/json",
                           "set-cookie": "account=1; Path=/"}.items():
            self.send_header(name, text)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self, conduct: str, account: str) -> None:
        self.send_response_only(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        self.server.begun.append(account)
        pieces = self.openai() if "/chat/" in self.path else self.anthropic()
        for number, piece in enumerate(pieces):
            if conduct == "cut" and number == 3:
                self.close_connection = True
                return
            self.server.sent[number] = time.monotonic()
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            time.sleep(EVENT_PAUSE)
        self.wfile.write(b"0\r\n\r\n")

    def anthropic(self) -> List[bytes]:
        start = {**self.message(), "content": [], "stop_reason": None}
        events: List[Dict[str, object]] = [
            {"type": "message_start", "message": start},
            {"type": "content_block_start", "index": 0,
             "content_block": {"type": "text", "text": ""}}]
        events += [{"type": "content_block_delta", "index": 0,
                    "delta": {"type": "text_delta", "text": f"{number} "}}
                   for number in range(self.server.events)]
        events += [{"type": "content_block_stop", "index": 0},
                   {"type": "message_delta", "usage": {"output_tokens": 9},
                    "delta": {"stop_reason": "end_turn", "stop_sequence": None}},
                   {"type": "message_stop"}]
        return [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()
                for event in events]

    def openai(self) -> List[bytes]:
        def chunk(delta: Dict[str, str], reason: Optional[str]) -> bytes:
            value = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
                     "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
            return f"data: {json.dumps(value)}\n\n".encode()
        pieces = [chunk({"role": "assistant"}, None)]
        pieces += [chunk({"content": f"{number} "}, None) for number in range(self.server.events)]
        return [*pieces, chunk({}, "stop"), b"data: [DONE]\n\n"]

    def log_message(self, *_: object) -> None:
        """Keeps quiet."""
