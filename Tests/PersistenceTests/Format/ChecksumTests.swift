import Leasing
import Persistence
import Simulation
import Testing

struct ChecksumTests {
    @Test func `the plain computation gives the known value`() {
        #expect(Spelling.checksum(Array("123456789".utf8)) == [0x83, 0x92, 0x06, 0xE3])
        #expect(Spelling.checksum([UInt8](repeating: 0, count: 32)) == [0xAA, 0x36, 0x91, 0x8A])
    }

    @Test func `texts of every length have the checksum of the plain computation`() throws {
        for length in 0..<40 {
            var keeper = try Keeper()
            keeper.pass(.zero)
            let document = (0..<length).map { UInt8(truncatingIfNeeded: 31 &* $0 &+ length) }
            keeper.append([.put("k", document)])
            let frame = Spelling.frame(
                Spelling.segment, generation: 1, number: 1, durable: 0,
                Spelling.put("k", document))
            #expect(keeper.disk.bytes(of: "journal.0001")?.dropFirst(32) == frame[...])
        }
    }
}
