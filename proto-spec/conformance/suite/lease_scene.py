"""Plays cells of the table of lease states: connections, a lease, and what is seen of it."""

from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from typing import Any, Dict, Generator, List, Optional

from .checks import Failure, Observer, check, equal, shown
from .connection import Connection, refusal_of, result_of
from .lease_table import Cell, State, Step, filled
from .users import FIRST_USER, Child

SLACK = 0.2
"""Seconds beyond a time that is to pass, in which the daemon does what is due."""
GRACE = 5.0
UNKNOWN_LEASE = "AAAAAAAAAAAAAAAAAAAAAA"
Pauses = Generator[float, None, Any]
"""A play that says how many seconds it pauses; none, until the inventory is read again."""


class Party:
    """A connection that a step names."""

    def __init__(self, path: str, observer: Observer) -> None:
        self._connection = Connection(path, observer)
        self._is_open = True

    def call(self, method: str, params: Any) -> Dict[str, Any]:
        """The answer to a call."""
        return self._connection.call(method, params)

    def revocations(self) -> List[Any]:
        """What has been pushed, since the last call, of leases that were taken back."""
        self._connection.result("Health")
        pushed, self._connection.pushed = self._connection.pushed, []
        return [value["params"] for value in pushed if value["method"] == "$/lease_revoked"]

    def close(self) -> None:
        """Closes, and waits until the daemon has seen it; more than once does nothing."""
        if not self._is_open:
            return
        self._is_open = False
        self._connection.half_close()
        self._connection.until_end()
        self._connection.close()

    def end(self) -> None:
        """Lets go of what is left."""
        self._connection.close()


class RemoteParty:
    """A connection of another process: one that can be killed, or is another uid's."""

    def __init__(self, path: str, observer: Observer, uid: Optional[int]) -> None:
        def serve(pipe: Pipe) -> None:
            party = Party(path, observer)
            while True:
                try:
                    verb, arguments = pipe.recv()
                    pipe.send(getattr(party, verb)(*arguments))
                except (EOFError, Failure, OSError):
                    return  # Whoever asks hears that the process has ended.

        self._child = Child(serve, uid)

    def _do(self, verb: str, *arguments: Any) -> Any:
        self._child.pipe.send((verb, arguments))
        return self._child.hear()

    def call(self, method: str, params: Any) -> Dict[str, Any]:
        """The answer to a call."""
        return self._do("call", method, params)

    def revocations(self) -> List[Any]:
        """What has been pushed, since the last call, of leases that were taken back."""
        return self._do("revocations")

    def close(self) -> None:
        """Closes, and waits until the daemon has seen it; the process lives on."""
        self._do("close")

    def end(self) -> None:
        """Kills the process."""
        self._child.end()


class Place:
    """Where a scene is played: a daemon, and the provider that is the scene's own."""

    def __init__(self, provider: str, path: str, observer: Observer, prober: Connection,
                 inventory: Dict[str, str]) -> None:
        self.provider = provider
        self.path = path
        self.observer = observer
        self.prober = prober
        self.inventory = inventory

    def connect(self) -> Party:
        """A further connection of this process."""
        return Party(self.path, self.observer)


@dataclass
class Sight:
    """How a lease stands, as far as its own uid can find out."""

    stands: str
    holder: Optional[str] = None
    reported: Optional[bool] = None

    def fits(self, state: State) -> bool:
        """Whether it may be in the state: what the state leaves open may be any."""
        return (self.stands == state.stands
                and state.holder in (None, self.holder)
                and state.reported in (None, self.reported))


