import JSON
import Leasing

/// Evidence with what was read from it once, as the rules see it.
struct Answer: Sendable {
    /// What the caller reported.
    let evidence: Evidence
    /// The status; in a stream, the one that the error event stands for. 0 when there was none.
    let status: Int
    /// The error's fields.
    let problem: Problem
    /// Which times are believed.
    let horizon: Horizon
    /// The quota windows that the headers reported.
    let readings: [WindowReading]

    init(
        _ evidence: Evidence, status: Int? = nil, problem: Problem, horizon: Horizon,
        readings: [WindowReading] = []
    ) {
        self.evidence = evidence
        self.status = status ?? evidence.status ?? 0
        self.problem = problem
        self.horizon = horizon
        self.readings = readings
    }

    /// The answer's header fields.
    var headers: Headers { evidence.headers }

    /// Whether one of the error's codes is the given one, written in lower case.
    func has(_ code: String) -> Bool { problem.has(code) }

    /// Whether one of the error's codes is among the given ones.
    func has(any codes: [String]) -> Bool { problem.first(of: codes) != nil }

    /// Whether the error's sentence contains a phrase, written in lower case.
    func says(_ phrase: String) -> Bool { problem.message.contains(phrase) }

    /// Whether the error's sentence contains any of the phrases.
    func says(any phrases: [String]) -> Bool { problem.message.contains(any: phrases) }

    /// A field of the error, or one beside it.
    func field(_ name: String) -> JSONValue? { problem.field(name) }

    /// The models that a record on the asked model concerns: it, without a trailing `(…)` that
    /// some proxies use for a thinking budget.
    var model: Finding.Scope {
        .models(ModelPattern(evidence.plainModel))
    }
}

extension Evidence {
    /// The asked model without a trailing `(…)`. A star in it stands for nothing: whoever asks for
    /// the model `*` is refused, and that must not concern every model.
    var plainModel: String {
        var end = model.utf8.endIndex
        if model.utf8.last == UInt8(ascii: ")") {
            end = model.utf8.lastIndex(of: UInt8(ascii: "(")) ?? end
        }
        let bytes = model.utf8[..<end].map { $0 == UInt8(ascii: "*") ? UInt8(ascii: "?") : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
