package import JSON
import Leasing
import Providers
import Secrets
package import Serving
import Wire

/// Reads one account of the inventory.
package struct AccountSettings {
    private static let keys = [
        "id", "provider", "label", "models", "max_in_flight", "priority", "weight", "enabled",
        "base_url", "headers", "proxy_url", "max_used_percent", "windows", "credential",
    ]
    /// Keys that are checked and then change nothing in this version.
    package static let unusedKeys = ["proxy_url", "windows"]

    private let object: ObjectReader
    private let providers: ProviderList
    private let folders: SecretFolders

    /// The account, ready to be lent; `nil` when a mistake was noted.
    package static func read(
        _ value: JSONValue, path: String, folders: SecretFolders, providers: ProviderList,
        _ problems: inout ProblemList
    ) -> Inventory.Entry? {
        guard let object = ObjectReader(value, path: path, known: keys, &problems) else {
            return nil
        }
        return AccountSettings(object: object, providers: providers, folders: folders)
            .read(&problems)
    }

    private func read(_ problems: inout ProblemList) -> Inventory.Entry? {
        let before = problems.count
        let id = object.requireValue("id", &problems).flatMap { _ in
            object.identifier("id", &problems)
        }
        let settings = provider(&problems)
        let credential = CredentialSettings.read(object, folders: folders, &problems)
        let baseURL = object.address("base_url", &problems) ?? settings?.baseURL
        let extra = HeaderSettings.read(object, &problems)
        checkUnused(&problems)
        let account = account(id ?? "", settings, credential, &problems)
        guard problems.count == before, let settings, let credential else { return nil }
        return Inventory.Entry(
            account: account, baseURL: baseURL, credential: credential.credential,
            headers: settings.provider.headers(for: credential.credential, extra: extra),
            upstream: settings.provider)
    }

    private func provider(_ problems: inout ProblemList) -> ProviderSettings? {
        guard object.requireValue("provider", &problems) != nil,
            let name = object.identifier("provider", &problems)
        else { return nil }
        switch providers[name] {
        case .found(let settings): return settings
        case .faulty: return nil
        case .unknown:
            let hint =
                NearestWord.question(name, among: providers.names)
                ?? "declare it under \"providers\" with its dialect and base_url"
            let name = Mentionable.word(name).map { "called \"\($0)\"" } ?? "of this name"
            object.fault("provider", "there is no provider \(name); \(hint)", &problems)
            return nil
        }
    }

    private func account(
        _ id: String, _ settings: ProviderSettings?, _ credential: CredentialSettings?,
        _ problems: inout ProblemList
    ) -> Account {
        let models = object.texts("models", bytes: 1...128, &problems) ?? settings?.models ?? []
        let maxInFlight = object.integer(
            "max_in_flight", in: WireLimits.leasesPerAccount, &problems)
        let maxUsedPercent = object.integer("max_used_percent", in: 1...100, &problems)
        return Account(
            id: id, provider: settings?.provider.name ?? "",
            label: object.text("label", bytes: 1...256, &problems),
            models: models.map(ModelPattern.init),
            maxInFlight: maxInFlight ?? settings?.maxInFlight ?? 4,
            priority: object.integer("priority", in: WireLimits.priorities, &problems) ?? 100,
            weight: object.integer("weight", in: WireLimits.weights, &problems) ?? 1,
            isEnabled: object.boolean("enabled", &problems) ?? true,
            credentialExpiresAt: credential?.expiresAt,
            canRefresh: credential?.credential.refreshToken != nil,
            ignoredWindows: settings?.ignoresCodeReview == true ? ["code_review"] : [],
            maxUsedPercent: maxUsedPercent ?? settings?.maxUsedPercent)
    }

    /// Members that are checked though this version does nothing with them.
    private func checkUnused(_ problems: inout ProblemList) {
        _ = object.text("proxy_url", bytes: 1...2048, &problems)
        WindowSettings.check(object, &problems)
    }
}
