"""As much of accountd's pool as a client can notice, for the fake daemon."""
from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Callable

from judge import Exchange
from scenarios import Scenario


class Pool:
    """Leases, idempotency keys, and the scenario's verdicts; nothing ends by time."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._names = [f"claude-{letter}" for letter in "abcdefghi"[:scenario.pool_size]]
        self._grants: dict[str, dict[str, Any]] = {}
        self._reports: dict[tuple[str, Any], Mapping[str, Any]] = {}
        self._ended: set[str] = set()
        self.accounts: dict[str, str] = {}

    def answer(self, exchange: Exchange) -> dict[str, Any]:
        """The reply's `result` or `error` member, by itself."""
        verbs: Mapping[str, Callable[[Exchange], dict[str, Any]]] = {
            "Hello": self._hello, "Select": self._select, "MarkResult": self._mark_result,
            "Release": self._release, "Health": lambda _: _result(status="SERVING"),
            "Summary": lambda _: _result(providers=[])}
        verb = verbs.get(exchange.method)
        return verb(exchange) if verb else error(-32601, "METHOD_NOT_FOUND")

    def _hello(self, _: Exchange) -> dict[str, Any]:
        return _result(protocol="1", server={"name": "fake", "version": "1"}, epoch="1",
                       limits={}, state="serving", resumed_leases=len(self.accounts))

    def _select(self, exchange: Exchange) -> dict[str, Any]:
        key = exchange.key or secrets.token_hex(16)
        if key in self._grants:
            grant = {**self._grants[key], "replayed": True}
            exchange.lease_id = grant["lease"]["lease_id"]
            gone = exchange.lease_id in self._ended
            return error(10, "IDEMPOTENT_RESULT_GONE") if gone else {"result": grant}
        account = exchange.params.get("account") or next(
            (name for name in self._names if name not in exchange.params.get("exclude", [])), None)
        if account is None:
            return blocked(len(self._names))
        exchange.lease_id = lease_id = secrets.token_urlsafe(16)
        self.accounts[lease_id] = account
        self._grants[key] = self._grant(lease_id, account, exchange.params)
        return {"result": self._grants[key]}

    def _grant(self, lease_id: str, account: str, params: Mapping[str, Any]) -> dict[str, Any]:
        lease = {"account_id": account, "detached": False, "expires_in_ms": 3_600_000,
                 "fence": len(self.accounts), "lease_id": lease_id, "model": params.get("model"),
                 "probe": False, "provider": params.get("provider"), "renew_after_ms": 1_200_000}
        credential = {"generation": 1, "headers": {"authorization": f"Bearer demo-{account}"},
                      "kind": "api_key", "secret": f"demo-{account}"}
        return {"credential": credential, "lease": lease, "pool_size": len(self._names),
                "replayed": False, "waited_ms": 0}

    def _mark_result(self, exchange: Exchange) -> dict[str, Any]:
        lease_id = exchange.lease_id or ""
        if lease_id not in self.accounts:
            return error(5, "LEASE_UNKNOWN")
        report = (lease_id, exchange.params.get("seq"))
        repeated = report in self._reports
        if not repeated:
            number = min(len(self._reports), len(self._scenario.verdicts) - 1)
            self._reports[report] = self._scenario.verdicts[number]
        if exchange.params.get("release") is True or self._reports[report]["retry"] == "same":
            self._ended.add(lease_id)
        skip = {"skip": "DUPLICATE_SEQ"} if repeated else {}
        return _result(
            account_state="available", applied=not repeated, blocked_ms=0, category="ok",
            lease_state="released" if lease_id in self._ended else "active", rule="fake",
            **skip, **self._reports[report])

    def _release(self, exchange: Exchange) -> dict[str, Any]:
        lease_id = exchange.lease_id or ""
        if lease_id not in self.accounts:
            return error(5, "LEASE_UNKNOWN")
        released = lease_id not in self._ended
        self._ended.add(lease_id)
        return _result(released=released, state="released")


def _result(**members: Any) -> dict[str, Any]:
    return {"result": members}


def error(code: int, reason: str, **data: Any) -> dict[str, Any]:
    """An error member as section 5 has it."""
    data = {"reason": reason, "retryable": False, "status": "FAKE", **data}
    return {"error": {"code": code, "data": data, "message": reason.lower()}}


def blocked(total: int) -> dict[str, Any]:
    """The answer when no account is able: all of them are in cooldown, for 8123 ms."""
    return error(8, "NO_ELIGIBLE_ACCOUNT", retryable=True, retry_after_ms=8123, total=total,
                 waited_ms=0, blocked={"cooldown": total})
