"""Section F: frames, whole, in parts, and what is no frame."""

import random
import socket
import threading
import time
from typing import List

from . import vectors
from .checks import check, equal
from .connection import Connection, framed, request, result_of
from .daemon import accounts, inventory
from .lab import Lab
from .registry import Pace, case
from .spec import GOAWAYS, LIMITS
from .users import Crowd

HEALTH = request(1, "Health")
SERVING = {"id": 1, "jsonrpc": "2.0", "result": {"status": "SERVING"}}


@case("F-01", "Health", "one request in one write", "one answer")
def f_01(lab: Lab) -> None:
    connection = lab.connect()
    connection.send(HEALTH)
    equal(connection.message(), SERVING, "the answer")


@case("F-02", "Health", "one request, one byte a write", "one answer")
def f_02(lab: Lab) -> None:
    connection = lab.connect()
    for byte in HEALTH:
        connection.send(bytes([byte]))
    equal(connection.message(), SERVING, "the answer")


@case("F-03", "Health", "a header split 1+3, 2+2, 3+1", "one answer each")
def f_03(lab: Lab) -> None:
    for cut in (1, 2, 3):
        connection = lab.connect()
        for part in (HEALTH[:cut], HEALTH[cut:4], HEALTH[4:]):
            connection.send(part)
            time.sleep(0.01)
        equal(connection.message(), SERVING, f"the answer to {cut}+{4 - cut}")


@case("F-04", "Health", "50 requests in one write", "50 answers in order")
def f_04(lab: Lab) -> None:
    connection = lab.connect()
    connection.send(b"".join(request(number, "Health") for number in range(50)))
    answered = [connection.message()["id"] for _ in range(50)]
    equal(sorted(answered), list(range(50)), "the ids")


@case("F-05", "Health", "one request and half of the next, then the rest",
      "the first is answered meanwhile, then the second")
def f_05(lab: Lab) -> None:
    connection = lab.connect()
    second = request(2, "Health")
    connection.send(HEALTH + second[:17])
    equal(connection.message(), SERVING, "the first answer")
    connection.silence(0.05)
    connection.send(second[17:])
    equal(connection.message()["id"], 2, "the second id")


@case("F-06", None, "a length of 0", "ZERO_LENGTH_FRAME")
def f_06(lab: Lab) -> None:
    refused(lab, b"\0\0\0\0", "ZERO_LENGTH_FRAME")


@case("F-07", "Health", "a frame of exactly the limit", "it is answered")
def f_07(lab: Lab) -> None:
    connection = lab.connect()
    connection.send(framed(HEALTH[4:].ljust(LIMITS["max_request_bytes"])))
    equal(connection.message(), SERVING, "the answer")


@case("F-08", None, "a header of one byte over the limit", "FRAME_TOO_LARGE by the header alone")
def f_08(lab: Lab) -> None:
    most = LIMITS["max_request_bytes"]
    header = (most + 1).to_bytes(4, "big")
    params = refused(lab, header, "FRAME_TOO_LARGE")
    equal(params.get("max_frame_bytes"), most, "max_frame_bytes")
    if lab.has_program:
        daemon = lab.daemon()
        lab.connect(daemon.lease).stays()
        before = daemon.resident_bytes()
        for _ in range(100):
            connection = lab.connect(daemon.lease)
            connection.send(header)
            connection.goaway("FRAME_TOO_LARGE")
        grown = daemon.resident_bytes() - before
        check(grown < 1 << 20, f"100 such headers took {grown} bytes of memory")


@case("F-09", None, "a header of ones", "BAD_FRAME_TYPE")
def f_09(lab: Lab) -> None:
    refused(lab, b"\xff\xff\xff\xff", "BAD_FRAME_TYPE")


@case("F-10", None, "an HTTP request", "NOT_A_FRAME, which says that a length prefix was expected")
def f_10(lab: Lab) -> None:
    params = refused(lab, b"GET / HTTP/1.1\r\n\r\n", "NOT_A_FRAME")
    check("length prefix" in params["message"], "the message does not mention a length prefix")


