import JSON
import Leasing

/// What a look at the usage document tells.
///
/// The endpoint has limits and rights of its own: that it refuses or fails says nothing of the
/// account, unless it refuses the token or says that the account is gone.
enum UsageRules {
    static let ruleNames = [
        "usage.ok", "usage.exhausted", "usage.no_answer", "usage.unauthorized", "usage.suspended",
        "usage.forbidden", "usage.rate_limited", "usage.not_found", "usage.refused",
        "usage.failed", "usage.region",
    ]

    /// The rule's name for a document that shows no full window.
    static let hasRoom = "usage.ok"

    static func failure(_ answer: Answer) -> Finding {
        if answer.status == 0 { return Finding(.transient, rule: "usage.no_answer") }
        if isSuspended(answer) {
            return .suspended("usage.suspended", retry: .none, isStructured: true)
        }
        if answer.has("unsupported_country_region_territory") {
            return .networkBlocked("usage.region")
        }
        switch answer.status {
        case 401: return unauthorized(answer)
        case 402: return StatusRules.paymentRequired(answer)
        case 403: return Finding(.permissionDenied, rule: "usage.forbidden")
        case 404: return .clientError("usage.not_found")
        case 429:
            return Finding(
                .rateLimited, block: answer.retryAfter?.block ?? .none,
                rule: "usage.rate_limited")
        case 400...499 where answer.status != 408: return .clientError("usage.refused")
        default: return Finding(.transient, rule: "usage.failed")
        }
    }

    private static func isSuspended(_ answer: Answer) -> Bool {
        StatusRules.isBanned(answer)
            || ([401, 402, 403].contains(answer.status) && answer.says("deactivated"))
    }

    private static func unauthorized(_ answer: Answer) -> Finding {
        var finding = answer.unauthorized("usage.unauthorized")
        if finding.category == .authRevoked { finding.retry = .none }
        return finding
    }

    /// What the windows of a document mean for the account or the asked model.
    static func finding(_ readings: [WindowReading], of model: String) -> Finding {
        let full = readings.filter { reading in
            let concerns = reading.models.map { $0.matches(model) } ?? true
            return reading.isLimitReached && reading.name != "code_review" && concerns
        }
        let end = UnixTime(nanoseconds: .max)
        let last = full.max {
            let isWider = $0.models != nil && $1.models == nil
            return isWider || ($0.resetsAt ?? end) < ($1.resetsAt ?? end)
        }
        guard let last else { return Finding(.ok, rule: hasRoom) }
        return Finding(
            .quotaExhausted, scope: last.models.map { .models($0) } ?? .account,
            block: Hint(last.resetsAt, .resetAt)?.block ?? .indefinite, window: last.name,
            isStructured: true, rule: "usage.exhausted")
    }
}

extension Classifier {
    /// What the answer of a usage endpoint means.
    static func usage(
        _ evidence: Evidence, _ provider: Provider, _ horizon: Horizon
    ) -> Finding {
        guard evidence.isSuccess else {
            return UsageRules.failure(
                Answer(evidence, problem: Problem(of: evidence), horizon: horizon))
        }
        let readings = provider.readings(ofUsage: evidence.body, now: horizon.now)
        var finding = UsageRules.finding(readings, of: evidence.plainModel)
        finding.readings = readings
        return finding
    }
}
