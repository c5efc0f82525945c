"""What the daemon makes of files that it did not leave so: nothing of them is lost in silence."""

import os
import re
import shutil
from pathlib import Path
from typing import Any, Callable, Optional, Tuple

from cases import Stage, case
from service_manager import ServiceManager
from service_process import ServiceProcess
from suite.checks import check, equal
from suite.users import FIRST_USER
from support import Wrong

CANNOT_CREATE = 73
PRIORITY = 7
ACCOUNT = "claude-1"
# What follows a file's name: from where on it is not as it was left, or why it is not read at all.
REASON = re.compile(r", byte \d+: [a-z]|: it is |: it belongs to |: others can reach it"
                    r"| is not there: | was left unfinished| is of a newer accountd")


class Kept:
    """A state folder as the daemon left it when it was killed, and daemons that find it changed."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.manager: ServiceManager = stage.service()
        self.folder = Path(self.manager.state)
        self.pristine = stage.folder.path / "pristine"
        # Two generations, and both with something behind the image.
        for priority in (PRIORITY - 1, PRIORITY):
            process = self.manager.start().ready()
            self._operator().result(
                "SetAccount", {"account_id": ACCOUNT, "priority": priority})
            process.kill()
        shutil.copytree(self.folder, self.pristine)
        self.files = sorted(
            path.name for path in self.pristine.iterdir() if path.name != "lock")
        check(len(self.files) >= 2, f"only {self.files} are kept")

    def _operator(self) -> Any:
        return self.stage.connect(self.manager, "ops")

    def restore(self) -> None:
        """Makes the folder as the daemon has left it."""
        for path in self.folder.iterdir():
            path.unlink()
        for name in os.listdir(self.pristine):
            shutil.copy2(self.pristine / name, self.folder / name)

    def outcome(self) -> Tuple[Optional[int], str]:
        """The account's priority in a daemon that finds the folder as it is, or none when it
        refuses to start; and what it says."""
        process = self.manager.start()
        try:
            if not self._serves(process):
                equal(process.wait(), CANNOT_CREATE, f"the exit status: {process.log}")
                return None, process.log
            operator = self._operator()
            listed = {each["account_id"]: each for each in
                      operator.result("Accounts")["accounts"]}
            operator.close()
            return listed[ACCOUNT]["priority"], process.log
        finally:
            process.close()
            # The next one writes a log of its own, and there are thousands of them.
            os.unlink(self.stage.folder(f"log.{len(self.manager.processes)}"))
            self.manager.processes.remove(process)

    @staticmethod
    def _serves(process: ServiceProcess) -> bool:
        try:
            process.ready()
            return True
        except Wrong:
            if process.has_ended():
                return False
            raise

    def judge(self, what: str, is_cut: bool = False, is_told: bool = False) -> bool:
        """Fails unless what is missing is said; answers whether nothing is missing.

        A file that is cut between two records is what it was before the second was written: nobody
        can tell, and all that was known then has to be known. With `is_told` it has to be said even
        when nothing is missing.
        """
        priority, log = self.outcome()
        is_whole = priority == PRIORITY
        complaints = [line for line in log.splitlines() if REASON.search(line)]
        check(is_whole or bool(complaints) or is_cut and priority == PRIORITY - 1,
              f"{what}: it began anew in silence: {log}")
        check(bool(complaints) or not is_told, f"{what}: nobody is told: {log}")
        for line in complaints:
            check(any(name in line for name in self.files), f"{what}: no file is named: {line}")
        return is_whole


@case("S-13", "a state file of another mode, owner or kind is refused; one that is cut or flipped "
      "anywhere is read as far as it is good, and the reason said")
def s_13(stage: Stage) -> str:
    kept = Kept(stage)
    kept.restore()
    priority, log = kept.outcome()
    equal(priority, PRIORITY, "the priority of what was left")
    check(not REASON.search(log), f"something is said of what was left as it was: {log}")
    for name in kept.files:
        refuses(kept, name)
    newest = kept.files[-1].rpartition(".")[2]
    cuts = damaged_everywhere(kept, "cuts", lambda data, place: data[:place], is_cut=True)
    # What lies behind the newest image is not looked at while that is good.
    flips = damaged_everywhere(kept, "flips", flipped,
                               is_told=lambda name: name.endswith(newest))
    kept.restore()
    for name in kept.files:
        (kept.folder / name).write_bytes(b"")
    check(not kept.judge("every file empty"), "empty files hold all")
    return f"{len(kept.files)} files; {cuts}; {flips}"


def refuses(kept: Kept, name: str) -> None:
    """A file that is not the daemon's alone, or no file, ends the start, and is named."""
    def widened(path: Path) -> None:
        path.chmod(0o644)

    def linked(path: Path) -> None:
        elsewhere = path.rename(Path(kept.stage.folder("elsewhere")))
        path.symlink_to(elsewhere)

    def given_away(path: Path) -> None:
        os.chown(path, FIRST_USER, FIRST_USER)

    def replaced(path: Path) -> None:
        path.unlink()
        path.mkdir()

    changes = [widened, linked, replaced, *([given_away] if os.geteuid() == 0 else [])]
    for change in changes:
        kept.restore()
        change(kept.folder / name)
        priority, log = kept.outcome()
        check(priority is None and name in log, f"{name} {change.__name__}: {log}")
        if (kept.folder / name).is_dir():
            (kept.folder / name).rmdir()


def flipped(data: bytes, place: int) -> bytes:
    """The data with one bit of the byte at the place turned over."""
    changed = bytearray(data)
    changed[place] ^= 1 << place % 8
    return bytes(changed)


def damaged_everywhere(kept: Kept, damages: str, damage: Callable[[bytes, int], bytes],
                       is_cut: bool = False,
                       is_told: Callable[[str], bool] = lambda _: False) -> str:
    """Each file, damaged at each of its bytes in turn; answers with how often all is known."""
    whole = total = 0
    for name in kept.files:
        data = (kept.pristine / name).read_bytes()
        for place in range(len(data)):
            kept.restore()
            (kept.folder / name).write_bytes(damage(data, place))
            whole += kept.judge(f"{name}, {damages} at {place}", is_cut, is_told(name))
            total += 1
    return f"{total} {damages}, after {whole} all is known"
