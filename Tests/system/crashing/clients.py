"""Clients that lease under load, keep the rules of PROTOCOL.md section 6, and tell all they see."""

import random
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Optional

from support import ROOT

sys.path.insert(0, str(ROOT / "proto-spec" / "clients" / "python"))

import accountd  # noqa: E402

from .house import LOADED, SPARE, since_boot  # noqa: E402
from .promises import Grant, Hiccups, Kind, Promises  # noqa: E402

MOST_WORK_SECONDS = 0.008
PAUSE_SECONDS = 0.2  # After a promise was broken.
PART_DETACHED, PART_RENEWED = 0.2, 0.2
WAIT_MS = 8_000
LIMITED_SECONDS = 3_600
LIMITED = accountd.Outcome(status=429, headers={"retry-after": str(LIMITED_SECONDS)})
WELL = accountd.Outcome(status=200)


class CountingRetry(accountd.Retry):
    """The client's own pace, and how many attempts the last call took."""

    made = 0

    def attempts(self) -> Iterator[int]:
        for number in super().attempts():
            self.made = number + 1
            yield number


class Client(accountd.Client):
    """The reference client, which here says all that Release was answered with."""

    def end(self, lease: accountd.Lease) -> Mapping[str, Any]:
        """Gives the lease back."""
        return dict(self._call("Release", {"lease_id": lease.lease_id}))


@dataclass
class Alarm:
    """What is to happen after so many requests sent and answers read, and when it happened."""

    countdown: int
    act: Callable[[], None]
    rang_at: float = 0.0


class Scene:
    """What the clients have in common: whom they tell, what comes next, and when all ends."""

    def __init__(self, promises: Promises, hiccups: Hiccups, spare: int) -> None:
        self.promises, self.hiccups = promises, hiccups
        self.stopping, self.closing = threading.Event(), threading.Event()
        self.calls = 0
        self.retries = 0
        self._spare = [f"{SPARE}-{number}" for number in range(spare, 0, -1)]
        self._may_mark, self._may_limit = False, False
        self._alarms: List[Alarm] = []

    def arm(self, countdown: int, act: Callable[[], None]) -> Alarm:
        """Has something happen, on the thread of whichever client is the last to be counted."""
        alarm = Alarm(countdown, act)
        with self.promises.lock:
            self._alarms.append(alarm)
        return alarm

    def disarm(self) -> None:
        """Forgets what has not happened yet."""
        with self.promises.lock:
            self._alarms.clear()

    def moment(self) -> None:
        """A request is about to be sent, or its answer was read."""
        ringing = []
        with self.promises.lock:
            for alarm in self._alarms:
                alarm.countdown -= 1
                if alarm.countdown <= 0:
                    alarm.rang_at = time.monotonic()
                    ringing.append(alarm)
            self._alarms = [alarm for alarm in self._alarms if not alarm.rang_at]
        for alarm in ringing:
            alarm.act()

    def allow_mark(self) -> None:
        """Lets a client find one more spare account limited."""
        with self.promises.lock:
            self._may_mark = True

    def allow_limit(self) -> None:
        """Lets a client find the account that it uses limited."""
        with self.promises.lock:
            self._may_limit = True

    def take_spare(self) -> str:
        """An account that is to be found limited; empty when none is."""
        with self.promises.lock:
            if not self._may_mark or not self._spare:
                return ""
            self._may_mark = False
            return self._spare.pop()

    def take_limit(self) -> bool:
        """Whether the account in use is to be found limited."""
        with self.promises.lock:
            found, self._may_limit = self._may_limit, False
            return found


