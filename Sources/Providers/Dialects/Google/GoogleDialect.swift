import JSON
import Leasing
import Secrets

/// Gemini, and the Cloud Code service that Antigravity and the Gemini command line use.
struct GoogleDialect: Dialect {
    let name = "google"
    /// Whether all Claude models of an account share one quota, as Antigravity has it.
    var sharesClaude = false

    let ruleNames = [
        "google.credits_exhausted", "google.no_capacity", "google.limit_zero",
        "google.quota_per_day", "google.quota_per_minute", "google.quota_exhausted",
        "google.rate_limited", "google.rate_limited_long", "google.throttled",
        "google.validation_required", "google.key_refused", "google.region",
        "google.account_disabled", "google.overloaded",
    ]

    func finding(for answer: Answer) -> Finding? {
        let error = GoogleError(answer)
        switch answer.status {
        case 429: return throttled(answer, error)
        case 503: return unavailable(answer, error)
        case 400, 403: return refused(answer, error)
        default: return nil
        }
    }

    /// The reason and the delay decide; the sentence «you have exhausted your capacity» stands on
    /// throttles of half a second too.
    private func throttled(_ answer: Answer, _ error: GoogleError) -> Finding {
        if let finding = lasting(answer, error) { return finding }
        if error.hasQuota(per: "perminute") {
            return .throttled(
                error.wait, else: answer.fixed(.seconds(60)), scope: scope(answer),
                window: "minute", rule: "google.quota_per_minute")
        }
        if error.reason == "QUOTA_EXHAUSTED" {
            return .exhausted(
                error.wait?.block ?? .ladder(.quota), scope: scope(answer),
                rule: "google.quota_exhausted")
        }
        guard let wait = error.wait else { return throttledWithoutDelay(answer, error) }
        return byDelay(wait, answer)
    }

    /// What no short wait mends, whatever delay stands beside it.
    private func lasting(_ answer: Answer, _ error: GoogleError) -> Finding? {
        if error.reason == "INSUFFICIENT_G1_CREDITS_BALANCE" {
            return .exhausted(
                .indefinite, window: "credits", rule: "google.credits_exhausted")
        }
        if let finding = noCapacity(answer, error) { return finding }
        if Self.saysLimitZero(answer.problem.message) {
            return .exhausted(.indefinite, scope: scope(answer), rule: "google.limit_zero")
        }
        guard error.hasQuota(per: "perday") || error.hasQuota(per: "daily") else { return nil }
        // The delay beside a daily quota is often the minute's; a day's is longer.
        let wait = error.wait.flatMap {
            $0.until >= answer.horizon.now + .minutes(5) ? $0 : nil
        }
        return .exhausted(
            wait?.block ?? .ladder(.quota), scope: scope(answer), rule: "google.quota_per_day")
    }

    /// Below three seconds waiting is cheaper than another account; from five minutes on it is a
    /// quota, whatever it is called.
    private func byDelay(_ wait: Hint, _ answer: Answer) -> Finding {
        let length = wait.until - answer.horizon.now
        if length >= .minutes(5) {
            return .exhausted(
                wait.block, scope: scope(answer), rule: "google.rate_limited_long")
        }
        return .throttled(
            wait, scope: scope(answer), retry: length < .seconds(3) ? .same : .other,
            rule: "google.rate_limited")
    }

    private func throttledWithoutDelay(_ answer: Answer, _ error: GoogleError) -> Finding {
        let isRate = error.reason == "RATE_LIMIT_EXCEEDED"
        let isSoft = isRate || !answer.has("resource_exhausted")
        return .throttled(
            nil, else: answer.fixed(.seconds(isRate ? 30 : 60)), scope: scope(answer),
            retry: isSoft ? .same : .other, rule: "google.throttled")
    }

    private func unavailable(_ answer: Answer, _ error: GoogleError) -> Finding? {
        if let finding = noCapacity(answer, error) { return finding }
        return answer.says("overloaded") ? .overloaded("google.overloaded") : nil
    }

