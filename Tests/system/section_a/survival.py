"""What the next daemon finds: leases, what was learnt, and damaged files of either."""

import json
import os
import shutil
import signal
import time
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Set, Tuple

from cases import Stage, case
from kept_files import read_state, read_table
from kept_state import contents, cut, flip, lasting, newest, set_version
from lease_file import BOOT, BOOT_BYTES, NAME, flip_lease, set_header
from service_manager import ServiceManager
from service_process import ServiceProcess, refused
from suite.checks import check, equal
from suite.clocks import build_library, set_clocks
from suite.connection import Connection
from suite.spec import LIMITS
from support import Folder, expect, inventory

ACCOUNT = "account/"
CANNOT_CREATE = 73
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
INSTANCE = "instance-of-the-case"
WISH = {"provider": "claude"}
# What of a lease is told otherwise after a restart: whether anybody is connected, and times.
PASSING = ("age_ms", "expires_in_ms", "state")
GRACE_MS = LIMITS["restart_orphan_ms"]
MOST_DRIFT_MS = 500
Leases = Dict[str, Dict[str, Any]]


class Told(NamedTuple):
    """The leases by their ids, and between which times they were told."""

    leases: Leases
    asked: float
    answered: float


@case("A-13", "the leases are the same after kill -9 and after SIGTERM, but for who is connected")
def a_13(stage: Stage) -> None:
    manager = stage.service(accounts=stage.folder.accounts(inventory(2, max_in_flight=8)))
    process = manager.start().ready()
    named, nameless = stage.connect(manager), stage.connect(manager)
    equal(hello(named)["resumed_leases"], 0, "resumed_leases at first")
    held = [named.result("Select", {**WISH, "model": f"m-{number}"})["lease"]
            for number in range(3)]
    alone = nameless.result("Select", WISH)["lease"]
    held += [alone, nameless.result("Select", {**WISH, "detached": True})["lease"]]
    before = listed(stage, manager)
    for end in (ServiceProcess.kill, ServiceProcess.terminate):
        end(process)
        process = manager.start().ready()
        documented_leases(before.leases, Path(manager.runtime) / NAME)
        same_leases(before, listed(stage, manager), set(), process)
    successor = stage.connect(manager)
    equal(hello(successor)["resumed_leases"], 3, "resumed_leases of the instance")
    successor.result("MarkResult", {"lease_id": alone["lease_id"], "status": 200})
    same_leases(before, listed(stage, manager), {lease["lease_id"] for lease in held}, process)
    fresh = successor.result("Select", WISH)["lease"]
    check(fresh["fence"] > max(lease["fence"] for lease in held), "a fence that is not new")
    for lease in [*held, fresh]:
        successor.result("Renew", {"lease_id": lease["lease_id"]})
        equal(successor.result("Release", {"lease_id": lease["lease_id"]})["released"], True,
              "released")
    equal(listed(stage, manager).leases, {}, "the leases at the end")


def hello(connection: Connection) -> Dict[str, Any]:
    """The daemon's answer to the instance's name."""
    client = {"name": "case", "version": "1", "instance_id": INSTANCE}
    result: Dict[str, Any] = connection.result("Hello", {"protocol": "1", "client": client})
    return result


def listed(stage: Stage, manager: ServiceManager) -> Told:
    """The leases that an operator is told of."""
    operator = stage.connect(manager, "ops")
    asked = time.monotonic()
    leases = operator.result("Leases")["leases"]
    answered = time.monotonic()
    operator.close()
    return Told({lease["lease_id"]: lease for lease in leases}, asked, answered)


def same_leases(before: Told, after: Told, taken_back: Set[str], process: ServiceProcess) -> None:
    """Fails unless the leases are the same, and older by the time that has passed; those that
    nobody has taken back end with the time that there is for it from the process's start."""
    passed = (after.asked - before.answered, after.answered - before.asked)
    equal(sorted(after.leases), sorted(before.leases), "the leases' ids")
    for name, earlier in before.leases.items():
        later = after.leases[name]
        equal({key: value for key, value in later.items() if key not in PASSING},
              {key: value for key, value in earlier.items() if key not in PASSING}, "a lease")
        within(later["age_ms"] - earlier["age_ms"], passed, "age_ms is more by")
        if name in taken_back or earlier["detached"]:
            equal(later["state"], "active", "the state")
            within(earlier["expires_in_ms"] - later["expires_in_ms"], passed,
                   "expires_in_ms is less by")
        else:
            equal(later["state"], "orphaned", "the state")
            within(GRACE_MS - later["expires_in_ms"], (0, after.answered - process.started),
                   "expires_in_ms of an orphan is less than at first by")


