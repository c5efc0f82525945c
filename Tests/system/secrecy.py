"""Looks for a secret in bytes, in all the forms in which it may have got there."""

import base64
from pathlib import Path
from typing import Dict, Iterable, Iterator, List, Set


def forms(secret: str) -> Dict[str, bytes]:
    """The forms in which a text may stand in bytes, by their names.

    Of base 64 those characters are looked for that follow from the secret alone, whatever stands
    before and behind it, at each of the three places where it may begin.
    """
    data = secret.encode("ascii")
    percent = "".join(f"%{byte:02x}" for byte in data)
    numbers = b", ".join(str(byte).encode() for byte in data)
    found = {
        "plain": data, "hex": data.hex().encode(), "HEX": data.hex().upper().encode(),
        "url": percent.encode(), "URL": percent.upper().encode(), "list": numbers,
        "UTF-16": secret.encode("utf-16-le"), "backwards": data[::-1],
    }
    for offset in range(3):
        for name, alphabet in (("base64", b"+/"), ("base64url", b"-_")):
            text = base64.b64encode(b"\0" * offset + data, alphabet).rstrip(b"=")
            first = (8 * offset + 5) // 6
            last = 8 * (offset + len(data)) // 6
            found[f"{name}+{offset}"] = text[first:last]
    return found


class Search:
    """Looks for some secrets."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._forms = {f"{number} {name}": form for number, secret in enumerate(secrets)
                       for name, form in forms(secret).items()}

    def in_bytes(self, data: bytes) -> List[str]:
        """The names of the forms that stand there, behind the number of the secret."""
        return [name for name, form in self._forms.items() if form in data]

    def in_files(self, paths: Iterable[Path]) -> Iterator[str]:
        """A sentence for each file that has one, in its name or in what it holds."""
        for path in paths:
            found: Set[str] = set(self.in_bytes(str(path).encode()))
            if path.is_file():
                found.update(self.in_bytes(path.read_bytes()))
            if found:
                yield f"{path} has {', '.join(sorted(found))}"
