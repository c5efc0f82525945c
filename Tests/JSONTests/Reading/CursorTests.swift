import JSON
import Testing

struct CursorTests {
    @Test func `every accepted text of the specification is read and passed over`() {
        #expect(Texts.list("accepted").count > 50)
        for text in Texts.list("accepted") {
            let shown = String(decoding: text, as: UTF8.self)
            #expect(Texts.fault(text) == nil, "\(shown)")
            #expect(Texts.faultWhenSkipped(text) == nil, "\(shown)")
        }
    }

    @Test func `every malformed text of the specification is refused, read and passed over`() {
        let texts = Texts.list("malformed") + Texts.list("malformed_hex")
        #expect(texts.count > 100)
        for text in texts {
            #expect(Texts.fault(text)?.kind == .malformed, "\(text)")
            #expect(Texts.faultWhenSkipped(text)?.kind == .malformed, "\(text)")
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `a well-formed text says what Foundation's reader says`(_ seed: UInt64) throws {
        var maker = TextMaker(seed: seed)
        let text = Array(maker.value().utf8)
        let ours = try JSONValue.parse(text)
        let theirs = try #require(Foundations.read(text))
        #expect(Foundations.isSame(ours, theirs), "seed \(seed)")
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `every beginning of an object is refused at its end`(_ seed: UInt64) {
        var maker = TextMaker(seed: seed)
        let text = Array(("{\"a\":" + maker.value() + "}").utf8)
        for count in 0..<min(text.count, 400) {
            let cut = Array(text[..<count])
            #expect(Texts.fault(cut) == .some(JSONFault(.malformed, at: count)), "seed \(seed)")
            #expect(Foundations.read(cut) == nil, "seed \(seed), \(count) bytes")
        }
    }

    @Test(arguments: Mutations.texts)
    func `one changed byte makes of a text what Foundation says that it does`(_ text: String) {
        for changed in Mutations.changes(of: Array(text.utf8)) {
            guard let ours = try? JSONValue.parse(changed) else { continue }
            guard let theirs = Foundations.read(changed) else {
                #expect(Foundations.isBeyond(ours), "\(changed)")
                continue
            }
            #expect(Foundations.isSame(ours, theirs), "\(changed)")
        }
    }

    @Test(arguments: Mutations.texts)
    func `one changed byte is passed over exactly when it is read`(_ text: String) {
        for changed in Mutations.changes(of: Array(text.utf8)) {
            var reader = JSONReader(changed)
            var skipped: JSONFault?
            do throws(JSONFault) {
                _ = try reader.skipValue()
                try reader.finish()
            } catch {
                skipped = error
            }
            #expect(skipped == Texts.fault(changed), "\(changed)")
        }
    }

    @Test(arguments: Mutations.texts)
    func `what Foundation accepts and we refuse is one of its known leniencies`(_ text: String) {
        for changed in Mutations.changes(of: Array(text.utf8)) {
            guard let fault = Texts.fault(changed), Foundations.read(changed) != nil else {
                continue
            }
            #expect(Mutations.isLeniency(changed, fault), "\(fault), \(changed)")
        }
    }
}
