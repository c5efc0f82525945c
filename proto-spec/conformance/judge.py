"""Says what a client did wrong, from what the fake daemon saw and the client printed.

A rule is a function from a record to sentences, one for each violation; no rule knows how
the record came about, so the same rules judge a client in any language.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Callable

from scenarios import Scenario

MAX_ATTEMPTS = 5


@dataclass
class Exchange:
    """One request that the fake daemon read, and what became of it."""

    connection: int
    id: Any
    method: str
    params: Mapping[str, Any]
    fate: str = "refused"  # Or "answered", or "lost": executed, but the client cannot know.
    lease_id: str | None = None  # The lease that it was granted, or that it names.

    @property
    def key(self) -> str | None:
        key = _object(self.params.get("ctx")).get("idempotency_key")
        return key if isinstance(key, str) else None


@dataclass
class Record:
    """All that is known of one run of a client."""

    scenario: Scenario
    connections: int = 0
    exchanges: list[Exchange] = field(default_factory=list)
    accounts: dict[str, str] = field(default_factory=dict)  # Of the leases, by id.
    faults: list[str] = field(default_factory=list)  # Breaches of sections 1 and 2.
    # Absent when nobody ran the client: its lines, its exit status, its time in seconds.
    results: list[Mapping[str, Any]] | None = None
    exit_status: int = 0
    seconds: float = 0.0

    def of(self, method: str) -> list[Exchange]:
        return [exchange for exchange in self.exchanges if exchange.method == method]


def violations(record: Record) -> list[str]:
    """Everything that was wrong, in the order of the rules; a right client has none."""
    return [sentence for rule in RULES for sentence in rule(record)]


def frames_are_right(record: Record) -> Iterator[str]:
    yield from record.faults


def attempts_are_few(record: Record) -> Iterator[str]:
    rounds = record.scenario.rounds
    if not record.exchanges and record.connections > MAX_ATTEMPTS * rounds:
        yield f"connected {record.connections} times in vain"
    sent: dict[tuple[str, object], int] = defaultdict(int)
    for exchange in record.exchanges:
        if exchange.method in ("Select", "MarkResult", "Release"):
            sent[exchange.method, exchange.key or exchange.lease_id] += 1
    for (method, _), count in sent.items():
        if count > MAX_ATTEMPTS:
            yield f"sent a {method} {count} times"
    vain = [select for select in record.of("Select") if select.fate == "refused"]
    if len(vain) > MAX_ATTEMPTS * rounds:
        yield f"sent {len(vain)} Selects in vain"


def selects_have_keys(record: Record) -> Iterator[str]:
    for select in record.of("Select"):
        if select.key is None or not 16 <= len(select.key) <= 64:
            yield "a Select without an idempotency key of 16 to 64 characters"


def retries_keep_the_key(record: Record) -> Iterator[str]:
    """With rounds at once, which Select repeats which cannot be told from outside."""
    wishes: dict[str, object] = {}
    before: Exchange | None = None
    for select in record.of("Select"):
        if select.key is None:
            continue
        unanswered = before is not None and before.fate != "answered"
        if unanswered and record.scenario.rounds == 1 and before and select.key != before.key:
            yield "a Select without an answer was sent again with another key"
        if wishes.setdefault(select.key, _wish(select)) != _wish(select):
            yield "one key for two different Selects"
        before = select


def reports_are_single(record: Record) -> Iterator[str]:
    for lease_id, exchanges in _by_lease(record, "MarkResult"):
        executed = [report for report in exchanges if report.fate != "refused"]
        account = record.accounts.get(lease_id, "no lease of ours")
        if len({report.params.get("seq") for report in executed}) > 1:
            yield f"the lease of {account} was reported twice"
        if len(executed) > 1 and any(report.params.get("seq") is None for report in executed):
            yield f"the report on {account} was sent again without a seq"
        if [report.fate for report in executed].count("answered") > 1:
            yield f"the report on {account} was sent again after its answer"
        for report in executed:
            if (report.params.get("status") is None) == (report.params.get("error") is None):
                yield f"the report on {account} has not one of status and error"


def leases_end_once(record: Record) -> Iterator[str]:
    ends: dict[str, set[object]] = defaultdict(set)
    for lease_id, exchanges in _by_lease(record, "MarkResult"):
        ends[lease_id] |= {("MarkResult", end.params.get("seq")) for end in exchanges
                           if end.params.get("release") is True and end.fate != "refused"}
    for lease_id, exchanges in _by_lease(record, "Release"):
        answered = [end for end in exchanges if end.fate == "answered"]
        ends[lease_id] |= {("Release", count) for count in range(max(1, len(answered)))}
    # A client that goes on has to ask for what it was granted in vain; one that gives up cannot.
    fates = ("answered", "lost") if record.scenario.ends == ("answered",) else ("answered",)
    granted = {select.lease_id for select in record.of("Select") if select.fate in fates}
    for lease_id in sorted(ends.keys() | {lease_id for lease_id in granted if lease_id}):
        account = record.accounts.get(lease_id, "nobody")
        if lease_id not in record.accounts:
            yield "a lease was named that was never granted"
        elif len(ends[lease_id]) > 1:
            yield f"the lease of {account} was released twice"
        elif not ends[lease_id] and "answered" in record.scenario.ends:
            yield f"the lease of {account} was never released"


def selects_follow_the_verdict(record: Record) -> Iterator[str]:
    expected = record.scenario.selects
    asked = list({select.key: select for select in record.of("Select")}.values())
    if not expected:
        return
    if len(asked) != len(expected):
        yield f"{len(asked)} Selects where {len(expected)} are right"
    for number, (select, wish) in enumerate(zip(asked, expected), start=1):
        for name, value in wish.items():
            found = _asked(record, select, name)
            right = found >= value if name == "wait_ms" else found == value
            if not right:
                yield f"Select {number} has {name} {found!r} instead of {value!r}"


def rounds_end_well(record: Record) -> Iterator[str]:
    scenario = record.scenario
    if record.results is None:
        return
    if 0 < scenario.connections < record.connections:
        yield f"{record.connections} connections instead of {scenario.connections}"
    if record.exit_status != 0:
        yield f"the client exited with status {record.exit_status}"
    if len(record.results) != scenario.rounds:
        yield f"{len(record.results)} results of {scenario.rounds} rounds"
    for result in record.results:
        end = result.get("end")
        if end not in scenario.ends:
            yield f"a round ended in {end!r} instead of {' or '.join(scenario.ends)}"
        elif end == "answered" and scenario.status not in (None, result.get("status")):
            yield f"the caller saw {result.get('status')!r} instead of {scenario.status}"
    calls = sum(result.get("calls", 0) for result in record.results)
    reported = len(list(_by_lease(record, "MarkResult")))
    if calls != reported:
        yield f"{calls} calls of the upstream but {reported} leases reported"


def time_is_bounded(record: Record) -> Iterator[str]:
    if record.seconds > record.scenario.seconds:
        yield f"took {record.seconds:.1f} s, more than {record.scenario.seconds:.1f} s"


RULES: tuple[Callable[[Record], Iterator[str]], ...] = (
    frames_are_right, attempts_are_few, selects_have_keys, retries_keep_the_key,
    reports_are_single, leases_end_once, selects_follow_the_verdict, rounds_end_well,
    time_is_bounded)


def _by_lease(record: Record, method: str) -> Iterator[tuple[str, list[Exchange]]]:
    groups: dict[str, list[Exchange]] = defaultdict(list)
    for exchange in record.of(method):
        groups[exchange.lease_id or ""].append(exchange)
    yield from groups.items()


def _wish(select: Exchange) -> object:
    return {name: value for name, value in select.params.items() if name != "ctx"}


def _asked(record: Record, select: Exchange, name: str) -> Any:
    """A Select's param as the daemon understands it; a lease stands for its account."""
    defaults = {"attempt": 1, "exclude": [], "wait_ms": 0}
    value = select.params.get(name)
    if value is None:
        return defaults.get(name)
    if name == "exclude" and isinstance(value, list):
        return sorted(value)
    return record.accounts.get(value, value) if name == "retry_of" else value


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
