import JSON
import Providers

/// One provider as the inventory declares it.
struct ProviderSettings {
    var provider: Provider
    var baseURL: String?
    var models: [String]
    var maxInFlight: Int?
    /// Whether an exhausted code review window leaves other requests alone.
    var ignoresCodeReview: Bool
    /// Where it was declared: for messages that name a second place.
    var place: String

    static let keys = [
        "dialect", "base_url", "strategy", "models", "auth_header", "headers", "rules",
        "token_url", "client_id", "client_secret_file", "usage_url", "usage_interval_s", "usage",
        "code_review", "max_in_flight", "max_used_percent",
    ]
    static let strategies = [
        "least_busy", "round_robin", "least_recent", "weighted", "fill_first", "soonest_reset",
    ]

    /// What a built-in provider is when the inventory says nothing of it.
    init(builtIn provider: Provider) {
        self.provider = provider
        models = []
        ignoresCodeReview = false
        place = "built in"
    }

    /// Reads a declaration. A built-in provider is changed key by key; another name says which
    /// dialect it speaks and where.
    init?(
        _ name: String, _ value: JSONValue, path: String, folder: String,
        _ problems: inout ProblemList
    ) {
        guard let object = ObjectReader(value, path: path, known: Self.keys, &problems),
            let base = Self.base(name, object, &problems)
        else { return nil }
        provider = base
        baseURL = object.address("base_url", &problems)
        models = object.texts("models", bytes: 1...128, &problems) ?? []
        maxInFlight = object.integer("max_in_flight", in: 1...4096, &problems)
        ignoresCodeReview =
            object.word("code_review", of: ["ignore", "count"], &problems) == "ignore"
        place = problems.place(of: value.offset)
        readSending(object, &problems)
        readRules(object, &problems)
        checkStrategy(object, &problems)
        checkRenewal(object, folder, &problems)
        checkUsage(object, &problems)
    }

    private static func base(
        _ name: String, _ object: ObjectReader, _ problems: inout ProblemList
    ) -> Provider? {
        let dialect = object.word("dialect", of: Provider.dialectNames, &problems)
        if let known = Provider.named(name) {
            guard object["dialect"] != nil, let dialect else { return known }
            return Provider(name: name, dialect: dialect) ?? known
        }
        guard object.requireValue("dialect", &problems) != nil else { return nil }
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
            problems.add(at: error.offset, object.path + "." + error.field, error.sentence)
        }
    }

    private func checkStrategy(_ object: ObjectReader, _ problems: inout ProblemList) {
        guard let strategy = object.word("strategy", of: Self.strategies, &problems),
            strategy != "least_busy"
        else { return }
        let message =
            "\"\(strategy)\" is not served by this version; leave it out or say "
            + "\"least_busy\""
        object.fault("strategy", message, &problems)
    }

    private func checkRenewal(
        _ object: ObjectReader, _ folder: String, _ problems: inout ProblemList
    ) {
        _ = object.text("client_id", bytes: 1...512, &problems)
        guard let name = object.text("client_secret_file", bytes: 1...1024, &problems) else {
            return
        }
        if case .failure(let problem) = SecretFile.read(name, in: folder) {
            object.fault("client_secret_file", problem.message, &problems)
        }
    }

    private func checkUsage(_ object: ObjectReader, _ problems: inout ProblemList) {
        _ = object.integer("usage_interval_s", in: 60...86_400, &problems)
        _ = object.integer("max_used_percent", in: 1...100, &problems)
        guard let usage = object["usage"],
            let reader = ObjectReader(
                usage, path: object.path(of: "usage"), known: ["required"], &problems)
        else { return }
        _ = reader.texts("required", bytes: 1...64, &problems)
    }
}

/// Header fields that are sent with every request.
enum HeaderSettings {
    static func read(_ object: ObjectReader, _ problems: inout ProblemList) -> [HeaderField] {
        guard let value = object["headers"] else { return [] }
        guard let members = value.members else {
            object.fault("headers", "must be an object, is \(value.kind)", &problems)
            return []
        }
        var fields: [HeaderField] = []
        for member in members {
            let path = object.path(of: "headers")
            guard HeaderSyntax.isName(member.name) else {
                problems.add(at: member.nameOffset, path, "has a name that no header can have")
                continue
            }
            guard let text = member.value.string, HeaderSyntax.isValue(text) else {
                problems.add(
                    at: member.value.offset, "\(path).\(member.name)",
                    "must be a string that a header can carry")
                continue
            }
            fields.append(HeaderField(member.name, text))
        }
        return fields
    }
}
