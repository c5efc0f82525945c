"""Where the Node client is, and how a test has Node run a script with it."""
from __future__ import annotations

import json
import shutil
import subprocess
import threading
import unittest
from typing import Any

from support import ROOT, DaemonTest, Scenario

SOURCES = ROOT / "proto-spec" / "clients" / "node"
PLAIN = Scenario("plain", "", "")
# What a script of a test has at hand: a client that does not sleep, and notes how long it would.
PRELUDE = """
import * as accountd from %(module)s;
import { once } from "node:events";
const pauses = [];
const quick = (tokens) => new accountd.Retry({
  tokens, uniform: (longest) => longest,
  sleep: async (milliseconds) => { pauses.push(milliseconds); },
});
const make = (options) => new accountd.Client({ path: %(path)s, retry: quick(), ...options });
const client = make(%(options)s);
const untilTold = () => once(process.stdin, "data");
const failure = async (promise) => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
};
const say = (value) => console.log(JSON.stringify(value));
"""


def setUpModule() -> None:
    if shutil.which("node") is None:
        raise unittest.SkipTest("Node is not installed")


class Script:
    """A module that Node runs: it says values, a line each, and may be told lines."""

    def __init__(self, text: str, path: str, **options: Any) -> None:
        module = (SOURCES / "accountd.mjs").as_uri()
        prelude = PRELUDE % {name: json.dumps(value) for name, value in (
            ("module", module), ("path", path), ("options", options))}
        self._process = subprocess.Popen(
            ["node", "--input-type=module", "--eval", prelude + text], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._watch = threading.Timer(30, self._process.kill)
        self._watch.start()

    def heard(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise AssertionError(self.end())
        return json.loads(line)

    def tell(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("go on\n")
        self._process.stdin.flush()

    def end(self) -> str:
        """What it said on standard error until it ended, and whether that was not by itself."""
        _, errors = self._process.communicate()
        self._watch.cancel()
        return errors + ("it did not end" if self._process.returncode < 0 else "")


class ScriptTest(DaemonTest):
    def start(self, text: str, **options: Any) -> Script:
        script = Script(text, self.path, **options)
        self.addCleanup(script.end)
        return script

    def run_script(self, text: str, **options: Any) -> Any:
        """The one value that a script says; it must end well and by itself."""
        script = Script(text, self.path, **options)
        try:
            value = script.heard()
        finally:
            errors = script.end()
        self.assertEqual(errors, "")
        return value
