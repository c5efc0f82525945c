import Leasing
import Seeding
import Testing

struct BusyOrderTests {
    private func all(of order: inout BusyOrder) -> [Int] {
        var accounts: [Int] = []
        var account = order.first()
        while account != BusyOrder.none {
            accounts.append(account)
            account = order.next(after: account)
        }
        return accounts
    }

    @Test(arguments: 0..<50)
    func `it is the order that sorting gives`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var order = BusyOrder()
        var plain: [(account: Int, priority: Int, busy: Int, since: Int)] = []
        for step in 0..<200 {
            let account = random.below(15)
            plain.removeAll { $0.account == account }
            if random.once(in: 4) {
                order.remove(account)
            } else {
                let priority = random.pick([100, 50, 200, 150])
                let busy = random.once(in: 20) ? random.below(100) : random.below(4)
                order.place(account, priority: priority, busy: busy)
                plain.append((account, priority, busy, step))
            }
            let sorted = plain.sorted {
                ($0.priority, $0.busy, $0.since) < ($1.priority, $1.busy, $1.since)
            }
            #expect(all(of: &order) == sorted.map(\.account))
            #expect(order.count == plain.count)
            for account in 0..<15 {
                let isKnown = plain.contains { $0.account == account }
                #expect(order.contains(account) == isKnown)
            }
        }
    }

    @Test func `an account that comes again goes behind its equals`() {
        var order = BusyOrder()
        for account in 0..<3 { order.place(account, priority: 100, busy: 0) }
        order.place(0, priority: 100, busy: 0)
        #expect(all(of: &order) == [1, 2, 0])
    }

    @Test func `a lower priority number goes first however busy it is`() {
        var order = BusyOrder()
        order.place(0, priority: 200, busy: 0)
        order.place(1, priority: 100, busy: 40)
        #expect(all(of: &order) == [1, 0])
    }

    @Test func `an empty order has no first`() {
        var order = BusyOrder()
        #expect(order.first() == BusyOrder.none)
        order.place(4, priority: 1, busy: 0)
        order.remove(4)
        order.remove(4)
        #expect(order.first() == BusyOrder.none)
        #expect(order.count == 0)
    }
}
