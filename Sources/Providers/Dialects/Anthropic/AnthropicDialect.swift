import JSON
import Leasing
import Secrets

/// Anthropic, with a Claude login or an API key.
struct AnthropicDialect: Dialect {
    let name = "anthropic"

    let ruleNames = [
        "anthropic.rejected", "anthropic.fable_rejected", "anthropic.unified_reset",
        "anthropic.rate_limited", "anthropic.request_entitlement", "anthropic.spend_limit",
        "anthropic.spend_enforced", "anthropic.credit_balance", "anthropic.organization_disabled",
        "anthropic.only_claude_code", "anthropic.key_refused", "anthropic.token_refused",
        "anthropic.window_warning", "anthropic.window_rejected",
    ]

    func finding(for answer: Answer) -> Finding? {
        switch answer.status {
        case 0: nil
        case 429: throttled(answer)
        case 400, 401, 403: refused(answer)
        default: nil
        }
    }

    /// A 429: its headers say whose limit it is, its body at most that it is none.
    private func throttled(_ answer: Answer) -> Finding {
        let limits = UnifiedLimits(answer.headers, answer.horizon)
        if limits.isAccountRejected {
            return rejected(limits, answer)
        }
        if limits.isFableRejected {
            return .exhausted(
                answer.retryAfter?.block ?? .ladder(.throttle),
                scope: fableScope(of: answer), window: "7d_oi",
                rule: "anthropic.fable_rejected")
        }
        return notice(answer) ?? unrejected(limits, answer)
    }

    /// The Fable models, or the asked one if it should be of another name.
    private func fableScope(of answer: Answer) -> Finding.Scope {
        let fable = ModelPattern(ClaudeFamily.fable.pattern)
        return fable.matches(answer.evidence.plainModel) ? .models(fable) : answer.model
    }

    private func rejected(_ limits: UnifiedLimits, _ answer: Answer) -> Finding {
        let latest = [limits.latestRejectedReset, answer.retryAfter].compactMap(\.self)
            .max { $0.until < $1.until }
        // The wait and the reset mostly name the same moment; then the reset is the reason.
        let isReset = limits.latestRejectedReset.map { $0.until == latest?.until } ?? false
        let hint = isReset ? limits.latestRejectedReset : latest
        return .exhausted(
            hint?.block ?? .ladder(.throttle), window: limits.rejectedWindow,
            rule: "anthropic.rejected")
    }

    /// What only the body tells: a budget, or a request that this plan does not include.
    private func notice(_ answer: Answer) -> Finding? {
        if answer.has("enforced_spend_limit_reached") {
            return .exhausted(
                answer.endOfMonth, window: "monthly", rule: "anthropic.spend_enforced")
        }
        let isEntitlement = answer.says(any: [
            "required for fast mode", "fast request rejected", "extra usage",
        ])
        return isEntitlement ? .clientError("anthropic.request_entitlement") : nil
    }

    /// A limit of the model: nothing says that the account's windows are used up.
    private func unrejected(_ limits: UnifiedLimits, _ answer: Answer) -> Finding {
        if limits.isStatusAbsent, !limits.areSharedAllowed, let reset = limits.unifiedReset {
            let hint = answer.retryAfter.map { $0.until > reset.until ? $0 : reset } ?? reset
            return .exhausted(
                hint.block, scope: ClaudeFamily.scope(of: answer),
                rule: "anthropic.unified_reset")
        }
        let empty = AnthropicBuckets.empty(in: answer.headers, answer.horizon)
        return .throttled(
            answer.retryAfter ?? empty?.reset, scope: answer.model, window: empty?.name,
            rule: "anthropic.rate_limited")
    }

    private func refused(_ answer: Answer) -> Finding? {
        if answer.says("organization has been disabled")
            || answer.says("oauth authentication is currently not")
        {
            return answer.suspended("anthropic.organization_disabled")
        }
        return answer.status == 400 ? badRequest(answer) : refusedToken(answer)
    }

