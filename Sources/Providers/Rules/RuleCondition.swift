import JSON
import Leasing

/// One condition of a declared rule.
enum RuleCondition: Sendable {
    /// The status is one of these.
    case status([Int64])
    /// A header's value fits one of the patterns, without regard to case.
    case header(name: String, [ModelPattern])
    /// A field of the body is one of these.
    case field(path: [String], [Expected])

    /// What a field may be.
    enum Expected: Sendable {
        /// Text that fits a pattern with `*`, without regard to case.
        case text(ModelPattern)
        case number(Double)
        case boolean(Bool)
    }

    func holds(for answer: Answer) -> Bool {
        switch self {
        case .status(let statuses):
            return statuses.contains(Int64(answer.status))
        case .header(let name, let patterns):
            guard let value = answer.headers[name]?.lowercasedASCII else { return false }
            return patterns.contains { $0.matches(value) }
        case .field(let path, let expected):
            guard let value = answer.problem.value(at: path) else { return false }
            return expected.contains { $0.holds(for: value) }
        }
    }
}

extension Problem {
    /// The value at a path from the body's root; `error` also stands for the error object where
    /// the upstream has it elsewhere.
    func value(at path: [String]) -> JSONValue? {
        if let value = root?.at(path) { return value }
        return path.first == "error" ? fields?.at(Array(path.dropFirst())) : nil
    }
}

extension RuleCondition.Expected {
    func holds(for value: JSONValue) -> Bool {
        switch self {
        case .text(let pattern):
            guard let text = value.string, text.utf8.count <= Words.limit else { return false }
            return pattern.matches(text.lowercasedASCII)
        case .number(let number): return value.double == number
        case .boolean(let boolean): return value.boolean == boolean
        }
    }

    /// What a value in a rule asks for.
    init?(_ value: JSONValue) {
        if let text = value.string {
            self = .text(ModelPattern(text.lowercasedASCII))
        } else if let number = value.double {
            self = .number(number)
        } else if let boolean = value.boolean {
            self = .boolean(boolean)
        } else {
            return nil
        }
    }
}

extension JSONValue {
    /// The value at the end of a path of member names; a number in it is an array's index.
    func at(_ path: [String]) -> JSONValue? {
        var value = self
        for part in path {
            if let next = value[part] {
                value = next
            } else if let elements = value.array, let index = Int(part),
                elements.indices.contains(index)
            {
                value = elements[index]
            } else {
                return nil
            }
        }
        return value
    }
}
