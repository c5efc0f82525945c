package import JSON
package import Leasing
import Providers
package import Secrets

/// Reads the members of one object of the inventory, each by the rule of its kind, and notes every
/// mistake instead of stopping at the first.
package struct ObjectReader: Concealed {
    /// The object.
    package let value: JSONValue
    /// Where it stands: `accounts[2]`; empty at the top.
    package let path: String

    private static let longestList = 1024

    /// Opens an object, and notes each member that has none of the known names.
    ///
    /// - Parameter path: where it stands, `accounts[2]`; empty at the top.
    package init?(
        _ value: JSONValue, path: String, known: [String], _ problems: inout ProblemList
    ) {
        guard let members = value.members else {
            problems.add(at: value.offset, path, "must be an object, is \(value.kind)")
            return nil
        }
        self.value = value
        self.path = path
        for member in members where !known.contains(member.name) {
            let hint =
                NearestWord.question(member.name, among: known)
                ?? "known are \(known.joined(separator: ", "))"
            let name = Mentionable.quoted(member.name)
            problems.add(at: member.nameOffset, path, "unknown key\(name); \(hint)")
        }
    }

    /// The path of a member.
    package func path(of name: String) -> String { path.isEmpty ? name : path + "." + name }

    /// A member that is there and not null.
    package subscript(_ name: String) -> JSONValue? {
        value[name].flatMap { $0.isNull ? nil : $0 }
    }

    /// Notes a mistake of a member, at its value or, when it has none, at the object.
    package func fault(_ name: String, _ message: String, _ problems: inout ProblemList) {
        problems.add(at: (value[name] ?? value).offset, path(of: name), message)
    }

    /// Notes that a member is missing.
    package func requireValue(_ name: String, _ problems: inout ProblemList) -> JSONValue? {
        guard let member = self[name] else {
            fault(name, "is missing", &problems)
            return nil
        }
        return member
    }

    /// A text of so many bytes; nothing of it is repeated in a message.
    package func text(
        _ name: String, bytes: ClosedRange<Int>, _ problems: inout ProblemList
    ) -> String? {
        guard let member = self[name] else { return nil }
        guard let text = member.string else {
            fault(name, "must be a string, is \(member.kind)", &problems)
            return nil
        }
        guard bytes.contains(text.utf8.count) else {
            let limits = "\(bytes.lowerBound) to \(bytes.upperBound) bytes"
            fault(name, "must have \(limits), has \(text.utf8.count)", &problems)
            return nil
        }
        guard LogText.isPlain(text) else {
            fault(name, "must not contain line breaks or other control characters", &problems)
            return nil
        }
        return text
    }

    /// A token or a key.
    package func secret(_ name: String, _ problems: inout ProblemList) -> Secret? {
        text(name, bytes: 1...16_384, &problems).map(Secret.init)
    }

    /// A name of an account or a provider.
    package func identifier(_ name: String, _ problems: inout ProblemList) -> String? {
        guard let text = text(name, bytes: 1...64, &problems) else { return nil }
        guard Identifier.isValid(text) else {
            fault(name, "must be 1 to 64 of letters, digits, '.', '_' and '-'", &problems)
            return nil
        }
        return text
    }

    /// A whole number within a range.
    package func integer(
        _ name: String, in range: ClosedRange<Int>, _ problems: inout ProblemList
    ) -> Int? {
        guard let member = self[name] else { return nil }
        guard let integer = member.integer.map(Int.init), range.contains(integer) else {
            let limits = "\(range.lowerBound) to \(range.upperBound)"
            var found = ", is \(member.kind)"
            if case .number = member.content { found = "" }
            fault(name, "must be a whole number from \(limits)\(found)", &problems)
            return nil
        }
        return integer
    }

    /// Yes or no.
    package func boolean(_ name: String, _ problems: inout ProblemList) -> Bool? {
        guard let member = self[name] else { return nil }
        guard let boolean = member.boolean else {
            fault(name, "must be true or false, is \(member.kind)", &problems)
            return nil
        }
        return boolean
    }

    /// One of some words.
    package func word(_ name: String, of words: [String], _ problems: inout ProblemList) -> String?
    {
        guard let member = self[name] else { return nil }
        guard let text = member.string, words.contains(text) else {
            let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
            let question = member.string.flatMap { NearestWord.question($0, among: words) }
            let hint = question.map { "; \($0)" } ?? ""
            fault(name, "must be one of \(list)\(hint)", &problems)
            return nil
        }
        return text
    }

    /// A list of not too many elements.
    package func list(
        _ name: String, of kind: String, _ problems: inout ProblemList
    ) -> [JSONValue]? {
        guard let member = self[name] else { return nil }
        guard let elements = member.array else {
            fault(name, "must be a list of \(kind), is \(member.kind)", &problems)
            return nil
        }
        guard elements.count <= Self.longestList else {
            fault(name, "must have at most \(Self.longestList) elements", &problems)
            return nil
        }
        return elements
    }

    /// A list of texts.
    package func texts(
        _ name: String, bytes: ClosedRange<Int>, _ problems: inout ProblemList
    ) -> [String]? {
        guard let elements = list(name, of: "strings", &problems) else { return nil }
        var texts: [String] = []
        for (index, element) in elements.enumerated() {
            guard let text = element.string, bytes.contains(text.utf8.count),
                LogText.isPlain(text)
            else {
                let limits = "\(bytes.lowerBound) to \(bytes.upperBound) bytes"
                problems.add(
                    at: element.offset, "\(path(of: name))[\(index)]",
                    "must be a string of \(limits) without control characters")
                continue
            }
            texts.append(text)
        }
        return texts
    }

    /// A point in time, as RFC 3339 writes it.
    package func time(_ name: String, _ problems: inout ProblemList) -> UnixTime? {
        guard let text = text(name, bytes: 1...64, &problems) else { return nil }
        guard let time = InternetDate.parse(text) else {
            fault(name, "must be a time like 2036-01-01T00:00:00Z", &problems)
            return nil
        }
        return time
    }

    /// An address of an upstream. A user or a password in it would be a secret in a place that is
    /// shown (RFC 9110 4.2.4).
    package func address(_ name: String, _ problems: inout ProblemList) -> String? {
        guard let text = text(name, bytes: 1...2048, &problems) else { return nil }
        let rest = ["https://", "http://"].first(where: text.hasPrefix).map {
            text.dropFirst($0.count)
        }
        guard let rest,
            rest.first?.isLetter == true || rest.first?.isNumber == true
                || rest.hasPrefix("["), HeaderSyntax.isWord(text)
        else {
            fault(name, "must be an address that begins with https:// or http://", &problems)
            return nil
        }
        guard !rest.prefix(while: { !"/?#".contains($0) }).contains("@") else {
            fault(
                name, "must name no user or password: they belong in the credential or in headers",
                &problems)
            return nil
        }
        return text
    }
}

/// Names of accounts and providers.
package enum Identifier {
    /// Whether a text is 1 to 64 of `[A-Za-z0-9._-]`.
    package static func isValid(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
                    UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension JSONValue {
    /// The kind of the value, in words.
    var kind: String {
        switch content {
        case .null: "null"
        case .boolean: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
