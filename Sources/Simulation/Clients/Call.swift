/// One frame that a client sends, and what it is about.
package struct Call: Hashable, Sendable {
    /// What is asked.
    package enum Content: Hashable, Sendable {
        case hello(instance: String)
        case select(SelectWish)
        case report(Telling)
        case renew(lease: String, term: Int?)
        case release(lease: String)
        case cancel(Int)
        case ask(Question)
        case garbage(Garbage)
    }

    /// What a client may ask that changes nothing.
    package enum Question: String, CaseIterable, Sendable {
        case summary = "Summary"
        case health = "Health"
        case discover = "rpc.discover"
        case nothing = "Nothing"
    }

    /// What is no request.
    package enum Garbage: CaseIterable, Sendable {
        /// A frame whose text is no JSON: answered without an id.
        case text
        /// A request without an id: the connection ends.
        case notification
        /// Bytes that are no frame: the connection ends.
        case bytes
        /// A frame that is never finished: the connection ends after five seconds.
        case part
    }

    /// A report, with what the upstream answered.
    package struct Telling: Hashable, Sendable {
        /// Which lease it is about.
        package var lease: String
        /// What the upstream answered.
        package var answer: UpstreamAnswer
        /// Its number, when the client counts.
        package var sequence: Int?
        /// Whether bytes have reached the caller.
        package var isStreamed = false
        /// Whether the lease is given back with it.
        package var releases = false

        /// Tells of a lease what its upstream answered.
        package init(lease: String, answer: UpstreamAnswer) {
            self.lease = lease
            self.answer = answer
        }
    }

    /// The request's id; `nil` for what expects no answer of its own.
    package let id: Int?
    /// What is asked.
    package let content: Content

    /// Makes a call.
    package init(id: Int?, _ content: Content) {
        self.id = id
        self.content = content
    }

    /// Whether it has no end at which it would be a call.
    var isUnfinished: Bool { content == .garbage(.part) || content == .garbage(.bytes) }

    /// Whether it changes nothing.
    var isQuestion: Bool { if case .ask = content { true } else { false } }

    /// Whether nothing sensible can be sent behind it.
    var isLast: Bool { isUnfinished || content == .garbage(.notification) }
}
