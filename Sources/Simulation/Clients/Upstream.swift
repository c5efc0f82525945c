import Leasing

/// What the upstreams of several providers answer: their own statuses, fields and bodies.
enum Upstream {
    /// An answer of a provider, well or badly, at a time of the wall clock.
    ///
    /// - Parameter favourite: which of the failures most are; `nil` when it may be any.
    static func answer(
        of provider: String, failing isFailing: Bool, favourite: Int?, at unix: UnixTime,
        _ random: inout SeededRandom
    ) -> UpstreamAnswer {
        let seconds = unix.nanoseconds / 1_000_000_000
        let later = String(seconds + Int64(1 + random.below(7200)))
        let delay = String(random.below(90))
        if !isFailing { return success(of: provider, resetsAt: later, &random) }
        let common = failures(after: delay)
        let own: [UpstreamAnswer] =
            switch provider {
            case "claude": claude(resetsAt: later, after: delay)
            case "codex": codex(resetsAt: later, after: delay)
            case "openai": openai(after: delay)
            default: google(after: delay)
            }
        if let favourite, !random.once(in: 4) {
            return (common + own)[favourite % (common.count + own.count)]
        }
        let answers = random.once(in: 3) ? common : own
        return random.pick(answers) ?? UpstreamAnswer(500)
    }

    private static func success(
        of provider: String, resetsAt later: String, _ random: inout SeededRandom
    ) -> UpstreamAnswer {
        guard random.once(in: 2) else { return UpstreamAnswer(200) }
        let used = random.below(101)
        switch provider {
        case "claude":
            return UpstreamAnswer(
                200, nil,
                [
                    "anthropic-ratelimit-unified-5h-status": used > 98 ? "rejected" : "allowed",
                    "anthropic-ratelimit-unified-5h-reset": later,
                    "anthropic-ratelimit-unified-5h-utilization": used > 9 ? "0.\(used)" : "0.0",
                ])
        case "codex":
            return UpstreamAnswer(
                200, nil,
                [
                    "x-codex-primary-used-percent": String(used),
                    "x-codex-primary-window-minutes": "300",
                    "x-codex-primary-reset-at": later,
                ])
        default:
            return UpstreamAnswer(200)
        }
    }

    private static func failures(after delay: String) -> [UpstreamAnswer] {
        [
            UpstreamAnswer(500, "internal error"),
            UpstreamAnswer(503),
            UpstreamAnswer(408, "request timeout"),
            UpstreamAnswer(429, "slow down"),
            UpstreamAnswer(429, "slow down", ["retry-after": delay]),
            UpstreamAnswer(400, #"{"error":{"message":"bad request"}}"#),
            UpstreamAnswer(401, "unauthorized"),
            UpstreamAnswer(403, "forbidden"),
            UpstreamAnswer(404, #"{"error":{"message":"Not found"}}"#),
            UpstreamAnswer(error: "network"),
            UpstreamAnswer(error: "timeout"),
            UpstreamAnswer(error: "premature_close"),
            UpstreamAnswer(error: "empty_response"),
            UpstreamAnswer(error: "cancelled"),
            UpstreamAnswer(error: "stream_error"),
        ]
    }

    private static func claude(resetsAt later: String, after delay: String) -> [UpstreamAnswer] {
        let limit = #"{"type":"error","error":{"type":"rate_limit_error","message":"limited"}}"#
        return [
            UpstreamAnswer(
                429, limit,
                [
                    "anthropic-ratelimit-unified-status": "rejected",
                    "anthropic-ratelimit-unified-5h-status": "rejected",
                    "anthropic-ratelimit-unified-5h-reset": later,
                    "anthropic-ratelimit-unified-representative-claim": "five_hour",
                    "retry-after": delay,
                ]),
            UpstreamAnswer(429, limit, ["retry-after": delay]),
            UpstreamAnswer(429, limit),
            UpstreamAnswer(529, #"{"type":"error","error":{"type":"overloaded_error"}}"#),
            UpstreamAnswer(401, #"{"type":"error","error":{"type":"authentication_error"}}"#),
            UpstreamAnswer(
                404,
                #"{"type":"error","error":{"type":"not_found_error","message":"model: x"}}"#),
        ]
    }

    private static func codex(resetsAt later: String, after delay: String) -> [UpstreamAnswer] {
        [
            UpstreamAnswer(
                429, #"{"error":{"type":"usage_limit_reached","resets_in_seconds":\#(delay)}}"#),
            UpstreamAnswer(429, #"{"error":{"type":"usage_limit_reached","resets_at":\#(later)}}"#),
            UpstreamAnswer(429, #"{"error":{"type":"usage_not_included"}}"#),
            UpstreamAnswer(429, "rate limited"),
            UpstreamAnswer(402, #"{"detail":{"code":"deactivated_workspace"}}"#),
            UpstreamAnswer(403, "<!DOCTYPE html><html><body>cf_chl_managed</body></html>"),
            UpstreamAnswer(404, ""),
            UpstreamAnswer(404, ""),
            UpstreamAnswer(
                400,
                #"{"error":{"message":"Selected model is at capacity. Try a different model."}}"#),
            UpstreamAnswer(401, #"{"detail":"unauthorized"}"#),
        ]
    }

    private static func openai(after delay: String) -> [UpstreamAnswer] {
        [
            UpstreamAnswer(
                429, #"{"error":{"type":"insufficient_quota","code":"insufficient_quota"}}"#),
            UpstreamAnswer(
                429, #"{"error":{"type":"requests","code":"rate_limit_exceeded"}}"#,
                ["retry-after": delay]),
            UpstreamAnswer(429, #"{"error":{"type":"rate_limit_error","code":"slow_down"}}"#),
            UpstreamAnswer(401, #"{"error":{"code":"invalid_api_key"}}"#),
            UpstreamAnswer(404, #"{"error":{"code":"model_not_found"}}"#),
        ]
    }

    private static func google(after delay: String) -> [UpstreamAnswer] {
        let status = #""code":429,"status":"RESOURCE_EXHAUSTED""#
        return [
            UpstreamAnswer(
                429,
                #"{"error":{\#(status),"message":"Your quota will reset after \#(delay)s."}}"#),
            UpstreamAnswer(429, #"{"error":{\#(status),"message":"exhausted"}}"#),
            UpstreamAnswer(503, #"{"error":{"code":503,"status":"UNAVAILABLE"}}"#),
            UpstreamAnswer(401, #"{"error":{"code":401,"status":"UNAUTHENTICATED"}}"#),
            UpstreamAnswer(
                403,
                #"{"error":{"code":403,"status":"PERMISSION_DENIED","message":"Forbidden."}}"#),
        ]
    }
}
