import Leasing
import Simulation
import Testing

struct OracleSelectTests {
    @Test func `an account carries no more than its cap`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.lease("two", fence: 2, on: 1)
        #expect(court.breach == .capHolds)
    }

    @Test(arguments: [1, 2])
    func `a fence is higher than all before`(fence: Int) {
        var court = Court()
        court.lease("one", fence: 2)
        court.lease("two", of: "b", fence: fence)
        #expect(court.breach == .fencesIncrease)
    }

    @Test func `an account is tried out by one lease at a time`() {
        var court = Court(accounts: [Court.account("a", places: 2), Court.account("b")])
        for (name, fence) in [("one", 1), ("two", 2)] {
            #expect(court.breach == nil)
            court.ask(.select(SelectWish(provider: "p"))) {
                Court.grant($0, name, fence: fence, isProbe: true)
            }
        }
        #expect(court.breach == .oneProbe)
    }

    @Test func `an excluded account is not lent`() {
        var wish = SelectWish(provider: "p")
        wish.excluded = ["a"]
        var court = Court()
        court.lease("one", fence: 1, wish: wish)
        #expect(court.breach == .blockedIsNotLent)
    }

    @Test func `a generation names one credential`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.step { oracle in
            let account = OfferedAccount(
                Account(id: "a", provider: "p", maxInFlight: 9), secret: "another")
            oracle.adopt([account, Court.account("b")])
        }
        court.ask(.select(SelectWish(provider: "p"))) {
            Court.grant($0, "two", fence: 2, secret: "another")
        }
        #expect(court.breach == .credentialIsNamed)
    }

    @Test(arguments: [true, false])
    func `a Select that was held up may be decided when its key is forgotten`(isHeldUp: Bool) {
        var wish = SelectWish(provider: "p")
        wish.key = "0123456789abcdef"
        wish.wait = 30_000
        var court = Court()
        court.lease("one", fence: 1, wish: wish)
        court.pass(.seconds(119))
        court.step { oracle in
            oracle.arrived(Call(id: 90, .select(wish)), on: 0)
            oracle.stands(0, isInside: false, isActing: true, isBusy: isHeldUp, isBehind: false)
        }
        court.pass(.seconds(2))
        court.step { Court.tell(&$0, Court.grant(90, "two", of: "b", fence: 2), on: 0) }
        #expect(court.breach == (isHeldUp ? nil : .keyLeasesOnce))
    }

    @Test func `a key leases once while its lease lives`() {
        var wish = SelectWish(provider: "p")
        wish.key = "0123456789abcdef"
        var court = Court()
        court.lease("one", fence: 1, wish: wish)
        court.ask(.select(wish)) { Court.grant($0, "one", fence: 1, isReplayed: true) }
        #expect(court.breach == nil)
        court.lease("two", of: "b", fence: 2, wish: wish)
        #expect(court.breach == .keyLeasesOnce)
    }

    @Test func `the counts of a refusal add up`() {
        for count in [1, 2] {
            var court = Court()
            let more = #","total":2,"blocked":{"quota":\#(count)}"#
            court.ask(.select(SelectWish(provider: "p"))) {
                Court.refusal($0, "NO_ELIGIBLE_ACCOUNT", more)
            }
            #expect(court.breach == (count == 2 ? nil : .countsAddUp))
        }
    }

    @Test func `a provider that is known is not called unknown`() {
        var court = Court()
        court.ask(.select(SelectWish(provider: "p"))) { Court.refusal($0, "UNKNOWN_PROVIDER") }
        #expect(court.breach == .refusalIsTrue)
    }
}
