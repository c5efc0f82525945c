"""What clients were told, and what they saw after it: the judge of a run with crashes.

Everything that happens is told in the order in which it happens, from whichever thread; times are
arguments. Nothing here knows of sockets or processes.
"""

import enum
import functools
import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any, Callable, Dict, FrozenSet, Iterable, List, Mapping, Set, TypeVar, cast

# A block is told in whole milliseconds at an instant somewhat before the answer is read, and the
# wall clock, which it crosses a restart by, is not the clock that the test measures with.
LATE_SECONDS = 2.0
Method = TypeVar("Method", bound=Callable[..., Any])


class Kind(enum.Enum):
    """A promise that can be broken."""

    DOUBLE_GRANT = "granted twice"
    OVERRUN = "too many uses of an account at once"
    REPEATED_FENCE = "a fence of two leases"
    FENCE_ORDER = "a later lease has no greater fence"
    LOST_LEASE = "a lease was lost"
    LOST_RELEASE = "a lease's end was lost"
    LOST_OPERATION = "a call failed in spite of its retries"
    LOST_BLOCK = "what was told of an account was lost"
    WRONG_END = "the daemon ended otherwise than it was made to"


@dataclass(frozen=True)
class Violation:
    """A promise that was broken, and the crash that came last before it was noticed."""

    kind: Kind
    crash: str
    sentence: str


@dataclass(frozen=True)
class Grant:
    """What a Select was answered with."""

    lease_id: str
    account: str
    fence: int
    replayed: bool


@dataclass(frozen=True)
class Listing:
    """What a list of all leases has to have, and must not have, if it is asked for now."""

    held: FrozenSet[str]
    ended: FrozenSet[str]


@dataclass
class _Question:
    """A Select, from when it was sent first."""

    greatest_fence: int
    blocked: FrozenSet[str]
    lease_id: str = ""


@dataclass
class _Holding:
    """A lease as its client knows it."""

    grant: Grant
    is_used: bool = False
    is_ending: bool = False
    was_released: bool = False


def _one_at_a_time(method: Method) -> Method:
    @functools.wraps(method)
    def locked(self: "Promises", *arguments: Any, **named: Any) -> Any:
        with self.lock:
            return method(self, *arguments, **named)
    return cast(Method, locked)


