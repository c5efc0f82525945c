"""What is kept of accounts: as the operators' socket shows it, and as it lies in the folder."""

import struct
from pathlib import Path
from typing import Any, Dict, List

POLYNOMIAL = 0x82F63B78
CHECKED_BYTES = 28
"""The bytes of a file's header that its checksum, which follows, is of."""
VERSIONS = slice(8, 12)
LASTING = ("failure", "generation", "last_error", "max_in_flight", "priority", "set", "state",
           "status", "success", "weight")


def lasting(listed: List[Dict[str, Any]]) -> Dict[str, Dict[str, Any]]:
    """Of what is told of accounts, by their ids, what time alone does not change."""
    accounts = {}
    for account in listed:
        kept = {name: account[name] for name in LASTING if name in account}
        kept["windows"] = [{name: value for name, value in window.items() if name != "age_ms"}
                           for window in account["windows"]]
        kept["cooldowns"] = [cooldown for cooldown in account["cooldowns"]
                             if cooldown["remaining_ms"] < 0]
        accounts[account["account_id"]] = kept
    return accounts


def newest(state: str, kind: str) -> Path:
    """The newest file of a kind, `image` or `journal`, in a state folder."""
    return max(path for path in Path(state).glob(f"{kind}.*") if path.suffix != ".new")


def contents(folder: str) -> Dict[str, bytes]:
    """All files of a folder."""
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def flip(path: Path, place: int) -> None:
    """Turns one bit of a byte over; places before 0 count from the end."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def cut(path: Path, count: int) -> None:
    """Takes so many bytes away at the end."""
    path.write_bytes(path.read_bytes()[:-count])


def set_version(path: Path, version: int) -> None:
    """Makes a file of the journal one that only a reader of this version may read."""
    data = bytearray(path.read_bytes())
    data[VERSIONS] = struct.pack("<HH", version, version)
    data[CHECKED_BYTES:CHECKED_BYTES + 4] = struct.pack("<I", crc32c(data[:CHECKED_BYTES]))
    path.write_bytes(data)


def crc32c(data: bytes) -> int:
    """The checksum of the journal's files, CRC-32C (RFC 3720, appendix B.4)."""
    register = 0xFFFFFFFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ (POLYNOMIAL if register & 1 else 0)
    return register ^ 0xFFFFFFFF