@case("F-11", None, "JSON without a header", "NOT_A_FRAME")
def f_11(lab: Lab) -> None:
    refused(lab, HEALTH[4:] + b"\n", "NOT_A_FRAME")
    check("length prefix" in GOAWAYS["NOT_A_FRAME"]["message"], "the message in errors.json")


@case("F-12", None, "the first bytes of TLS, HTTP/2, LSP, D-Bus",
      "BAD_FRAME_TYPE, NOT_A_FRAME, NOT_A_FRAME, FRAME_TOO_LARGE")
def f_12(lab: Lab) -> None:
    refused(lab, bytes.fromhex("16030100c8010000c40303"), "BAD_FRAME_TYPE")
    refused(lab, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "NOT_A_FRAME")
    refused(lab, b"Content-Length: 5\r\n\r\n", "NOT_A_FRAME")
    refused(lab, b"\0AUTH EXTERNAL 30\r\n", "FRAME_TOO_LARGE")


@case("F-13", None, "64 KiB of random bytes, 1000 seeds",
      "a goaway or -32700, and the daemon lives", pace=Pace.HEAVY)
def f_13(lab: Lab) -> None:
    for seed in range(1000):
        connection = Connection(lab.connect_path(), lab.observer)
        connection.send(random_bytes(seed))
        connection.half_close()
        for message in connection.until_end():
            is_refusal = message.get("method") == "$/goaway" or "error" in message
            check(is_refusal, f"seed {seed}: random bytes were executed")
        connection.close()
    lab.connect().stays()


def random_bytes(seed: int) -> bytes:
    """64 KiB: for even seeds of anything, for odd ones frames with anything in them."""
    source = random.Random(seed)
    if seed % 2 == 0:
        return source.getrandbits(8 * 65536).to_bytes(65536, "big")
    frames = b""
    while len(frames) < 65536:
        length = source.randint(1, 1000)
        frames += framed(source.getrandbits(8 * length).to_bytes(length, "big"))
    return frames


@case("F-14", None, "a zero, an asterisk, a dollar, then endless text", "a close within a second")
def f_14(lab: Lab) -> None:
    for start in (b"\0", b"*\0", b"$\0"):
        connection = lab.connect()
        begun = time.monotonic()
        connection.send(start + b"A" * 64)
        while connection.send(b"A" * 4096):
            check(time.monotonic() - begun < 1, f"{start!r} was not closed within 1 s")
        connection.until_end(1)


@case("F-15", "Select", "an end inside a header or a body", "a close, and nothing is executed",
      accounts(1))
def f_15(lab: Lab) -> None:
    select = request(1, "Select", {"provider": lab.provider, "model": "m"})
    for part in (select[:2], select[:4], select[:30], select[:-1]):
        connection = lab.connect()
        connection.send(part)
        connection.half_close()
        connection.ended()
    equal(lab.pool(lab.connect())["in_use"], 0, "in_use")


@case("F-16", None, "a header, then silence", "FRAME_TIMEOUT after 5 s", pace=Pace.WAITING)
def f_16(lab: Lab) -> None:
    connection = lab.connect()
    begun = time.monotonic()
    connection.send(framed(b"0123456789abcdef")[:4])
    connection.goaway("FRAME_TIMEOUT", 8)
    check_frame_timeout(time.monotonic() - begun)


@case("F-17", None, "a byte now and then", "FRAME_TIMEOUT all the same", pace=Pace.WAITING)
def f_17(lab: Lab) -> None:
    connection = lab.connect()
    stop = threading.Event()
    trickle = threading.Thread(target=send_slowly, args=(connection, HEALTH, stop))
    begun = time.monotonic()
    trickle.start()
    try:
        connection.goaway("FRAME_TIMEOUT", 8)
        check_frame_timeout(time.monotonic() - begun)
    finally:
        stop.set()
        trickle.join()


