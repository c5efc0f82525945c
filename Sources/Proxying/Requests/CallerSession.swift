package import HTTP

/// The caller's affinity key: the requests of one conversation go to one account, whose cache knows
/// what was said before.
package enum CallerSession {
    /// Headers in which programs name their conversation, the most particular first: Claude Code,
    /// Codex (two spellings), and what others have agreed on.
    private static let names = [
        "x-claude-code-session-id", "session_id", "session-id", "conversation_id",
        "x-session-affinity", "x-session-id", "x-conversation-id",
    ]
    /// The longest key that the daemon takes, in bytes.
    private static let longest = 256

    /// The key of a request, if it names one that the daemon takes.
    package static func key(in fields: Fields) -> String? {
        for name in names {
            guard let value = fields.first(name)?.value, !value.isEmpty,
                value.utf8.count <= longest
            else { continue }
            return value
        }
        return nil
    }
}
