"""What a crash at each of the named points leaves, seen by a client with a daemon for itself."""

import signal
from typing import Any, Callable, Dict, List, NamedTuple

from support import Client, Folder, Wrong, expect

from .house import LOADED, House, accounts, blocked_seconds, is_loud, leases, pool

KEY, OTHER_KEY = "one-key-for-one-lease", "another-key-for-another"
INSTANCE = "the-one-that-is-hit"
ACCOUNT = f"{LOADED}-1"
SELECT = {"provider": LOADED, "ctx": {"idempotency_key": KEY}}
LIMITED_SECONDS, SLACK_SECONDS = 3_600, 60
LIMITED = {"status": 429, "seq": 1, "headers": {"retry-after": str(LIMITED_SECONDS)}}
SLOTS = 4
MOST_BATCHES = 8


class Found(NamedTuple):
    """What an operator sees: leases, taken slots, counted failures, and whether it is blocked."""

    leases: List[str]
    in_use: int
    failures: int
    is_blocked: bool


class Alone:
    """A client, and the daemons that it talks to one after the other."""

    def __init__(self, house: House, daemon: str, debug: str) -> None:
        self._house, self._daemon, self._debug = house, daemon, debug
        self._life = self._house.start(daemon)
        self.lease_id = ""
        self.found()  # By then all accounts are in the journal, so that nothing but marks is new.

    def call(self, method: str, **params: Any) -> Dict[str, Any]:
        """A request with the lease, on a new connection of the same instance."""
        if method != "Select":
            params["lease_id"] = self.lease_id
        with Client(self._house.path("lease")) as client:
            client.call("Hello", {"protocol": "1", "client": {
                "name": "crashes", "version": "1", "instance_id": INSTANCE}})
            return client.call(method, params)

    def select(self, params: Dict[str, Any] = SELECT) -> Dict[str, Any]:
        """The lease of the one key, or another one."""
        answer = self.call("Select", **params)
        self.lease_id = answer["lease"]["lease_id"]
        return answer

    def found(self) -> Found:
        """What the daemon that runs knows of the account."""
        with self._house.operator() as operator:
            listed, account = leases(operator), accounts(operator)[ACCOUNT]
        seconds = blocked_seconds(account)
        expect(not seconds or LIMITED_SECONDS - SLACK_SECONDS < seconds <= LIMITED_SECONDS,
               f"the account is blocked for {seconds:g} s")
        return Found(listed, account["in_use"], account["failure"], seconds > 0)

    def restart(self, fault: str = "") -> None:
        """Kills the daemon, if it still runs, and starts one that may have a fault."""
        self._life.kill()
        expect(not is_loud(self._life.log), self._life.log)
        self._life = self._house.start(self._debug if fault else self._daemon, fault)

    def lose(self, method: str, **params: Any) -> None:
        """Does a call in the midst of which the daemon is to die, and starts the next one."""
        answer: Dict[str, Any] = {}
        try:
            answer = self.call(method, **params)
        except (ConnectionError, Wrong) as fault:
            expect(is_closed(fault), str(fault))
        expect(not answer, f"the point is not reached: {method} is answered")
        self.is_killed()
        self.restart()

    def is_killed(self) -> None:
        """Fails unless the daemon kills itself."""
        life = self._life
        expect(life.wait() == -signal.SIGKILL, f"it ends with {life.status}: {life.log}")


def is_closed(fault: Exception) -> bool:
    """Whether the daemon went away in the midst of a call."""
    return isinstance(fault, ConnectionError) or "closed the connection" in str(fault)


def grant(alone: Alone, when: str) -> str:
    """A Select's answer is lost, of a lease that is bound to its client and of a detached one."""
    is_same = grants(alone, when, {**SELECT})
    grants(alone, when, {**SELECT, "detached": True, "ctx": {"idempotency_key": OTHER_KEY}})
    return "the same lease" if is_same else "a fresh lease"


def grants(alone: Alone, when: str, select: Dict[str, Any]) -> bool:
    """Asks again, for the same lease when it was kept and else for another one, and always for one
    alone; answers whether it was kept."""
    kind = "a detached lease" if "detached" in select else "a lease"
    alone.restart(f"grant-{when}")
    alone.lose("Select", **select)
    before = alone.found().leases
    expect(len(before) == {"decided": 0, "kept": 1}.get(when, len(before)),
           f"{kind}: the next daemon has {before}")
    answer = alone.select(select)
    replayed = answer["replayed"]
    expect(replayed == bool(before) and before in ([], [alone.lease_id]),
           f"{kind}: {before} was kept, {alone.lease_id} is answered, replayed {replayed}")
    is_one(alone)
    released = alone.call("Release")["released"]
    expect(released is True and alone.found()[:2] == ([], 0), f"{kind} cannot be given back")
    return bool(before)


