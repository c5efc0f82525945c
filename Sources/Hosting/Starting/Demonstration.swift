/// Three accounts of nobody's, for a first look.
enum Demonstration {
    static let inventory = """
        { "accounts": [
            { "id": "claude-a", "provider": "claude", "label": "team A", "models": ["claude-*"],
              "credential": { "kind": "api_key", "api_key": "demo-claude-a" } },
            { "id": "claude-b", "provider": "claude", "label": "team B", "models": ["claude-*"],
              "credential": { "kind": "api_key", "api_key": "demo-claude-b" } },
            { "id": "openai-1", "provider": "openai", "label": "shared",
              "credential": { "kind": "api_key", "api_key": "demo-openai-1" } } ] }

        """

    /// What to try with the sockets in a folder.
    static func invitation(lease: String, ops: String) -> String {
        """
        accountd serves three accounts of nobody's.
          lease socket: \(lease)
          ops socket:   \(ops)
        try:
          accountctl --socket \(ops) summary
          accountctl --socket \(lease) call Select '{"provider":"claude"}'

        """
    }
}
