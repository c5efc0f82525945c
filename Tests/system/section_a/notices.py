"""What the daemon tells its manager, and how it reads its inventory anew."""

import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Dict, List

from cases import ACCOUNTS, SLOTS, Stage, case
from notify_socket import Notice
from service_manager import ServiceManager
from service_process import ServiceProcess
from suite.checks import Observer, check, equal
from suite.connection import Connection, result_of
from suite.lab import in_time
from support import expect, inventory

WATCHDOG_SECONDS = 0.4
BEATS, LOADING = 5, 2
LATE_SECONDS = 0.02
ASKED_AT_ONCE = 4
STATUS_FIELDS = {"STATUS"}


def told(manager: ServiceManager) -> List[str]:
    """The messages in their order, without numbers for people and repetitions."""
    texts: List[str] = []
    for notice in manager.notices:
        names = [name for name in notice.fields if name not in STATUS_FIELDS]
        text = " ".join(name if name == "MONOTONIC_USEC" else f"{name}={notice.fields[name]}"
                        for name in names)
        if text and texts[-1:] != [text]:
            texts.append(text)
    return texts


@case("A-05", "READY, then WATCHDOG, RELOADING with its time, READY, WATCHDOG, STOPPING")
def a_05(stage: Stage) -> None:
    manager = stage.service(watchdog=WATCHDOG_SECONDS)
    process = manager.start().ready()
    process.await_notice("WATCHDOG=1")
    begun = time.clock_gettime(time.CLOCK_MONOTONIC)
    process.signal(signal.SIGHUP)
    reloading = process.await_notice("RELOADING=1")
    at = int(reloading.fields["MONOTONIC_USEC"]) / 1e6
    check(begun <= at <= time.clock_gettime(time.CLOCK_MONOTONIC), f"reloading at {at}, not then")
    process.ready()
    process.await_notice("WATCHDOG=1")
    process.signal(signal.SIGTERM)
    process.await_notice("STOPPING=1")
    equal(process.wait(), 0, "the exit status")
    equal(told(manager), ["READY=1", "WATCHDOG=1", "RELOADING=1 MONOTONIC_USEC", "READY=1",
                          "WATCHDOG=1", "STOPPING=1"], "what was said")
    equal({notice.process for notice in manager.notices}, {process.pid}, "who said it")


@case("A-07", "WATCHDOG twice in its time, also under load; none, and SIGKILL, when no turn ends")
def a_07(stage: Stage) -> str:
    manager = stage.service(watchdog=WATCHDOG_SECONDS)
    process = manager.start().ready()
    idle = period(process)
    stop = threading.Event()
    with ThreadPoolExecutor(LOADING) as crowd:
        clients = [crowd.submit(load, manager.path("lease"), stop) for _ in range(LOADING)]
        try:
            loaded = period(process)
        finally:
            stop.set()
    for client in clients:
        client.result()
    # It is the one thread that serves which says so: there is no other that could.
    equal(threads(process), 1, "the threads of the daemon")
    stalled(stage, manager)
    equal(process.terminate(), 0, "the exit status")
    bitten(stage)
    return f"every {idle * 1000:.0f} ms, under load {loaded * 1000:.0f} ms"


def period(process: ServiceProcess) -> float:
    """The longest time between two signs of life, in seconds; fails when it is too long."""
    def longest() -> float:
        beats = [process.await_notice("WATCHDOG=1").at for _ in range(BEATS + 1)]
        return max(later - earlier for earlier, later in zip(beats, beats[1:]))

    return in_time(longest, 0, WATCHDOG_SECONDS / 2 + LATE_SECONDS, "a sign of life")


def load(path: str, stop: threading.Event) -> None:
    """Keeps the daemon busy until it is told to stop."""
    connection = Connection(path, Observer())
    while not stop.is_set():
        # An answer follows the other, so that no turn of the daemon finds nothing to do.
        asked = [connection.ask("Health") for _ in range(16)]
        for identifier in asked:
            connection.reply(identifier)
    connection.close()


def threads(process: ServiceProcess) -> int:
    """How many threads a process has."""
    fields: Dict[str, str] = dict(
        line.split(":", 1)  # type: ignore[misc]
        for line in Path(f"/proc/{process.pid}/status").read_text("ascii").splitlines())
    return int(fields["Threads"])


