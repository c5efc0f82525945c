import Leasing
import Providers
import Secrets
import Serving

/// What the operator's files say at the moment, and how he changes them.
struct Stock {
    private struct Item {
        let id: String
        let provider: String
        let models: [String]
        var places: Int
        var priority: Int
        var isListed = true
        var isEnabled = true
        var isDraining = false
        let ignoresReview: Bool
        let maxUsedPercent: Int?
        /// Which login it is; each has a secret and an end of its own.
        var login = 1
    }

    private var items: [Item] = []
    private let start: UnixTime

    /// The models that are asked for.
    static let models = [
        "claude": ["claude-sonnet-4-5", "claude-opus-4-1"], "codex": ["gpt-5.4", "gpt-5.3-codex"],
        "openai": ["gpt-5.1", "gpt-5-mini"], "gemini": ["gemini-2.5-pro", "gemini-2.5-flash"],
    ]

    /// Draws a few accounts of a few providers.
    init(_ random: inout SeededRandom, start: UnixTime) {
        self.start = start
        let first = random.below(4)
        let providers = ["claude", "codex", "openai", "gemini"]
        let providerCount = 1 + random.below(3)
        for number in 0..<(1 + random.below(6)) {
            let provider = providers[(first + random.below(providerCount)) % 4]
            let models = Self.models[provider] ?? []
            items.append(
                Item(
                    id: "\(provider)-\(number)", provider: provider,
                    models: random.once(in: 3) ? [random.pick(models) ?? "*"] : [],
                    places: 1 + random.below(3), priority: random.once(in: 4) ? 50 : 100,
                    ignoresReview: random.once(in: 4),
                    maxUsedPercent: random.once(in: 5) ? 60 + random.below(40) : nil))
        }
    }

    /// The providers, each once.
    var providers: [String] {
        var names: [String] = []
        for item in items where !names.contains(item.provider) { names.append(item.provider) }
        return names
    }

    /// The accounts' ids, whether they are listed or not.
    var ids: [String] { items.map(\.id) }

    /// Whose account it is.
    func provider(of account: String) -> String? { items.first { $0.id == account }?.provider }

    /// Changes one account or a few.
    mutating func change(_ random: inout SeededRandom) {
        for _ in 0..<(1 + random.below(2)) {
            let place = random.below(items.count)
            switch random.below(7) {
            case 0: items[place].isListed.toggle()
            case 1: items[place].isEnabled.toggle()
            case 2: items[place].isDraining.toggle()
            case 3: items[place].login += 1
            case 4: items[place].priority = random.once(in: 2) ? 50 : 100
            default: items[place].places = 1 + random.below(3)
            }
        }
    }

    /// The accounts that the files name, as the oracle hears of them.
    var offered: [OfferedAccount] {
        items.filter(\.isListed).map { item in
            let end = start + .seconds(60 * Int64(1 + item.login * 37 % 90))
            var account = Account(
                id: item.id, provider: item.provider, models: item.models.map(ModelPattern.init),
                maxInFlight: item.places, priority: item.priority, isEnabled: item.isEnabled,
                isDraining: item.isDraining,
                credentialExpiresAt: item.login % 4 == 3 ? end : nil)
            account.maxUsedPercent = item.maxUsedPercent
            if item.ignoresReview { account.ignoredWindows = ["code_review"] }
            return OfferedAccount(account, secret: "secret-\(item.id)-\(item.login)")
        }
    }

    /// The accounts that the files name, as the service takes them.
    var inventory: Inventory {
        Inventory(entries: offered.compactMap(Self.entry))
    }

    private static func entry(_ offered: OfferedAccount) -> Inventory.Entry? {
        guard let upstream = Provider.named(offered.account.provider),
            let credential = try? Credential(
                kind: upstream.defaultCredential, secret: Secret(offered.secret))
        else { return nil }
        return Inventory.Entry(
            account: offered.account, baseURL: nil, credential: credential,
            headers: upstream.headers(for: credential), upstream: upstream)
    }
}
