import Leasing

/// Faults of the request itself, which no account can mend, and models that an account lacks.
enum RequestRules {
    static let ruleNames = [
        "request.fault", "request.history_lost", "request.not_found", "request.refused",
        "model.unsupported", "model.not_offered",
    ]

    /// Codes that are the request's fault whatever the status, also behind a 5xx.
    static let faultCodes = [
        "cyber_policy", "context_length_exceeded", "message_too_big", "string_above_max_length",
        "invalid_prompt", "invalid_value", "unsupported_value",
    ]

    /// Types that say so in general; a more telling code or word of the answer goes first.
    static let faultTypes = ["invalid_request", "invalid_request_error", "bad_request_error"]

    /// What is only the request's, by its code or by words that nothing else has.
    static func fault(in answer: Answer) -> Finding? {
        if answer.has("previous_response_not_found")
            || answer.says("no tool output found for function call")
        {
            return .clientError("request.history_lost", retry: .same)
        }
        return answer.has(any: faultCodes) ? .clientError("request.fault") : nil
    }

    /// What a 404 says of something in the request rather than of the model.
    static func missingItem(in answer: Answer) -> Finding? {
        let isItem =
            answer.says("items are not persisted when") || answer.has("thread_not_found")
        return isItem ? .clientError("request.not_found") : nil
    }

    /// Codes for a model that does not exist or is not for this account.
    private static let modelCodes = [
        "model_not_found", "model_not_found_error", "model_not_supported", "unknown_model",
        "unsupported_model", "model_does_not_exist", "model_not_exist",
    ]

    /// Sentences that are only ever said of the model.
    private static let modelSentences = [
        "model_not_supported", "model is not supported", "requested model is unsupported",
        "requested model is unavailable", "model not supported", "unsupported model",
        "model unavailable", "model not found", "no such model", "unknown model",
        "not available for your plan", "not available for your account",
    ]

    /// A model that this account cannot serve.
    ///
    /// A code or a sentence that says so plainly counts for half a day. Wording that merely has
    /// «model» and «not supported» in it sends the request elsewhere and leaves no mark.
    static func model(in answer: Answer) -> Finding? {
        guard (400...499).contains(answer.status) else { return nil }
        if answer.has(any: modelCodes) { return answer.unsupported("model.unsupported") }
        guard answer.says("model") else { return nil }
        if [400, 404, 422].contains(answer.status), answer.says(any: modelSentences) {
            return answer.unsupported("model.unsupported")
        }
        if answer.says("the model"), answer.says("does not exist") {
            return answer.unsupported("model.unsupported")
        }
        let isRefused = answer.says(any: [
            "not supported", "not_supported", "not available", "not_available",
        ])
        guard isRefused else { return nil }
        return answer.status == 404
            ? answer.unsupported("model.unsupported")
            : answer.unsupported("model.not_offered", block: Block.none)
    }
}
