"""How the daemon ends: what it still does for its clients, how long it takes, what stays."""

import os
import signal
import stat
import time
from typing import Any, Dict, List, Tuple

from cases import Stage, case
from service_manager import ServiceManager
from service_process import ServiceProcess, refused
from suite.checks import check, equal
from suite.connection import Connection, framed, refusal_of, request, result_of
from suite.lab import in_time
from suite.spec import LIMITS
from support import START_SECONDS, Folder, Wrong, inventory

CONFIGURATION = 78
DRAIN_SECONDS = LIMITS["drain_ms"] / 1000
# What the end of the process may take beyond what the daemon waits for.
MARGIN_SECONDS = 0.5
# Answers of 80 KiB each: more than a socket holds, less than closes a connection.
LONG_ANSWERS = 10
WISH = {"provider": "claude"}
LONG_WISH = {**WISH, "wait_ms": 60_000, "ctx": {"timeout_ms": 60_000}}


def three_kinds(stage: Stage, manager: ServiceManager) -> List[Connection]:
    """A connection that has seen no error, one that has seen -32601 and one -32700."""
    fresh, unknown, garbled = (stage.connect(manager) for _ in range(3))
    unknown.refusal("METHOD_NOT_FOUND", "Nonesuch")
    garbled.send(framed("{"))
    refusal_of(garbled.reply(None), "MALFORMED")
    fresh.stays()
    return [fresh, unknown, garbled]


@case("A-11", "SIGTERM: who waits gets 14 in 100 ms, what was sent is done but no Select, exit 0, "
      "also of connections that saw -32601 and -32700")
def a_11(stage: Stage) -> str:
    manager = stage.service(accounts=stage.folder.accounts(inventory(1, max_in_flight=4)))
    many_reports_are_done(stage)
    refused_after = in_time(lambda: waiters_are_refused(stage, manager), 0, 0.1, "14")
    what_was_sent_is_done(stage, manager)
    late_reader_gets_all(stage, manager)
    left_after = in_time(
        lambda: one_that_never_reads(stage, manager), DRAIN_SECONDS / 2,
        DRAIN_SECONDS + MARGIN_SECONDS, "one that never reads is left")
    return (f"14 after {refused_after * 1000:.0f} ms; "
            f"one that never reads is left after {left_after:.2f} s")


def waiters_are_refused(stage: Stage, manager: ServiceManager) -> float:
    """Seconds from the signal to the last refusal of those who wait."""
    process = manager.start().ready()
    holder = stage.connect(manager)
    leases = [holder.result("Select", WISH)["lease"]["lease_id"] for _ in range(4)]
    waiting = [(each, each.ask("Select", LONG_WISH)) for each in three_kinds(stage, manager)]
    for connection, _ in waiting:
        connection.stays()
    begun = time.monotonic()
    process.signal(signal.SIGTERM)
    for connection, identifier in waiting:
        refusal_of(connection.reply(identifier), "DRAINING")
    seconds = time.monotonic() - begun
    for connection in (holder, *(each for each, _ in waiting)):
        connection.goaway("DRAINING")
    equal(process.wait(DRAIN_SECONDS), 0, "the exit status")
    give_back(stage, manager, leases)
    return seconds


def give_back(stage: Stage, manager: ServiceManager, leases: List[str]) -> None:
    """Frees what outlives the daemon."""
    process = manager.start().ready()
    connection = stage.connect(manager)
    for lease in leases:
        connection.call("Release", {"lease_id": lease})
    equal(process.terminate(), 0, "the exit status")


def what_was_sent_is_done(stage: Stage, manager: ServiceManager) -> None:
    """What came behind the signal and before the goaway: reports and releases are carried out,
    Selects are not."""
    process = manager.start().ready()
    connections = three_kinds(stage, manager)
    leases = [each.result("Select", WISH)["lease"]["lease_id"] for each in connections]
    process.stop()
    process.signal(signal.SIGTERM)
    asked = [late_requests(*each) for each in zip(connections, leases)]
    process.proceed()
    for connection, (report, release, select, health) in zip(connections, asked):
        check(result_of(connection.reply(report))["applied"], "a report is not applied")
        result_of(connection.reply(release))
        refusal_of(connection.reply(select), "DRAINING")
        equal(result_of(connection.reply(health)), {"status": "NOT_SERVING"}, "Health")
        connection.goaway("DRAINING")
    equal(process.wait(DRAIN_SECONDS), 0, "the exit status")
    # The next daemon knows what was reported, and of no lease that was refused.
    process = manager.start().ready()
    operator = stage.connect(manager, "ops")
    equal(operator.result("Leases")["leases"], [], "the leases that are left")
    account = operator.result("Accounts")["accounts"][0]
    equal(account["success"], len(connections), "the requests that went well")
    equal(process.terminate(), 0, "the exit status")


def late_requests(connection: Connection, lease: str) -> Tuple[Any, ...]:
    """Asks, without waiting, for what a client may be at when the daemon ends."""
    return (connection.ask("MarkResult", {"lease_id": lease, "status": 200}),
            connection.ask("Release", {"lease_id": lease}),
            connection.ask("Select", WISH), connection.ask("Health"))


