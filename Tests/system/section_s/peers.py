"""What a peer does with its connection: descriptors that it sends along, children that keep it."""

import array
import os
import signal
import socket
from multiprocessing.connection import Connection as Pipe
from typing import Any, Dict

from cases import Stage, case
from service_process import ServiceProcess, state_of
from suite.checks import Observer, Skip, check, equal
from suite.connection import Connection, request, result_of
from suite.lab import eventually
from suite.users import FIRST_USER, Child

GONE = "ZX"
"""The states of a process that has ended, whether or not somebody has waited for it."""
MESSAGES, DESCRIPTORS = 100, 10
WISH = {"provider": "claude"}
# A bound lease that its holder's death ends is gone at once; one that only lost its connection
# would be kept for 5 s.
AT_ONCE = 2.0


@case("S-05", "a connection whose user the kernel does not tell is closed, and the next is served")
def s_05(stage: Stage) -> None:
    manager = stage.service(daemon=stage.debug_daemon)
    for number in (1, 2, 3):
        fault = {"ACCOUNTD_FAULT": f"peer-credentials:{number}:fail"}
        process = manager.start(environment=fault).ready()
        names = list(manager.listeners)
        for turn in range(1, 5):
            connection = stage.connect(manager, names[turn % len(names)])
            if turn == number:
                connection.ended()
            else:
                connection.stays()
        equal(process.terminate(), 0, "the exit status")


@case("S-07", f"{MESSAGES} messages with {DESCRIPTORS} descriptors each leave none in the daemon")
def s_07(stage: Stage) -> str:
    manager = stage.service()
    process = manager.start().ready()
    connection = stage.connect(manager)
    connection.stays()
    before = descriptors_of(process)
    reader, writer = os.pipe()
    try:
        rights = array.array("i", [writer] * DESCRIPTORS)
        message = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)]
        for number in range(MESSAGES):
            frame = request(number, "Health")
            equal(connection.socket.sendmsg([frame], message), len(frame), "bytes sent")
            equal(result_of(connection.reply(number)), {"status": "SERVING"}, "Health")
    finally:
        os.close(writer)
    # The end of the pipe is only seen when nobody has the other one, here or there.
    os.set_blocking(reader, False)
    try:
        equal(os.read(reader, 1), b"", "what the pipe's other end says")
    except BlockingIOError:
        check(False, "the daemon keeps a descriptor that it was sent")
    finally:
        os.close(reader)
    after = descriptors_of(process)
    equal(after, before, "the daemon's descriptors")
    return f"{before} descriptors before and after" if before else "seen by the pipe alone"


def descriptors_of(process: ServiceProcess) -> int:
    """How many descriptors the daemon has; 0 when only root may know."""
    return len(os.listdir(f"/proc/{process.pid}/fd")) if os.geteuid() == 0 else 0


@case("S-08", "a child that keeps the connection of a client that has gone is that client, and its "
      "leases live until the child closes it")
def s_08(stage: Stage) -> None:
    if os.geteuid() != 0:
        raise Skip("needs root, for a child of another uid")
    manager = stage.service()
    manager.start().ready()
    os.chmod(manager.path("lease"), 0o666)
    stage.folder.path.chmod(0o755)
    operator = stage.connect(manager, "ops")
    child = Child(lambda pipe: leave_a_child(pipe, manager.path("lease"), stage.observer))
    try:
        parent, lease, other = child.hear()
        eventually(lambda: state_of(parent) in GONE, "the client that connected is gone")
        for _ in range(3):
            listed = leases(operator)
            equal(sorted(listed), sorted([lease, other]), "the leases")
            equal({(each["uid"], each["state"]) for each in listed.values()},
                  {(FIRST_USER, "active")}, "whose they are, and their state")
            child.pipe.send("renew")
            equal(child.hear(), lease, "the lease that the child has renewed")
        child.pipe.send("close")
        eventually(lambda: not leases(operator), "the leases end with the connection", AT_ONCE)
    finally:
        child.end()


def leases(operator: Connection) -> Dict[str, Dict[str, Any]]:
    """The leases that an operator sees, by their ids."""
    return {each["lease_id"]: each for each in operator.result("Leases")["leases"]}


def leave_a_child(pipe: Pipe, path: str, observer: Observer) -> None:
    """Connects, takes two leases, and goes; a child of another uid goes on with the connection.

    The process that the case watches stays, for the pipe is its own: the one that connects is
    between it and the one that goes on.
    """
    connects = os.fork()
    if connects == 0:
        os.seteuid(FIRST_USER)
        connection = Connection(path, observer)
        taken = [connection.result("Select", WISH)["lease"]["lease_id"] for _ in range(2)]
        parent = os.getpid()
        if os.fork() == 0:
            os.seteuid(0)
            os.setuid(FIRST_USER + 1)
            obey(pipe, connection, parent, *taken)
        os._exit(0)
    os.waitpid(connects, 0)
    signal.pause()


def obey(pipe: Pipe, connection: Connection, parent: int, lease: str, other: str) -> None:
    """Says what there is, and renews the one lease whenever it is told to, until it is told
    something else."""
    pipe.send((parent, lease, other))
    try:
        while pipe.recv() == "renew":
            connection.result("Renew", {"lease_id": lease})
            pipe.send(lease)
    except EOFError:
        pass
    finally:
        connection.close()
        os._exit(0)
