import Leasing
import Seeding
import Testing

struct WaitingRoomTests {
    private let patient = Wish(provider: "p", wait: .seconds(5))

    @Test func `those who wait are served in the order in which they came`() throws {
        var host = Host("a")
        var lease = try host.lease()
        let tickets = try (0..<5).map { _ in try host.wait(patient) }
        for ticket in tickets {
            try host.release(lease)
            let settlements = host.pool.takeSettlements()
            #expect(settlements.map(\.ticket) == [ticket])
            lease = try settlements[0].result.get().lease
        }
        #expect(host.pool.waiterCount == 0)
    }

    @Test(arguments: 0..<20)
    func `G29 clients have their turns, and each client's own are in order`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        var host = Host("a")
        var lease = try host.lease()
        let holders = (0..<4).map { _ in host.pool.connect(uid: Host.user) }
        var waiting: [(client: Int, ticket: Ticket)] = []
        for _ in 0..<40 {
            let client = random.below(random.below(4) + 1)
            waiting.append((client, try host.wait(patient, by: holders[client])))
        }
        var turns: [Int] = []
        while !waiting.isEmpty {
            try host.release(lease)
            let settlements = host.pool.takeSettlements()
            #expect(settlements.count == 1)
            let place = try #require(
                waiting.firstIndex { $0.ticket == settlements[0].ticket })
            let (client, _) = waiting.remove(at: place)
            // Nobody who has waited longer for the same client is left.
            #expect(!waiting.prefix(place).contains { $0.client == client })
            // Nobody else had two turns since this one's last.
            let since = turns.reversed().prefix { $0 != client }
            #expect(Set(since).count == since.count)
            turns.append(client)
            lease = try settlements[0].result.get().lease
        }
    }

    @Test func `G29 one who asks for much keeps nobody waiting`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let many = try (0..<50).map { _ in try host.wait(patient) }
        let modest = host.pool.connect(uid: Host.user)
        let one = try host.wait(patient, by: modest)
        try host.release(lease)
        let first = try #require(host.pool.takeSettlements().first)
        #expect(first.ticket == many[0])
        try host.release(try first.result.get().lease)
        #expect(host.pool.takeSettlements().map(\.ticket) == [one])
    }

    @Test func `what a client waits for stays in order when it takes a name`() throws {
        var host = Host("a")
        var lease = try host.lease()
        let tickets = try (0..<3).map { _ in try host.wait(patient) }
        let named = host.pool.connect(
            uid: Host.user, instance: InstanceName(uid: Host.user, name: "n"))
        host.pool.transfer(from: host.holder, to: named)
        for ticket in tickets {
            try host.release(lease)
            let settlement = try #require(host.pool.takeSettlements().first)
            #expect(settlement.ticket == ticket)
            lease = try settlement.result.get().lease
        }
    }

    @Test func `one who leaves from the middle leaves the others in order`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let tickets = try (0..<4).map { _ in try host.wait(patient) }
        for place in [1, 3, 0] { _ = host.pool.cancel(tickets[place]) }
        #expect(host.pool.waiterCount == 1)
        try host.release(lease)
        #expect(host.pool.takeSettlements().map(\.ticket) == [tickets[2]])
    }

    @Test func `repeats go first, and among themselves as they came`() throws {
        var host = Host("a")
        var lease = try host.lease()
        let ordinary = try host.wait(patient)
        var again = patient
        again.isRepeat = true
        let repeats = try (0..<3).map { _ in try host.wait(again) }
        for ticket in repeats + [ordinary] {
            try host.release(lease)
            let settlements = host.pool.takeSettlements()
            #expect(settlements.map(\.ticket) == [ticket])
            lease = try settlements[0].result.get().lease
        }
    }

    @Test func `a ticket that was used is not another's`() throws {
        var host = Host("a")
        _ = try host.lease()
        let former = try host.wait(patient)
        let isFirst = host.pool.cancel(former)
        let later = try host.wait(patient)
        let isSecond = host.pool.cancel(former)
        #expect(isFirst && !isSecond)
        #expect(former != later)
        #expect(host.pool.waiterCount == 1)
    }
}
