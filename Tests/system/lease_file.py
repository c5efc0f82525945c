"""The file that the table of leases lies in: its header is set to say what a case needs."""

import struct
from pathlib import Path
from typing import Optional

from kept_state import crc32c

NAME = "leases"
BOOT_BYTES = 16
HEADER_BYTES = 4096
SLOT_BYTES = 576
BODY = 32
"""Where in its slot what is kept of a lease begins."""
LIVING = struct.pack("<Q", 1)
VERSION = slice(8, 12)
CHECKSUM = slice(20, 24)
BOOT = slice(24, 40)


def set_header(path: Path, version: Optional[int] = None, boot: Optional[bytes] = None) -> None:
    """Makes the table one of another version, or of another boot, with a header that is intact."""
    data = bytearray(path.read_bytes())
    if version is not None:
        data[VERSION] = struct.pack("<I", version)
    if boot is not None:
        assert len(boot) == BOOT_BYTES
        data[BOOT] = boot
    seal(data)
    path.write_bytes(data)


def seal(data: bytearray) -> None:
    """Sets the header's checksum, which is of all before it and of the boot's id behind it."""
    checked = bytes(data[:CHECKSUM.start] + data[BOOT])
    data[CHECKSUM] = struct.pack("<I", crc32c(checked))


def flip_lease(path: Path) -> None:
    """Turns one bit over in what is kept of the first lease that lives."""
    data = bytearray(path.read_bytes())
    living = (slot for slot in range(HEADER_BYTES, len(data), SLOT_BYTES)
              if data[slot:slot + len(LIVING)] == LIVING)
    data[next(living) + BODY + 20] ^= 1
    path.write_bytes(data)
