import Leasing

/// The rules that hold for every upstream, tried after the dialect's own; only what refuses the
/// route is tried before them.
///
/// The order is the one that the known upstreams agree on: 401, 402 and 429 whatever the body calls
/// them, then codes, then words, then the bare status.
enum StatusRules {
    static let ruleNames = [
        "http.client_closed", "http.region", "http.unauthorized", "http.address_refused",
        "http.deactivated", "http.payment_required", "http.too_many_requests", "http.overloaded",
        "http.banned", "http.forbidden", "http.not_found", "http.timeout", "http.server_error",
        "http.unexpected",
    ]

    /// What the answer means; there is always a rule for it.
    static func finding(for answer: Answer) -> Finding {
        if answer.status == 0 { return TransportRules.finding(for: answer) }
        return decisive(answer) ?? RequestRules.fault(in: answer)
            ?? overload(answer) ?? RequestRules.model(in: answer) ?? byStatus(answer)
    }

    /// What outranks every code: the statuses that always mean the account, or the caller.
    private static func decisive(_ answer: Answer) -> Finding? {
        switch answer.status {
        case 499: return Finding(.clientCancelled, rule: "http.client_closed")
        case 401: return unauthorized(answer)
        case 402: return paymentRequired(answer)
        case 429: return throttled(answer)
        default: return nil
        }
    }

    /// Refusals of the host's address or country, and challenges to it.
    static func refusedRoute(_ answer: Answer) -> Finding? {
        if answer.has(any: ["unsupported_country_region_territory", "unsupported_country"]) {
            return .networkBlocked("http.region")
        }
        return CloudflareRules.finding(for: answer)
    }

    static func unauthorized(_ answer: Answer) -> Finding {
        if isBanned(answer) || answer.says("deactivated") {
            return answer.suspended("http.deactivated")
        }
        if answer.has("ip_not_authorized")
            || answer.says(any: ["ip not authorized", "ip address is not", "ip allowlist"])
        {
            return Finding(
                .networkBlocked, scope: .account, block: .indefinite, retry: .other,
                rule: "http.address_refused")
        }
        return answer.unauthorized("http.unauthorized")
    }

    static func paymentRequired(_ answer: Answer) -> Finding {
        if isBanned(answer) || answer.says("deactivated") {
            return answer.suspended("http.deactivated")
        }
        return .exhausted(.indefinite, rule: "http.payment_required")
    }

    static func throttled(_ answer: Answer) -> Finding {
        .throttled(
            answer.bodyReset ?? answer.retryAfter ?? answer.messageWait, scope: answer.model,
            rule: "http.too_many_requests")
    }

    /// Whether a code says that the account is banned.
    static func isBanned(_ answer: Answer) -> Bool {
        answer.has(any: [
            "account_deactivated", "account_banned", "account_suspended", "account_deleted",
            "banned", "deactivated_workspace", "workspace_deactivated",
        ]) || answer.says(any: ["workspace_deactivated", "deactivated_workspace"])
    }

    private static func overload(_ answer: Answer) -> Finding? {
        if answer.status == 529 || answer.has("overloaded_error") {
            return .overloaded("http.overloaded")
        }
        guard answer.status == 503, answer.has(any: ["server_is_overloaded", "slow_down"]) else {
            return nil
        }
        return .overloaded("http.overloaded")
    }

    private static func byStatus(_ answer: Answer) -> Finding {
        if answer.status == 403 { return forbidden(answer) }
        if let item = answer.status == 404 ? RequestRules.missingItem(in: answer) : nil {
            return item
        }
        if answer.has(any: RequestRules.faultTypes) { return .clientError("request.fault") }
        switch answer.status {
        case 404: return answer.unsupported("http.not_found")
        case 408: return answer.transient("http.timeout")
        case 400...499: return .clientError("request.refused")
        case 500...599: return answer.transient("http.server_error")
        default: return answer.transient("http.unexpected")
        }
    }

    private static func forbidden(_ answer: Answer) -> Finding {
        if isBanned(answer)
            || answer.says(any: ["flagged", "banned", "deactivated", "suspended"])
        {
            return answer.suspended("http.banned")
        }
        if answer.has(any: RequestRules.faultTypes) { return .clientError("request.fault") }
        return Finding(
            .permissionDenied, scope: .account, block: answer.fixed(.minutes(30)), retry: .other,
            rule: "http.forbidden")
    }
}