def end(alone: Alone, when: str) -> str:
    """A Release's answer is lost, and then that of a report that gives the lease back."""
    kept = ends_by(alone, when, "Release")
    ends_by(alone, when, "MarkResult", **LIMITED, release=True)
    found = alone.found()
    expect(found.is_blocked, f"what the report said is lost: {found}")
    return "it had ended" if kept else "it ended when it was asked again"


def ends_by(alone: Alone, when: str, method: str, **params: Any) -> bool:
    """Loses the answer of a call that ends a lease, asks again, and answers whether that found
    the lease ended."""
    alone.restart(f"end-{when}")
    alone.call("Select", provider=LOADED)
    alone.lease_id = listed_one(alone)
    alone.lose(method, **params)
    before = alone.found().leases
    expect(len(before) == {"decided": 1, "kept": 0}.get(when, len(before)),
           f"the next daemon has the leases {before}")
    answer = alone.call(method, **params)
    state = answer.get("state", answer.get("lease_state"))
    expect(state == "released", f"{method} again: {answer}")
    expect("released" not in answer or answer["released"] == bool(before), f"again: {answer}")
    expect(alone.found()[:2] == ([], 0), f"it is still there: {alone.found()}")
    return not before


def listed_one(alone: Alone) -> str:
    """The one lease that there is."""
    found = alone.found()
    expect(len(found.leases) == 1 and found.in_use == 1, f"there are {found}")
    return found.leases[0]


def mark(alone: Alone, when: str) -> str:
    """A report's answer is lost: it blocks the account all the same, for as long as it said."""
    select_with_fault(alone, f"mark-{when}")
    alone.lose("MarkResult", **LIMITED)
    before = alone.found()
    expect(before.is_blocked == {"decided": False, "kept": True}.get(when, before.is_blocked),
           f"the next daemon finds {before}")
    is_one(alone)
    answer = alone.call("MarkResult", **LIMITED)
    expect(answer["blocked_ms"] > 0, f"again: {answer}")
    after = alone.found()
    expect(after.is_blocked and after.failures <= 1 + before.failures, f"afterwards: {after}")
    alone.restart()
    is_one(alone)
    expect(alone.found().is_blocked, "a later daemon does not know of it")
    expect(alone.call("Release")["released"] is True, "the lease cannot be given back")
    return "it was known" if before.is_blocked else "it was told again"


def select_with_fault(alone: Alone, point: str) -> None:
    """Leases from a daemon that dies when it next keeps something: where a start or a Select has it
    keep something as well, it is to live until then."""
    for count in range(1, MOST_BATCHES):
        alone.restart(f"{point}:{count}")
        try:
            alone.select()
            return
        except (ConnectionError, Wrong) as fault:
            expect(is_closed(fault), str(fault))
            alone.is_killed()
    raise Wrong(f"{point} is reached again and again without a report")


def image(alone: Alone, when: str) -> str:
    """A daemon dies while it makes an image of what the last one knew."""
    alone.select()
    alone.call("MarkResult", **LIMITED)
    alone.restart(f"image-{when}")
    alone.is_killed()
    alone.restart()
    is_one(alone)
    expect(alone.found().is_blocked, "the block is lost")
    expect(alone.call("Release")["released"] is True, "the lease cannot be given back")
    return "all is known"


def is_one(alone: Alone) -> None:
    """Fails unless the client's lease is there, and no other."""
    found = alone.found()
    expect(found.leases == [alone.lease_id] and found.in_use == 1,
           f"there are {found}, and not {alone.lease_id} alone")


SCENES: Dict[str, Callable[[Alone, str], str]] = {
    "grant": grant, "end": end, "mark": mark, "image": image}


def play_alone(point: str, daemon: str, debug: str) -> str:
    """Plays one point in a folder of its own; answers with what the client found, or fails."""
    what, _, when = point.partition("-")
    with Folder() as folder, House(folder, pool(1, SLOTS, 0)) as house:
        return SCENES[what](Alone(house, daemon, debug), when)
