"""A client's connection: frames over a Unix socket, with bounded waiting for every answer."""

import json
import select
import socket
import time
from typing import Any, Dict, List, Optional, Tuple, Union

from .checks import Failure, Observer, check, equal, shown
from .spec import ERRORS, GOAWAYS

Identifier = Union[int, str, None]
PATIENCE = 5.0
"""Seconds that a case waits for an answer that is due at once, on a busy machine."""


def framed(payload: Union[str, bytes]) -> bytes:
    """The payload behind its length, four bytes big-endian."""
    data = payload.encode("utf-8") if isinstance(payload, str) else payload
    return len(data).to_bytes(4, "big") + data


def request(identifier: Identifier, method: str, params: Any = None) -> bytes:
    """One request's frame; without `params` when they are None."""
    value: Dict[str, Any] = {"jsonrpc": "2.0", "id": identifier, "method": method}
    if params is not None:
        value["params"] = params
    return framed(json.dumps(value))


def notification(method: str, params: Any) -> bytes:
    """One notification's frame."""
    return framed(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}))


class Connection:
    """One connection to a daemon. Every frame that comes is shown to the observer."""

    def __init__(self, path: str, observer: Observer) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.observer = observer
        self._path = path
        self.pushed: List[Dict[str, Any]] = []
        self.received = bytearray()
        self._replies: List[Dict[str, Any]] = []
        self._last_identifier = 1_000_000
        self.socket.connect(path)

    def close(self) -> None:
        """Closes the client's side; more than once does nothing."""
        self.socket.close()

    def half_close(self) -> None:
        """Ends what the client sends; answers still come."""
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    # Sending

    def send(self, data: bytes) -> bool:
        """Sends bytes as they are; false when the server has closed."""
        self.socket.settimeout(PATIENCE)
        try:
            self.socket.sendall(data)
            return True
        except (BrokenPipeError, ConnectionResetError):
            return False

    def ask(self, method: str, params: Any = None, identifier: Identifier = None) -> Identifier:
        """Sends one request without waiting; answers with its id."""
        if identifier is None:
            self._last_identifier += 1
            identifier = self._last_identifier
        self.send(request(identifier, method, params))
        return identifier

    # Receiving

    def frame(self, patience: float = PATIENCE) -> Optional[bytes]:
        """The next frame's payload; None when the server has closed between frames."""
        deadline = time.monotonic() + patience
        while True:
            payload = self._take_frame()
            if payload is not None:
                self.observer.keep(self._path, payload)
                return payload
            if not self._receive(deadline):
                check(not self.received, "closed inside a frame")
                return None

    def message(self, patience: float = PATIENCE) -> Optional[Dict[str, Any]]:
        """The next frame, parsed; None when the server has closed."""
        payload = self.frame(patience)
        if payload is None:
            return None
        try:
            value = json.loads(payload)
        except ValueError:
            raise Failure(f"a frame of {len(payload)} bytes is not JSON") from None
        self.observer.saw(payload, value)
        return value

    def reply(self, identifier: Identifier, patience: float = PATIENCE) -> Dict[str, Any]:
        """The answer to one request; what else comes before it is kept."""
        deadline = time.monotonic() + patience
        while True:
            for index, reply in enumerate(self._replies):
                if same_identifier(reply.get("id"), identifier):
                    return self._replies.pop(index)
            value = self.message(max(0.0, deadline - time.monotonic()))
            if value is None:
                last = self._last_words()
                raise Failure(f"closed before the answer to {shown(identifier)}{last}")
            (self.pushed if "method" in value else self._replies).append(value)

    def silence(self, seconds: float) -> None:
        """Fails when anything comes, or the server closes, within the time."""
        check(not self._replies, f"unexpected: {shown(self._replies)}")
        readable, _, _ = select.select([self.socket], [], [], seconds)
        if readable or self.received:
            raise Failure(f"unexpected: {shown(self.message(1.0))}")

    def push(self, method: str, patience: float = PATIENCE) -> Dict[str, Any]:
        """The params of the next notification of this method."""
        deadline = time.monotonic() + patience
        while True:
            for index, value in enumerate(self.pushed):
                if value["method"] == method:
                    return self.pushed.pop(index)["params"]
            value = self.message(max(0.0, deadline - time.monotonic()))
            check(value is not None, f"closed before {method}")
            (self.pushed if "method" in value else self._replies).append(value)

    # Calls

    def call(self, method: str, params: Any = None, patience: float = PATIENCE) -> Dict[str, Any]:
        """Sends a request and waits for its answer, whichever it is."""
        return self.reply(self.ask(method, params), patience)

    def result(self, method: str, params: Any = None, patience: float = PATIENCE) -> Any:
        """The result of a call that must succeed."""
        return result_of(self.call(method, params, patience))

    def refusal(self, reason: str, method: str, params: Any = None) -> Dict[str, Any]:
        """The error data of a call that must be refused for this reason."""
        return refusal_of(self.call(method, params), reason)

    def stays(self) -> None:
        """Fails unless the connection still answers a Health."""
        equal(self.result("Health"), {"status": "SERVING"}, "Health")

    # Endings

    def goaway(self, reason: str, patience: float = PATIENCE) -> Dict[str, Any]:
        """The params of the goaway that must come next, and the end after it."""
        value = self.message(patience)
        check(value is not None, f"closed without goaway {reason}")
        check(value.get("method") == "$/goaway", f"{shown(value)} instead of goaway {reason}")
        equal(value["params"].get("reason"), reason, "the goaway's reason")
        equal(value["params"].get("message"), GOAWAYS[reason]["message"], "the goaway's message")
        self.ended(patience)
        return value["params"]

    def ended(self, patience: float = PATIENCE) -> None:
        """Fails unless the server closes next, without another word."""
        value = self.message(patience)
        check(value is None, f"{shown(value)} instead of a close")

    def until_end(self, patience: float = PATIENCE) -> List[Dict[str, Any]]:
        """All messages up to the server's close."""
        deadline = time.monotonic() + patience
        messages = []
        while True:
            value = self.message(max(0.0, deadline - time.monotonic()))
            if value is None:
                return messages
            messages.append(value)

    # Inside

    def _take_frame(self) -> Optional[bytes]:
        if len(self.received) < 4:
            return None
        length = int.from_bytes(self.received[:4], "big")
        check(0 < length <= 1 << 20, f"the server sent a header that says {length}")
        if len(self.received) < 4 + length:
            return None
        payload = bytes(self.received[4 : 4 + length])
        del self.received[: 4 + length]
        return payload

    def _receive(self, deadline: float) -> bool:
        """Takes what has come; false at the end, a failure at the deadline."""
        remaining = deadline - time.monotonic()
        try:
            self.socket.settimeout(max(0.001, remaining))
            data = self.socket.recv(1 << 18)
        except ConnectionResetError:
            return False
        except socket.timeout:
            raise Failure("no answer and no close in time") from None
        self.received += data
        return bool(data)

    def _last_words(self) -> str:
        for value in self.pushed:
            if value.get("method") == "$/goaway":
                return f", with goaway {value['params'].get('reason')}"
        return ""


def same_identifier(one: Identifier, other: Identifier) -> bool:
    """Whether two ids are the same, in type too."""
    return one == other and type(one) is type(other)


def result_of(reply: Dict[str, Any]) -> Any:
    """The result of an answer that must be one."""
    if "result" not in reply:
        raise Failure(f"refused: {shown(reply.get('error'))}")
    return reply["result"]


def refusal_of(reply: Dict[str, Any], reason: str) -> Dict[str, Any]:
    """The error data of an answer that must be a refusal for this reason."""
    if "error" not in reply:
        raise Failure(f"{shown(reply.get('result'))} instead of {reason}")
    error = reply["error"]
    equal(error.get("data", {}).get("reason"), reason, "the reason")
    equal(error.get("code"), ERRORS[reason]["code"], "the code")
    equal(error.get("message"), ERRORS[reason]["message"], "the message")
    return error["data"]


def timed(connection: Connection, method: str, params: Any, patience: float) -> Tuple[Any, float]:
    """A call's answer, whichever it is, and the seconds that it took."""
    begun = time.monotonic()
    reply = connection.call(method, params, patience)
    return reply, time.monotonic() - begun
