"""The judge of runs with crashes notices each promise that is broken, and no other."""

import random
import unittest
from typing import Dict, List, Tuple

from crashing.promises import LATE_SECONDS, Grant, Hiccups, Kind, Promises

SLOTS = {"a": 1, "b": 2}


class PromisesTests(unittest.TestCase):
    """Histories of a few events, each told as clients and operators would."""

    def setUp(self) -> None:
        self.promises = Promises(SLOTS)

    def lease(self, name: str, fence: int, account: str = "b") -> str:
        """A Select and its answer."""
        self.promises.asks(f"key of {name}")
        self.promises.granted(f"key of {name}", Grant(name, account, fence, False))
        return name

    def answer(self, key: str, lease: str, fence: int, replayed: bool = False) -> None:
        """A Select's answer, of an account with two slots."""
        self.promises.granted(key, Grant(lease, "b", fence, replayed))

    def use(self, lease: str) -> None:
        self.promises.begins_use(lease)
        self.promises.ends_use(lease)

    def end(self, lease: str, state: str = "released", released: bool = True,
            retried: bool = False) -> None:
        """A Release and its answer."""
        self.promises.ends(lease)
        self.promises.ended(lease, state, released, retried)

    def list(self, *leases: str) -> None:
        self.promises.listed(self.promises.listing(), leases)

    def noticed(self, *kinds: Kind) -> None:
        """Fails unless these were broken, in this order."""
        self.assertEqual([violation.kind for violation in self.promises.violations], list(kinds))

    # What is as it should be

    def test_a_life_of_leases_breaks_nothing(self) -> None:
        first, second = self.lease("one", 1, "a"), self.lease("two", 2)
        self.use(first)
        self.promises.crashed("kill")
        self.list("one", "two")
        self.use(second)
        self.end(first)
        self.promises.crashed("kill")
        self.end(second, released=False, retried=True)
        self.list()
        self.promises.finish([], {"a": 0, "b": 0})
        self.noticed()
        self.assertEqual(self.promises.fences, [1, 2])
        self.assertEqual(self.promises.peak, {"a": 1, "b": 1})

    def test_a_lease_that_is_answered_again_is_the_same(self) -> None:
        self.lease("one", 7)
        self.answer("key of one", "one", 7, replayed=True)
        self.assertEqual(self.promises.replayed, 1)
        self.assertEqual(self.promises.fences, [7])

    def test_a_lease_whose_answer_was_lost_may_be_listed_before_it_is_told(self) -> None:
        self.promises.asks("key of one")
        self.list("one")
        self.answer("key of one", "one", 1, replayed=True)
        self.end("one")
        self.promises.finish([], {})
        self.noticed()

    def test_what_ends_while_a_list_is_made_may_be_in_it_or_not(self) -> None:
        one, two = self.lease("one", 1), self.lease("two", 2)
        listing = self.promises.listing()
        self.promises.ends(one)
        self.end(two)
        self.promises.listed(listing, ["two"])
        self.noticed()

    def test_selects_that_overlap_may_have_their_fences_in_any_order(self) -> None:
        self.promises.asks("first")
        self.promises.asks("second")
        self.answer("second", "two", 2)
        self.answer("first", "one", 1)
        self.noticed()

    # Double grants

    def test_two_leases_for_one_key(self) -> None:
        self.lease("one", 1)
        self.answer("key of one", "two", 2)
        self.noticed(Kind.DOUBLE_GRANT)

    def test_one_lease_for_two_keys(self) -> None:
        self.lease("one", 1)
        self.promises.asks("another key")
        self.answer("another key", "one", 1, replayed=True)
        self.noticed(Kind.DOUBLE_GRANT, Kind.FENCE_ORDER)

    def test_one_lease_in_two_uses(self) -> None:
        one = self.lease("one", 1)
        self.promises.begins_use(one)
        self.promises.begins_use(one)
        self.noticed(Kind.DOUBLE_GRANT)

    def test_a_lease_that_nobody_was_told_of(self) -> None:
        self.lease("one", 1)
        self.promises.crashed("grant-kept")
        self.list("one", "two")
        self.promises.crashed("another")
        self.end("one")
        self.promises.finish([], {})
        self.noticed(Kind.DOUBLE_GRANT)
        self.assertEqual(self.promises.violations[0].crash, "grant-kept")

    # Overruns

    def test_more_uses_than_slots(self) -> None:
        for fence in (1, 2, 3):
            self.promises.begins_use(self.lease(str(fence), fence))
        self.noticed(Kind.OVERRUN)
        self.assertEqual(self.promises.peak["b"], 3)

    # Fences

    def test_a_fence_of_two_leases(self) -> None:
        self.promises.asks("key of one")
        self.promises.asks("key of two")
        self.answer("key of one", "one", 1)
        self.answer("key of two", "two", 1)
        self.noticed(Kind.REPEATED_FENCE)

    def test_a_lease_whose_fence_changes(self) -> None:
        self.lease("one", 1)
        self.answer("key of one", "one", 2, replayed=True)
        self.noticed(Kind.REPEATED_FENCE)

    def test_a_later_lease_with_a_lower_fence(self) -> None:
        self.lease("one", 5)
        self.lease("two", 4)
        self.noticed(Kind.FENCE_ORDER)

    # Lost leases

    def test_a_held_lease_that_is_not_listed(self) -> None:
        self.lease("one", 1)
        self.list()
        self.noticed(Kind.LOST_LEASE)

    def test_a_held_lease_that_is_refused(self) -> None:
        self.promises.refused(self.lease("one", 1), "Renew", "LEASE_UNKNOWN")
        self.noticed(Kind.LOST_LEASE)

    def test_a_held_lease_that_had_ended_otherwise(self) -> None:
        for number, state in enumerate(("expired", "revoked"), start=1):
            self.end(self.lease(state, number), state, released=False)
        self.noticed(Kind.LOST_LEASE, Kind.LOST_LEASE)

    def test_a_held_lease_that_was_released_by_somebody_else(self) -> None:
        self.end(self.lease("one", 1), released=False, retried=False)
        self.noticed(Kind.LOST_LEASE)

    # Lost releases

    def test_a_lease_that_lives_again(self) -> None:
        self.end(self.lease("one", 1))
        self.list("one")
        self.noticed(Kind.LOST_RELEASE)

    def test_a_lease_that_is_released_twice(self) -> None:
        one = self.lease("one", 1)
        self.end(one)
        self.end(one, retried=True)
        self.noticed(Kind.LOST_RELEASE)

    def test_what_is_left_at_the_end(self) -> None:
        self.end(self.lease("one", 1))
        self.promises.finish(["one"], {"a": 0, "b": 1})
        self.noticed(Kind.LOST_RELEASE, Kind.LOST_RELEASE)

    # Lost operations and blocks

    def test_a_lease_that_its_client_could_not_give_back(self) -> None:
        self.lease("one", 1)
        self.promises.finish([], {})
        self.noticed(Kind.LOST_OPERATION)

    def test_an_account_that_is_lent_though_it_was_blocked(self) -> None:
        self.promises.asks("key of one")
        self.promises.blocks("b", until=100)
        self.answer("key of one", "one", 1)
        self.noticed()
        self.lease("two", 2)
        self.noticed(Kind.LOST_BLOCK)

    def test_a_block_that_is_gone_or_shorter_or_longer(self) -> None:
        self.promises.blocks("b", until=100)
        told = self.promises.blocked()
        for seconds in (60.0, 60 - LATE_SECONDS, 60 + LATE_SECONDS):
            self.promises.shown(told, {"a": 5, "b": seconds}, now=40)
        self.noticed()
        for shown in ({}, {"b": 60 - 2 * LATE_SECONDS}, {"b": 60 + 2 * LATE_SECONDS}):
            self.promises.shown(told, shown, now=40)
        self.noticed(Kind.LOST_BLOCK, Kind.LOST_BLOCK, Kind.LOST_BLOCK)


