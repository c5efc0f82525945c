"""The specification's table of what each operation does to a lease in each state."""

from dataclasses import dataclass
from typing import Any, Dict, List, Optional

from .checks import Failure
from .spec import read_json

Step = Dict[str, Any]
FILE = "lease-states.json"


@dataclass(frozen=True)
class State:
    """A state of a lease, and how one is put into it."""

    name: str
    stands: str
    caller: str
    grant: Dict[str, Any]
    reach: List[Step]
    holder: Optional[str] = None
    reported: Optional[bool] = None
    why: str = ""


@dataclass(frozen=True)
class Cell:
    """What an operation, given as steps, does in a state."""

    state: State
    operation: str
    steps: List[Step]
    answer: Optional[Dict[str, Any]]
    next: State

    @property
    def name(self) -> str:
        """For complaints."""
        return f"{self.state.name} × {self.operation}"

    @property
    def longest_pause(self) -> float:
        """The seconds of the longest step that only lets time pass."""
        steps = self.state.reach + self.steps
        return max((step.get("pass_ms", 0) for step in steps), default=0) / 1000


def read_cells(table: Optional[Dict[str, Any]] = None) -> List[Cell]:
    """All cells; a failure when the table lacks one, or has one too many."""
    table = read_json(FILE) if table is None else table
    states = {entry["name"]: State(**entry) for entry in table["states"]}
    operations = {entry["name"]: entry["do"] for entry in table["operations"]}
    if list(table["cells"]) != list(states):
        raise Failure(f"{FILE}: the rows are not the states")
    cells = []
    for name, row in table["cells"].items():
        if list(row) != list(operations):
            raise Failure(f"{FILE}: the cells of {name} are not the operations")
        for operation, cell in row.items():
            if cell["next"] not in states:
                raise Failure(f"{FILE}: {name} × {operation}: no state {cell['next']}")
            cells.append(Cell(states[name], operation, operations[operation], cell["answer"],
                              states[cell["next"]]))
    return cells


def filled(value: Any, names: Dict[str, str]) -> Any:
    """A value of the table with what its names, as in `${lease}`, stand for."""
    if isinstance(value, dict):
        return {name: filled(member, names) for name, member in value.items()}
    if isinstance(value, str) and value.startswith("${"):
        return names[value[2:-1]]
    return value
