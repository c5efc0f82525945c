import Leasing
import Providers
import Secrets
import Serving

/// The few values from which programs are made: few, so that they meet.
enum Pools {
    static let users: [UInt32] = [1000, 1001]
    static let providers: [String] = ["claude", "claude", "acme", "none"]
    static let models: [String?] = [nil, "m-1", "m-2", "m-2(high)", "other"]
    static let accounts: [String] = ["a", "b", "c", "d", "nobody"]
    static let keys: [String] = ["key-000000000000", "key-111111111111"]
    static let instances: [String] = ["instance-00000000", "instance-11111111"]
    static let waits: [Int] = [0, 1, 1000, 5000, 20_000, 120_000, 120_001]
    static let timeouts: [Int] = [1, 500, 10_000, 300_000, 0]
    static let terms: [Int] = [1000, 1001, 5000, 3_600_000, 9_999_999, 999]
    static let statuses: [Int] = [200, 200, 400, 401, 403, 404, 429, 500, 503, 529]
    static let headers: [String] = [
        #"{}"#, #"{"Retry-After":"5"}"#, #"{"retry-after-ms":"1500"}"#,
        #"{"anthropic-ratelimit-requests-remaining":"0"}"#,
    ]
    static let bodies: [String] = [
        "", #"{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow\"}}"#,
        #"{\"error\":{\"type\":\"not_found_error\",\"message\":\"model: m-1\"}}"#,
        #"{\"error\":{\"type\":\"overloaded_error\"}}"#,
    ]
    static let failures: [String] = [
        "network", "timeout", "premature_close", "empty_response", "cancelled", "stream_error",
    ]
    /// How often a request is repeated: some, more than a turn decides, more than may wait.
    static let bursts: [Int] = [3, 3, 3, 9, 35, 130]
    /// Milliseconds that pass, the bounds of the protocol among them.
    static let times: [Int64] = [
        0, 1, 10, 999, 1000, 2000, 4999, 5000, 5001, 10_000, 60_000, 120_000, 3_600_000,
    ]

    /// Places of each account in the inventories that a program may take one after the other; an
    /// account without is not in it.
    static let places: [[String: Int]] = [
        ["a": 1, "b": 2, "c": 1, "d": 1],
        ["a": 1, "b": 200, "d": 200],
        ["b": 1, "c": 5000],
        ["a": 2, "b": 1, "c": 1, "d": 1],
        [:],
    ]

    /// The inventories of these; one has other logins than the rest.
    static let inventories: [Inventory] = places.indices.map { number in
        let entries = places[number].sorted { $0.key < $1.key }.map { id, places in
            entry(id, places: places, isNew: number == 3)
        }
        return Inventory(entries: entries)
    }

    /// `d` alone serves the second provider, with headers as large as an answer can bear to have.
    private static func entry(_ id: String, places: Int, isNew: Bool) -> Inventory.Entry {
        let isSecond = id == "d"
        guard
            let upstream = isSecond
                ? Provider(name: "acme", dialect: "generic") : Provider.named("claude"),
            let credential = try? Credential(
                kind: .apiKey,
                secret: Secret(String(repeating: isNew ? "n" : "s", count: isSecond ? 8000 : 20)))
        else { fatalError("the accounts are wrong") }
        let account = Account(
            id: id, provider: upstream.name,
            models: id == "b" ? [ModelPattern("m-*")] : [], maxInFlight: places,
            priority: id == "c" ? 200 : 100, isEnabled: true)
        return Inventory.Entry(
            account: account, baseURL: nil, credential: credential,
            headers: upstream.headers(for: credential), upstream: upstream)
    }
}
