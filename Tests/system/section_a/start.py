"""How the daemon starts: the sockets that it is passed, its environment, another instance."""

import os
import socket
import struct
from itertools import permutations
from pathlib import Path
from typing import Dict, Iterator, List, Set

from cases import Stage, case
from service_manager import ServiceManager, SocketUnit
from service_process import ServiceProcess, refused
from suite.checks import Skip, check, equal
from support import expect

CONFIGURATION, TEMPORARY_FAILURE = 78, 75
NAMES = ("lease", "ops", "keeper")
STRANGE = "strange"
WORD = struct.Struct("@Q")
LONGEST_VARIABLE = 1024


@case("A-01", "the sockets come in any order; one of another name is closed, with a warning")
def a_01(stage: Stage) -> str:
    manager = stage.service([SocketUnit(name) for name in (*NAMES, STRANGE)])
    orders = list(permutations(manager.listeners))
    for order in orders:
        process = manager.start(passed=order).ready()
        serves_each_by_its_name(stage, manager)
        if os.geteuid() == 0:
            held = sockets_of(process)
            for name, listener in manager.listeners.items():
                is_held = os.fstat(listener.fileno()).st_ino in held
                check(is_held == (name != STRANGE), f"{name} of {order}: held is {is_held}")
        warnings = [line for line in process.log.splitlines() if f'"{STRANGE}"' in line]
        expect(len(warnings) == 1 and warnings[0].startswith("<4>"),
               f"no warning names the socket: {process.log}")
        equal(process.terminate(), 0, "the exit status")
    return f"{len(orders)} orders"


def serves_each_by_its_name(stage: Stage, manager: ServiceManager) -> None:
    """Fails unless each socket has the methods of its name."""
    proxy, operator, keeper = (stage.connect(manager, name) for name in NAMES)
    lease = proxy.result("Select", {"provider": "claude"})["lease"]["lease_id"]
    equal(len(operator.result("Leases")["leases"]), 1, "the leases that an operator sees")
    proxy.result("Release", {"lease_id": lease})
    keeper.stays()
    for stranger in (operator, keeper):
        stranger.refusal("METHOD_NOT_ON_THIS_SOCKET", "Select", {"provider": "claude"})
    for stranger in (proxy, keeper):
        stranger.refusal("METHOD_NOT_ON_THIS_SOCKET", "Leases")
    for connection in (proxy, operator, keeper):
        connection.close()


def sockets_of(process: ServiceProcess) -> Set[int]:
    """The numbers of the sockets that the process holds."""
    numbers = set()
    for entry in os.scandir(f"/proc/{process.pid}/fd"):
        try:
            link = os.readlink(entry.path)
        except FileNotFoundError:
            continue  # A connection whose client has closed it.
        if link.startswith("socket:["):
            numbers.add(int(link[8:-1]))
    return numbers


@case("A-02", "no lease socket, one that is no listening stream, another process's LISTEN_PID: 78")
def a_02(stage: Stage) -> None:
    manager = stage.service([
        SocketUnit("ops"), SocketUnit("keeper"), SocketUnit("lease", type=socket.SOCK_DGRAM)])
    refused(manager.start(passed=["ops", "keeper"]), CONFIGURATION, 'no socket named "lease"')
    refused(manager.start(passed=[]), CONFIGURATION, 'no socket named "lease"')
    refused(manager.start(), CONFIGURATION, 'the socket "lease"')
    silent = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    manager.listeners["lease"].close()
    manager.listeners["lease"] = silent  # It does not listen.
    refused(manager.start(), CONFIGURATION, 'the socket "lease"')
    manager.listeners["lease"] = SocketUnit("lease").open(stage.folder("other.sock"))
    others = {"LISTEN_PID": str(os.getpid())}
    refused(manager.start(environment=others), CONFIGURATION, 'no socket named "lease"')
    garbled = {"LISTEN_FDNAMES": "lease"}
    refused(manager.start(environment=garbled), CONFIGURATION, "")
    check(not manager.notices, f"said to the manager: {[each.text for each in manager.notices]}")
    # What was refused was not the sockets themselves.
    manager.start().ready()


