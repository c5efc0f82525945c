import JSON

/// What the first bytes of a stream tell about how it went.
enum StreamReading {
    /// Nothing is wrong as far as it goes; some events tell of limits.
    case fine(limits: [JSONValue])
    /// The upstream sent an error; what came before it may have been output already.
    case failed(Problem, isAfterOutput: Bool)
    /// The output is a notice that the plan is used up, and the stream ended without completing.
    case usageNotice
    /// The stream completed without any output.
    case empty

    /// Reads a body that may be a stream of events or one frame.
    init(_ body: [UInt8]) {
        var observer = StreamObserver()
        var stream = EventStream(body)
        while let event = stream.next(), observer.error == nil {
            if event.data.elementsEqual("[DONE]".utf8) {
                observer.end = .done
            } else if observer.needsOnlyTheEnd, !event.mayEndStream {
                continue
            } else if let value = stream.value(of: event) {
                observer.observe(value, name: event.name)
            }
        }
        self = observer.reading
    }
}

extension EventStream.Event {
    /// Words of the events that end a stream; what has none of them need not be read as a tree.
    private static let ends = ["error", ".completed", ".failed", ".incomplete"].map {
        Array($0.utf8)
    }

    fileprivate var mayEndStream: Bool {
        name == "error" || Self.ends.contains { ByteSearch.end(of: $0, in: data) != nil }
    }
}

/// Keeps what matters while events pass by.
private struct StreamObserver {
    /// How the stream ended, as far as it went.
    enum End {
        case open, done, completed, incomplete
    }

    var error: (problem: Problem, isAfterOutput: Bool)?
    var end = End.open
    private var hasCompleted = false
    private var isKnownEmpty = false
    private var limits: [JSONValue] = []
    private var hasOutput = false
    /// Whether some of it is no text, so that it is no notice either.
    private var hasOtherOutput = false
    private var output: [UInt8] = []

    /// The notice's first words, as the upstream writes them into its output.
    private static let notice = "you've hit your usage limit"

    var reading: StreamReading {
        if let error, !(error.problem.saysNothing && isNotice) {
            return .failed(error.problem, isAfterOutput: error.isAfterOutput)
        }
        if isNotice { return .usageNotice }
        return isKnownEmpty && !hasOutput ? .empty : .fine(limits: limits)
    }

    /// Whether more output would tell nothing more: it has begun, and not with the notice's words.
    var needsOnlyTheEnd: Bool {
        hasOtherOutput || output.count >= Self.notice.utf8.count || !Self.beginsNotice(output)
    }

    private static func beginsNotice(_ output: [UInt8]) -> Bool {
        notice.utf8.starts(with: Words(output).bytes)
    }

    /// A model may well write these words; only a stream that then breaks off means them.
    private var isNotice: Bool {
        (end == .done || end == .incomplete || error != nil) && !hasCompleted
            && !hasOtherOutput && Words(output).starts(with: Self.notice)
    }

    /// Takes in an event; a frame may also be a list of what else are events.
    mutating func observe(_ value: JSONValue, name: String?) {
        guard let elements = value.array else { return observeOne(value, name: name) }
        for element in elements.prefix(256) where error == nil {
            observeOne(element, name: name)
        }
    }

    private mutating func observeOne(_ value: JSONValue, name: String?) {
        let type = value["type"]?.string ?? name ?? ""
        if Self.isError(value, type: type, name: name) {
            error = (Problem(value), hasOutput)
            return
        }
        switch type {
        case "response.completed", "response.done":
            (end, hasCompleted) = (.completed, true)
            isKnownEmpty = Self.isEmptyResponse(value["response"])
        case "response.incomplete":
            end = .incomplete
        case "codex.rate_limits":
            if limits.count < 4 { limits.append(value) }
        default:
            observeOutput(value, type: type)
        }
    }

    private static func isError(_ value: JSONValue, type: String, name: String?) -> Bool {
        if ["error", "response.failed", "response.error"].contains(type) || name == "error" {
            return true
        }
        let error = value["error"] ?? value["response"]?["error"]
        return error?.members != nil || (error?.string != nil && value["choices"] == nil)
    }

    private static func isEmptyResponse(_ response: JSONValue?) -> Bool {
        guard let response, response["output"]?.array?.isEmpty ?? true else { return false }
        return response["output"] != nil || response["usage"]?["output_tokens"]?.integer == 0
    }

    private mutating func observeOutput(_ value: JSONValue, type: String) {
        if type.hasSuffix(".delta") || type == "content_block_delta" {
            hasOutput = true
            let delta = value["delta"]
            keep(delta?.string ?? delta?["text"]?.string)
        } else if type.hasPrefix("response.output_item") || type == "content_block_start" {
            hasOutput = hasOutput || value["item"]?["type"]?.string != "message"
        } else if let delta = value["choices"]?.array?.first?["delta"] {
            let text = delta["content"]?.string ?? ""
            hasOutput = hasOutput || !text.isEmpty || delta["tool_calls"] != nil
            keep(text)
        } else if value["candidates"]?.array?.isEmpty == false {
            hasOutput = true
        }
    }

    private mutating func keep(_ text: String?) {
        hasOtherOutput = hasOtherOutput || text == nil
        guard let text, output.count < Self.notice.utf8.count else { return }
        output += text.utf8.prefix(256)
    }
}

extension Problem {
    /// Whether there is neither a code nor a sentence in it.
    var saysNothing: Bool {
        message.isEmpty && codes.allSatisfy { $0 == "error" || $0.hasPrefix("response.") }
    }
}