    private func badRequest(_ answer: Answer) -> Finding? {
        if answer.says("reached your specified"), answer.says("usage limits") {
            return spendLimit(answer)
        }
        if answer.says("credit balance is too low") {
            return .exhausted(.indefinite, rule: "anthropic.credit_balance")
        }
        let isOnlyForClaudeCode = answer.says(any: [
            "only authorized for use with claude code", "cannot be used for other api requests",
        ])
        return isOnlyForClaudeCode
            ? .clientError("anthropic.only_claude_code", retry: .same) : nil
    }

    /// The sentence names the day; without one the budget begins anew with the next month.
    private func spendLimit(_ answer: Answer) -> Finding {
        let date = MessageTime.date(
            in: answer.problem.message, after: "regain access on", answer.horizon)
        return .exhausted(
            Hint(date, .resetAt)?.block ?? answer.endOfMonth, window: "monthly",
            rule: "anthropic.spend_limit")
    }

    private func refusedToken(_ answer: Answer) -> Finding? {
        if answer.says("x-api-key") {
            return .revoked("anthropic.key_refused", isStructured: answer.problem.isStructured)
        }
        let isToken = answer.says(any: ["oauth token has", "oauth access token"])
        return answer.status == 403 && isToken
            ? answer.unauthorized("anthropic.token_refused") : nil
    }

    /// The status is the upstream's own word; a high share alone is no reason to stop.
    func success(_ answer: Answer) -> Finding? {
        let hasWord = answer.headers["anthropic-ratelimit-unified-status"] != nil
        guard hasWord || !answer.readings.isEmpty else { return nil }
        let limits = UnifiedLimits(answer.headers, answer.horizon)
        if limits.isAccountRejected, !limits.isAggregateAllowed,
            let reset = limits.latestRejectedReset
        {
            var finding = Finding.exhausted(
                reset.block, window: limits.rejectedWindow, rule: "anthropic.window_rejected")
            finding.retry = .none
            return finding
        }
        guard let window = limits.warnedWindow else { return nil }
        return Finding(.ok, window: window, rule: "anthropic.window_warning")
    }

    func readings(of headers: Headers, horizon: Horizon) -> [WindowReading] {
        let windows = UnifiedLimits(headers, horizon).readings
        // A login has windows, a key has buckets.
        return windows.isEmpty ? AnthropicBuckets.readings(of: headers, horizon) : windows
    }

    func authentication(_ credential: Credential) -> [RequestField] {
        let version = RequestField("anthropic-version", plain: "2023-06-01")
        return switch credential.kind {
        case .oauth:
            [
                RequestField("anthropic-beta", plain: "oauth-2025-04-20"), version,
                RequestField("authorization", credential.secret.following("Bearer ")),
            ]
        case .apiKey: [version, RequestField("x-api-key", credential.secret)]
        }
    }

    func readings(ofUsage document: JSONValue, horizon: Horizon) -> [WindowReading] {
        AnthropicUsage.readings(of: document, horizon)
    }

    /// A renewal that came too soon waits between five seconds and five minutes.
    func refreshFinding(for answer: Answer) -> Finding? {
        guard answer.status == 429 else { return nil }
        let now = answer.horizon.now
        let hint = answer.retryAfter
        let until = min(max(hint?.until ?? now, now + .seconds(5)), now + .minutes(5))
        return RefreshRules.throttled(
            answer, .until(until, basis: hint == nil ? .default : .retryAfter))
    }

    var renewal: RenewalRecipe? {
        RenewalRecipe(url: "https://platform.claude.com/v1/oauth/token", encoding: .json)
    }

    /// Without the program's own name the endpoint has far less room.
    func usageRequest(_ credential: Credential, url: String?) -> HTTPRequest? {
        guard credential.kind == .oauth else { return nil }
        return HTTPRequest(
            method: "GET", url: url ?? "https://api.anthropic.com/api/oauth/usage",
            headers: [
                RequestField("accept", plain: "application/json"),
                RequestField("anthropic-beta", plain: "oauth-2025-04-20"),
                RequestField("authorization", credential.secret.following("Bearer ")),
                RequestField("user-agent", plain: "claude-code/2.0.0"),
            ])
    }
}
