/// One upstream as the inventory knows it: a dialect, and what is different here.
package struct Provider: Sendable {
    /// Its name.
    package let name: String
    /// What its accounts prove themselves with when nobody says otherwise.
    package let defaultCredential: Credential.Kind
    /// Rules of the inventory, tried before the dialect's.
    package var rules: [DeclaredRule]
    /// The field that carries the secret; `nil` for the dialect's own.
    package var authHeader: AuthHeader?
    /// Fields that are sent with every request, over the dialect's of the same name.
    package var headers: [RequestField]
    /// Where tokens are renewed; `nil` for the dialect's own.
    package var tokenURL: String?
    /// Where the usage document is; `nil` for the dialect's own.
    package var usageURL: String?
    let dialect: any Dialect

    init(_ name: String, _ dialect: any Dialect, credential: Credential.Kind = .oauth) {
        self.name = name
        self.dialect = dialect
        defaultCredential = credential
        rules = []
        headers = []
    }

    /// Makes a provider that the inventory declares; `nil` when there is no such dialect.
    package init?(
        name: String, dialect: String, rules: [DeclaredRule] = [],
        authHeader: AuthHeader? = nil, headers: [RequestField] = []
    ) {
        guard let dialect = Self.dialects.first(where: { $0.name == dialect }) else { return nil }
        self.init(name, dialect, credential: .apiKey)
        self.rules = rules
        self.authHeader = authHeader
        self.headers = headers
    }

    /// The name of its dialect.
    package var dialectName: String { dialect.name }

    /// Every dialect; a new one is a file of its own and a place here.
    static let dialects: [any Dialect] = [
        AnthropicDialect(), CodexDialect(), OpenAIDialect(), GoogleDialect(), CopilotDialect(),
        XAIDialect(), GenericDialect(),
    ]

    /// The names of all dialects, as the inventory may use them.
    package static var dialectNames: [String] { dialects.map(\.name) }

    /// The providers that need no declaration.
    package static let builtIn: [Provider] = [
        Provider("claude", AnthropicDialect()),
        Provider("codex", CodexDialect()),
        Provider("openai", OpenAIDialect(), credential: .apiKey),
        Provider("antigravity", GoogleDialect(sharesClaude: true)),
        Provider("gemini", GoogleDialect()),
        Provider("github-copilot", CopilotDialect()),
        Provider("xai", XAIDialect()),
        Provider("openai-compatible", OpenAIDialect(), credential: .apiKey),
        Provider("generic", GenericDialect()),
    ]

    /// The built-in provider of a name.
    package static func named(_ name: String) -> Provider? {
        builtIn.first { $0.name == name }
    }

    /// The names of all rules that are not declared, for documentation and tests.
    package static var ruleNames: [String] {
        ["ok"] + dialects.flatMap(\.ruleNames) + StatusRules.ruleNames + RequestRules.ruleNames
            + CloudflareRules.ruleNames + TransportRules.ruleNames + RefreshRules.ruleNames
            + UsageRules.ruleNames
    }
}
