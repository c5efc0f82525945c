import JSON

/// The status that an error event stands for, by its code, exactly.
///
/// Upstreams also send warnings as events of the same shape; a code that is not listed is data.
enum StreamErrors {
    private static let statuses: [String: Int] = [
        "usage_limit_reached": 429, "rate_limit_exceeded": 429, "rate_limit_reached": 429,
        "rate_limit_error": 429, "insufficient_quota": 429, "too_many_requests": 429,
        "quota_exhausted": 402, "payment_required": 402, "billing_error": 402,
        "unauthorized": 401, "token_invalid": 401, "token_expired": 401,
        "account_deactivated": 401, "authentication_error": 401, "invalid_api_key": 401,
        "forbidden": 403, "account_banned": 403, "banned": 403, "permission_error": 403,
        "previous_response_not_found": 400, "not_found_error": 404, "request_too_large": 413,
        "server_is_overloaded": 503, "slow_down": 503, "overloaded_error": 529,
        "server_error": 500, "api_error": 500, "timeout_error": 504,
    ]

    static func status(of problem: Problem) -> Int? {
        if let number = problem.fields?["code"]?.integer ?? problem.fields?["status"]?.integer,
            (400...599).contains(number)
        {
            return Int(number)
        }
        let isRequestFault =
            problem.first(of: RequestRules.faultCodes + RequestRules.faultTypes) != nil
        for code in problem.codes {
            if let status = statuses[code] { return status }
        }
        if isRequestFault { return 400 }
        let isDeactivated = problem.message.contains(any: [
            "workspace_deactivated", "deactivated_workspace",
        ])
        return isDeactivated ? 401 : nil
    }
}
