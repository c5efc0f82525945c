"""Section V: what version 1 must take from later and earlier clients."""

from .checks import check, equal
from .daemon import accounts
from .lab import Lab
from .leases import HELLO
from .registry import case, elsewhere
from .spec import LIMITS_OF_HELLO
from .waiting import wish


@case("V-01", "an unknown member is ignored at every level", accounts(1))
def v_01(lab: Lab) -> None:
    connection = lab.connect()
    odd = {"later": [{"x": None}]}
    client = {"name": "runner", "version": "1", **odd}
    connection.result("Hello", {"protocol": "1", "client": client, **odd})
    lease = lab.granted(connection, ctx={"timeout_ms": 1000, **odd}, **odd)
    connection.result("MarkResult", {
        "lease_id": lease, "status": 200, "usage": {"input_tokens": 1, **odd}, "ctx": odd, **odd})
    connection.result("Release", {"lease_id": lease, **odd})
    connection.result("Summary", {"provider": lab.provider, **odd})
    equal(connection.result("Health", odd), {"status": "SERVING"}, "Health")


@case("V-02", "an unknown `error` or `phase` of MarkResult: -32602, with the field", accounts(1))
def v_02(lab: Lab) -> None:
    connection = lab.connect()
    lease = lab.granted(connection)
    for field, evidence in (("error", {"error": "boredom"}), ("error", {"error": "Network"}),
                            ("phase", {"status": 200, "phase": "later"}),
                            ("phase", {"status": 200, "phase": ""})):
        data = connection.refusal("BAD_FIELD", "MarkResult", {"lease_id": lease, **evidence})
        equal(data.get("field"), field, "field")
    for error in ("network", "timeout", "premature_close", "empty_response", "cancelled",
                  "stream_error"):
        for phase in ("headers", "first_byte", "mid_stream", "end"):
            connection.result("MarkResult", {"lease_id": lease, "error": error, "phase": phase})


@case("V-03", "Hello \"1\" is answered, \"2\" refused; without Hello all works", accounts(1))
def v_03(lab: Lab) -> None:
    without, connection = lab.connect(), lab.connect()
    without.result("Release", {"lease_id": lab.granted(without)})
    for protocol in ("2", "0", "10"):
        connection.refusal("PROTOCOL_MAJOR", "Hello", {**HELLO, "protocol": protocol})
    answer = connection.result("Hello", HELLO)
    wanted = ["epoch", "limits", "protocol", "resumed_leases", "server", "state"]
    equal(sorted(answer), wanted, "the members of Hello's result")
    equal((answer["protocol"], answer["resumed_leases"]), ("1", 0), "protocol, resumed_leases")
    equal(answer["state"], "SERVING", "state")
    equal(sorted(answer["server"]), ["name", "version"], "the members of server")
    check(answer["limits"] == LIMITS_OF_HELLO, "limits are not those of limits.json")
    connection.result("Release", {"lease_id": lab.granted(connection)})
    equal(connection.result("Select", wish(lab))["replayed"], False, "replayed")


elsewhere("V-04", "the corpus of every earlier release", "there is no earlier release")
elsewhere("V-05", "the guard against incompatible changes of the schema",
          "a test of the source tree, not of a daemon")
elsewhere("V-06", "the clients pass the cases too", "a client's case: fake_daemon.py judges it")