@case("A-03", "a child would find no LISTEN_* and no descriptor: all are closed on exec")
def a_03(stage: Stage) -> str:
    if os.geteuid() != 0:
        raise Skip("needs root, for the daemon is not dumpable")
    manager = stage.service()
    process = manager.start().ready()
    proxy, operator = stage.connect(manager), stage.connect(manager, "ops")
    proxy.result("Select", {"provider": "claude"})
    operator.result("SetAccount", {"account_id": "claude-1", "priority": 1})
    names = set(environment_of(process))
    check("NOTIFY_SOCKET" in names, f"the environment is not {sorted(names)}")
    check(not [name for name in names if name.startswith("LISTEN_")], f"there are {sorted(names)}")
    opened = flags_of_descriptors(process)
    inherited = sorted(number for number, flags in opened.items() if not flags & os.O_CLOEXEC)
    equal(inherited, [0, 1, 2], "the descriptors that a child would get")
    check(len(opened) > 9, f"the daemon has only the descriptors {sorted(opened)}")
    return f"{len(opened) - 3} descriptors"


def flags_of_descriptors(process: ServiceProcess) -> Dict[int, int]:
    """The flags of each descriptor of the process (proc_pid_fdinfo(5))."""
    flags = {}
    for file in Path(f"/proc/{process.pid}/fdinfo").iterdir():
        fields = dict(line.split(":", 1) for line in file.read_text("ascii").splitlines()
                      if ":" in line)
        flags[int(file.name)] = int(fields["flags"], 8)
    return flags


def environment_of(process: ServiceProcess) -> Iterator[str]:
    """The names of the variables as they are, not as they were when the process began, which is
    what /proc/PID/environ shows: those to which the list at the bottom of its stack points."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    place = int(fields[25])  # startstack, the 28th of proc_pid_stat(5).
    with open(f"/proc/{process.pid}/mem", "rb", buffering=0) as memory:

        def read(address: int, count: int) -> bytes:
            memory.seek(address)
            return memory.read(count)

        def word(address: int) -> int:
            return int(WORD.unpack(read(address, WORD.size))[0])

        # The count of arguments, the arguments, a zero; then the variables up to another.
        place += WORD.size * (word(place) + 2)
        while word(place):
            text = read(word(place), LONGEST_VARIABLE)
            yield text.partition(b"=")[0].decode("ascii", "replace")
            place += WORD.size


@case("A-04", "READY comes when the state is loaded; who connects before is answered then")
def a_04(stage: Stage) -> None:
    manager = stage.service(daemon=stage.debug_daemon)
    process = manager.start(environment={"ACCOUNTD_FAULT": "state-loading:1:stop"})
    process.await_stopped()
    early = stage.connect(manager)
    identifier = early.ask("Select", {"provider": "claude"})
    early.silence(0.1)
    check(not manager.notices, f"said too early: {[each.text for each in manager.notices]}")
    process.proceed()
    process.ready()
    check("result" in early.reply(identifier), "who connected early got no lease")


@case("A-19", "a second instance on the same state, or the same leases, ends with 75 and names it")
def a_19(stage: Stage) -> None:
    manager = stage.service()
    first = manager.start().ready()
    connection = stage.connect(manager)
    lease = connection.result("Select", {"provider": "claude"})["lease"]["lease_id"]
    commands: List[List[str]] = [
        ["--state", manager.state], ["--runtime", manager.runtime],
        ["--state", manager.state, "--runtime", manager.runtime],
        # The same folder by another name.
        ["--state", stage.folder("x/../state")],
        ["--state", manager.runtime], ["--runtime", manager.state]]
    Path(stage.folder("x")).mkdir()
    usual = manager.command[:3]
    for options in commands:
        manager.command = [*usual, *options]
        refused(manager.start(), TEMPORARY_FAILURE, options[1])
    check(first.pid in {notice.process for notice in manager.notices}, "the first was not heard")
    equal({notice.process for notice in manager.notices}, {first.pid}, "who said anything")
    connection.result("Renew", {"lease_id": lease})
    equal(first.terminate(), 0, "the exit status of the first")
    # The lock ends with the process that had it.
    manager.start().ready()
