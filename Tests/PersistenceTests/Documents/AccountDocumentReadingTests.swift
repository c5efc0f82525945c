import JSON
import Leasing
import Persistence
import Simulation
import Testing

struct AccountDocumentReadingTests {
    private func text(_ document: AccountDocument) -> String {
        String(decoding: document.encoded(now: Memories.now), as: UTF8.self)
    }

    @Test func `what a later version adds is passed over`() throws {
        let document = Memories.plain("a")
        let more = text(document).dropLast() + ",\"zoo\":{\"a\":[1,2]}}"
        let read = try AccountDocument(Array(more.utf8), now: Memories.now)
        #expect(text(read) == text(document))
    }

    @Test func `what is missing or of another kind is named, and nothing of what is there`()
        throws
    {
        let names = ["credential", "failures", "generation", "id", "provider", "status"]
        for name in names + ["successes"] {
            let plain = text(Memories.plain("secret-account"))
            let broken = plain.replacing("\"\(name)\":", with: "\"other_\(name)\":")
            #expect(throws: DocumentFault.member(name)) {
                _ = try AccountDocument(Array(broken.utf8), now: Memories.now)
            }
        }
        #expect(throws: DocumentFault.self) { _ = try AccountDocument([], now: Memories.now) }
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func `no byte that is changed ends the program`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let bytes = Memories.document(at: Memories.now, &random).encoded(now: Memories.now)
        for place in bytes.indices {
            var broken = bytes
            broken[place] = UInt8.random(in: 0...255, using: &random)
            _ = try? AccountDocument(broken, now: Memories.now)
        }
    }
}
