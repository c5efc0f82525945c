"""What the system tests share: a daemon in a folder of its own, and a bare client."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, TypeVar

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 10.0
AnyProcess = TypeVar("AnyProcess", bound="Process")


class Wrong(Exception):
    """The daemon did what it should not."""


def expect(condition: bool, sentence: str) -> None:
    """Fails with the sentence when the condition does not hold."""
    if not condition:
        raise Wrong(sentence)


def program(arguments: List[str]) -> str:
    """The daemon's path: the first argument, else the release build's."""
    path = Path(arguments[0]) if arguments else ROOT / ".build" / "release" / "accountd"
    if not os.access(path, os.X_OK):
        raise Wrong(f"{path} is no program; build it with: swift build -c release")
    return str(path.absolute())


def inventory(accounts: int = 1, provider: str = "claude", **fields: Any) -> Dict[str, Any]:
    """Accounts `claude-1`, `claude-2`… with keys of nobody's."""
    return {"accounts": [
        {"id": f"{provider}-{number}", "provider": provider, **fields,
         "credential": {"kind": "api_key", "api_key": f"test-key-{number}"}}
        for number in range(1, accounts + 1)]}


class Folder:
    """A temporary folder for sockets, logs and inventories, removed at the end."""

    def __init__(self) -> None:
        # Below /tmp, because the path of a socket has at most 107 bytes.
        self.path = Path(tempfile.mkdtemp(prefix="accountd-", dir="/tmp"))

    def __enter__(self) -> "Folder":
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path)

    def __call__(self, name: str) -> str:
        """The path of a name inside."""
        return str(self.path / name)

    def write(self, name: str, text: str, mode: int = 0o600) -> str:
        """Makes a file and answers with its path."""
        path = self.path / name
        path.write_text(text, "utf-8")
        path.chmod(mode)
        return str(path)

    def accounts(self, contents: Dict[str, Any]) -> str:
        """Makes an inventory and answers with its path."""
        return self.write("accounts.json", json.dumps(contents, indent=1))


class Process:
    """A process that is ended by its number, with its output in a file."""

    def __init__(self, command: List[str], log: str, **more: Any) -> None:
        """Starts it; `more` goes to Popen."""
        self._log = Path(log)
        with open(log, "ab") as output:
            self.child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, **more)

    def __enter__(self: AnyProcess) -> AnyProcess:
        return self

    def __exit__(self, *_: object) -> None:
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()

    @property
    def log(self) -> str:
        """What the process printed so far."""
        return self._log.read_text("utf-8", "replace")

    def await_line(self, words: str) -> None:
        """Waits until the process has printed these words."""
        deadline = time.monotonic() + START_SECONDS
        while words not in self.log:
            expect(self.child.poll() is None, f"ended before it printed \"{words}\": {self.log}")
            expect(time.monotonic() < deadline, f"did not print \"{words}\": {self.log}")
            time.sleep(0.002)

    def await_socket(self, path: str) -> "Client":
        """Waits until somebody accepts at the path, and answers with that connection."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return Client(path)
            except OSError:
                expect(self.child.poll() is None, f"ended before it listened: {self.log}")
                expect(time.monotonic() < deadline, f"does not listen: {self.log}")
                time.sleep(0.002)

    def end(self) -> int:
        """Asks the process to end (SIGTERM), and answers with its exit status."""
        self.child.terminate()
        return self.child.wait(START_SECONDS)


class Activated(Process):
    """A program that systemd-socket-activate starts when somebody comes to one of its sockets: one
    of each name, in the folder, where its log is too."""

    def __init__(self, folder: Folder, names: Sequence[str], command: Sequence[str],
                 *options: str) -> None:
        activate = ["systemd-socket-activate", *options, "--fdname=" + ":".join(names)]
        for name in names:
            activate += ["-l", folder(f"{name}.sock")]
        super().__init__([*activate, *command], folder("log"))
        try:
            # The descriptors that are passed begin at 3.
            self.await_line(f"as {2 + len(names)}.")
        except BaseException:
            self.__exit__()
            raise


class Client:
    """One connection that sends frames and reads them, and knows nothing else."""

    def __init__(self, path: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(START_SECONDS)
        try:
            self._socket.connect(path)
        except OSError:
            self._socket.close()
            raise
        self._id = 0

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection."""
        self._socket.close()

    def call(self, method: str, params: Optional[Dict[str, Any]] = None) -> Dict[str, Any]:
        """Sends a request and answers with its result; fails on an error."""
        reply = self.reply(method, params)
        expect("result" in reply, f"{method} was answered with {reply}")
        return dict(reply["result"])

    def reply(self, method: str, params: Optional[Dict[str, Any]] = None) -> Dict[str, Any]:
        """Sends a request and answers with the whole reply."""
        self._id += 1
        request = {"jsonrpc": "2.0", "id": self._id, "method": method, "params": params or {}}
        payload = json.dumps(request).encode()
        self._socket.sendall(len(payload).to_bytes(4, "big") + payload)
        reply = json.loads(self._read(int.from_bytes(self._read(4), "big")))
        expect(reply.get("id") == self._id, f"{method} was answered with {reply}")
        return dict(reply)

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self._socket.recv(count - len(data))
            expect(bool(part), "the daemon closed the connection")
            data += part
        return data
