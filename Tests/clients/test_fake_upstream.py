"""The fake upstream: whom it limits, and that its log holds no token."""
from __future__ import annotations

import http.client
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from support import ROOT

PROGRAM = str(ROOT / "deploy" / "fake-upstream")


class FakeUpstream(unittest.TestCase):
    def start(self, *options: str) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.log = self.folder / "log"
        (self.folder / "labels").write_text('{"sk-secret-1":"mapped"}')
        program = subprocess.Popen([sys.executable, PROGRAM, "--log", str(self.log), *options],
                                   stdout=subprocess.PIPE, text=True, cwd=self.folder)
        self.addCleanup(program.wait)
        self.addCleanup(program.kill)
        assert program.stdout
        self.addCleanup(program.stdout.close)
        self.address = program.stdout.readline().strip().rpartition("//")[2]

    def ask(self, token: str, body: str = "{}", header: str = "authorization",
            ) -> tuple[int, str, str | None]:
        connection = http.client.HTTPConnection(self.address, timeout=10)
        value = f"Bearer {token}" if header == "authorization" else token
        connection.request("POST", "/v1/messages", body, {header: value, "x-request-id": "7"})
        response = connection.getresponse()
        answer = response.read().decode()
        connection.close()
        return response.status, answer, response.headers["retry-after"]

    def logged(self) -> list[list[str]]:
        return [line.split()[1:4] for line in self.log.read_text().splitlines()]

    def test_the_first_account_is_limited_and_the_others_are_not(self) -> None:
        self.start("--after", "1", "--retry-after", "60")
        statuses = [self.ask(token)[0] for token in (
            "demo-claude-a", "demo-claude-a", "demo-claude-b", "demo-claude-b", "demo-claude-a")]
        self.assertEqual(statuses, [200, 429, 200, 200, 429])
        self.assertIn(self.ask("demo-claude-a")[2], ("59", "60"))
        self.assertEqual(self.logged()[:3], [["7", "claude-a", "200"], ["7", "claude-a", "429"],
                                             ["7", "claude-b", "200"]])

    def test_a_named_account_is_limited(self) -> None:
        self.start("--after", "0", "--limit", "claude-b")
        statuses = [self.ask(token, header="x-api-key")[0]
                    for token in ("demo-claude-a", "demo-claude-b")]
        self.assertEqual(statuses, [200, 429])

    def test_after_its_time_the_account_is_open_again(self) -> None:
        self.start("--after", "1", "--retry-after", "0")
        self.assertEqual([self.ask("demo-claude-a")[0] for _ in range(4)], [200] * 4)

    def test_the_log_names_accounts_and_never_a_token(self) -> None:
        self.start("--labels", "labels")
        for token in ("sk-secret-1", "sk-secret-2", "sk-secret-3", "sk-secret-2"):
            self.ask(token)
        self.assertEqual([label for _, label, _ in self.logged()],
                         ["mapped", "account-2", "account-3", "account-2"])
        self.assertNotIn("secret", self.log.read_text())

    def test_it_streams_events_when_asked(self) -> None:
        self.start()
        status, answer, _ = self.ask("demo-claude-a", '{"stream":true}')
        self.assertEqual(status, 200)
        events = [json.loads(line[6:]) for line in answer.splitlines() if line[:6] == "data: "]
        self.assertEqual(events[-1]["type"], "message_stop")
        self.assertEqual("".join(event["delta"]["text"] for event in events[:-1]),
                         "An answer from the fake upstream.")


if __name__ == "__main__":
    unittest.main()