class Worker(threading.Thread):
    """One client: cycles of Select, work, reports and Release until it is told to stop."""

    def __init__(self, number: int, path: str, scene: Scene, chance: random.Random) -> None:
        super().__init__(name=f"client {number}", daemon=True)
        self._number, self._scene, self._chance = number, scene, chance
        self._retry = CountingRetry(uniform=chance.uniform)
        self._client = Client(path, name="crashes", retry=self._retry,
                              instance_id=f"{chance.getrandbits(128):032x}")
        self.is_idle = threading.Event()

    def run(self) -> None:
        """Leases until the end, and stays connected until all has been looked at."""
        try:
            while not self._scene.stopping.is_set():
                if not self._cycle():
                    self._scene.stopping.wait(PAUSE_SECONDS)
        except Exception as error:  # Whatever it is, the run must not pass without this client.
            self._scene.promises.broken(
                Kind.LOST_OPERATION, f"{self.name} ended: {type(error).__name__}: {error}")
        finally:
            self.is_idle.set()
            self._scene.closing.wait()
            self._client.close()

    def _call(self, act: Callable[[], Any]) -> Any:
        """Does a call with its retries, and counts what is to be counted."""
        scene = self._scene
        scene.moment()
        try:
            answer = act()
            scene.hiccups.answered(self._number, time.monotonic())
            return answer
        finally:
            with scene.promises.lock:
                scene.calls += 1
                scene.retries += self._retry.made - 1
            scene.moment()

    def _cycle(self) -> bool:
        """One lease, from its Select to its end; whether all went as promised."""
        spare = self._scene.take_spare()
        lease = self._select(spare)
        if lease is None:
            return False
        self._scene.promises.begins_use(lease.lease_id)
        time.sleep(self._chance.uniform(0, MOST_WORK_SECONDS))
        is_held = self._chance.random() >= PART_RENEWED or self._renew(lease)
        self._scene.promises.ends_use(lease.lease_id)
        is_limited = bool(spare) or self._scene.take_limit()
        return is_held and self._give_back(lease, LIMITED if is_limited else WELL)

    def _select(self, spare: str) -> Optional[accountd.Lease]:
        key = f"{self._chance.getrandbits(128):032x}"
        wish: Dict[str, Any] = {"wait_ms": WAIT_MS, "idempotency_key": key}
        if spare:
            wish["account"] = spare
        if self._chance.random() < PART_DETACHED:
            wish["detached"] = True
        self._scene.promises.asks(key)
        try:
            lease: accountd.Lease = self._call(
                lambda: self._client.select(SPARE if spare else LOADED, **wish))
        except accountd.AccountdError as error:
            self._scene.promises.broken(Kind.LOST_OPERATION, f"Select: {told(error)}")
            return None
        reply = lease.reply
        self._scene.promises.granted(key, Grant(
            lease.lease_id, lease.account_id, reply["lease"]["fence"], reply["replayed"]))
        return lease

    def _renew(self, lease: accountd.Lease) -> bool:
        return self._told(lease, "Renew", lambda: self._client.renew(lease)) is not None

    def _give_back(self, lease: accountd.Lease, outcome: accountd.Outcome) -> bool:
        """Reports and gives back, in one call or in two, or gives back without a report."""
        promises = self._scene.promises
        way = self._chance.randrange(2 if outcome is LIMITED else 3)
        if way == 0:
            promises.ends(lease.lease_id)
            verdict = self._mark(lease, outcome, release=True)
            if verdict is not None:
                # It does not say whether it was this report that ended the lease.
                promises.ended(lease.lease_id, verdict["lease_state"], released=False, retried=True)
            return verdict is not None
        if way == 1 and self._mark(lease, outcome, release=False) is None:
            return False
        promises.ends(lease.lease_id)
        answer = self._told(lease, "Release", lambda: self._client.end(lease))
        if answer is not None:
            promises.ended(lease.lease_id, answer["state"], answer["released"],
                           retried=self._retry.made > 1)
        return answer is not None

    def _mark(self, lease: accountd.Lease, outcome: accountd.Outcome,
              release: bool) -> Optional[Mapping[str, Any]]:
        verdict: Optional[Mapping[str, Any]] = self._told(
            lease, "MarkResult", lambda: self._client.mark_result(lease, outcome, release=release))
        if verdict is not None and outcome is LIMITED:
            self._scene.promises.blocks(
                lease.account_id, since_boot() + verdict["blocked_ms"] / 1000)
        return verdict

    def _told(self, lease: accountd.Lease, method: str, act: Callable[[], Any]) -> Any:
        """What a call with a lease is answered with; None when that breaks a promise."""
        try:
            return self._call(act)
        except accountd.Refused as error:
            self._scene.promises.refused(lease.lease_id, method, told(error))
        except accountd.AccountdError as error:
            self._scene.promises.broken(Kind.LOST_OPERATION, f"{method}: {told(error)}")
        return None


def told(error: Exception) -> str:
    """What went wrong, in a line."""
    return f"{type(error).__name__}: {error}"


def workers(count: int, path: str, scene: Scene, seed: int) -> List[Worker]:
    """So many clients, each with a chance of its own that follows from the seed."""
    return [Worker(number, path, scene, random.Random(f"{seed} {number}"))
            for number in range(count)]
