import JSON
import Leasing

/// OpenAI's platform with API keys, and what speaks like it.
struct OpenAIDialect: Dialect {
    let name = "openai"

    let ruleNames = [
        "openai.insufficient_quota", "openai.spend_limit", "openai.slow_down",
        "openai.rate_limited", "openai.overloaded",
    ]

    /// Billing codes; the type beside them is `insufficient_quota` for all. Waiting does not help:
    /// somebody has to pay, or to raise a limit that else begins anew each month.
    private static let billing = [
        "insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached",
        "billing_not_active",
    ]
    private static let spending = [
        "organization_spend_limit_exceeded", "organization_usage_limit_exceeded",
        "project_spend_limit_exceeded",
    ]

    func finding(for answer: Answer) -> Finding? {
        guard answer.status != 0, answer.status != 401 else { return nil }
        if answer.has(any: Self.spending) {
            return .exhausted(.indefinite, window: "monthly", rule: "openai.spend_limit")
        }
        if answer.has(any: Self.billing) {
            return .exhausted(.indefinite, rule: "openai.insufficient_quota")
        }
        if answer.status == 429 { return throttled(answer) }
        if answer.status == 503, answer.says("overloaded") {
            return .overloaded("openai.overloaded")
        }
        return nil
    }

    private func throttled(_ answer: Answer) -> Finding {
        if answer.has("slow_down") { return .overloaded("openai.slow_down") }
        return .throttled(
            answer.bodyReset ?? answer.retryAfter ?? answer.messageWait, scope: answer.model,
            window: bucket(answer), rule: "openai.rate_limited")
    }

    /// Which bucket the sentence names, or else the empty one.
    private func bucket(_ answer: Answer) -> String? {
        if answer.says(any: ["tokens per min", "(tpm)", "tokens per day", "(tpd)"]) {
            return "tokens"
        }
        if answer.says(any: ["requests per min", "(rpm)", "requests per day", "(rpd)"]) {
            return "requests"
        }
        return answer.readings.first { $0.usedPercent == 100 }?.name
    }

    func readings(of headers: Headers, horizon: Horizon) -> [WindowReading] {
        OpenAIWindows.readings(of: headers, horizon: horizon)
    }
}