def documented_leases(told: Leases, path: Path) -> None:
    """Fails unless a reader of the documented format finds the leases that operators see."""
    found = {lease["lease_id"]: lease for lease in read_table(path.read_bytes())[1]
             if lease["state"] == "living"}
    names = {"account": "account_id", "fence": "fence", "uid": "uid", "client": "client",
             "model": "model"}
    equal({name: {own: lease[own] for own in names} for name, lease in found.items()},
          {name: {own: lease.get(other) for own, other in names.items()}
           for name, lease in told.items()}, "the leases in the table")


def within(found_ms: float, seconds: Tuple[float, float], what: str) -> None:
    """Fails unless a time lies between two others, but for what clocks may drift."""
    least, most = (bound * 1000 for bound in seconds)
    check(least - MOST_DRIFT_MS < found_ms < most + MOST_DRIFT_MS,
          f"{what} {found_ms} and not {least:.0f} to {most:.0f}")


@case("A-15", "a journal torn, flipped, too long, or newer; leases of another boot, newer, flipped")
def a_15(stage: Stage) -> None:
    manager = stage.service()
    damaged_journals(stage, manager)
    newer_state(stage, manager)
    damaged_leases(stage, manager)


def damaged_journals(stage: Stage, manager: ServiceManager) -> None:
    """What is whole before the damage is there, and the log says what was found."""
    damages: List[Tuple[Callable[[Path], None], str, int]] = [
        (lambda path: cut(path, 1), "the unfinished end is cut", 1),
        (lambda path: cut(path, 40), "the unfinished end is cut", 1),
        (lambda path: flip(path, -1), "a checksum does not fit", 1),
        (lambda path: flip(path, -30), "a checksum does not fit", 1),
        (lambda path: path.write_bytes(path.read_bytes() + b"\1" * 100), "is cut", 2)]
    for number, (damage, words, kept) in enumerate(damages):
        process = manager.start().ready()
        operator = stage.connect(manager, "ops")
        for priority in (10 * number + 1, 10 * number + 2):
            operator.result("SetAccount", {"account_id": "claude-1", "priority": priority})
        process.kill()
        damage(newest(manager.state, "journal"))
        process = manager.start().ready()
        expect(words in process.log, f"damage {number} is not said: {process.log}")
        listed = stage.connect(manager, "ops").result("Accounts")["accounts"]
        equal(listed[0]["priority"], 10 * number + kept, f"the priority after damage {number}")
        equal(process.terminate(), 0, "the exit status")


def newer_state(stage: Stage, manager: ServiceManager) -> None:
    """A file that only a newer daemon may read is refused by name, and left as it is."""
    for kind in ("journal", "image"):
        process = manager.start().ready()
        stage.connect(manager, "ops").result("SetAccount", {"account_id": "claude-1", "weight": 3})
        process.kill()
        file = newest(manager.state, kind)
        before = file.read_bytes()
        set_version(file, 2)
        there = contents(manager.state)
        refused(manager.start(), CANNOT_CREATE, f"{file.name} is of a newer accountd")
        equal(contents(manager.state) == there, True, "the files of a newer daemon untouched")
        file.write_bytes(before)
    manager.start().ready().terminate()


def damaged_leases(stage: Stage, manager: ServiceManager) -> None:
    """A table that cannot be used is ignored, and why is said; a lease that cannot be read is lost
    alone."""
    damages: List[Tuple[Callable[[Path], None], str, int]] = [
        (lambda path: set_header(path, boot=bytes(BOOT_BYTES)), "", 0),
        (lambda path: set_header(path, version=2), "its format is version 2", 0),
        (lambda path: flip(path, 0), "it is no table of leases", 0),
        (lambda path: flip(path, BOOT.start), "its header is damaged", 0),
        (lambda path: cut(path, 1), "the leases in it are lost", 0),
        (lambda path: os.truncate(path, BOOT.start), "it ends in its header", 0),
        (lambda path: os.truncate(path, 0), "it ends in its header", 0),
        (flip_lease, "2 leases recalled", 2),
        (lambda path: None, "3 leases recalled", 3)]
    fences: List[int] = []
    for number, (damage, words, kept) in enumerate(damages):
        process = manager.start().ready()
        fences += grants(stage, manager, 3)
        process.kill()
        damage(Path(manager.runtime) / NAME)
        process = manager.start().ready()
        expect(words in process.log, f"damage {number} is not said: {process.log}")
        equal(len(listed(stage, manager).leases), kept, f"the leases after damage {number}")
        fences += grants(stage, manager, 1)
        for lease in listed(stage, manager).leases:
            stage.connect(manager).result("Release", {"lease_id": lease})
        equal(process.terminate(), 0, "the exit status")
    equal(fences, sorted(set(fences)), "the fences in their order")