class Promises:
    """Takes in what happens, and collects the promises that it breaks."""

    def __init__(self, capacity: Mapping[str, int]) -> None:
        self.lock = threading.RLock()
        self.violations: List[Violation] = []
        self.peak: Counter[str] = Counter()
        self.replayed = 0
        self.crash = "start"
        self.capacity = dict(capacity)
        self._uses: Counter[str] = Counter()
        self._questions: Dict[str, _Question] = {}
        self._holdings: Dict[str, _Holding] = {}
        self._held: Set[str] = set()
        self._ended: Set[str] = set()
        self._fences: Dict[int, str] = {}
        self._greatest_fence = 0
        self._listed: Dict[str, str] = {}
        self._blocked_until: Dict[str, float] = {}

    def broken(self, kind: Kind, sentence: str) -> None:
        """Notes a promise that was broken."""
        with self.lock:
            self.violations.append(Violation(kind, self.crash, sentence))

    @_one_at_a_time
    def crashed(self, name: str) -> None:
        """The daemon has ended, in the way of that name; another one will start."""
        self.crash = name

    @property
    def fences(self) -> List[int]:
        """All that were seen, each once."""
        with self.lock:
            return sorted(self._fences)

    @property
    def leases(self) -> int:
        """How many different ones were answered."""
        with self.lock:
            return len(self._holdings)

    # Leases

    @_one_at_a_time
    def asks(self, key: str) -> None:
        """A Select with a key of its own is about to be sent for the first time."""
        self._questions[key] = _Question(self._greatest_fence, frozenset(self._blocked_until))

    @_one_at_a_time
    def granted(self, key: str, grant: Grant) -> None:
        """A Select's answer was read."""
        question = self._questions[key]
        self.replayed += grant.replayed
        if question.lease_id not in ("", grant.lease_id):
            self.broken(Kind.DOUBLE_GRANT, f"one key got {question.lease_id} and {grant}")
        if question.lease_id == "" and grant.lease_id in self._holdings:
            self.broken(Kind.DOUBLE_GRANT, f"two keys got {grant}")
        if grant.account in question.blocked:
            self.broken(Kind.LOST_BLOCK, f"{grant.account} was blocked when {grant} was asked for")
        self._judge_fence(grant, question)
        question.lease_id = grant.lease_id
        if grant.lease_id not in self._holdings:
            self._holdings[grant.lease_id] = _Holding(grant)
            self._held.add(grant.lease_id)

    def _judge_fence(self, grant: Grant, question: _Question) -> None:
        owner = self._fences.setdefault(grant.fence, grant.lease_id)
        if owner != grant.lease_id:
            self.broken(Kind.REPEATED_FENCE, f"{grant.fence} is of {owner} and of {grant.lease_id}")
        known = self._holdings.get(grant.lease_id)
        if known and known.grant.fence != grant.fence:
            self.broken(Kind.REPEATED_FENCE, f"{grant.lease_id} had {known.grant.fence} before")
        if grant.fence <= question.greatest_fence:
            self.broken(Kind.FENCE_ORDER,
                        f"{grant.fence} was asked for after {question.greatest_fence} was read")
        self._greatest_fence = max(self._greatest_fence, grant.fence)

    @_one_at_a_time
    def begins_use(self, lease_id: str) -> None:
        """The upstream sees a request that is made with the lease."""
        holding = self._holdings[lease_id]
        account = holding.grant.account
        if holding.is_used:
            self.broken(Kind.DOUBLE_GRANT, f"{lease_id} is used by two clients")
        holding.is_used = True
        self._uses[account] += 1
        self.peak[account] = max(self.peak[account], self._uses[account])
        if self._uses[account] > self.capacity[account]:
            self.broken(Kind.OVERRUN, f"{account} is used {self._uses[account]} times at once, "
                        f"not {self.capacity[account]} at the most")

    @_one_at_a_time
    def ends_use(self, lease_id: str) -> None:
        """The upstream has answered the request."""
        holding = self._holdings[lease_id]
        holding.is_used = False
        self._uses[holding.grant.account] -= 1

    @_one_at_a_time
    def ends(self, lease_id: str) -> None:
        """A call that gives the lease back is about to be sent for the first time."""
        self._holdings[lease_id].is_ending = True
        self._held.discard(lease_id)

    @_one_at_a_time
    def ended(self, lease_id: str, state: str, released: bool, retried: bool) -> None:
        """A call that gives the lease back was answered, at once or when it was sent again."""
        holding = self._holdings[lease_id]
        self._ended.add(lease_id)
        if state != "released":
            self.broken(Kind.LOST_LEASE, f"{lease_id} is {state}, though its client held it")
        elif released and holding.was_released:
            self.broken(Kind.LOST_RELEASE, f"{lease_id} was released twice")
        elif not released and not retried and not holding.was_released:
            self.broken(Kind.LOST_LEASE, f"{lease_id} had ended before its client gave it back")
        holding.was_released = True

    @_one_at_a_time
    def refused(self, lease_id: str, method: str, reason: str) -> None:
        """A call with a lease that its client holds was refused."""
        is_end = self._holdings[lease_id].is_ending
        self.broken(Kind.LOST_LEASE, f"{method} of {lease_id}, which its client "
                    f"{'gave back' if is_end else 'holds'}: {reason}")
        self._held.discard(lease_id)

    # What operators see

    @_one_at_a_time
    def listing(self) -> Listing:
        """A list of all leases is about to be asked for."""
        return Listing(frozenset(self._held), frozenset(self._ended))

    @_one_at_a_time
    def listed(self, listing: Listing, leases: Iterable[str]) -> None:
        """The list was read."""
        found = set(leases)
        for lease_id in sorted((listing.held & self._held) - found):
            self.broken(Kind.LOST_LEASE, f"{lease_id} is held, and not in the list of leases")
        for lease_id in sorted(listing.ended & found):
            self.broken(Kind.LOST_RELEASE, f"{lease_id} had ended, and is in the list of leases")
        for lease_id in found:
            self._listed.setdefault(lease_id, self.crash)

    @_one_at_a_time
    def blocks(self, account: str, until: float) -> None:
        """An answer was read that says until when the account is blocked."""
        self._blocked_until[account] = until

    @_one_at_a_time
    def blocked(self) -> Mapping[str, float]:
        """What has to be known of blocks, if it is asked for now."""
        return dict(self._blocked_until)

    @_one_at_a_time
    def shown(self, blocked: Mapping[str, float], remaining: Mapping[str, float],
              now: float) -> None:
        """The seconds that are left of each account's block were read."""
        for account, until in blocked.items():
            seconds = remaining.get(account, 0.0)
            if not until - now - LATE_SECONDS <= seconds <= until - now + LATE_SECONDS:
                self.broken(Kind.LOST_BLOCK, f"{account} is blocked for {seconds:.1f} s more, and "
                            f"was to be for {until - now:.1f}")

    @_one_at_a_time
    def finish(self, leases: Iterable[str], in_use: Mapping[str, int]) -> None:
        """All leases were given back, and this is what is left of them."""
        for lease_id, crash in self._listed.items():
            if lease_id not in self._holdings:
                self.violations.append(Violation(
                    Kind.DOUBLE_GRANT, crash, f"{lease_id} was granted, and nobody was told"))
        for lease_id in leases:
            self.broken(Kind.LOST_RELEASE, f"{lease_id} is there at the end")
        for account, count in in_use.items():
            if count:
                self.broken(Kind.LOST_RELEASE, f"{account} has {count} leases at the end")
        for lease_id in sorted(self._held):
            self.broken(Kind.LOST_OPERATION, f"{lease_id} was never given back")


class Hiccups:
    """How long each client was without an answer after a crash, by the crash's name."""

    AGAIN = "again"

    def __init__(self, clients: int) -> None:
        self._lock = threading.Lock()
        self._names = [""] * clients
        self._begins = [0.0] * clients
        self._seconds: Dict[str, List[float]] = {}

    def crashed(self, name: str, at: float) -> None:
        """The daemon began to end, in the way of that name. Who has had no answer since an earlier
        crash has waited since then, and is counted as hit again."""
        with self._lock:
            for client, earlier in enumerate(self._names):
                self._begins[client] = self._begins[client] if earlier else at
                self._names[client] = self.AGAIN if earlier else name

    def answered(self, client: int, at: float) -> None:
        """A client has read an answer."""
        with self._lock:
            name, self._names[client] = self._names[client], ""
            if name:
                self._seconds.setdefault(name, []).append(at - self._begins[client])

    def text(self, names: Iterable[str]) -> str:
        """The median, the 99th percentile and the longest, after crashes of those names."""
        seconds = sorted(second for name in names for second in self._seconds.get(name, []))
        if not seconds:
            return "none"
        median, high = (seconds[(len(seconds) - 1) * part // 100] for part in (50, 99))
        return (f"p50 {median * 1000:.0f} ms, p99 {high * 1000:.0f} ms, "
                f"max {seconds[-1] * 1000:.0f} ms ({len(seconds)} times)")
