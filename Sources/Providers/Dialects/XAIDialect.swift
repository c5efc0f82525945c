import Leasing

/// xAI, with a login or a key.
struct XAIDialect: Dialect {
    let name = "xai"

    let ruleNames = ["xai.free_usage_exhausted", "xai.bad_credentials"]

    func finding(for answer: Answer) -> Finding? {
        if answer.status == 429, answer.problem.codes.contains(where: Self.isFreeUsage) {
            return .exhausted(
                answer.endOfDay, scope: answer.model, window: "daily",
                rule: "xai.free_usage_exhausted")
        }
        if answer.status == 403, isBadCredentials(answer) {
            return answer.unauthorized("xai.bad_credentials")
        }
        return nil
    }

    private static func isFreeUsage(_ code: String) -> Bool {
        code.hasSuffix("free-usage-exhausted")
    }

    /// A refused token comes as a 403 here.
    private func isBadCredentials(_ answer: Answer) -> Bool {
        answer.problem.codes.contains { $0.hasPrefix("unauthenticated:") }
            || (answer.problem.isStructured
                && answer.says("access token could not be validated"))
    }

    var renewal: RenewalRecipe? {
        RenewalRecipe(url: "https://auth.x.ai/oauth2/token", encoding: .form)
    }
}
