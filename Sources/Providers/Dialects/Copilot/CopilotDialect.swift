import JSON
import Leasing
import Secrets

/// GitHub Copilot, with the short token that a GitHub login is exchanged for.
struct CopilotDialect: Dialect {
    let name = "copilot"

    let ruleNames = [
        "copilot.quota_exceeded", "copilot.upstream", "copilot.extension_blocked",
        "copilot.integration_limited", "copilot.user_limited", "copilot.model_limited",
        "copilot.period_limited", "copilot.agent_limited", "copilot.rate_limited",
        "copilot.token_refused", "copilot.authorization_needed", "copilot.window_full",
        "copilot.github_limited", "copilot.github_token_refused", "copilot.suspended",
    ]

    func finding(for answer: Answer) -> Finding? {
        switch answer.status {
        case 0: return nil
        case 401 where answer.field("authorize_url") != nil:
            return .clientError("copilot.authorization_needed")
        case 401, 403: return refused(answer)
        case 402: return exhausted(answer)
        case 429: return throttled(answer)
        case 503: return .overloaded("copilot.upstream", scope: answer.model, retry: .none)
        default: return nil
        }
    }

    /// A 403, too, means that the short token is to be fetched anew.
    private func refused(_ answer: Answer) -> Finding? {
        guard answer.status == 403 else { return nil }
        if answer.says("account was suspended") { return answer.suspended("copilot.suspended") }
        return RequestRules.model(in: answer) ?? answer.unauthorized("copilot.token_refused")
    }

    private func exhausted(_ answer: Answer) -> Finding {
        .exhausted(
            answer.retryAfter?.block ?? .indefinite, window: "premium",
            rule: "copilot.quota_exceeded")
    }

    /// The code decides; it is compared by its beginning, for dates are appended to it.
    private func throttled(_ answer: Answer) -> Finding {
        let rules: [(prefix: String, finding: (Answer) -> Finding)] = [
            ("extension_blocked", { _ in .clientError("copilot.extension_blocked") }),
            ("upstream_provider_rate_limit", Self.upstream), ("model_overloaded", Self.upstream),
            ("integration_rate_limited", Self.integration), ("quota_exceeded", exhausted),
            ("user_weekly_rate_limited", { Self.period("weekly", $0) }),
            ("user_monthly_rate_limited", { Self.period("monthly", $0) }),
            ("user_global_rate_limited", { Self.user("copilot.user_limited", $0) }),
            ("agent_mode_limit_exceeded", { Self.user("copilot.agent_limited", $0) }),
            ("user_model_rate_limited", Self.model),
        ]
        for rule in rules
        where answer.problem.codes.contains(where: { $0.hasPrefix(rule.prefix) }) {
            return rule.finding(answer)
        }
        return byKey(answer)
    }

    private static func upstream(_ answer: Answer) -> Finding {
        .overloaded("copilot.upstream", scope: answer.model, retry: .none)
    }

    /// The calling program is limited, with every account.
    private static func integration(_ answer: Answer) -> Finding {
        .throttled(
            nil, else: .none, scope: .none, retry: .none, rule: "copilot.integration_limited")
    }

    private static func period(_ window: String, _ answer: Answer) -> Finding {
        .exhausted(
            (answer.retryAfter ?? answer.messageWait)?.block ?? .ladder(.quota), window: window,
            rule: "copilot.period_limited")
    }

    private static func user(_ rule: String, _ answer: Answer) -> Finding {
        .throttled(answer.retryAfter ?? answer.messageWait, scope: .account, rule: rule)
    }

    private static func model(_ answer: Answer) -> Finding {
        .throttled(
            answer.retryAfter ?? answer.messageWait, scope: answer.model,
            rule: "copilot.model_limited")
    }

    /// Without a code the key of the limit tells whose it is.
    private func byKey(_ answer: Answer) -> Finding {
        let key = Words(answer.headers["x-ratelimit-exceeded"] ?? "")
        let isGlobal = key.contains("global") || (key.contains("user") && !key.contains("model"))
        return .throttled(
            answer.bodyReset ?? answer.retryAfter ?? answer.messageWait,
            scope: isGlobal ? .account : answer.model, rule: "copilot.rate_limited")
    }

    /// A success that used up the last of a quota, where no overdraft is allowed.
    func success(_ answer: Answer) -> Finding? {
        let full = answer.readings.filter(\.isLimitReached)
            .max { ($0.resetsAt ?? answer.horizon.now) < ($1.resetsAt ?? answer.horizon.now) }
        guard let full, let reset = full.resetsAt else { return nil }
        var finding = Finding.exhausted(
            .until(reset, basis: .resetAt), window: full.name, rule: "copilot.window_full")
        finding.retry = .none
        return finding
    }

    func status(ofStreamError problem: Problem) -> Int? {
        let limits = [
            "user_", "agent_mode_limit", "integration_rate", "upstream_provider",
            "model_overloaded",
        ]
        let isLimit = problem.codes.contains { code in limits.contains { code.hasPrefix($0) } }
        return isLimit
            ? 429 : problem.has("quota_exceeded") ? 402 : StreamErrors.status(of: problem)
    }

    func readings(of headers: Headers, horizon: Horizon) -> [WindowReading] {
        CopilotWindows.readings(of: headers, horizon)
    }

    func readings(ofUsage document: JSONValue, horizon: Horizon) -> [WindowReading] {
        CopilotWindows.readings(ofUsage: document, horizon)
    }

    /// The exchange goes through GitHub's own interface, which has limits and refusals of its own.
    func refreshFinding(for answer: Answer) -> Finding? {
        switch answer.status {
        case 403 where isGitHubLimit(answer), 429:
            let reset = answer.headers["x-ratelimit-reset"].flatMap { Timestamp.read($0) }
            let hint = answer.retryAfter ?? Hint(answer.horizon.accept(reset), .resetAt)
            return Finding(
                .rateLimited, block: hint?.block ?? .none, rule: "copilot.github_limited")
        case 401, 403, 404:
            return RefreshRules.revoked("copilot.github_token_refused")
        default: return nil
        }
    }

    private func isGitHubLimit(_ answer: Answer) -> Bool {
        answer.headers["x-ratelimit-remaining"]?.trimmedBytes.elementsEqual("0".utf8) == true
            || answer.headers["retry-after"] != nil || answer.says("rate limit")
    }

    var renewal: RenewalRecipe? {
        RenewalRecipe(
            url: "https://api.github.com/copilot_internal/v2/token", encoding: .exchange)
    }

    /// The document is GitHub's, so it is asked for with the GitHub token.
    func usageRequest(_ credential: Credential, url: String?) -> HTTPRequest? {
        guard let token = credential.refreshToken else { return nil }
        return HTTPRequest(
            method: "GET", url: url ?? "https://api.github.com/copilot_internal/user",
            headers: [
                RequestField("accept", plain: "application/json"),
                RequestField("authorization", token.following("token ")),
            ])
    }
}
