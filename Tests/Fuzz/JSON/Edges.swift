import JSON

/// Texts made of an accepted one that lie at a bound, and one step beyond it.
enum Edges {
    private static let depth = 32
    private static let members = 1024

    static func check(_ value: JSONValue, of text: [UInt8]) {
        nest(value, text)
        guard let members = value.members else { return }
        repeatName(of: members, value, text)
        // It takes as long as all the rest.
        if text.count % 16 == 0 { widen(members, value, text) }
    }

    private static func nest(_ value: JSONValue, _ text: [UInt8]) {
        let room = depth - depth(of: value)
        Law.require(fault(nested(text, room)) == nil, "the deepest text is refused")
        let fault = fault(nested(text, room + 1))
        Law.require(fault?.kind == .limit, "a text that is too deep is accepted")
    }

    private static func nested(_ text: [UInt8], _ count: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(ascii: "["), count: count) + text
            + [UInt8](repeating: UInt8(ascii: "]"), count: count)
    }

    private static func depth(of value: JSONValue) -> Int {
        switch value.content {
        case .null, .boolean, .number, .string: 0
        case .array(let elements): 1 + (elements.map(depth).max() ?? 0)
        case .object(let members): 1 + (members.map { depth(of: $0.value) }.max() ?? 0)
        }
    }

    /// A name that is there, spelt as the writer spells it, makes the object one of two names.
    private static func repeatName(
        of members: [JSONValue.Member], _ value: JSONValue, _ text: [UInt8]
    ) {
        for member in [members.first, members.last] {
            guard let name = member?.name, !name.unicodeScalars.contains(where: isReplaced)
            else { continue }
            let fault = fault(extended(text, value, by: [name], isEmpty: false))
            Law.require(
                fault?.kind == (members.count < Self.members ? .duplicateKey : .limit),
                "a name may stand twice")
        }
    }

    private static func isReplaced(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isNoncharacterCodePoint
    }

    private static func widen(
        _ members: [JSONValue.Member], _ value: JSONValue, _ text: [UInt8]
    ) {
        let known = Set(members.map(\.name))
        let more = (0...Self.members).lazy.map { "more \($0)" }.filter { !known.contains($0) }
        let names = Array(more.prefix(Self.members - members.count))
        let isEmpty = members.isEmpty
        Law.require(
            fault(extended(text, value, by: names, isEmpty: isEmpty)) == nil,
            "the largest object is refused")
        let fault = fault(extended(text, value, by: names + ["one"], isEmpty: isEmpty))
        Law.require(
            known.contains("one") || fault?.kind == .limit, "an object of too many is accepted")
    }

    /// The text of an object with members put before its own.
    private static func extended(
        _ text: [UInt8], _ value: JSONValue, by names: [String], isEmpty: Bool
    ) -> [UInt8] {
        var result = Array(text[...value.offset])
        for name in names {
            var writer = JSONWriter(appendingTo: result)
            writer.string(name)
            result = writer.take()
            result += ":0,".utf8
        }
        if isEmpty, !names.isEmpty { result.removeLast() }
        return result + text[(value.offset + 1)...]
    }

    private static func fault(_ text: [UInt8]) -> JSONFault? {
        do throws(JSONFault) {
            _ = try JSONValue.parse(text)
            return nil
        } catch {
            return error
        }
    }
}
