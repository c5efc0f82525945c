import JSON
import Leasing
import Providers
import Serving

/// Reads one account of the inventory.
struct AccountSettings {
    static let keys = [
        "id", "provider", "label", "models", "max_in_flight", "priority", "weight", "enabled",
        "base_url", "headers", "proxy_url", "max_used_percent", "windows", "credential",
    ]

    /// The account, ready to be lent; `nil` when a mistake was noted.
    static func read(
        _ value: JSONValue, path: String, folder: String, providers: [String: ProviderSettings],
        _ problems: inout ProblemList
    ) -> Inventory.Entry? {
        let before = problems.problems.count
        guard let object = ObjectReader(value, path: path, known: keys, &problems) else {
            return nil
        }
        let id = object.requireValue("id", &problems).flatMap { _ in
            object.identifier("id", &problems)
        }
        let settings = provider(object, providers, &problems)
        let credential = CredentialSettings.read(
            object, folder: folder, settings?.provider, &problems)
        let baseURL = object.address("base_url", &problems) ?? settings?.baseURL
        let extra = HeaderSettings.read(object, &problems)
        checkUnused(object, &problems)
        guard let id, let settings,
            let account = account(id, object, settings, credential, &problems),
            let credential, problems.problems.count == before
        else { return nil }
        return Inventory.Entry(
            account: account, baseURL: baseURL, credential: credential.credential,
            headers: settings.provider.headers(for: credential.credential, extra: extra),
            upstream: settings.provider)
    }

    private static func provider(
        _ object: ObjectReader, _ providers: [String: ProviderSettings],
        _ problems: inout ProblemList
    ) -> ProviderSettings? {
        guard object.requireValue("provider", &problems) != nil,
            let name = object.identifier("provider", &problems)
        else { return nil }
        if let declared = providers[name] { return declared }
        if let builtIn = Provider.named(name) { return ProviderSettings(builtIn: builtIn) }
        let known = Provider.builtIn.map(\.name) + providers.keys.sorted()
        let hint =
            NearestWord.of(name, among: known).map { "did you mean \"\($0)\"?" }
            ?? "declare it under \"providers\" with its dialect and base_url"
        object.fault("provider", "no provider is called \"\(name)\"; \(hint)", &problems)
        return nil
    }

    private static func account(
        _ id: String, _ object: ObjectReader, _ settings: ProviderSettings,
        _ credential: CredentialSettings?, _ problems: inout ProblemList
    ) -> Account? {
        let models = object.texts("models", bytes: 1...128, &problems) ?? settings.models
        let maxInFlight = object.integer("max_in_flight", in: 1...4096, &problems)
        return Account(
            id: id, provider: settings.provider.name,
            label: object.text("label", bytes: 1...256, &problems),
            models: models.map(ModelPattern.init),
            maxInFlight: maxInFlight ?? settings.maxInFlight ?? 4,
            priority: object.integer("priority", in: 0...1_000_000, &problems) ?? 100,
            weight: object.integer("weight", in: 1...1000, &problems) ?? 1,
            isEnabled: object.boolean("enabled", &problems) ?? true,
            credentialExpiresAt: credential?.expiresAt,
            canRefresh: credential?.credential.refreshToken != nil,
            ignoredWindows: settings.ignoresCodeReview ? ["code_review"] : [])
    }

    /// Members that are checked though this version does nothing with them.
    private static func checkUnused(_ object: ObjectReader, _ problems: inout ProblemList) {
        _ = object.text("proxy_url", bytes: 1...2048, &problems)
        _ = object.integer("max_used_percent", in: 1...100, &problems)
        guard let windows = object["windows"], windows.array == nil else { return }
        object.fault("windows", "must be a list, is \(windows.kind)", &problems)
    }
}
