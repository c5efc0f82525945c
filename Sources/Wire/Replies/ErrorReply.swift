import JSON

/// A refusal as it is written: the reason, and what comes with it.
package struct ErrorReply: Sendable {
    /// Accounts by what keeps them from serving; each counts once.
    package struct Blocked: Equatable, Sendable {
        /// Names as on the wire, sorted, each with its count.
        package let counts: [(state: String, count: Int)]
        /// The accounts that were looked at.
        package let total: Int
        /// How long the request waited, in milliseconds.
        package let waited: Int64

        /// Names the counts in any order.
        package init(counts: [(state: String, count: Int)], total: Int, waited: Int64) {
            self.counts = counts.sorted { $0.state < $1.state }
            self.total = total
            self.waited = waited
        }

        /// Whether two refusals count the same.
        package static func == (left: Blocked, right: Blocked) -> Bool {
            left.total == right.total && left.waited == right.waited
                && left.counts.elementsEqual(right.counts, by: ==)
        }
    }

    /// Why.
    package let reason: ErrorReason
    /// The parameter at fault.
    package var field: String?
    /// The accounts, when none was eligible.
    package var blocked: Blocked?
    /// When trying again makes sense, in milliseconds.
    package var retryAfter: Int64?
    /// The mistakes of an inventory, a line each.
    package var problems: [String]?

    /// Names a refusal; what is left out does not come with it.
    package init(
        _ reason: ErrorReason, field: String? = nil, blocked: Blocked? = nil,
        retryAfter: Int64? = nil, problems: [String]? = nil
    ) {
        self.reason = reason
        self.field = field
        self.blocked = blocked
        self.retryAfter = retryAfter
        self.problems = problems.map { lines in
            lines.prefix(WireLimits.problems).map { line in
                String(
                    String.UnicodeScalarView(line.unicodeScalars.prefix(WireLimits.problemLength)))
            }
        }
    }

    func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("code")
        writer.integer(reason.code)
        writer.name("data")
        writer.beginObject()
        writeData(&writer)
        writer.endObject()
        writer.name("message")
        writer.string(reason.message)
        writer.endObject()
    }

    private func writeData(_ writer: inout JSONWriter) {
        if let blocked {
            writer.name("blocked")
            writer.beginObject()
            for (state, count) in blocked.counts {
                writer.name(state)
                writer.integer(count)
            }
            writer.endObject()
        }
        if let field {
            writer.name("field")
            writer.string(field)
        }
        writer.member("problems", problems)
        writer.name("reason")
        writer.string(reason.rawValue)
        if let retryAfter {
            writer.name("retry_after_ms")
            writer.integer(retryAfter)
        }
        writer.member("retryable", reason.isRetryable)
        writer.name("status")
        writer.string(reason.status)
        if let blocked {
            writer.name("total")
            writer.integer(blocked.total)
            writer.name("waited_ms")
            writer.integer(blocked.waited)
        }
    }
}
