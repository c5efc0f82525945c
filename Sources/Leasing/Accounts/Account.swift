/// What the inventory says of one account; everything else is learnt.
package struct Account: Sendable, Equatable {
    /// The name it has everywhere: 1 to 64 of `[A-Za-z0-9._-]`.
    package let id: String
    /// The provider whose requests it serves.
    package let provider: String
    /// A name for people; shown to operators only.
    package var label: String?
    /// The models it serves; empty means all.
    package var models: [ModelPattern]
    /// How many leases it may carry at once; at least 1.
    package var maxInFlight: Int
    /// Its tier: accounts of a higher number are used when those of a lower one cannot be.
    package var priority: Int
    /// Its share under the weighted strategy; at least 1.
    package var weight: Int
    /// Whether the operator lets it be used.
    package var isEnabled: Bool
    /// Whether it finishes what it has and takes nothing more.
    package var isDraining: Bool
    /// The credential's number, increased by each rotation.
    package var generation: Int
    /// When the credential ends; past it nothing is granted. `nil` when it has no known end.
    package var credentialExpiresAt: UnixTime?
    /// Whether the credential can be renewed without a person.
    package var canRefresh: Bool
    /// Windows that never exclude, by name: `code_review` where the inventory says to ignore it.
    package var ignoredWindows: Set<String>
    /// The used percent of a window from which on it excludes, 1 to 100; `nil` when only a limit
    /// that the upstream says is reached does.
    package var maxUsedPercent: Int?

    /// Describes an account; what is left out is the inventory's default.
    package init(
        id: String,
        provider: String,
        label: String? = nil,
        models: [ModelPattern] = [],
        maxInFlight: Int = 4,
        priority: Int = 100,
        weight: Int = 1,
        isEnabled: Bool = true,
        isDraining: Bool = false,
        generation: Int = 1,
        credentialExpiresAt: UnixTime? = nil,
        canRefresh: Bool = false,
        ignoredWindows: Set<String> = [],
        maxUsedPercent: Int? = nil
    ) {
        self.id = id
        self.provider = provider
        self.label = label
        self.models = models
        self.maxInFlight = maxInFlight
        self.priority = priority
        self.weight = weight
        self.isEnabled = isEnabled
        self.isDraining = isDraining
        self.generation = generation
        self.credentialExpiresAt = credentialExpiresAt
        self.canRefresh = canRefresh
        self.ignoredWindows = ignoredWindows
        self.maxUsedPercent = maxUsedPercent
    }

    /// Whether it serves a model; a request that names none is served by every account.
    package func serves(_ model: String?) -> Bool { models.serve(model) }
}

extension [ModelPattern] {
    /// Whether an account with these patterns serves a model: asked apart from the account, which
    /// need then not be copied.
    func serve(_ model: String?) -> Bool {
        guard let model, !isEmpty else { return true }
        return contains { $0.matches(model) }
    }
}
