import JSON

/// A pool as slow and obvious as a test needs it: leases, keys and waiting Selects of one client.
struct FalsePool: Sendable {
    struct Lease: Sendable {
        let account: String
        /// The connections on which it was ended, with what ended it.
        var ends: [End] = []
        /// Reports by their numbers, with the verdicts.
        var reports: [Int64: String] = [:]
    }

    struct End: Hashable, Sendable {
        let connection: Int
        let what: String
    }

    struct Waiter: Sendable {
        let connection: Int
        let id: Int64
        let params: JSONValue
    }

    /// An answer and where it goes.
    struct Reply: Sendable {
        let connection: Int
        let text: String
    }

    private(set) var leases: [String: Lease] = [:]
    private(set) var mistakes: [String] = []
    private(set) var requests: [(method: String, params: JSONValue)] = []
    private var keys: [String: (lease: String, wish: String)] = [:]
    private var waiters: [Waiter] = []
    private var ids: [Int: Set<Int64>] = [:]
    private var granted = 0
    let capacity: Int
    let accounts: Int
    /// The verdicts in order; the last stays.
    var verdicts: [String]
    /// What an Explain says of the accounts that are not able, without their ids.
    var standings: [String: String] = [:]

    init(
        capacity: Int = 1_000_000, accounts: Int = 3, verdicts: [String] = [#""retry":"none""#],
        remembers: Bool = true
    ) {
        self.remembers = remembers
        self.capacity = capacity
        self.accounts = accounts
        self.verdicts = verdicts
    }

    /// Leases that have not ended.
    private(set) var held = 0
    private var reports = 0
    /// Whether `requests` are kept.
    var remembers = true
    var waiting: Int { waiters.count }

    /// What was wrong with the client, at the end of its life.
    var violations: [String] {
        mistakes
            + leases.filter { $0.value.ends.isEmpty }.map { "never ended: \($0.key)" }.sorted()
    }

    func of(_ method: String) -> [JSONValue] {
        requests.filter { $0.method == method }.map(\.params)
    }

    /// Takes in one frame, and answers what is to be sent.
    mutating func take(_ frame: [UInt8], on connection: Int) -> [Reply] {
        guard let request = try? JSONValue.parse(frame), request["jsonrpc"]?.string == "2.0",
            let method = request["method"]?.string
        else {
            mistakes.append("no request: \(String(decoding: frame, as: UTF8.self))")
            return []
        }
        let params = request["params"] ?? request
        guard let id = request["id"]?.integer else { return cancel(params, on: connection) }
        if !ids[connection, default: []].insert(id).inserted { mistakes.append("id \(id) twice") }
        if remembers { requests.append((method, params)) }
        switch method {
        case "Hello": return [reply(connection, id, "{\"protocol\":\"1\"}")]
        case "Health": return [reply(connection, id, "{\"status\":\"SERVING\"}")]
        case "Summary": return [reply(connection, id, summary)]
        case "Renew":
            return [reply(connection, id, "{\"expires_in_ms\":9000,\"renew_after_ms\":3000}")]
        case "Explain": return [reply(connection, id, explanation(params))]
        case "Select": return select(params, id, on: connection)
        case "MarkResult": return mark(params, id, on: connection)
        case "Release": return release(params, id, on: connection)
        case let other:
            mistakes.append("asked for \(other)")
            return []
        }
    }

    /// Forgets who waited on a connection that is over; leases stay.
    mutating func closed(_ connection: Int) {
        waiters.removeAll { $0.connection == connection }
    }

    private var summary: String {
        "{\"epoch\":\"e\",\"providers\":[{\"blocked\":{\"quota\":1},\"eligible\":2,"
            + "\"in_use\":\(held),\"provider\":\"claude\",\"total\":3,\"waiters\":\(waiting)}]}"
    }

    private var names: [String] { (0..<accounts).map { "claude-\($0)" } }

    private func explanation(_ params: JSONValue) -> String {
        let excluded = params["exclude"]?.array?.compactMap(\.string) ?? []
        let chosen = names.first { !excluded.contains($0) && standings[$0] == nil }
        let after = params["after"]?.string ?? ""
        let listed = names.filter { $0 > after }.prefix(Int(params["limit"]?.integer ?? 500))
        let accounts = listed.map { name in
            let standing =
                standings[name]
                ?? "\"rules\":[{\"passed\":\(name == chosen),\"rule\":\"order\"}],"
                + "\"state\":\"available\""
            return "{\"account_id\":\"\(name)\",\(standing)}"
        }
        let choice = chosen.map { "\"chosen\":\"\($0)\",\"why\":\"strategy\"" }
        return "{\"accounts\":[\(accounts.joined(separator: ","))],"
            + (choice ?? "\"why\":\"none_eligible\"") + "}"
    }

    private func reply(_ connection: Int, _ id: Int64, _ result: String) -> Reply {
        Reply(
            connection: connection,
            text: "{\"id\":\(id),\"jsonrpc\":\"2.0\",\"result\":\(result)}")
    }

    static func refusal(_ id: Int64, _ code: Int, _ reason: String, _ more: String = "") -> String {
        "{\"error\":{\"code\":\(code),\"data\":{\(more)\"reason\":\"\(reason)\","
            + "\"retryable\":false,\"status\":\"S\"},\"message\":\"m\"},\"id\":\(id),"
            + "\"jsonrpc\":\"2.0\"}"
    }

    private mutating func select(
        _ params: JSONValue, _ id: Int64, on connection: Int
    ) -> [Reply] {
        let key = params["ctx"]?["idempotency_key"]?.string ?? ""
        if !(16...64).contains(key.utf8.count) { mistakes.append("no key") }
        let wish = Self.wish(params)
        if let entry = keys[key] {
            if entry.wish != wish { mistakes.append("one key for two Selects") }
            guard leases[entry.lease]?.ends.isEmpty == true else {
                let text = Self.refusal(id, 10, "IDEMPOTENT_RESULT_GONE")
                return [Reply(connection: connection, text: text)]
            }
            return [grant(entry.lease, id, connection, isReplayed: true)]
        }
        guard held < capacity else {
            guard params["wait_ms"] != nil else {
                let text = Self.refusal(
                    id, 8, "NO_ELIGIBLE_ACCOUNT",
                    "\"blocked\":{\"at_capacity\":3},\"retry_after_ms\":8123,")
                return [Reply(connection: connection, text: text)]
            }
            waiters.append(Waiter(connection: connection, id: id, params: params))
            return []
        }
        return [lend(params, id, on: connection)]
    }

    private mutating func lend(
        _ params: JSONValue, _ id: Int64, on connection: Int
    ) -> Reply {
        granted += 1
        let lease = "lease-\(granted)"
        let excluded = params["exclude"]?.array?.compactMap(\.string) ?? []
        let account = params["account"]?.string ?? names.first { !excluded.contains($0) } ?? ""
        leases[lease] = Lease(account: account)
        held += 1
        let key = params["ctx"]?["idempotency_key"]?.string ?? ""
        keys[key] = (lease, Self.wish(params))
        return grant(lease, id, connection, isReplayed: false)
    }

    private func grant(
        _ lease: String, _ id: Int64, _ connection: Int, isReplayed: Bool
    ) -> Reply {
        let account = leases[lease]?.account ?? ""
        return reply(
            connection, id,
            "{\"credential\":{\"generation\":7,\"headers\":{\"authorization\":\"Bearer s\"},"
                + "\"kind\":\"api_key\",\"secret\":\"s\"},\"lease\":{\"account_id\":\"\(account)\","
                + "\"detached\":false,\"expires_in_ms\":3600000,\"fence\":\(granted),"
                + "\"lease_id\":\"\(lease)\",\"probe\":false,\"provider\":\"claude\","
                + "\"renew_after_ms\":1200000},\"pool_size\":\(accounts),"
                + "\"replayed\":\(isReplayed),\"waited_ms\":0}")
    }

    private mutating func mark(
        _ params: JSONValue, _ id: Int64, on connection: Int
    ) -> [Reply] {
        let lease = params["lease_id"]?.string ?? ""
        guard leases[lease] != nil else {
            return [Reply(connection: connection, text: Self.refusal(id, 5, "LEASE_UNKNOWN"))]
        }
        if (params["status"] == nil) == (params["error"] == nil) {
            mistakes.append("not one of status and error")
        }
        let sequence = params["seq"]?.integer ?? 0
        let isRepeat = leases[lease]?.reports[sequence] != nil
        let verdict =
            leases[lease]?.reports[sequence] ?? verdicts[min(reports, verdicts.count - 1)]
        if !isRepeat { reports += 1 }
        leases[lease]?.reports[sequence] = verdict
        var replies: [Reply] = []
        if params["release"]?.boolean == true {
            replies = end(lease, End(connection: connection, what: "MarkResult \(sequence)"))
        }
        let text =
            "{\"account_state\":\"available\",\"applied\":\(!isRepeat),\"blocked_ms\":0,"
            + "\"category\":\"ok\",\"lease_state\":\"released\",\(verdict),\"rule\":\"r\"}"
        return [reply(connection, id, text)] + replies
    }

    private mutating func release(
        _ params: JSONValue, _ id: Int64, on connection: Int
    ) -> [Reply] {
        let lease = params["lease_id"]?.string ?? ""
        guard leases[lease] != nil else {
            return [Reply(connection: connection, text: Self.refusal(id, 5, "LEASE_UNKNOWN"))]
        }
        let more = end(lease, End(connection: connection, what: "Release"))
        return [reply(connection, id, "{\"released\":true,\"state\":\"released\"}")] + more
    }

    /// A lease may be ended again on another connection, for the first answer may be lost; never
    /// in another way, and never twice on one.
    private mutating func end(_ lease: String, _ end: End) -> [Reply] {
        let ends = leases[lease]?.ends ?? []
        if ends.contains(where: { $0.connection == end.connection || $0.what != end.what }) {
            mistakes.append("ended twice: \(lease) by \(ends) and \(end)")
        }
        if ends.isEmpty { held -= 1 }
        leases[lease]?.ends.append(end)
        guard held < capacity, !waiters.isEmpty else { return [] }
        let waiter = waiters.removeFirst()
        return [lend(waiter.params, waiter.id, on: waiter.connection)]
    }

    private mutating func cancel(_ params: JSONValue, on connection: Int) -> [Reply] {
        let id = params["id"]?.integer ?? -1
        guard
            let place = waiters.firstIndex(where: { $0.connection == connection && $0.id == id })
        else { return [] }
        waiters.remove(at: place)
        let text = Self.refusal(id, 1, "CLIENT_CANCELLED")
        return [Reply(connection: connection, text: text)]
    }

    private static func wish(_ params: JSONValue) -> String {
        (params.members ?? []).filter { $0.name != "ctx" }
            .map { "\($0.name)=\(String(decoding: $0.value.encoded(), as: UTF8.self))" }
            .joined(separator: " ")
    }
}
