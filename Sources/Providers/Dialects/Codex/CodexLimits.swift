import Leasing

/// Which limit of a Codex account an answer is about, and when it opens again.
struct CodexLimits {
    /// The extra limit that applies instead of the plan's two windows.
    let bucket: String?
    /// What the limit concerns.
    let scope: Finding.Scope
    /// The exhausted window's reset, as the headers name it.
    let reset: Hint?
    /// The window's name; `nil` when a workspace's budget is used up rather than a window.
    let window: String?
    /// Whether the headers alone refuse the account.
    let isRejected: Bool

    /// Whose budget is used up; other values of the header are not known and mean nothing.
    private static let workspaceKinds = [
        "workspace_member_usage_limit_reached", "workspace_owner_usage_limit_reached",
        "workspace_member_credits_depleted", "workspace_owner_credits_depleted",
    ]

    init(_ answer: Answer) {
        bucket = Self.bucket(of: answer)
        scope =
            bucket.map { .models(CodexWindows.models(of: $0, model: answer.evidence.plainModel)) }
            ?? .account
        let full = Self.full(answer, bucket)
        reset = full?.hint
        let kind = answer.headers["x-codex-rate-limit-reached-type"]?.lowercasedASCII ?? ""
        let isWorkspace = Self.workspaceKinds.contains(kind)
        isRejected = full != nil || isWorkspace
        window = bucket ?? (isWorkspace ? nil : full?.name ?? "primary")
    }

    /// The extra limit that the headers name, or the one that the model has of its own.
    private static func bucket(of answer: Answer) -> String? {
        if let active = answer.headers["x-codex-active-limit"],
            let name = CodexWindows.limitName(active)
        {
            if name == "codex" { return nil }
            if name.hasPrefix("codex_") { return name }
        }
        let model = Words(answer.evidence.model)
        return model.contains(any: ["spark", "bengalfox"]) ? "codex_bengalfox" : nil
    }

    /// The full window that opens last, of those that count here.
    private static func full(_ answer: Answer, _ bucket: String?) -> (name: String, hint: Hint)? {
        let windows = CodexWindows(answer.headers, answer.horizon).windows
        var latest: (name: String, hint: Hint)?
        for window in windows where window.isFull && window.name != "code_review" {
            guard window.limit == bucket, let hint = window.reset,
                hint.until > latest?.hint.until ?? answer.horizon.now
            else { continue }
            latest = (bucket ?? window.name, hint)
        }
        return latest ?? fullInEvent(answer, bucket)
    }

    /// The same of the windows that a stream's event reported.
    private static func fullInEvent(
        _ answer: Answer, _ bucket: String?
    ) -> (name: String, hint: Hint)? {
        let full = answer.readings.filter {
            $0.source == .body && $0.isLimitReached
                && (bucket == nil
                    ? $0.models == nil && $0.name != "code_review" : $0.name == bucket)
        }
        let last = full.max {
            ($0.resetsAt ?? answer.horizon.now) < ($1.resetsAt ?? answer.horizon.now)
        }
        guard let last, let hint = Hint(last.resetsAt, .resetAt) else { return nil }
        return (last.name, hint)
    }
}
