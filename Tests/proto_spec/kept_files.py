"""Reads what accountd keeps, as proto-spec/state-format.md says it, and nothing else.

    kept_files.py FOLDER       prints the documents of a `--state` folder, or the leases of a
                               `--runtime` folder, as JSON

It changes nothing. A running daemon's files may be read: what it has not written yet is not there.
"""
from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
import sys
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

OLDEST_READER = 1
"""The greatest oldest reader that this one is."""
TABLE_VERSION = 1
MAGIC = {"image": b"accimage", "journal": b"accbatch"}
PAGE, SLOT, SLOTS = 4096, 576, 24_576
REWRITING, BODY, FIXED = 1024, 32, 61
ENDS = {2: "released", 3: "expired", 4: "revoked"}
RETRIES = ("none", "other", "same", "wait")
CUTS = (None, "streamed", "attempts", "budget")
TRAITS = {1: "detached", 2: "second_try", 4: "internal", 8: "probe"}
HAS_MODEL, HAS_INSTANCE, HAS_KEY, HAS_KEY_INSTANCE = 1, 2, 4, 8
Documents = Dict[str, bytes]


class Refused(Exception):
    """There is something that must not be used, or cannot be."""


class Unreadable(Exception):
    """Bytes that are not what the document says."""


def table() -> Tuple[int, ...]:
    """What each byte does to a CRC-32C."""
    values = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        values.append(value)
    return tuple(values)


TABLE = table()


def crc32c(data: bytes) -> int:
    """The checksum of all files."""
    register = 0xFFFFFFFF
    for byte in data:
        register = register >> 8 ^ TABLE[(register ^ byte) & 0xFF]
    return register ^ 0xFFFFFFFF


class File(NamedTuple):
    """An image or a segment; without a base when its header is not intact."""

    kind: str
    generation: int
    data: bytes
    base: Optional[int]


class Batch(NamedTuple):
    """One frame: its number and its changes; a document that is None is removed."""

    number: int
    changes: List[Tuple[str, Optional[bytes]]]


def file_of(name: str, data: bytes) -> Optional[File]:
    """A file by its name; None when it is none of the journal's, or an unfinished image."""
    match = re.fullmatch(r"(image|journal)\.(\d{4}|[1-9]\d{4,})", name)
    if match is None:
        return None
    kind, generation = match[1], int(match[2])
    base = None
    if len(data) >= 32 and struct.unpack_from("<I", data, 28)[0] == crc32c(data[:28]):
        magic, _, oldest, its, base = struct.unpack_from("<8sHHQQ", data)
        if (magic, its) != (MAGIC[kind], generation):
            base = None
        elif oldest > OLDEST_READER:
            raise Refused(f"{name} takes a reader of version {oldest}")
    return File(kind, generation, data, base)


def frame(file: File, offset: int) -> Tuple[Batch, int]:
    """The frame at an offset, and where it ends."""
    data = file.data
    if len(data) - offset < 24:
        raise Unreadable("it ends in a frame's header")
    checksum, length, number, _ = struct.unpack_from("<IIQQ", data, offset)
    end = offset + 24 + length
    if end > len(data):
        raise Unreadable("it ends in a frame")
    covered = data[:8] + struct.pack("<Q", file.generation) + data[offset + 4:end]
    if crc32c(covered) != checksum:
        raise Unreadable("a checksum does not fit")
    return Batch(number, changes(data[offset + 24:end])), end


def changes(data: bytes) -> List[Tuple[str, Optional[bytes]]]:
    """The changes of a frame."""
    found: List[Tuple[str, Optional[bytes]]] = []
    place = 0
    while place < len(data):
        code, length = struct.unpack_from("<BH", data, place)
        place += 3 + length
        key, document = data[place - length:place].decode("utf-8"), None
        if code == 1:
            length, = struct.unpack_from("<I", data, place)
            place += 4 + length
            document = data[place - length:place]
        if code not in (1, 2) or place > len(data):
            raise Unreadable("a frame holds something else than changes")
        found.append((key, document))
    return found


def apply(batch: Batch, documents: Documents) -> None:
    """Does a batch's changes."""
    for key, document in batch.changes:
        if document is None:
            documents.pop(key, None)
        else:
            documents[key] = document


def image_documents(file: File) -> Optional[Documents]:
    """What an image holds; None when it is not intact."""
    if file.base is None:
        return None
    try:
        batch, end = frame(file, 32)
    except Unreadable:
        return None
    if batch.number != file.base or end != len(file.data):
        return None
    documents: Documents = {}
    apply(batch, documents)
    return documents


def read_state(files: Dict[str, bytes]) -> Tuple[Documents, int]:
    """The documents that a folder's files hold, and the number of their last batch."""
    found = [file for name, data in files.items() if (file := file_of(name, data)) is not None]
    found.sort(key=lambda file: file.generation)
    documents, number, first = {}, 0, 0
    for file in reversed([file for file in found if file.kind == "image"]):
        held = image_documents(file)
        if held is not None and file.base is not None:
            documents, number, first = held, file.base, file.generation
            break
    segments = [file for file in found if file.kind == "journal" and file.generation >= first]
    if not first and found and (not segments or segments[0].base != 0):
        raise Refused("nothing is intact")
    for place, segment in enumerate(segments):
        later = [file.base for file in segments[place + 1:] if file.base is not None]
        number, is_whole = follow(segment, documents, number, later[0] if later else None)
        if not is_whole and (not later or later[0] != number):
            break
    return documents, number


