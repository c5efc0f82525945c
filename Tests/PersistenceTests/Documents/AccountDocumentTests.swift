import JSON
import Leasing
import Persistence
import Simulation
import Testing

struct AccountDocumentTests {
    private func moment(after interval: Interval) -> Moment {
        Moment(instant: Memories.now.instant + interval, unix: Memories.now.unix + interval)
    }

    private func text(_ document: AccountDocument, _ now: Moment = Memories.now) -> String {
        String(decoding: document.encoded(now: now), as: UTF8.self)
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `G14 what is written is read as it was`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let document = Memories.document(at: Memories.now, &random)
        let bytes = document.encoded(now: Memories.now)
        let read = try AccountDocument(bytes, now: Memories.now)
        #expect(text(read) == text(document))
        #expect(read.memory.set == document.memory.set)
        #expect(read.memory.records.cooldowns == document.memory.records.cooldowns)
        #expect(read.memory.records.windows == document.memory.records.windows)
        #expect(read.memory.records.status == document.memory.records.status)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `G16 read later, by clocks that agree, everything ends when it would have`(seed: UInt64)
        throws
    {
        var random = SeededRandom(seed: seed)
        let document = Memories.document(at: Memories.now, &random)
        let later = moment(after: .seconds(Int64.random(in: 0...1_000_000, using: &random)))
        let read = try AccountDocument(document.encoded(now: Memories.now), now: later)
        #expect(text(read, later) == text(document))
    }

    @Test func `a lease is named by its bits`() throws {
        var memory = Memories.plain("a").memory
        memory.records.lastError = Provenance(
            rule: "r", lease: Lease.ID(high: 0x1, low: .max), at: Memories.now.instant)
        let written = text(AccountDocument(memory: memory, credential: ""))
        #expect(written.contains("\"lease\":\"0000000000000001ffffffffffffffff\""))
    }
}