class Pool:
    """A pool that keeps its word, or breaks it in one way at one time."""

    def __init__(self, breaking: str) -> None:
        self.breaking, self.is_due = breaking, False
        self.leases: Dict[str, str] = {}
        self.ended: List[str] = []
        self.fence = 0

    def breaks(self, way: str) -> bool:
        """Whether this is broken this time, the only one."""
        broken = self.is_due and way == self.breaking
        self.is_due &= not broken
        return broken

    def select(self, number: int) -> Tuple[str, str, int]:
        """A lease, its account, its fence; or nothing, as three empty values."""
        uses = list(self.leases.values())
        account = next((name for name, slots in SLOTS.items()
                        if uses.count(name) < slots or self.breaks("overrun")), "")
        if not account:
            return "", "", 0
        self.fence += 0 if self.breaks("fence") else 1
        self.leases[f"lease {number}"] = account
        return f"lease {number}", account, self.fence

    def release(self, lease: str) -> bool:
        """Ends a lease; true if it lived."""
        if self.breaks("release"):
            return True
        return self.leases.pop(lease, None) is not None

    def crash(self) -> None:
        """What is lost or comes again with a restart."""
        if self.leases and self.breaks("lease"):
            self.leases.pop(next(iter(self.leases)))
        if self.breaks("grant"):
            self.leases["nobody's"] = "b"


