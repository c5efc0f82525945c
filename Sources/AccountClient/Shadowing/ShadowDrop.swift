/// Why there is no comparison.
public struct ShadowDrop: Equatable, Sendable {
    /// Why, as a word.
    public enum Reason: String, CaseIterable, Sendable {
        /// As many comparisons as there may be were under way.
        case busy
        /// The daemon did not answer in time.
        case late
        /// No daemon answered.
        case unreachable
        /// The daemon does not answer Explain to this program: it is too old, or does not allow it,
        /// or does not speak the protocol.
        case unsupported
        /// The daemon cannot explain this request, as for a provider that it does not know.
        case refused
        /// The task that asked was cancelled.
        case cancelled
    }

    /// Why.
    public let reason: Reason
    /// What happened, in words.
    public let message: String

    /// The codes of errors that another request need not meet: something is not found, or a
    /// parameter is not one.
    private static let codesOfRequests: Set<Int64> = [5, -32602]

    /// States why.
    package init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    /// Why a question had no answer; one that was asked too long ago is late, whatever else it is.
    package init(_ error: ClientError, isLate: Bool) {
        let reason: Reason =
            switch error {
            case .cancelled: .cancelled
            case .refused(let refusal) where Self.codesOfRequests.contains(refusal.code): .refused
            case .refused, .allBlocked, .protocolViolation: .unsupported
            case .requestTooLarge: .refused
            case .unavailable, .notPermitted, .closed: isLate ? .late : .unreachable
            }
        self.init(reason, error.description)
    }
}

extension ShadowDrop: CustomStringConvertible {
    /// The reason and what happened, in one line.
    public var description: String {
        VisibleText.of("not compared: \(reason.rawValue), \(message)")
    }
}