def many_reports_are_done(stage: Stage) -> None:
    """As many reports as a client may have in flight are carried out, behind the signal too."""
    count = LIMITS["max_in_flight"]
    with Folder() as folder:
        accounts = folder.accounts(inventory(1, max_in_flight=count))
        manager = ServiceManager(folder, [stage.daemon, "--accounts", accounts])
        with manager:
            process = manager.start().ready()
            connection = stage.connect(manager)
            leases = [connection.result("Select", WISH)["lease"]["lease_id"]
                      for _ in range(count)]
            process.stop()
            process.signal(signal.SIGTERM)
            connection.send(b"".join(
                request(number, "MarkResult", {"lease_id": lease, "status": 200, "release": True})
                for number, lease in enumerate(leases)))
            process.proceed()
            answers = [message for message in connection.until_end() if "result" in message]
            equal(len(answers), count, "the reports that were answered")
            equal(process.wait(DRAIN_SECONDS), 0, "the exit status")


def late_reader_gets_all(stage: Stage, manager: ServiceManager) -> None:
    """A client that reads its answers late gets whole frames, then the goaway."""
    process = manager.start().ready()
    connection, asked = slow_reader(stage, manager)
    process.signal(signal.SIGTERM)
    process.await_notice("STOPPING=1")
    messages = connection.until_end()
    equal(messages[-1].get("method"), "$/goaway", "the last message")
    answered = [message["id"] for message in messages[:-1]]
    check(0 < len(answered) <= len(asked) and answered == asked[:len(answered)],
          f"the answers to {answered} of {asked}")
    equal(process.wait(DRAIN_SECONDS), 0, "the exit status")


def slow_reader(stage: Stage, manager: ServiceManager) -> Tuple[Connection, List[Any]]:
    """A connection with more answers on their way than its socket holds, and their ids."""
    connection = stage.connect(manager)
    asked = [connection.ask("rpc.discover") for _ in range(LONG_ANSWERS)]
    # The daemon gives it an answer a turn until its socket is full; another's answers each take a
    # turn at least.
    other = stage.connect(manager)
    for _ in range(2 * LONG_ANSWERS):
        other.stays()
    return connection, asked


def one_that_never_reads(stage: Stage, manager: ServiceManager) -> float:
    """The seconds that the daemon waits for a client that does not read."""
    process = manager.start().ready()
    slow_reader(stage, manager)
    begun = time.monotonic()
    equal(process.terminate(DRAIN_SECONDS + START_SECONDS), 0, "the exit status")
    return time.monotonic() - begun


@case("A-12", "a second SIGTERM ends it within 200 ms, and nothing that was kept is lost")
def a_12(stage: Stage) -> str:
    manager = stage.service()
    seconds = in_time(lambda: second_signal(stage, manager), 0, 0.2, "ended")
    manager.start().ready()
    listed = stage.connect(manager, "ops").result("Accounts")["accounts"]
    equal(listed[0]["priority"], 7, "the priority that an operator has set")
    return f"ended after {seconds * 1000:.0f} ms"


def second_signal(stage: Stage, manager: ServiceManager) -> float:
    """Seconds from the second signal to the end, of a daemon that would wait for a client."""
    process = manager.start().ready()
    slow_reader(stage, manager)
    operator = stage.connect(manager, "ops")
    operator.result("SetAccount", {"account_id": "claude-1", "priority": 7})
    process.signal(signal.SIGTERM)
    operator.goaway("DRAINING")
    check(not process.has_ended(0.1), "it did not wait for its client, so this shows nothing")
    begun = time.monotonic()
    equal(process.terminate(), 0, "the exit status")
    return time.monotonic() - begun


@case("A-20", "the sockets outlive it: the same files, connectible, and the next one answers")
def a_20(stage: Stage) -> None:
    manager = stage.service()
    before = {name: identity(manager.path(name)) for name in manager.listeners}
    for end in (by_signal, by_kill, by_wrong_inventory):
        end(stage, manager)
        after = {name: identity(manager.path(name)) for name in manager.listeners}
        equal(after, before, f"the sockets' files, {end.__name__}")
        waiting = [(name, stage.connect(manager, name)) for name in manager.listeners]
        asked = [(name, connection, connection.ask("Health")) for name, connection in waiting]
        process = manager.start().ready()
        for name, connection, identifier in asked:
            health = result_of(connection.reply(identifier))
            equal(health, {"status": "SERVING"}, f"Health on {name}, {end.__name__}")
        equal(process.terminate(), 0, "the exit status")


def identity(path: str) -> Dict[str, Any]:
    """What tells a socket's file from another one."""
    status = os.lstat(path)
    if not stat.S_ISSOCK(status.st_mode):
        raise Wrong(f"{path} is no socket")
    return {"file": status.st_ino, "mode": status.st_mode, "owner": status.st_uid}


def by_signal(stage: Stage, manager: ServiceManager) -> None:
    """The daemon is asked to end while a client comes, who waits for the next."""
    process = manager.start().ready()
    slow_reader(stage, manager)
    process.signal(signal.SIGTERM)
    process.await_notice("STOPPING=1")
    late = stage.connect(manager)
    identifier = late.ask("Health")
    equal(process.terminate(), 0, "the exit status")
    successor = manager.start().ready()
    equal(result_of(late.reply(identifier)), {"status": "SERVING"}, "Health of who came late")
    equal(successor.terminate(), 0, "the exit status")


def by_kill(stage: Stage, manager: ServiceManager) -> None:
    """The daemon is killed."""
    process: ServiceProcess = manager.start().ready()
    stage.connect(manager).stays()
    process.kill()


def by_wrong_inventory(stage: Stage, manager: ServiceManager) -> None:
    """The daemon finds mistakes in its inventory."""
    right = stage.folder.path / "accounts.json"
    text = right.read_text("utf-8")
    stage.folder.write("accounts.json", "{")
    refused(manager.start(), CONFIGURATION, "accounts.json")
    stage.folder.write("accounts.json", text)
