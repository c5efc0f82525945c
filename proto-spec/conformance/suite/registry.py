"""The list of cases: each a function with its id, its input and what is expected."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Callable, Dict, List, Optional

from .lab import Lab


class Pace(Enum):
    """When a case runs, so that those that measure time are not disturbed."""

    WAITING = "waits most of its time; runs beside all others"
    TIMED = "measures time; runs before the machine is busy"
    PLAIN = "runs beside a few others"
    HEAVY = "loads the machine; runs alone of its kind"
    LAST = "judges what the whole run has seen, or keeps this process busy; runs by itself"


@dataclass(frozen=True)
class Case:
    """One conformance case; `accounts` are those of the provider that is its own."""

    identifier: str
    method: Optional[str]
    """The method that it is about; None when it is about frames or connections."""
    input: str
    expectation: str
    body: Callable[[Lab], None]
    pace: Pace
    accounts: Optional[List[Dict[str, Any]]]
    elsewhere: Optional[str]
    """Why it cannot be judged over a socket, if it cannot."""

    @property
    def section(self) -> str:
        """The letter before the number."""
        return self.identifier.split("-")[0]

    @property
    def provider(self) -> str:
        """The name of the provider that no other case touches."""
        return self.identifier.lower()

    @property
    def title(self) -> str:
        """The case on one line."""
        subject = "" if self.method is None else f"{self.method}, "
        return f"{subject}{self.input}: {self.expectation}"

    @property
    def entry(self) -> Dict[str, Any]:
        """The case as `conformance.json` lists it."""
        listed: Dict[str, Any] = {
            "id": self.identifier, "method": self.method, "input": self.input,
            "expectation": self.expectation,
        }
        if self.accounts is not None:
            listed["accounts"] = self.accounts
        if self.elsewhere is not None:
            listed["elsewhere"] = self.elsewhere
        return listed


CASES: Dict[str, Case] = {}


def case(identifier: str, method: Optional[str], given: str, expectation: str,
         accounts: Optional[List[Dict[str, Any]]] = None, pace: Pace = Pace.PLAIN,
         reason: Optional[str] = None) -> Callable[[Callable[[Lab], None]], Callable[[Lab], None]]:
    """Registers the function below it as a case."""

    def register(body: Callable[[Lab], None]) -> Callable[[Lab], None]:
        assert identifier not in CASES, identifier
        CASES[identifier] = Case(
            identifier, method, given, expectation, body, pace, accounts, reason)
        return body

    return register


def elsewhere(identifier: str, method: Optional[str], given: str, expectation: str,
              reason: str) -> None:
    """Registers a case that cannot be judged over a socket, with the reason."""

    def skip(lab: Lab) -> None:
        from .checks import Skip
        raise Skip(reason)

    case(identifier, method, given, expectation, reason=reason)(skip)
