"""Section V: what version 1 must take from later and earlier clients."""

from checking.files import read_specification
from checking.guard import broken
from checking.mutations import MUTATIONS
from checking.reduction import reduce

from . import corpus
from .checks import check, equal
from .daemon import accounts
from .lab import Lab
from .leases import HELLO
from .registry import Pace, case, elsewhere
from .spec import LIMITS_OF_HELLO
from .waiting import wish


@case("V-01", "Select", "an unknown member at every level", "ignored", accounts(1))
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


@case("V-02", "MarkResult", "an unknown `error` or `phase`", "-32602, with the field", accounts(1))
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


@case("V-03", "Hello", "\"1\", \"2\", and no Hello", "answered, PROTOCOL_MAJOR, and all works",
      accounts(1))
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


@case("V-04", None, "what clients of every release have sent", "answered as it was",
      pace=Pace.WAITING)
def v_04(lab: Lab) -> None:
    folders = corpus.releases()
    check(bool(folders), "the corpus is empty")
    for folder in folders:
        corpus.play_release(lab, folder)


@case("V-05", None, "each change of openrpc.json that breaks a client, and additions",
      "named by the guard, and let pass", pace=Pace.LAST)
def v_05(lab: Lab) -> None:
    document = read_specification().document
    former = reduce(document)
    equal(broken(former, former), [], "what is broken without a change")
    for mutation in MUTATIONS:
        complaints = broken(former, reduce(mutation.applied_to(document)))
        named = [each.split(": ")[0] for each in complaints]
        equal(named, mutation.pointers, mutation.name)
