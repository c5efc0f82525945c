"""The list of cases: each a function with its id and title."""

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
    LAST = "judges what the whole run has seen"


@dataclass(frozen=True)
class Case:
    """One conformance case; `accounts` are those of the provider that is its own."""

    identifier: str
    title: str
    body: Callable[[Lab], None]
    pace: Pace
    accounts: Optional[List[Dict[str, Any]]]

    @property
    def section(self) -> str:
        """The letter before the number."""
        return self.identifier.split("-")[0]

    @property
    def provider(self) -> str:
        """The name of the provider that no other case touches."""
        return self.identifier.lower()


CASES: Dict[str, Case] = {}


def case(identifier: str, title: str, accounts: Optional[List[Dict[str, Any]]] = None,
         pace: Pace = Pace.PLAIN) -> Callable[[Callable[[Lab], None]], Callable[[Lab], None]]:
    """Registers the function below it as a case."""

    def register(body: Callable[[Lab], None]) -> Callable[[Lab], None]:
        assert identifier not in CASES, identifier
        CASES[identifier] = Case(identifier, title, body, pace, accounts)
        return body

    return register


def elsewhere(identifier: str, title: str, reason: str) -> None:
    """Registers a case that cannot be judged over a socket, with the reason."""

    def skip(lab: Lab) -> None:
        from .checks import Skip
        raise Skip(reason)

    case(identifier, title)(skip)
