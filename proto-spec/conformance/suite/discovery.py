"""Section E, continued: rpc.discover, and the document that it answers."""

from typing import Any, Dict, List

from checking.document import Methods, document_complaints
from checking.files import canonical

from .checks import check, equal
from .connection import Connection
from .lab import Lab
from .registry import case
from .spec import SPEC_FOLDER

METHOD_NOT_FOUND, NOT_ON_THIS_SOCKET = -32601, 7


@case("E-16", "rpc.discover", "the document, and every method on every socket",
      "openrpc.json; what it lists is served there, and nothing else")
def e_16(lab: Lab) -> None:
    connection = lab.connect()
    sockets = {"lease": connection}
    if lab.ops is not None:
        sockets["ops"] = lab.connect_ops()
    text = (SPEC_FOLDER / "openrpc.json").read_text("utf-8")
    for socket in sockets.values():
        document = socket.result("rpc.discover")
        check(canonical(document) == text, "the document is not proto-spec/openrpc.json")
    equal(document_complaints(text), [], "what is wrong with the document")
    judge_methods(document, sockets)


def judge_methods(document: Dict[str, Any], sockets: Dict[str, Connection]) -> None:
    """Fails unless each method is served where the document says so, and nowhere else."""
    methods = Methods(document)
    for name in methods.served:
        for socket, connection in sockets.items():
            code = code_of(connection, name)
            if socket in methods.sockets(name):
                served = code not in (METHOD_NOT_FOUND, NOT_ON_THIS_SOCKET)
                check(served, f"{name} is not served on the {socket} socket, but {code}")
            else:
                equal(code, NOT_ON_THIS_SOCKET, f"the code of {name} on the {socket} socket")
    unserved: List[str] = document["x-reserved"]["methods"]
    for name in unserved:
        for socket, connection in sockets.items():
            equal(code_of(connection, name), METHOD_NOT_FOUND, f"{name} on the {socket} socket")


def code_of(connection: Connection, method: str) -> Any:
    """The error code of a call that asks for nothing; None for a result."""
    return connection.call(method, {"ctx": 1}).get("error", {}).get("code")
