"""What the tests of account-proxy share: the daemon and the proxy in front of an upstream."""

import json
import subprocess
from pathlib import Path
from typing import Optional

from support import Folder, Process, inventory
from upstream import Upstream

KEY = "the-callers-own-key"


class Proxy:
    """A daemon and a proxy in front of an upstream."""

    def __init__(self, daemon: str, upstream: Upstream, accounts: int = 3, slots: int = 4) -> None:
        self._daemon, self._folder = daemon, Folder()
        self._accounts = self._folder.accounts(inventory(accounts, max_in_flight=slots))
        # The SDKs of both are to call the same accounts.
        routes = [{"prefix": f"/{name}", "provider": "claude", "upstream": upstream.address,
                   "dialect": name} for name in ("anthropic", "openai")]
        path = self._folder.write("routes.json", json.dumps({"routes": routes}))
        keys = self._folder.write("keys", KEY + "\n")
        self.start_daemon()
        self.process = Process(
            [str(Path(daemon).with_name("account-proxy")), "--listen", "127.0.0.1:0",
             "--socket", self._folder("lease.sock"), "--routes", path, "--client-keys", keys],
            self._folder("proxy.log"))
        self.process.await_line("listening on ")
        self.address = self.process.log.split("listening on ")[1].split()[0]

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.__exit__()
        self.daemon.__exit__()
        self._folder.__exit__()

    def start_daemon(self) -> None:
        self.daemon = Process(
            [self._daemon, "--accounts", self._accounts, "--listen-lease",
             self._folder("lease.sock"), "--listen-ops", self._folder("ops.sock")],
            self._folder("daemon.log"))
        self.daemon.await_socket(self._folder("lease.sock")).close()

    def kill_daemon(self) -> None:
        self.daemon.child.kill()
        self.daemon.child.wait()

    def page(self, name: str) -> str:
        return curl(f"{self.address}/-/{name}")[1]

    def in_use(self) -> int:
        return int(json.loads(self.page("summary"))["providers"]["claude"]["in_use"])


def curl(
    url: str, body: Optional[str] = None, *options: str, key: str = KEY
) -> "tuple[str, str]":
    """The status and the body that curl sees; its own failure is a status of letters."""
    command = ["curl", "--silent", "--max-time", "30", "--header", f"x-api-key: {key}",
               "--write-out", "\n%{http_code}", *options, url]
    if body is not None:
        command += ["--header", "content-type: application/json", "--data", body]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    text, _, status = run.stdout.decode().rpartition("\n")
    return (status if run.returncode == 0 else f"curl {run.returncode}"), text
