import Leasing
import Simulation
import Testing

extension Instant {
    static let start = Instant(nanoseconds: 1_000_000_000)
}

struct LineTests {
    private let call = Call(id: 1, .ask(.health))

    private func sending(_ line: inout Line, piece: Int, spacing: Interval = .zero) {
        line.send(call, piece: piece, spacing: spacing, now: .start) { .zero }
    }

    @Test func `a call arrives with the last of its pieces`() {
        var line = Line(client: 0)
        sending(&line, piece: 30, spacing: .seconds(1))
        let count = call.bytes.count
        let first = line.takeArrival(now: .start)
        #expect(first.bytes.count == 30)
        #expect(first.calls.isEmpty)
        #expect(line.isInsideCall)
        #expect(line.nextArrival(isWanted: true) == .start + .seconds(1))
        #expect(line.nextArrival(isWanted: false) == nil)
        var arrived = 30
        for second in 1..<9 where arrived < count {
            let arrival = line.takeArrival(now: .start + .seconds(Int64(second)))
            arrived += arrival.bytes.count
            #expect(arrival.calls.count == (arrived == count ? 1 : 0))
        }
        #expect(!line.isInsideCall)
    }

    @Test func `a piece is filled up before the next is begun`() {
        var line = Line(client: 0)
        line.send(call, piece: 1000, spacing: .zero, now: .start) { .seconds(1) }
        line.send(call, piece: 1000, spacing: .zero, now: .start) { .seconds(2) }
        #expect(line.takeArrival(now: .start + .seconds(1)).calls.count == 2)
    }

    @Test func `the end comes behind all that was sent`() {
        var line = Line(client: 0)
        sending(&line, piece: 1000)
        line.finish(.half, losing: 0, now: .start)
        #expect(!line.isOpen)
        #expect(!line.isDeaf)
        #expect(line.takeArrival(now: .start).end == nil)
        #expect(line.takeArrival(now: .start).end == .half)
    }

    @Test func `a call is under way until its last piece has arrived`() {
        var line = Line(client: 0)
        #expect(line.lastArrival == nil)
        sending(&line, piece: 7, spacing: .seconds(60))
        let pieces = Int64((call.bytes.count + 6) / 7)
        #expect(line.lastArrival == .start + .seconds(60 * (pieces - 1)))
        line.isClosed = true
        #expect(line.lastArrival == nil)
    }

    @Test func `who is gone may have sent the last piece in part`() {
        var line = Line(client: 0)
        sending(&line, piece: 1000)
        line.finish(.whole, losing: 3, now: .start)
        let arrival = line.takeArrival(now: .start)
        #expect(arrival.bytes.count == call.bytes.count - 3)
        #expect(arrival.calls.isEmpty)
    }

    @Test func `the kernel takes less for a client that does not read`() {
        var line = Line(client: 0)
        line.stalledUntil = .start + .seconds(5)
        let room = line.room(now: .start)
        #expect(room < line.room(now: .start + .seconds(5)))
        line.take(room, due: .start)
        #expect(line.room(now: .start) == 0)
        #expect(line.nextReading == .start + .seconds(5))
        #expect(line.read(now: .start).isEmpty)
        #expect(line.held == room)
    }

    @Test func `an answer is read when its last byte has come`() throws {
        let answer = try #require(Answer(Array(#"{"id":1}"#.utf8)))
        var line = Line(client: 0)
        line.note(answer, count: 12)
        line.take(11, due: .start)
        #expect(line.read(now: .start).isEmpty)
        line.take(1, due: .start + .seconds(1))
        #expect(line.read(now: .start + .seconds(1)).map(\.id) == [1])
    }
}