def grants(stage: Stage, manager: ServiceManager, count: int) -> List[int]:
    """The fences of so many leases, which a daemon that is killed leaves behind."""
    connection = stage.connect(manager)
    return [connection.result("Select", WISH)["lease"]["fence"] for _ in range(count)]


@case("A-16", "the table of leases is gone after kill -9: said, another epoch, larger fences, "
      "even by a clock that was set back")
def a_16(stage: Stage) -> None:
    manager = stage.service()
    process = manager.start().ready()
    epochs = [hello(stage.connect(manager))["epoch"]]
    fences = grants(stage, manager, 3)
    for wall_seconds in (0, -86_400):
        process.kill()
        (Path(manager.runtime) / NAME).unlink()
        process = manager.start(environment=false_clock(stage.folder.path, wall_seconds)).ready()
        expect("the table of leases is gone" in process.log, f"not said: {process.log}")
        equal(listed(stage, manager).leases, {}, "the leases")
        epochs.append(hello(stage.connect(manager))["epoch"])
        fences += grants(stage, manager, 3)
    equal(len(set(epochs)), len(epochs), "the number of epochs")
    equal(fences, sorted(set(fences)), "the fences in their order")
    # Who ends well leaves no doubt, but a table that is gone is gone.
    process.kill()
    process = manager.start().ready()
    expect("is gone" not in process.log, f"said of a table that is there: {process.log}")


def false_clock(folder: Path, wall_seconds: int) -> Dict[str, str]:
    """The variables by which a daemon's wall clock is so far from the host's."""
    if wall_seconds == 0:
        return {}
    offsets = folder / "offsets"
    set_clocks(offsets, wall=wall_seconds)
    return {"LD_PRELOAD": build_library(folder), "FALSE_CLOCK": str(offsets)}


@case("A-18", "what every release has kept is read; there is none to go back to before 0.1.0")
def a_18(stage: Stage) -> str:
    fixtures = sorted(FIXTURES.glob("state-*"))
    check(bool(fixtures), "there is no fixture")
    for fixture in fixtures:
        with Folder() as folder, ServiceManager(folder, []) as manager:
            accounts = folder.write(
                "accounts.json", (fixture / "accounts.json").read_text("utf-8"))
            take_copy(fixture / "state", Path(manager.state))
            manager.command = [stage.daemon, "--accounts", accounts, "--state", manager.state]
            expected = json.loads((fixture / "expected.json").read_text("utf-8"))
            # The second time it reads what it has written itself.
            for end in (signal.SIGKILL, signal.SIGTERM):
                process = manager.start().ready()
                operator = stage.connect(manager, "ops")
                told = operator.result("Accounts")["accounts"]
                equal(lasting(told), expected, f"the accounts of {fixture.name}")
                for cooldown in (each for account in told for each in account["cooldowns"]):
                    check(cooldown["remaining_ms"] <= 60_000, f"a block is longer: {cooldown}")
                expect("<3>" not in process.log and "<4>" not in process.log, process.log)
                process.signal(end)
                process.wait()
                documented_accounts(expected, contents(manager.state))
    return ", ".join(fixture.name for fixture in fixtures)


def documented_accounts(told: Dict[str, Dict[str, Any]], files: Dict[str, bytes]) -> None:
    """Fails unless a reader of the format's document finds the accounts that operators are told
    of, of which something is known."""
    names = {"failures": "failure", "generation": "generation", "successes": "success"}
    kept = read_state(files)[0]
    found = {key[len(ACCOUNT):]: json.loads(text) for key, text in kept.items()
             if key.startswith(ACCOUNT)}
    check(bool(found), "no account is in the state")
    for identifier, document in found.items():
        equal({other: document[own] for own, other in names.items()},
              {other: told[identifier][other] for other in names.values()}, identifier)
        equal(sorted(document.get("set", {})), told[identifier].get("set", []), "what was set")


def take_copy(source: Path, target: Path) -> None:
    """Copies the files, with the modes that the daemon gives them and Git does not keep."""
    for path in source.iterdir():
        copy = target / path.name
        shutil.copyfile(path, copy)
        copy.chmod(0o600)
