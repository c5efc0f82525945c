"""What somebody sees of the process who may not, alive or when it has crashed."""

import ctypes
import errno
import os
import re
import resource
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence

from cases import Stage, case
from suite.checks import Skip, check, equal
from suite.lab import eventually
from suite.users import FIRST_USER, as_user
from support import Client, Process, Wrong, inventory

PTRACE_ATTACH = 16
SIGNALS = (signal.SIGSEGV, signal.SIGILL, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE,
           signal.SIGTRAP, signal.SIGQUIT, signal.SIGSYS)
# How a precondition ends a process: it depends on the machine.
TRAPS = (signal.SIGILL, signal.SIGTRAP)
TRAP = re.compile(r"Hosting/ArmedFault\.swift:[0-9]+: Fatal error: ACCOUNTD_FAULT\n")
# What the runtime would do if it were let: everything that it can.
TALKATIVE = {"SWIFT_BACKTRACE": "enable=yes,threads=all,registers=all,images=all,color=no"}
ENVIRONMENTS: Sequence[Dict[str, str]] = ({}, TALKATIVE)
CLOSED_FILES = ("mem", "environ", "maps", "auxv")


class Own(Process):
    """A daemon of the uid that the test runs as, or of nobody's when that is root."""

    def __init__(self, stage: Stage, environment: Dict[str, str], name: str = "own",
                 daemon: str = "") -> None:
        self.uid = FIRST_USER if os.geteuid() == 0 else os.geteuid()
        self.folder = stage.folder.path / name
        self.folder.mkdir(0o755)
        stage.folder.path.chmod(0o755)
        # Whoever runs this, the program can be read by that uid.
        program = shutil.copy2(daemon or stage.daemon, self.folder / "accountd")
        stage.folder.accounts(inventory())
        accounts = shutil.copy2(stage.folder("accounts.json"), self.folder / "accounts.json")
        self.lease = str(self.folder / "lease.sock")
        command = [str(program), "--accounts", str(accounts), "--listen-lease", self.lease]
        if os.geteuid() == 0:
            for path in (self.folder, Path(accounts)):
                os.chown(path, self.uid, self.uid)
        super().__init__(command, str(self.folder / "log"), cwd=self.folder,
                         env={**os.environ, **environment}, preexec_fn=self.become)
        try:
            eventually(self._serves, "the daemon serves")
        except BaseException:
            self.__exit__()
            raise

    def become(self) -> None:
        """In the child: another uid, and cores of any size."""
        if os.geteuid() == 0:
            resource.setrlimit(
                resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            os.setgroups([])
            os.setgid(self.uid)
            os.setuid(self.uid)
        else:
            most = resource.getrlimit(resource.RLIMIT_CORE)[1]
            resource.setrlimit(resource.RLIMIT_CORE, (most, most))

    def _serves(self) -> bool:
        try:
            with Client(self.lease) as client:
                return client.call("Health")["status"] == "SERVING"
        except (OSError, Wrong):
            check(self.child.poll() is None, f"it has ended: {self.log}")
            return False

    def ended(self) -> int:
        """Waits for the end; answers with the kernel's own status."""
        left_for_later = os.WEXITED | os.WNOHANG | os.WNOWAIT
        eventually(lambda: os.waitid(os.P_PID, self.child.pid, left_for_later) is not None,
                   "the end of the daemon")
        _, status = os.waitpid(self.child.pid, 0)
        self.child.returncode = os.waitstatus_to_exitcode(status)
        return status


@case("S-11", "it is not dumpable: the same uid reads none of its memory and may not trace it")
def s_11(stage: Stage) -> None:
    with Own(stage, {}) as daemon:
        process = daemon.child.pid
        # The kernel gives the files of a process that is not dumpable to root (proc(5)).
        equal(os.stat(f"/proc/{process}/stat").st_uid, 0, "whose its files in /proc are")
        found = as_user(daemon.uid, lambda: spied(process))
        equal(found, {**dict.fromkeys(CLOSED_FILES, errno.EACCES), "ptrace": errno.EPERM},
              "what the kernel says to its own uid")
        # Another process of that uid is open to it, or the refusals would show nothing.
        other = subprocess.Popen(["sleep", "60"], preexec_fn=daemon.become)
        try:
            eventually(lambda: os.readlink(f"/proc/{other.pid}/exe").endswith(
                ("sleep", "coreutils", "busybox")), "another process runs")
            equal(as_user(daemon.uid, lambda: spied(other.pid)["environ"]), 0, "another's environ")
        finally:
            other.kill()
            other.wait()


def spied(process: int) -> Dict[str, int]:
    """What the kernel says to whoever wants to look into a process: error numbers, 0 for none."""
    found = {}
    for name in CLOSED_FILES:
        try:
            with open(f"/proc/{process}/{name}", "rb"):
                found[name] = 0
        except OSError as error:
            found[name] = error.errno or -1
    library = ctypes.CDLL(None, use_errno=True)
    attached = library.ptrace(PTRACE_ATTACH, process, None, None)
    found["ptrace"] = ctypes.get_errno() if attached else 0
    return found


@case("S-12", "a crash ends it as its signal, with no backtrace and no core")
def s_12(stage: Stage) -> str:
    for environment in ENVIRONMENTS:
        for number in SIGNALS:
            with Own(stage, environment, f"{number.name}-{len(environment)}") as daemon:
                equal(crashed(daemon, lambda own: own.child.send_signal(number), [number]), "",
                      f"what it says at {number.name}")
    return f"{len(SIGNALS)} signals{trapped(stage)}; also with {TALKATIVE['SWIFT_BACKTRACE']}"


def trapped(stage: Stage) -> str:
    """A debug build finds itself wrong: it says where, and nothing else."""
    try:
        program = stage.debug_daemon
    except Skip:
        return ""
    for environment in ENVIRONMENTS:
        fault = {**environment, "ACCOUNTD_FAULT": "peer-credentials:2:trap"}
        with Own(stage, fault, f"trap-{len(environment)}", program) as daemon:
            said = crashed(daemon, lambda own: Client(own.lease).close(), TRAPS)
            check(TRAP.fullmatch(said) is not None, f"what it says: {said}")
    return " and a precondition that does not hold"


def crashed(daemon: Own, crash: Callable[[Own], None], numbers: Sequence[signal.Signals]) -> str:
    """Crashes a daemon, which must end by one of the signals, and answers with what it says."""
    before, files = daemon.log, names(daemon.folder)
    crash(daemon)
    status = daemon.ended()
    check(os.WIFSIGNALED(status), f"{numbers}: it did not end by a signal: {status}")
    check(os.WTERMSIG(status) in numbers, f"{numbers}: the signal was {os.WTERMSIG(status)}")
    check(not os.WCOREDUMP(status), f"{numbers}: the kernel wrote a core")
    equal(names(daemon.folder), files, f"the files after {numbers}")
    return daemon.log[len(before):]


def names(folder: Path) -> List[Any]:
    """The names in a folder."""
    return sorted(path.name for path in folder.iterdir())
