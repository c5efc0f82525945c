"""Case E-16 believes no daemon that tells something else of itself than what it does."""
from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from typing import Any, Optional

SPEC_FOLDER = Path(__file__).resolve().parents[2] / "proto-spec"
sys.dont_write_bytecode = True
sys.path.insert(0, str(SPEC_FOLDER / "conformance"))

from suite import discovery, spec  # noqa: E402
from suite.checks import Failure, Observer  # noqa: E402
from suite.connection import framed  # noqa: E402
from suite.lab import Lab  # noqa: E402

TEXT = (SPEC_FOLDER / "openrpc.json").read_text("utf-8")


class DescribedServer:
    """Serves what a document tells, on one socket, as far as codes go."""

    def __init__(self, kind: str, document: dict[str, Any], served: dict[str, Any]) -> None:
        self.path = os.path.join(tempfile.mkdtemp(prefix="accountd-"), "socket")
        self._methods = discovery.Methods(served)
        self._kind = kind
        self._document = document
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self.path)
        self._listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        try:
            peer, _ = self._listener.accept()
        except OSError:
            return
        with peer, peer.makefile("rb") as stream:
            while header := stream.read(4):
                request = json.loads(stream.read(int.from_bytes(header, "big")))
                answer = {"id": request["id"], "jsonrpc": "2.0", **self._answer(request)}
                peer.sendall(framed(spec.canonical(answer)))

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        name = request["method"]
        if name not in self._methods.served:
            return self._error("METHOD_NOT_FOUND")
        if self._kind not in self._methods.sockets(name):
            return self._error("METHOD_NOT_ON_THIS_SOCKET")
        if name == "rpc.discover" and "params" not in request:
            return {"result": self._document}
        return self._error("BAD_FIELD")

    @staticmethod
    def _error(reason: str) -> dict[str, Any]:
        return {"error": json.loads(TEXT)["components"]["errors"][reason]}

    def close(self) -> None:
        """Ends it and removes its folder."""
        self._listener.close()
        os.unlink(self.path)
        os.rmdir(os.path.dirname(self.path))


class DiscoveryTests(unittest.TestCase):
    def verdict(
        self, told: Optional[dict[str, Any]] = None, served: Optional[dict[str, Any]] = None
    ) -> Optional[str]:
        """Why E-16 fails of a daemon that tells the one and serves the other; None if not."""
        right = json.loads(TEXT)
        servers = [DescribedServer(kind, told or right, served or right)
                   for kind in ("lease", "ops")]
        lab = Lab(Observer(), servers[0].path, servers[1].path, None, "e-16")
        try:
            discovery.e_16(lab)
            return None
        except Failure as failure:
            return str(failure)
        finally:
            lab.close()
            for server in servers:
                server.close()

    def test_a_daemon_that_tells_what_it_serves_passes(self) -> None:
        self.assertIsNone(self.verdict())

    def test_another_document_fails(self) -> None:
        told = json.loads(TEXT)
        told["info"]["title"] = "another"
        self.assertIn("is not proto-spec/openrpc.json", self.verdict(told=told) or "")

    def test_a_method_that_is_listed_and_not_served_fails(self) -> None:
        served = json.loads(TEXT)
        served["methods"] = [each for each in served["methods"] if each["name"] != "Renew"]
        self.assertIn("Renew is not served on the lease", self.verdict(served=served) or "")

    def test_a_method_that_is_served_and_not_listed_fails(self) -> None:
        served = json.loads(TEXT)
        name = served["x-reserved"]["methods"][0]
        served["methods"].append({**served["methods"][0], "name": name})
        self.assertIn(f"{name} on the lease socket", self.verdict(served=served) or "")

    def test_a_method_on_a_socket_where_it_is_not_listed_fails(self) -> None:
        served = json.loads(TEXT)
        renew = next(each for each in served["methods"] if each["name"] == "Renew")
        renew["tags"].append({"$ref": "#/components/tags/ops"})
        self.assertIn("Renew on the ops socket", self.verdict(served=served) or "")


if __name__ == "__main__":
    unittest.main()
