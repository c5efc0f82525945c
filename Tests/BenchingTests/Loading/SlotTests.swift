import Benching
import JSON
import Testing

struct SlotTests {
    private func slot(_ exchange: LoadPlan.Exchange) -> Slot {
        var plan = LoadPlan()
        plan.exchange = exchange
        return Slot(7, plan)
    }

    private func text(_ frame: [UInt8]) -> String {
        String(decoding: frame.dropFirst(4), as: UTF8.self)
    }

    @Test(arguments: LoadPlan.Exchange.allCases)
    func `frames are JSON of the announced length with the slot's number`(
        exchange: LoadPlan.Exchange
    ) throws {
        let slot = slot(exchange)
        for frame in [slot.first, slot.second] where !frame.isEmpty {
            #expect(frame.prefix(4).reduce(0) { $0 << 8 | Int($1) } == frame.count - 4)
            let value = try JSONValue.parse(Array(frame.dropFirst(4)))
            #expect(value["id"]?.integer == 7)
            #expect(value["jsonrpc"]?.string == "2.0")
        }
        #expect(slot.second.isEmpty == (exchange == .health))
    }

    @Test(arguments: [22, 22, 5, 63, 1])
    func `a lease's name of any length is put in its place`(length: Int) {
        let name = String(repeating: "x", count: length)
        let answer = Array("ab\(name)cd".utf8)
        var slot = slot(.cycle)
        slot.take(2..<2 + length, of: answer)
        #expect(slot.holdsLease)
        #expect(
            text(slot.second)
                == "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"MarkResult\",\"params\":"
                + "{\"lease_id\":\"\(name)\",\"status\":200,\"release\":true}}")
        slot.take(0..<22, of: Array("0123456789012345678901".utf8))
        #expect(text(slot.second).contains("\"0123456789012345678901\""))
    }

    @Test func `a release names its lease`() {
        var slot = slot(.release)
        slot.take(0..<2, of: Array("ab".utf8))
        #expect(
            text(slot.second)
                == "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"Release\",\"params\":"
                + "{\"lease_id\":\"ab\"}}")
    }
}
