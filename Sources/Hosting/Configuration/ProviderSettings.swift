package import JSON
package import Leasing
package import Providers
import Secrets
import Wire

/// One provider as the inventory declares it.
package struct ProviderSettings {
    /// Its dialect, and what is different here.
    package private(set) var provider: Provider
    /// Where its upstream is, unless an account says otherwise.
    package private(set) var baseURL: String?
    /// How its accounts are chosen.
    package private(set) var strategy = Strategy.leastBusy
    /// The models that its accounts serve, unless they say otherwise.
    package private(set) var models: [String] = []
    /// How many leases its accounts may carry at once, unless they say otherwise.
    package private(set) var maxInFlight: Int?
    /// The used percent from which on a window excludes its accounts, unless they say otherwise.
    package private(set) var maxUsedPercent: Int?
    /// Whether an exhausted code review window leaves other requests alone.
    package private(set) var ignoresCodeReview = false

    private static let keys = [
        "dialect", "base_url", "strategy", "models", "auth_header", "headers", "rules",
        "token_url", "client_id", "client_secret_file", "usage_url", "usage_interval_s", "usage",
        "code_review", "max_in_flight", "max_used_percent",
    ]
    /// Keys that are checked and then change nothing in this version.
    package static let unusedKeys = [
        "token_url", "client_id", "client_secret_file", "usage_url", "usage_interval_s", "usage",
    ]
    /// Strategies that later versions will have.
    private static let laterStrategies = ["fill_first", "soonest_reset"]

    /// What a built-in provider is when the inventory says nothing of it.
    package init(builtIn provider: Provider) {
        self.provider = provider
    }

    /// Reads a declaration; `nil` when a mistake was noted. A built-in provider is changed key by
    /// key; another name says which dialect it speaks and where.
    package init?(
        _ name: String, _ value: JSONValue, path: String, folders: SecretFolders,
        _ problems: inout ProblemList
    ) {
        let before = problems.count
        guard let object = ObjectReader(value, path: path, known: Self.keys, &problems),
            // Without a dialect the rest is read all the same, for the mistakes in it.
            let base = Self.base(name, object, &problems) ?? Provider.named("generic")
        else { return nil }
        provider = base
        baseURL = object.address("base_url", &problems)
        models = object.texts("models", bytes: 1...128, &problems) ?? []
        maxInFlight = object.integer("max_in_flight", in: WireLimits.leasesPerAccount, &problems)
        maxUsedPercent = object.integer("max_used_percent", in: 1...100, &problems)
        ignoresCodeReview =
            object.word("code_review", of: ["ignore", "count"], &problems) == "ignore"
        readSending(object, &problems)
        readRules(object, &problems)
        readStrategy(object, &problems)
        checkRenewal(object, folders, &problems)
        checkUsage(object, &problems)
        guard problems.count == before else { return nil }
    }

    private static func base(
        _ name: String, _ object: ObjectReader, _ problems: inout ProblemList
    ) -> Provider? {
        let dialect = object.word("dialect", of: Provider.dialectNames, &problems)
        if let known = Provider.named(name) {
            return dialect.flatMap { Provider(name: name, dialect: $0) } ?? known
        }
        if object["dialect"] == nil {
            let question = NearestWord.question(name, among: Provider.builtIn.map(\.name))
            let hint = question.map { "; \($0)" } ?? ", for no provider of this name is built in"
            object.fault("dialect", "is missing\(hint)", &problems)
        }
        _ = object.requireValue("base_url", &problems)
        return dialect.flatMap { Provider(name: name, dialect: $0) }
    }

    private mutating func readSending(_ object: ObjectReader, _ problems: inout ProblemList) {
        if let text = object.text("auth_header", bytes: 1...256, &problems) {
            provider.authHeader = AuthHeader(text)
            if provider.authHeader == nil {
                object.fault("auth_header", "must be NAME or NAME: SCHEME", &problems)
            }
        }
        provider.headers += HeaderSettings.read(object, &problems)
        provider.tokenURL = object.address("token_url", &problems) ?? provider.tokenURL
        provider.usageURL = object.address("usage_url", &problems) ?? provider.usageURL
    }

    private mutating func readRules(_ object: ObjectReader, _ problems: inout ProblemList) {
        guard let value = object["rules"] else { return }
        do throws(RuleFault) {
            provider.rules = try DeclaredRule.list(value, provider: provider.name)
        } catch {
            let field = object.path(of: Mentionable.path(error.field))
            problems.add(at: error.offset, field, error.sentence)
        }
    }

    private mutating func readStrategy(_ object: ObjectReader, _ problems: inout ProblemList) {
        let served = Strategy.allCases.map(\.rawValue)
        guard
            let name = object.word("strategy", of: served + Self.laterStrategies, &problems)
        else { return }
        if let strategy = Strategy(rawValue: name) {
            self.strategy = strategy
        } else {
            let others = served.map { "\"\($0)\"" }.joined(separator: ", ")
            let message = "\"\(name)\" is not served by this version; it serves \(others)"
            object.fault("strategy", message, &problems)
        }
    }

    private func checkRenewal(
        _ object: ObjectReader, _ folders: SecretFolders, _ problems: inout ProblemList
    ) {
        _ = object.text("client_id", bytes: 1...512, &problems)
        guard let name = object.text("client_secret_file", bytes: 1...1024, &problems) else {
            return
        }
        do throws(SecretFault) {
            _ = try SecretFile.read(name, in: folders)
        } catch {
            object.fault("client_secret_file", error.message, &problems)
        }
    }

    private func checkUsage(_ object: ObjectReader, _ problems: inout ProblemList) {
        _ = object.integer("usage_interval_s", in: 60...86_400, &problems)
        guard let usage = object["usage"],
            let reader = ObjectReader(
                usage, path: object.path(of: "usage"), known: ["required"], &problems)
        else { return }
        _ = reader.texts("required", bytes: 1...64, &problems)
    }
}
