import JSON
import Testing

struct TreeBuilderTests {
    private static let body =
        #"{"error":{"code":429,"message":"slow \u00e9\n","list":[1,{"y":"z"}],"n":null}}"#

    @Test func `a body that is cut at any byte keeps what was complete before`() throws {
        let text = Array(Self.body.utf8)
        let whole = try JSONValue.parse(text)
        for count in 1..<text.count {
            let cut = JSONValue.parsePrefix(Array(text[..<count]))
            if count > 20 { #expect(cut?["error"]?["code"]?.integer == 429, "\(count)") }
            if let message = cut?["error"]?["message"] {
                #expect(message.string == whole["error"]?["message"]?.string, "\(count)")
            }
        }
        #expect(JSONValue.parsePrefix(text)?.encoded() == whole.encoded())
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a cut loses what comes behind it and changes nothing before`(_ seed: UInt64) throws {
        var maker = TextMaker(seed: seed)
        let text = Array(("[" + maker.value() + "," + maker.value() + "]").utf8)
        let whole = try JSONValue.parse(text)
        var kept = 0
        for count in 1..<min(text.count, 500) {
            let cut = try #require(JSONValue.parsePrefix(Array(text[..<count])), "\(count)")
            #expect(Self.isBeginning(cut, of: whole), "seed \(seed), \(count) bytes")
            let size = Self.size(cut)
            #expect(size >= kept, "seed \(seed), \(count) bytes")
            kept = size
        }
    }

    @Test func `a number and a string are kept once it is clear where they end`() {
        let cuts = [
            ("{", "{}"), (#"{"a""#, "{}"), (#"{"a":"#, "{}"), (#"{"a":42"#, "{}"),
            (#"{"a":42,"#, #"{"a":42}"#), (#"{"a":42 "#, #"{"a":42}"#), (#"{"a":"x"#, "{}"),
            (#"{"a":"x""#, #"{"a":"x"}"#), (#"{"a":tru"#, "{}"), (#"{"a":true"#, #"{"a":true}"#),
            (#"{"a":[{"b":"#, #"{"a":[{}]}"#), ("[1,[2,3", "[1,[2]]"), ("[-", "[]"),
        ]
        for (text, kept) in cuts {
            let value = JSONValue.parsePrefix(Array(text.utf8))
            #expect(value.map { String(decoding: $0.encoded(), as: UTF8.self) } == kept, "\(text)")
        }
    }

    @Test func `a cut that leaves nothing is nothing`() {
        for text in ["", " ", "\"a", "tru", "-", "1e", #""\ud800"#, "\n\t"] {
            #expect(JSONValue.parsePrefix(Array(text.utf8)) == nil, "\(text)")
        }
    }

    @Test func `what is broken before its end is nothing`() {
        for text in ["<html>", "{'a':1}", #"{"a":1,}"#, "{\"a\":\u{1}"] {
            #expect(JSONValue.parsePrefix(Array(text.utf8)) == nil)
        }
    }

    @Test func `of two members of one name the first counts, where they are tolerated`() {
        let value = JSONValue.parsePrefix(Array(#"{"a":1,"a":2}"#.utf8))
        #expect(value?["a"]?.integer == 1)
    }

    @Test func `each value knows where it stands`() throws {
        let value = try JSONValue.parse(Array(#" {"a": [1, {"b":2}]}"#.utf8))
        #expect(value.offset == 1)
        #expect(value.members?.first?.nameOffset == 2)
        #expect(value["a"]?.offset == 7)
        #expect(value["a"]?.array?[1]["b"]?.offset == 16)
    }

    @Test(arguments: Mutations.texts)
    func `a text is read as a cut one if nothing or the end is missing of it`(_ text: String) {
        for changed in Mutations.changes(of: Array(text.utf8)) {
            let cut = JSONValue.parsePrefix(changed)
            guard let fault = Texts.fault(changed) else {
                let whole = try? JSONValue.parse(changed)
                #expect(cut?.encoded() == whole?.encoded(), "\(changed)")
                continue
            }
            // Of a name that stands twice the first counts, so that the fault may be no other.
            guard fault.kind == .malformed else { continue }
            let isCut = fault.offset == changed.count
            #expect(isCut || cut == nil, "\(fault), \(changed)")
        }
    }

    @Test func `a text too deep or with too many members is nothing, even when it is cut`() {
        let deep = String(repeating: "[", count: 33)
        #expect(JSONValue.parsePrefix(Array(deep.utf8)) == nil)
        #expect(JSONValue.parsePrefix(Array(deep.dropLast().utf8)) != nil)
        let wide = "{" + (0..<1025).map { "\"\($0)\":0" }.joined(separator: ",")
        #expect(JSONValue.parsePrefix(Array(wide.utf8)) == nil)
    }

    /// Whether a tree is what another is up to some place.
    private static func isBeginning(_ cut: JSONValue, of whole: JSONValue) -> Bool {
        switch (cut.content, whole.content) {
        case (.array(let some), .array(let all)):
            return some.count <= all.count
                && zip(some, all).enumerated().allSatisfy { place, pair in
                    place == some.count - 1
                        ? isBeginning(pair.0, of: pair.1)
                        : pair.0.encoded() == pair.1.encoded()
                }
        case (.object(let some), .object(let all)):
            return some.count <= all.count
                && zip(some, all).enumerated().allSatisfy { place, pair in
                    pair.0.name == pair.1.name
                        && (place == some.count - 1
                            ? isBeginning(pair.0.value, of: pair.1.value)
                            : pair.0.value.encoded() == pair.1.value.encoded())
                }
        default: return cut.encoded() == whole.encoded()
        }
    }

    /// How many values a tree has.
    private static func size(_ value: JSONValue) -> Int {
        let inner = (value.array ?? []) + (value.members ?? []).map(\.value)
        return inner.reduce(1) { $0 + size($1) }
    }
}
