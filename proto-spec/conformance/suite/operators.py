"""Sections S and A, as far as an operator's socket shows them: who may ask, and reading anew."""

from typing import Any, Dict, List, Tuple

from checking.document import Methods

from .checks import check, equal
from .connection import Connection, result_of
from .daemon import accounts, inventory
from .lab import Lab
from .registry import case

ASKED_AT_ONCE = 4


@case("S-02", None, "each operator's method on the lease socket, each proxy's on the ops socket, "
      "each of both on the keeper's",
      "METHOD_NOT_ON_THIS_SOCKET, nothing done", accounts(1))
def s_02(lab: Lab) -> None:
    proxy, operator = lab.connect(), lab.connect_ops()
    lease = lab.granted(proxy)
    before = lab.pool(proxy)
    methods = Methods(proxy.result("rpc.discover"))
    for name, params in examples(methods, "ops"):
        proxy.refusal("METHOD_NOT_ON_THIS_SOCKET", name, own(lab, lease, params))
    for name, params in examples(methods, "lease"):
        operator.refusal("METHOD_NOT_ON_THIS_SOCKET", name, own(lab, lease, params))
    keeper = lab.connect_keeper()
    for name, params in examples(methods, "ops") + examples(methods, "lease"):
        keeper.refusal("METHOD_NOT_ON_THIS_SOCKET", name, own(lab, lease, params))
    equal(lab.pool(proxy), before, "the provider in the Summary")
    proxy.stays()
    proxy.result("Renew", {"lease_id": lease})


def examples(methods: Methods, socket: str) -> List[Tuple[str, Dict[str, Any]]]:
    """The methods of one socket alone, with params that they take."""
    return [
        (name, {each["name"]: each["value"] for each in example["params"]})
        for name in methods.served if methods.sockets(name) == [socket]
        for example in methods.all[name]["examples"]
    ]


def own(lab: Lab, lease: str, params: Dict[str, Any]) -> Dict[str, Any]:
    """The params with the case's own names, so that it would show if they were acted on."""
    names = {"account_id": f"{lab.provider}-1", "provider": lab.provider, "lease_id": lease}
    return {name: names.get(name, value) for name, value in params.items()}


@case("A-08", "Reload", "an inventory that is the same, has more, is wrong; asked at once",
      "accounts and changed; BAD_INVENTORY and the old one; each answered")
def a_08(lab: Lab) -> None:
    contents = inventory({"one": accounts(2)})
    daemon = lab.daemon(contents)
    holder, operator = lab.connect(daemon.lease), lab.connect(daemon.ops)
    lease = holder.result("Select", {"provider": "one"})["lease"]["lease_id"]
    equal(operator.result("Reload"), {"accounts": 2, "changed": 0}, "the same inventory")
    contents["accounts"].append({**contents["accounts"][0], "id": "third"})
    daemon.write_inventory(contents)
    equal(operator.result("Reload"), {"accounts": 3, "changed": 1}, "an inventory with one more")
    equal(ids(operator), ["one-1", "one-2", "third"], "the accounts")
    daemon.write_inventory({**contents, "accounts": [{"id": "wrong"}]})
    problems = operator.refusal("BAD_INVENTORY", "Reload")["problems"]
    check(len(problems) > 0, "a wrong inventory has no problems")
    check(all("accounts" in line for line in problems), f"problems without a place: {problems}")
    equal(ids(operator), ["one-1", "one-2", "third"], "the accounts after a wrong inventory")
    daemon.write_inventory(inventory({"one": accounts(2)}))
    askers = [lab.connect(daemon.ops) for _ in range(ASKED_AT_ONCE)]
    asked = [(asker, asker.ask("Reload"), asker.ask("Accounts")) for asker in askers]
    for asker, reload, listed in asked:
        equal(result_of(asker.reply(reload))["accounts"], 2, "accounts, asked at once")
        equal(len(result_of(asker.reply(listed))["accounts"]), 2, "what is sent behind a Reload")
    holder.result("Renew", {"lease_id": lease})


def ids(operator: Connection) -> List[str]:
    """The accounts that there are."""
    return [account["account_id"] for account in operator.result("Accounts")["accounts"]]
