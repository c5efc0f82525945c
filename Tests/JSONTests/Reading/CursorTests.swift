import Foundation
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
            #expect(Texts.faultWhenSkipped(text) != nil, "\(text)")
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `a well-formed text says what Foundation's reader says`(_ seed: UInt64) throws {
        var maker = TextMaker(seed: seed)
        let text = maker.value()
        let ours = try JSONValue.parse(Array(text.utf8))
        let theirs = try JSONSerialization.jsonObject(
            with: Data(text.utf8), options: .fragmentsAllowed)
        #expect(Self.isSame(ours, theirs), "seed \(seed): \(text)")
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `every beginning of an object is refused at its end`(_ seed: UInt64) {
        var maker = TextMaker(seed: seed)
        let text = Array(("{\"a\":" + maker.value() + "}").utf8)
        for count in 0..<min(text.count, 400) {
            let fault = Texts.fault(Array(text[..<count]))
            #expect(fault?.kind == .malformed, "seed \(seed), \(count) bytes")
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `what one changed byte makes of a text is accepted only if Foundation accepts it`(
        _ seed: UInt64
    ) {
        var maker = TextMaker(seed: seed)
        let text = Array(("[" + maker.value() + "]").utf8)
        for place in 0..<min(text.count, 200) {
            for byte in [0x00, 0x22, 0x2C, 0x30, 0x5C, 0x5D, 0x7B, 0x80, 0xC0, 0xFF] as [UInt8] {
                var changed = text
                changed[place] = byte
                guard Texts.fault(changed) == nil else { continue }
                let theirs = try? JSONSerialization.jsonObject(
                    with: Data(changed), options: .fragmentsAllowed)
                // Foundation refuses numbers that no double holds; we keep them as they are.
                let isHuge = String(decoding: changed, as: UTF8.self).contains("e")
                #expect(theirs != nil || isHuge, "seed \(seed), byte \(place)")
            }
        }
    }

    private static func isSame(_ ours: JSONValue, _ theirs: Any) -> Bool {
        switch ours.content {
        case .null: return theirs is NSNull
        case .boolean(let boolean): return (theirs as? Bool) == boolean
        case .number: return (theirs as? Double) == ours.double
        case .string(let string): return (theirs as? String) == string
        case .array(let elements):
            guard let list = theirs as? [Any], list.count == elements.count else { return false }
            return zip(elements, list).allSatisfy(isSame)
        case .object(let members):
            guard let map = theirs as? [String: Any], map.count == members.count else {
                return false
            }
            return members.allSatisfy { member in
                map[member.name].map { isSame(member.value, $0) } ?? false
            }
        }
    }
}
