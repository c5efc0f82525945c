"""Reads the unit files of systemd, and asks what it thinks of them."""

import json
import re
import subprocess
from pathlib import Path
from typing import Callable, Dict, Iterable, List, Set

SystemCallSets = Callable[[str], Iterable[str]]


class Unit:
    """The settings of one unit file, by their names; of no section in particular."""

    def __init__(self, text: str) -> None:
        self._values: Dict[str, List[str]] = {}
        for line in text.replace("\\\n", " ").splitlines():
            name, separator, value = line.partition("=")
            if separator and not line.startswith(("#", ";")):
                self._values.setdefault(name.strip(), []).append(value.strip())

    @classmethod
    def read(cls, path: Path) -> "Unit":
        """Reads a file."""
        return cls(path.read_text("utf-8"))

    def all(self, name: str) -> List[str]:
        """Every value of a setting, in the order of the lines."""
        return self._values.get(name, [])

    def one(self, name: str) -> str:
        """The value of a setting that stands there once."""
        values = self.all(name)
        if len(values) != 1:
            raise ValueError(f"{name}= stands there {len(values)} times")
        return values[0]


def system_calls(lines: Iterable[str], members: SystemCallSets) -> Set[str]:
    """What the lines of SystemCallFilter= allow, the first of which names what is allowed
    (systemd.exec(5)): those with a tilde take away again."""
    allowed = flat(["@default"], members)
    for number, line in enumerate(lines):
        takes = line.startswith("~")
        if number == 0 and takes:
            raise ValueError("the first line forbids, and so allows all the rest")
        named = flat((word.partition(":")[0] for word in line.lstrip("~").split()), members)
        allowed = allowed - named if takes else allowed | named
    return allowed


def flat(words: Iterable[str], members: SystemCallSets) -> Set[str]:
    """The system calls of names and of sets of them, which may contain others."""
    names: Set[str] = set()
    for word in words:
        names |= flat(members(word), members) if word.startswith("@") else {word}
    return names


def members_of(name: str) -> List[str]:
    """What a set has in it, as systemd on this machine knows it."""
    result = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter", name],
                            stdout=subprocess.PIPE, text=True, check=True)
    return [line.strip() for line in result.stdout.splitlines()[1:]
            if re.match(r" +[@\w]", line)]


def exposure(path: Path) -> float:
    """How exposed a service is, from 0 to 10, as systemd judges its file alone."""
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+) ", review(path))
    if found is None:
        raise ValueError(f"systemd-analyze says nothing of {path}")
    return float(found[1])


def unset_checks(path: Path) -> Set[str]:
    """What systemd would have a service do without, and it does not."""
    return {check["name"] for check in json.loads(review(path, "--json=short"))
            if not check["set"]}


def review(path: Path, *options: str) -> str:
    """What systemd-analyze says of how exposed a service is."""
    command = ["systemd-analyze", "--no-pager", "security", "--offline=true", *options, str(path)]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          check=True).stdout