def stalled(stage: Stage, manager: ServiceManager) -> None:
    """A daemon that stands still says nothing, and goes on when it may."""
    process = manager.processes[-1]
    process.await_notice("WATCHDOG=1")
    process.stop()
    since = len(manager.notices)
    check(not manager.notify.await_message(time.monotonic() + 2 * WATCHDOG_SECONDS),
          f"said while it stood still: {[each.text for each in manager.notices[since:]]}")
    process.proceed()
    process.await_notice("WATCHDOG=1")
    stage.connect(manager).stays()


def bitten(stage: Stage) -> None:
    """A daemon whose turn does not end is killed in the watchdog's time, and the next serves."""
    manager = stage.managers[-1]
    manager.command[0] = stage.debug_daemon
    process = manager.start(environment={"ACCOUNTD_FAULT": "turn-begun:3:stop"}).ready()
    process.await_stopped()
    manager.enforce_watchdog(process, patience=3 * WATCHDOG_SECONDS)
    equal(process.wait(), -signal.SIGKILL, "how it ended")
    manager.start().ready()
    stage.connect(manager).stays()


@case("A-08", "an inventory read anew, one with mistakes, several asked for at once")
def a_08(stage: Stage) -> None:
    manager = stage.service()
    process = manager.start().ready()
    holder, operator = stage.connect(manager), stage.connect(manager, "ops")
    lease = holder.result("Select", {"provider": "claude"})["lease"]["lease_id"]
    stage.folder.accounts(inventory(ACCOUNTS + 1, max_in_flight=SLOTS))
    reload(process)
    equal(listed(operator), ACCOUNTS + 1, "accounts after one more")
    mistaken = inventory(1)
    mistaken["accounts"][0]["idd"] = "x"
    stage.folder.accounts(mistaken)
    reload(process)
    expect("did you mean" in process.log and "the old inventory stays" in process.log, process.log)
    problems = operator.refusal("BAD_INVENTORY", "Reload")["problems"]
    check(any("accounts.json" in line for line in problems), f"no place in {problems}")
    equal(listed(operator), ACCOUNTS + 1, "accounts after mistakes")
    stage.folder.accounts(inventory(ACCOUNTS, max_in_flight=SLOTS))
    all_at_once(stage, manager, process)
    equal(listed(operator), ACCOUNTS, "accounts after all at once")
    holder.result("Renew", {"lease_id": lease})
    equal(process.terminate(), 0, "the exit status")
    reading = [notice for notice in manager.notices if is_of_reload(notice)]
    for begun, ended in zip(reading[1::2], reading[2::2]):
        check(begun.says("RELOADING=1") and ended.says("READY=1"), "READY and RELOADING are mixed")


def is_of_reload(notice: Notice) -> bool:
    """Whether it says that the inventory is, or was, read."""
    return notice.says("RELOADING=1") or notice.says("READY=1")


def reload(process: ServiceProcess) -> None:
    """Has the inventory read by a signal, and waits until it was."""
    process.signal(signal.SIGHUP)
    process.await_notice("RELOADING=1")
    process.ready()


def listed(operator: Connection) -> int:
    """How many accounts there are."""
    return len(operator.result("Accounts")["accounts"])


def all_at_once(stage: Stage, manager: ServiceManager, process: ServiceProcess) -> None:
    """A signal and several operators ask for the same while the daemon stands still."""
    operators = [stage.connect(manager, "ops") for _ in range(ASKED_AT_ONCE)]
    for operator in operators:
        operator.stays()
    process.stop()
    process.signal(signal.SIGHUP)
    asked = [(operator, operator.ask("Reload")) for operator in operators]
    since = len(manager.notices)
    process.proceed()
    for operator, identifier in asked:
        equal(result_of(operator.reply(identifier))["accounts"], ACCOUNTS, "accounts")
    process.await_notice("RELOADING=1")
    process.ready()
    count = sum(notice.says("RELOADING=1") for notice in manager.notices[since:])
    check(1 <= count <= 2, f"read {count} times for what was asked at once")