class Scene:
    """One cell of the table."""

    def __init__(self, cell: Cell, place: Place) -> None:
        self.cell = cell
        self.place = place
        self._parties: Dict[str, Any] = {}
        self._names = {"provider": place.provider, "account": f"{place.provider}-1",
                       "lease": UNKNOWN_LEASE}
        self._is_mortal = any("kill" in step for step in cell.state.reach + cell.steps)

    def play(self) -> Pauses:
        """Plays the cell; a failure when it is not as the table says."""
        yield from self._steps(self.cell.state.reach)
        if self._resolved("caller") in self._parties:
            self._party("caller").revocations()
        reply = yield from self._steps(self.cell.steps)
        self._judge(reply)
        self._give_back_other(reply)
        sight = yield from self._look()
        check(self._fits(sight), f"then it is {sight}, not {self.cell.next.name}")

    def end(self) -> None:
        """Lets go of all connections and processes."""
        for party in self._parties.values():
            party.end()

    # Steps

    def _steps(self, steps: List[Step]) -> Pauses:
        reply = None
        for step in steps:
            if "pass_ms" in step:
                yield step["pass_ms"] / 1000 + SLACK
            elif "inventory" in step:
                self.place.inventory[self.place.provider] = step["inventory"]
                yield 0
            elif "kill" in step:
                party = self._parties.pop(self._resolved(step["kill"]), None)
                if party is not None:
                    party.end()
                yield SLACK
            else:
                reply = self._step(step)
        return reply

    def _step(self, step: Step) -> Optional[Dict[str, Any]]:
        if "close" in step:
            self._close(self._resolved(step["close"]))
            return None
        if "hello" in step:
            return self._party(step["hello"]).call("Hello", self._hello())
        if "grant" in step:
            reply = self._party(step["grant"]).call("Select", self._select({}))
            self._names["lease"] = result_of(reply)["lease"]["lease_id"]
            return reply
        if "select_again" in step:
            params = self._select(step["select_again"])
            return self._party(step["by"]).call("Select", params)
        if "call" in step:
            params = filled(step["params"], self._names)
            return self._party(step["by"]).call(step["call"], params)
        raise Failure(f"a step that is not known: {shown(step)}")

    def _hello(self) -> Dict[str, Any]:
        instance = f"instance-of-{self.place.provider}"
        return {"protocol": "1",
                "client": {"name": "runner", "version": "1", "instance_id": instance}}

    def _select(self, changes: Dict[str, Any]) -> Dict[str, Any]:
        key = f"key-of-the-{self.place.provider}"
        return {"provider": self._names["provider"], "account": self._names["account"],
                "ctx": {"idempotency_key": key}, **self.cell.state.grant, **changes}

    # Connections

    def _resolved(self, name: str) -> str:
        return self.cell.state.caller if name == "caller" else name

    def _party(self, name: str) -> Any:
        name = self._resolved(name)
        if name not in self._parties:
            owner = self.cell.state.caller if name == "another" else name
            uid = FIRST_USER if owner == "stranger" else None
            if uid is not None or (name == "holder" and self._is_mortal):
                self._parties[name] = RemoteParty(self.place.path, self.place.observer, uid)
            else:
                self._parties[name] = self.place.connect()
        return self._parties[name]

    def _close(self, name: str) -> None:
        self._party(name).close()
        if not isinstance(self._parties[name], RemoteParty):
            del self._parties[name]

    # What is seen

    def _judge(self, reply: Optional[Dict[str, Any]]) -> None:
        wanted = self.cell.answer
        if wanted is None or "push" in wanted:
            self._judge_pushes(wanted)
            return
        check(reply is not None, "nothing was called")
        if "error" in wanted:
            refusal_of(reply, wanted["error"])
            return
        result = result_of(reply)
        for name, value in filled(wanted["result"], self._names).items():
            equal(result.get(name), value, name)
        if "lease" in wanted:
            is_same = result["lease"]["lease_id"] == self._names["lease"]
            equal(is_same, wanted["lease"] == "same", "whether it is the same lease")

    def _judge_pushes(self, wanted: Optional[Dict[str, Any]]) -> None:
        caller = self._parties.get(self._resolved("caller"))
        if any("close" in step or "kill" in step for step in self.cell.steps) or caller is None:
            return
        pushed = [{"lease_id": self._names["lease"], "reason": wanted["push"]}] if wanted else []
        equal(caller.revocations(), pushed, "what is pushed")

    def _give_back_other(self, reply: Optional[Dict[str, Any]]) -> None:
        lease = ((reply or {}).get("result") or {}).get("lease")
        if isinstance(lease, dict) and lease["lease_id"] != self._names["lease"]:
            params = {"lease_id": lease["lease_id"]}
            equal(result_of(self._party("caller").call("Release", params))["released"], True,
                  "the other lease's Release")

    def _look(self) -> Pauses:
        """How the lease stands; what is done to find out changes it."""
        lived = self._is_in_use()
        if self._resumed() == 1:
            return Sight("orphaned", "instance")
        yield GRACE + SLACK
        renewed = self._probe("Renew", ttl_ms=60000)
        if "error" in renewed:
            if lived:
                return Sight("orphaned", "connection")
            return Sight(self._ended(renewed), reported=self._is_reported())
        check(lived or self._is_uncounted(), "it lives, and no account is in use")
        return Sight("active", self._holder(renewed), self._is_reported())

    def _fits(self, sight: Sight) -> bool:
        # Of an account that is not in the inventory it is not seen what is in use, and so not
        # whether its lease was an orphan before the grace was over.
        if self._is_uncounted() and self.cell.next.stands == "orphaned":
            return sight.stands == "expired" or sight.fits(self.cell.next)
        return sight.fits(self.cell.next)

    def _is_uncounted(self) -> bool:
        return self.place.inventory.get(self.place.provider) == "removed"

    def _is_in_use(self) -> bool:
        summary = self.place.prober.result("Summary", {"provider": self.place.provider})
        return summary["providers"][0]["in_use"] > 0

    def _resumed(self) -> int:
        party = self.place.connect()
        resumed = result_of(party.call("Hello", self._hello()))["resumed_leases"]
        party.close()
        return resumed

    def _holder(self, renewed: Dict[str, Any]) -> str:
        if result_of(renewed)["detached"]:
            return "nobody"
        for name in list(self._parties):
            self._close(name)
        return "instance" if self._resumed() == 1 else "connection"

    def _ended(self, renewed: Dict[str, Any]) -> str:
        reason = renewed["error"]["data"]["reason"]
        if reason == "LEASE_UNKNOWN":
            marked = self._probe("MarkResult", seq=1, status=200)
            skip = marked.get("result", {}).get("skip")
            return "gone" if skip == "LEASE_GONE" else "unknown"
        return {"LEASE_RELEASED": "released", "LEASE_EXPIRED": "expired",
                "LEASE_REVOKED": "revoked", "MAX_TTL_REACHED": "outlived"}.get(reason, reason)

    def _is_reported(self) -> bool:
        marked = self._probe("MarkResult", seq=1, status=200)
        return marked.get("result", {}).get("skip") == "DUPLICATE_SEQ"

    def _probe(self, method: str, **params: Any) -> Dict[str, Any]:
        return self.place.prober.call(method, {"lease_id": self._names["lease"], **params})
