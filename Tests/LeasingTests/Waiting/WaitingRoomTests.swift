import Leasing
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