class HistoryTests(unittest.TestCase):
    """Whole histories of chance, of pools that keep their word and of pools that do not."""

    WAYS = {"overrun": {Kind.OVERRUN}, "fence": {Kind.REPEATED_FENCE, Kind.FENCE_ORDER},
            "release": {Kind.LOST_RELEASE}, "lease": {Kind.LOST_LEASE},
            "grant": {Kind.DOUBLE_GRANT, Kind.LOST_RELEASE}}

    def play(self, seed: int, breaking: str) -> "set[Kind]":
        """Plays a few hundred events, and answers with what was noticed."""
        chance, pool, promises = random.Random(seed), Pool(breaking), Promises(SLOTS)
        held: List[str] = []
        for number in range(300):
            pool.is_due |= number == 100
            act = chance.randrange(4)
            if act == 0:
                promises.asks(str(number))
                lease, account, fence = pool.select(number)
                if lease:
                    promises.granted(str(number), Grant(lease, account, fence, False))
                    promises.begins_use(lease)
                    held.append(lease)
            elif act == 1 and held:
                lease = held.pop(chance.randrange(len(held)))
                promises.ends_use(lease)
                promises.ends(lease)
                promises.ended(lease, "released", pool.release(lease), retried=False)
            elif act == 2:
                pool.crash()
                promises.crashed(str(number))
                promises.listed(promises.listing(), list(pool.leases))
        for lease in held:
            promises.ends(lease)
            promises.ended(lease, "released", pool.release(lease), retried=False)
        promises.finish(list(pool.leases), {})
        return {violation.kind for violation in promises.violations}

    def test_a_pool_that_keeps_its_word_is_not_accused(self) -> None:
        for seed in range(50):
            self.assertEqual(self.play(seed, "nothing"), set(), f"seed {seed}")

    def test_every_way_to_break_it_is_noticed(self) -> None:
        for way, kinds in self.WAYS.items():
            for seed in range(50):
                with self.subTest(way, seed=seed):
                    self.assertTrue(kinds & self.play(seed, way))


class HiccupTests(unittest.TestCase):
    """The time from a crash to each client's next answer."""

    def setUp(self) -> None:
        self.hiccups = Hiccups(clients=2)
        self.hiccups.answered(0, at=1)

    def test_each_client_has_its_own_time_from_a_crash(self) -> None:
        self.hiccups.crashed("kill", at=2)
        self.hiccups.answered(0, at=2.5)
        self.hiccups.answered(0, at=7)
        self.hiccups.answered(1, at=4)
        self.assertEqual(self.hiccups.text(["kill"]),
                         "p50 500 ms, p99 500 ms, max 2000 ms (2 times)")
        self.assertEqual(self.hiccups.text(["restart"]), "none")

    def test_who_is_hit_again_before_an_answer_has_waited_since_the_first_crash(self) -> None:
        self.hiccups.crashed("restart", at=2)
        self.hiccups.answered(0, at=2.25)
        self.hiccups.crashed("kill", at=3)
        self.hiccups.answered(0, at=3.5)
        self.hiccups.answered(1, at=4)
        self.assertEqual(self.hiccups.text(["restart"]),
                         "p50 250 ms, p99 250 ms, max 250 ms (1 times)")
        self.assertEqual(self.hiccups.text(["kill"]),
                         "p50 500 ms, p99 500 ms, max 500 ms (1 times)")
        self.assertEqual(self.hiccups.text([Hiccups.AGAIN]),
                         "p50 2000 ms, p99 2000 ms, max 2000 ms (1 times)")


if __name__ == "__main__":
    unittest.main()
