import JSON
import Leasing

/// Where a declared rule takes the end of its block from.
enum BlockSource: Sendable {
    case retryAfter, message, indefinite, calendarMonth, rolling24Hours
    /// A header with a point in time or a length.
    case header(String)
    /// A field of the error, or a path from the body's root, with a point in time or a length.
    case field([String])
    /// A fixed length.
    case length(Interval)

    /// Reads a source as a rule writes it.
    init?(_ text: String) {
        switch text {
        case "retry-after": self = .retryAfter
        case "message": self = .message
        case "indefinite": self = .indefinite
        case "calendar-month": self = .calendarMonth
        case "rolling-24h": self = .rolling24Hours
        default:
            if text.hasPrefix("header.") {
                let name = String(text.dropFirst(7)).lowercasedASCII
                guard HeaderSyntax.isName(name) else { return nil }
                self = .header(name)
            } else if text.utf8.first?.decimalDigit != nil {
                guard let length = DurationText.parse(text), length > .zero,
                    length <= Horizon.reach
                else { return nil }
                self = .length(length)
            } else {
                guard let path = FieldPath.parse(text) else { return nil }
                self = .field(path)
            }
        }
    }

    /// The block, when the answer has what the source names.
    func block(for answer: Answer) -> Block? {
        switch self {
        case .retryAfter: answer.retryAfter?.block
        case .message: answer.messageWait?.block
        case .indefinite: .indefinite
        case .calendarMonth: answer.endOfMonth
        case .rolling24Hours: answer.endOfDay
        case .length(let length): answer.fixed(length)
        case .header(let name): answer.hint(inText: answer.headers[name])?.block
        case .field(let path): answer.hint(in: value(at: path, in: answer))?.block
        }
    }

    private func value(at path: [String], in answer: Answer) -> JSONValue? {
        answer.problem.fields?.at(path) ?? answer.problem.value(at: path)
    }
}

extension Answer {
    /// Until the first of the next month, when monthly budgets begin anew.
    var endOfMonth: Block {
        .until(Calendar.startOfNextMonth(after: horizon.now), basis: .calendarMonth)
    }

    /// Until this time tomorrow.
    var endOfDay: Block {
        .until(horizon.now + .hours(24), basis: .rolling24Hours)
    }

    /// A point in time, or a length when the number is too small for one.
    func hint(in value: JSONValue?) -> Hint? {
        guard let value else { return nil }
        if let text = value.string { return hint(inText: text) }
        return Hint(horizon.accept(Timestamp.read(value)), .resetAt)
            ?? Hint(horizon.after(Timestamp.length(value)), .resetAfter)
    }

    /// The same in text.
    func hint(inText text: String?) -> Hint? {
        guard let text else { return nil }
        return Hint(horizon.accept(Timestamp.read(text)), .resetAt)
            ?? Hint(horizon.accept(HTTPDate.parse(text, now: horizon.now)), .resetAt)
            ?? Hint(horizon.after(DurationText.parse(text)), .resetAfter)
    }
}

/// Paths of member names, joined with points.
enum FieldPath {
    static func parse(_ text: String) -> [String]? {
        guard !text.isEmpty, text.utf8.count <= 256 else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 8, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        return parts
    }
}