def follow(segment: File, documents: Documents, number: int,
           until: Optional[int]) -> Tuple[int, bool]:
    """Does a segment's batches up to one; the last that was done, and whether nothing is amiss."""
    if segment.base is None or segment.base > number:
        return number, False
    offset = 32
    while offset < len(segment.data) and (until is None or number < until):
        try:
            batch, offset = frame(segment, offset)
        except Unreadable:
            return number, False
        if batch.number == number + 1:
            apply(batch, documents)
            number = batch.number
        elif batch.number > number:
            return number, False
    return number, True


def fingerprint(credential: Dict[str, str]) -> str:
    """What a credential of the inventory is known by."""
    secret = credential.get("api_key", credential.get("access_token"))
    message = b""
    for text in (credential["kind"], secret, credential.get("account_id"),
                 credential.get("project_id"), credential.get("refresh_token")):
        data = (text or "").encode("utf-8")
        message += struct.pack(">Q", 2 ** 64 - 1 if text is None else len(data)) + data
    return hashlib.sha256(message).hexdigest()[:32]


def read_table(data: bytes) -> Tuple[bytes, List[Dict[str, Any]]]:
    """The boot's id and the leases of a table, in the order of their slots."""
    header = struct.unpack_from("<8sIII", data)
    if header != (b"acclease", TABLE_VERSION, SLOT, SLOTS):
        raise Refused("it is no table of leases of this version")
    if crc32c(data[:20] + data[24:40]) != struct.unpack_from("<I", data, 20)[0]:
        raise Refused("its header is damaged")
    used, = struct.unpack_from("<Q", data, 40)
    rewritten, = struct.unpack_from("<Q", data, REWRITING)
    leases = []
    for slot in range(used):
        begin = PAGE + slot * SLOT
        body = data[begin + BODY:begin + SLOT]
        if rewritten == slot + 1:
            body = data[REWRITING + 8:REWRITING + 8 + SLOT - BODY]
        lease = read_slot(struct.unpack_from("<QQQQ", data, begin), body)
        if lease is not None and lease.pop("slot") == slot:
            leases.append(lease)
    return data[24:40], leases


def read_slot(words: Tuple[int, ...], body: bytes) -> Optional[Dict[str, Any]]:
    """What a slot has of a lease; None when it has none."""
    state, deadline, report, answer = words
    retry, cut, wait = answer & 15, answer >> 4 & 15, answer >> 8
    end = 8 + struct.unpack_from("<H", body, 4)[0]
    is_known = state == 1 or state & 7 in ENDS
    if not is_known or retry >= len(RETRIES) or cut >= len(CUTS) or not FIXED <= end <= len(body) \
            or crc32c(body[4:end]) != struct.unpack_from("<I", body)[0]:
        return None
    lease = read_body(body[:end])
    lease.update(
        state="living" if state == 1 else ENDS[state & 7], deadline=deadline, seq=report >> 1,
        is_failing=bool(report & 1), retry=RETRIES[retry], limited_by=CUTS[cut],
        retry_after=wait - 1 if wait else None)
    if state != 1:
        lease["ended"] = state >> 3
    return lease


def read_body(body: bytes) -> Dict[str, Any]:
    """What does not change in a lease's life."""
    fence, high, low, granted, _, uid, generation, pool_size, attempt, traits, there = \
        struct.unpack_from("<QQQQQIIHBBB", body, 8)
    texts = []
    place = FIXED
    while place < len(body):
        texts.append(body[place + 1:place + 1 + body[place]].decode("utf-8"))
        place += 1 + body[place]
    name = base64.urlsafe_b64encode(struct.pack(">QQ", high, low)).rstrip(b"=").decode()
    lease: Dict[str, Any] = {
        "slot": low & 0xFFFF, "lease_id": name, "fence": fence, "granted": granted, "uid": uid,
        "generation": generation, "attempt": attempt, "account": texts.pop(0),
        "provider": texts.pop(0), "traits": [word for bit, word in TRAITS.items() if traits & bit]}
    lease["model"] = texts.pop(0) if there & HAS_MODEL else None
    lease["instance"] = texts.pop(0) if there & HAS_INSTANCE else None
    lease["key"] = texts.pop(0) if there & HAS_KEY else None
    lease["key_instance"] = texts.pop(0) if there & HAS_KEY_INSTANCE else None
    lease["pool_size"] = pool_size if there & HAS_KEY else None
    lease["client"], lease["tried"] = texts[0], texts[1:]
    return lease


def main(arguments: List[str]) -> int:
    """Prints what a folder holds."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 64
    folder = Path(arguments[0])
    if (folder / "leases").exists():
        kept: Any = read_table((folder / "leases").read_bytes())[1]
    else:
        documents, _ = read_state({path.name: path.read_bytes() for path in folder.iterdir()})
        kept = {key: json.loads(text) for key, text in sorted(documents.items())}
    print(json.dumps(kept, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