def send_slowly(connection: Connection, data: bytes, stop: threading.Event) -> None:
    """One byte every 0.7 s."""
    for byte in data:
        try:
            connection.socket.sendall(bytes([byte]))
        except OSError:
            return
        if stop.wait(0.7):
            return


def check_frame_timeout(seconds: float) -> None:
    """5 s and a tenth of it either way."""
    due = LIMITS["frame_timeout_ms"] / 1000
    check(due * 0.9 <= seconds <= due * 1.1, f"closed after {seconds:.2f} s")


@case("F-18", "Health", "ten frame timeouts without a byte", "the connection stays",
      pace=Pace.WAITING)
def f_18(lab: Lab) -> None:
    connection = lab.connect()
    connection.stays()
    connection.silence(10 * LIMITS["frame_timeout_ms"] / 1000)
    connection.stays()


@case("F-19", None, "1000 headers that claim 256 KiB", "less than 32 MiB", pace=Pace.HEAVY)
def f_19(lab: Lab) -> None:
    daemon = lab.daemon(open_to_all=True)
    lab.connect(daemon.ops).stays()
    before = daemon.resident_bytes()
    header = LIMITS["max_request_bytes"].to_bytes(4, "big")
    with Crowd(daemon.lease, 1000) as crowd:
        crowd.send(header + b"{")
        lab.connect(daemon.ops).stays()
        grown = daemon.resident_bytes() - before
    check(grown < 32 << 20, f"memory grew by {grown} bytes")


@case("F-20", "Summary", "an answer over 1 MiB", "RESPONSE_TOO_LARGE, and the connection stays",
      pace=Pace.HEAVY)
def f_20(lab: Lab) -> None:
    daemon = lab.daemon(inventory({"many": accounts(10000)}))
    connection = lab.connect(daemon.lease)
    connection.refusal("RESPONSE_TOO_LARGE", "Summary", {"accounts": True, "limit": 10000})
    connection.stays()


@case("F-21", "Health", "two threads that write whole frames on one connection", "all are answered")
def f_21(lab: Lab) -> None:
    connection = lab.connect()

    def write(first: int) -> None:
        for number in range(first, first + 100):
            connection.socket.sendall(request(number, "Health"))

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answered: List[int] = [connection.message()["id"] for _ in range(200)]
    equal(sorted(answered), list(range(200)), "the ids")


@case("F-22", "Health", "a frame, then garbage", "the frame is answered, then BAD_FRAME_TYPE")
def f_22(lab: Lab) -> None:
    connection = lab.connect()
    connection.send(HEALTH + b"\xfe" * 16)
    equal(connection.message(), SERVING, "the answer")
    connection.goaway("BAD_FRAME_TYPE")


@case("F-23", "Select", "a half-close after the request", "the answer, then the end",
      accounts(1, max_in_flight=1))
def f_23(lab: Lab) -> None:
    connection = lab.connect()
    connection.send(HEALTH)
    connection.socket.shutdown(socket.SHUT_WR)
    equal(connection.message(), SERVING, "the answer")
    connection.ended()
    holder, waiter = lab.connect(), lab.connect()
    lease = lab.granted(holder)
    waiting = waiter.ask("Select", {"provider": lab.provider, "model": "m", "wait_ms": 3000})
    waiter.half_close()
    time.sleep(0.05)
    holder.result("Release", {"lease_id": lease})
    result_of(waiter.reply(waiting))
    waiter.ended()


@case("F-24", None, "every vector, as it is and byte by byte", "its bytes", pace=Pace.WAITING)
def f_24(lab: Lab) -> None:
    vectors.play_all(lab)


def refused(lab: Lab, data: bytes, reason: str) -> dict:
    """The params of the goaway that these bytes must earn."""
    connection = lab.connect()
    connection.send(data)
    return connection.goaway(reason)
