import JSON
import Leasing

/// The details of a Google error (AIP-193): `google.rpc.ErrorInfo`, `RetryInfo`, `QuotaFailure`.
struct GoogleError {
    /// Why, as a constant of the service.
    private(set) var reason = ""
    /// The service that says so, without what a stream may have appended.
    private(set) var domain = ""
    /// How long to wait.
    private(set) var wait: Hint?
    /// The quotas that were hit.
    private(set) var quotas: [String] = []

    init(_ answer: Answer) {
        let horizon = answer.horizon
        var delay: Hint?
        var metadata: JSONValue?
        for detail in (answer.problem.fields?["details"]?.array ?? []).prefix(32) {
            if let text = detail["reason"]?.string, reason.isEmpty {
                reason = String(text.prefix(64))
                domain = Self.cleaned(detail["domain"]?.string)
                metadata = detail["metadata"]
            }
            delay =
                delay
                ?? Hint(
                    horizon.after(Timestamp.length(detail["retryDelay"])), .resetAfter)
            quotas += Self.quotas(of: detail)
        }
        wait =
            delay
            ?? Hint(
                horizon.after(Timestamp.length(metadata?["quotaResetDelay"])), .resetAfter)
            ?? Hint(
                horizon.accept(Timestamp.read(metadata?["quotaResetTimeStamp"])), .resetAt)
            ?? Self.headerWait(answer) ?? answer.messageWait
    }

    /// Whether one of the quotas that were hit is of a day, or of a minute.
    func hasQuota(per span: String) -> Bool {
        quotas.contains { Words($0).contains(span) }
    }

    /// Whether Cloud Code says so, in any of its stages.
    var isCloudCode: Bool {
        [
            "cloudcode-pa.googleapis.com", "staging-cloudcode-pa.googleapis.com",
            "autopush-cloudcode-pa.googleapis.com", "daily-cloudcode-pa.googleapis.com",
        ].contains(domain)
    }

    private static func headerWait(_ answer: Answer) -> Hint? {
        answer.retryAfter
            ?? Hint(
                answer.horizon.accept(
                    answer.headers["x-ratelimit-reset"].flatMap { Timestamp.read($0) }), .resetAt)
            ?? Hint(
                answer.horizon.after(
                    answer.headers["x-ratelimit-reset-after"].flatMap { DurationText.parse($0) }),
                .resetAfter)
    }

    private static func quotas(of detail: JSONValue) -> [String] {
        let violations = (detail["violations"]?.array ?? []).prefix(16)
        return violations.compactMap { $0["quotaId"]?.string }
            + [detail["metadata"]?["quota_limit"]?.string].compactMap(\.self)
    }

    /// Streams have been seen to append a comma to the domain.
    private static func cleaned(_ domain: String?) -> String {
        let bytes = (domain ?? "").trimmedBytes.prefix(128).map(\.lowercased)
        let kept = bytes.prefix { $0 != UInt8(ascii: ",") && !$0.isWhiteSpace }
        return String(decoding: kept, as: UTF8.self)
    }
}
