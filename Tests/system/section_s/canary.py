"""Whether a credential is to be seen anywhere but where it belongs, after all that clients do."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Dict, List, Tuple

from cases import Stage, case
from notify_socket import NotifySocket
from secrecy import Search
from suite.checks import check
from suite.daemon import CANARY
from support import ROOT

RUNNER = ROOT / "proto-spec" / "conformance" / "run"
SUITE_SECONDS = 240
LISTEN_SECONDS = 0.1
# So many there are at least, or the run has seen next to nothing.
LEAST_FRAMES, LEAST_DAEMONS = 20_000, 10
# What the runner starts in the daemon's place: it keeps what the daemon was started with and what
# it prints, and becomes it.
STARTER = """#!/bin/sh
set -eu
kept={kept}/$$
mkdir -m 700 "$kept"
printf '%s\\n' "$@" --log-level debug > "$kept/argv"
env > "$kept/environ"
cp /proc/$$/environ "$kept/environ.raw"
NOTIFY_SOCKET={notify} WATCHDOG_USEC=2000000 exec {daemon} "$@" --log-level debug \\
    --state "$kept/state" --runtime "$kept/runtime" > "$kept/stdout" 2> "$kept/stderr"
"""


@case("S-09", "no credential is in a log line, a message to the service manager, a frame but a "
      "Select's credential, a process's arguments and environment, or a file but the inventory")
def s_09(stage: Stage) -> str:
    search = Search([CANARY, CANARY.partition("-")[2]])
    notify = NotifySocket(stage.folder("notify"))
    stage.folder.path.chmod(0o755)
    kept = open_folder(stage, "kept")
    starter = stage.folder.write("accountd", STARTER.format(
        kept=kept, notify=notify.path, daemon=stage.daemon), 0o755)
    record = stage.folder("record")
    try:
        played = play_suite(starter, record, notify, open_folder(stage, "tmp"))
        heard = "\n".join(notice.text for notice in notify.notices)
    finally:
        notify.close()
    daemons = len(list(kept.iterdir()))
    check(daemons >= LEAST_DAEMONS, f"only {daemons} daemons were started")
    leaks = list(search.in_files(kept.rglob("*")))
    leaks += [f"a message to the service manager has {form}" for form in search.in_bytes(
        heard.encode())]
    check("READY=1" in heard and "STATUS=" in heard, "nobody told the service manager anything")
    frames, shown = judge_frames(search, record, leaks)
    check(not leaks, "; ".join(leaks[:5]))
    logged = sum(path.stat().st_size for path in kept.rglob("stderr"))
    return (f"{frames} frames, {shown} of them with a credential where it belongs, {daemons} "
            f"daemons, {logged} bytes of log; the cases: {played}")


def open_folder(stage: Stage, name: str) -> Path:
    """A folder that is open to every user, as /tmp is."""
    folder = stage.folder.path / name
    folder.mkdir()
    folder.chmod(0o1777)
    return folder


def play_suite(starter: str, record: str, notify: NotifySocket, folder: Path) -> str:
    """Runs every conformance case against daemons that the starter becomes, below the folder;
    answers with the runner's last line.

    Whether they pass is judged elsewhere: what counts here is what they bring the daemon to say.
    """
    command = [sys.executable, str(RUNNER), "--daemon", starter, "--record", record]
    over = threading.Event()
    listener = threading.Thread(target=listen, args=(notify, over))
    listener.start()
    try:
        played = output_of(command, folder)
    finally:
        over.set()
        listener.join()
    last = played.strip().rpartition("\n")[2]
    check(" passed, " in last, f"the conformance cases were not played to their end: {last}")
    return last


def output_of(command: List[str], folder: Path) -> str:
    """What a program prints until it ends; when that takes too long it is killed, and with it the
    daemons that it has started. What they leave is in the folder."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          start_new_session=True,
                          env={**os.environ, "TMPDIR": str(folder)}) as runner:
        try:
            return runner.communicate(timeout=SUITE_SECONDS)[0]
        except BaseException:
            os.killpg(runner.pid, signal.SIGKILL)
            raise


def listen(notify: NotifySocket, over: threading.Event) -> None:
    """Takes in what the service manager is told: a daemon waits for one that does not listen."""
    while not over.is_set():
        notify.await_message(time.monotonic() + LISTEN_SECONDS)
    notify.collect()


def judge_frames(search: Search, record: str, leaks: List[str]) -> Tuple[int, int]:
    """Notes each frame that shows a credential where none belongs; answers how many frames there
    were, and how many had one where it does."""
    frames = shown = 0
    with open(record, "rb") as lines:
        for line in lines:
            frames += 1
            if not search.in_bytes(line):
                continue
            path, payload = json.loads(line)
            value = json.loads(payload)
            is_proxys = os.path.basename(path) == "lease.sock"
            shown += is_proxys and take_credential(value)
            rest = search.in_bytes(json.dumps(value).encode())
            if rest:
                leaks.append(f"a frame of {os.path.basename(path)} has {', '.join(rest)}: "
                             f"the answer to {sorted(value)}")
    check(frames >= LEAST_FRAMES, f"only {frames} frames were seen")
    check(shown > 0, "no Select showed a credential, so this shows nothing")
    return frames, shown


def take_credential(value: Dict[str, Any]) -> bool:
    """Takes the credential away where it belongs, in the answer to a Select."""
    result = value.get("result")
    if not isinstance(result, dict) or not {"credential", "lease"} <= set(result):
        return False
    del result["credential"]
    return True
