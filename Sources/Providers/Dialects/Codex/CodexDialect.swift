import JSON
import Leasing
import Secrets

/// ChatGPT subscriptions as the Codex command line uses them.
struct CodexDialect: Dialect {
    let name = "codex"

    let ruleNames = [
        "codex.usage_limit_reached", "codex.usage_limit_words", "codex.usage_limit_header",
        "codex.usage_notice", "codex.usage_not_included", "codex.rate_limited",
        "codex.slow_down", "codex.model_capacity", "codex.path_blocked", "codex.not_found",
        "codex.window_full", "codex.reconnect",
    ]

    func finding(for answer: Answer) -> Finding? {
        if isUsageLimit(answer) { return limited(answer) }
        // The connection is full, not the account; a new one has room.
        if answer.has(Self.connectionFull) || answer.says(Self.connectionFull) {
            return Finding(.transient, retry: .same, rule: "codex.reconnect")
        }
        switch answer.status {
        case 0: return nil
        case 429: return throttled(answer)
        case 404: return notFound(answer)
        default: break
        }
        guard answer.says("model is at capacity") else { return nil }
        return .overloaded(
            "codex.model_capacity", scope: answer.model, block: .ladder(.throttle))
    }

    /// The plan is used up, whatever the status: the upstream also says so with a 400.
    private func isUsageLimit(_ answer: Answer) -> Bool {
        guard answer.status != 401, answer.status != 402 else { return false }
        return answer.has(any: ["usage_limit_reached", "usage_limit_exceeded"])
            || (answer.status == 400 && Self.saysLimit(answer.problem))
    }

    private static let connectionFull = "websocket_connection_limit_reached"

    private static func saysLimit(_ problem: Problem) -> Bool {
        problem.isStructured
            && problem.message.contains(any: [
                "hit your usage limit", "usage limit has been reached",
            ])
    }

    private func throttled(_ answer: Answer) -> Finding {
        if answer.has(any: ["usage_not_included", "insufficient_quota", "quota_exceeded"]) {
            return .exhausted(
                answer.bodyReset?.block ?? .indefinite, rule: "codex.usage_not_included")
        }
        if Self.saysLimit(answer.problem) { return limited(answer, "codex.usage_limit_words") }
        let limits = CodexLimits(answer)
        if limits.isRejected { return limited(answer, "codex.usage_limit_header") }
        if answer.has("slow_down") { return .overloaded("codex.slow_down") }
        return .throttled(
            answer.bodyReset ?? answer.retryAfter ?? answer.messageWait,
            else: answer.fixed(.seconds(60)), scope: limits.scope, window: limits.bucket,
            rule: "codex.rate_limited")
    }

    private func limited(
        _ answer: Answer, _ rule: String = "codex.usage_limit_reached"
    ) -> Finding {
        let limits = CodexLimits(answer)
        let hint =
            answer.bodyReset ?? limits.reset ?? answer.messageWait ?? answer.retryAfter
        return .exhausted(
            hint?.block ?? answer.fixed(.seconds(60)), scope: limits.scope,
            window: limits.window, rule: rule)
    }

    /// An empty 404 is Cloudflare's, which closes a path without a word; a full one is about
    /// something in the request, for models are refused with a 400 here.
    private func notFound(_ answer: Answer) -> Finding? {
        if answer.evidence.body[...].trimmed.isEmpty {
            return Finding(.cloudflarePathBlock, retry: .other, rule: "codex.path_blocked")
        }
        return RequestRules.fault(in: answer) ?? RequestRules.model(in: answer)
            ?? .clientError("codex.not_found")
    }

    /// A success that used up the last of a window.
    func success(_ answer: Answer) -> Finding? {
        guard answer.readings.contains(where: \.isLimitReached) else { return nil }
        let limits = CodexLimits(answer)
        guard let reset = limits.reset, let window = limits.window else { return nil }
        var finding = Finding.exhausted(
            reset.block, scope: limits.scope, window: window, rule: "codex.window_full")
        finding.retry = .none
        return finding
    }

    func status(ofStreamError problem: Problem) -> Int? {
        if let status = StreamErrors.status(of: problem) { return status }
        return Self.saysLimit(problem) || problem.has(Self.connectionFull) ? 429 : nil
    }

    func usageNotice(_ answer: Answer) -> Finding? {
        limited(answer, "codex.usage_notice")
    }

    func readings(of headers: Headers, horizon: Horizon) -> [WindowReading] {
        CodexWindows(headers, horizon).readings
    }

    func authentication(_ credential: Credential) -> [RequestField] {
        var fields = [RequestField("authorization", credential.secret.following("Bearer "))]
        if let account = credential.accountID ?? TokenClaims(credential.secret)?.chatGPTAccount {
            fields.append(RequestField("chatgpt-account-id", plain: account))
        }
        return fields
    }

    func readings(ofEvent event: JSONValue, horizon: Horizon) -> [WindowReading] {
        CodexUsage.readings(ofEvent: event, horizon)
    }

    func readings(ofUsage document: JSONValue, horizon: Horizon) -> [WindowReading] {
        CodexUsage.readings(of: document, horizon)
    }

    var renewal: RenewalRecipe? {
        RenewalRecipe(
            url: "https://auth.openai.com/oauth/token", encoding: .json,
            scope: "openid profile email")
    }

    func usageRequest(_ credential: Credential, url: String?) -> HTTPRequest? {
        guard credential.kind == .oauth else { return nil }
        return HTTPRequest(
            method: "GET", url: url ?? "https://chatgpt.com/backend-api/wham/usage",
            headers: [RequestField("accept", plain: "application/json")]
                + authentication(credential))
    }
}
