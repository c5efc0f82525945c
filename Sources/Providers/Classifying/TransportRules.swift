import Leasing

/// What it means when no status came at all.
enum TransportRules {
    static let ruleNames = [
        "transport.cancelled", "transport.premature_close", "transport.empty_response",
        "transport.stream_broken", "transport.closed_after_end",
        "transport.route", "transport.failed",
    ]

    static func finding(for answer: Answer) -> Finding {
        switch answer.evidence.failure {
        case .cancelled: cancelled
        case .prematureClose: prematureClose
        case .emptyResponse: emptyResponse
        case .streamError: byStreamWords(answer)
        case .network, .timeout, nil:
            answer.evidence.phase == .stream ? byStreamWords(answer) : byWords(answer)
        }
    }

    static let emptyResponse = Finding(
        .emptyResponse, retry: .other, rule: "transport.empty_response")
    private static let cancelled = Finding(.clientCancelled, rule: "transport.cancelled")
    private static let prematureClose = Finding(
        .prematureClose, rule: "transport.premature_close")

    private static func byWords(_ answer: Answer) -> Finding {
        if isCancelled(answer) { return cancelled }
        if answer.says(any: routeFailures) { return .networkBlocked("transport.route") }
        return answer.transient("transport.failed")
    }

    /// A stream that broke: once output has begun nobody is to blame, and nobody can help; before
    /// that another account may.
    private static func byStreamWords(_ answer: Answer) -> Finding {
        if isCancelled(answer) { return cancelled }
        if answer.says("after response.completed") {
            return Finding(.ok, rule: "transport.closed_after_end")
        }
        if answer.says(any: ["before completion", "before response.completed", "premature"]) {
            return prematureClose
        }
        return Finding(.transient, retry: .other, rule: "transport.stream_broken")
    }

    private static func isCancelled(_ answer: Answer) -> Bool {
        answer.says(any: ["context canceled", "client closed request", "aborterror"])
    }

    /// Failures of names and certificates: the host's way out, not the account.
    private static let routeFailures = [
        "no such host", "getaddrinfo", "enotfound", "eai_again", "name or service not known",
        "name resolution", "x509:", "certificate verify failed", "unable to verify the first",
        "self-signed certificate", "self signed certificate", "tls: ", "ssl routines",
    ]
}