    private func noCapacity(_ answer: Answer, _ error: GoogleError) -> Finding? {
        let reasons = ["MODEL_CAPACITY_EXHAUSTED", "MODEL_CAPACITY_EXCEEDED"]
        guard reasons.contains(error.reason) || answer.says("no capacity available") else {
            return nil
        }
        return .overloaded(
            "google.no_capacity", scope: answer.model,
            block: error.wait?.block ?? answer.fixed(.seconds(45)))
    }

    private func refused(_ answer: Answer, _ error: GoogleError) -> Finding? {
        if error.reason == "API_KEY_INVALID" || answer.says("api key not valid")
            || answer.says("api key was reported as leaked")
        {
            return .revoked("google.key_refused", isStructured: true)
        }
        if answer.says("location is not supported") { return .networkBlocked("google.region") }
        guard answer.status == 403 else { return nil }
        if error.reason == "VALIDATION_REQUIRED", error.isCloudCode {
            return Finding(
                .validationRequired, scope: .account, block: .ladder(.validation),
                retry: .other, isStructured: true, rule: "google.validation_required")
        }
        let isDisabled =
            error.reason == "CONSUMER_SUSPENDED"
            || (answer.says("has been disabled") && answer.says("account"))
        return isDisabled ? answer.suspended("google.account_disabled") : nil
    }

    /// A model that this tier does not have; `limit: 0.5` is another matter.
    static func saysLimitZero(_ message: Words) -> Bool {
        var start = 0
        while let end = message.end(of: "limit: 0", from: start) {
            let next = message.bytes[end...].prefix(2)
            let isFraction =
                next.first == UInt8(ascii: ".") && next.last?.decimalDigit != nil
            if next.first?.decimalDigit == nil, !isFraction { return true }
            start = end
        }
        return false
    }

    /// The models that share the quota.
    private func scope(_ answer: Answer) -> Finding.Scope {
        let model = answer.evidence.plainModel
        return sharesClaude && Words(model).starts(with: "claude")
            ? .models(ModelPattern("claude*")) : answer.model
    }

    func authentication(_ credential: Credential) -> [RequestField] {
        switch credential.kind {
        case .oauth: [RequestField("authorization", credential.secret.following("Bearer "))]
        case .apiKey: [RequestField("x-goog-api-key", credential.secret)]
        }
    }

    func readings(ofUsage document: JSONValue, horizon: Horizon) -> [WindowReading] {
        GoogleUsage.readings(of: document, horizon, sharesClaude: sharesClaude)
    }

    /// Only a refused grant ends a login here; a 401 is the client's.
    func refreshFinding(for answer: Answer) -> Finding? {
        guard answer.status == 400 || answer.status == 401 else { return nil }
        return answer.has("invalid_grant")
            ? RefreshRules.revoked("refresh.token_refused")
            : RefreshRules.transient("refresh.failed")
    }

    var renewal: RenewalRecipe? {
        RenewalRecipe(
            url: "https://oauth2.googleapis.com/token", encoding: .form, needsClientSecret: true)
    }

    func usageRequest(_ credential: Credential, url: String?) -> HTTPRequest? {
        guard credential.kind == .oauth, let project = credential.projectID else { return nil }
        let method = sharesClaude ? "fetchAvailableModels" : "retrieveUserQuota"
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("project")
        writer.string(project)
        writer.endObject()
        return HTTPRequest(
            method: "POST",
            url: url ?? "https://cloudcode-pa.googleapis.com/v1internal:" + method,
            headers: [
                RequestField("accept", plain: "application/json"),
                RequestField("authorization", credential.secret.following("Bearer ")),
                RequestField("content-type", plain: "application/json"),
            ], body: Secret(String(decoding: writer.bytes, as: UTF8.self)))
    }
}
