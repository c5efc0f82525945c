import Leasing
import Simulation
import Testing

/// What was set, as later inventories are read; seen by what Summary may say of it.
struct KnownSettingsTests {
    private static let set = OperatorAct.set(account: "a", AccountChange(maxInFlight: 4))

    /// A court in which the operator has set how many leases `a` carries, from 1 to 4.
    private func court() -> Court {
        var court = Court()
        court.operate(Self.set, #"{"result":\#(Court.setting(places: 4))}"#)
        return court
    }

    /// What does not hold when the inventories that are read say so many, one after the other, and
    /// then so many are told of.
    private func breach(_ listed: [Int?], told: Int) -> Invariant? {
        var court = court()
        for places in listed {
            let own = places.map { [Court.account("a", places: $0)] } ?? []
            court.step { $0.adopt(own + [Court.account("b")]) }
        }
        court.step { _ in }
        court.observe(
            Court.summary("a", places: told) + "," + Court.summary("b"))
        return court.breach
    }

    @Test func `what was set stands as long as the inventory says the same as before`() {
        #expect(breach([], told: 4) == nil)
        #expect(breach([1], told: 4) == nil)
        #expect(breach([1, 1], told: 1) == .operatorIsObeyed)
    }

    @Test func `another value in the inventory counts, and so does the former after it`() {
        #expect(breach([2], told: 2) == nil)
        #expect(breach([2], told: 4) == .operatorIsObeyed)
        #expect(breach([2, 1], told: 1) == nil)
        #expect(breach([2, 1], told: 4) == .operatorIsObeyed)
    }

    @Test func `an account that was not named is as the inventory says when it is named again`() {
        #expect(breach([nil, 1], told: 1) == nil)
        #expect(breach([nil, 1], told: 4) == .operatorIsObeyed)
    }

    @Test func `who sets what the inventory says has set nothing`() {
        for told in [1, 2] {
            var court = court()
            let back = OperatorAct.set(account: "a", AccountChange(maxInFlight: 1))
            court.operate(back, #"{"result":\#(Court.setting(places: 1))}"#)
            court.step { $0.adopt([Court.account("a", places: 2), Court.account("b")]) }
            court.step { _ in }
            court.observe(Court.summary("a", places: told) + "," + Court.summary("b"))
            #expect(court.breach == (told == 2 ? nil : .operatorIsObeyed))
        }
    }
}
