package import AccountClient
import JSON
import Leasing
import Wire

/// Puts the screen's questions to the daemon, one at a time.
package struct PoolReader: ~Copyable {
    private let connect: () throws(ConnectionError) -> Connection
    private var connection: Connection?

    /// How long an answer is waited for: a daemon takes a moment, one that is stopped for ever.
    static let patience = Duration.seconds(5)

    /// A reader that connects when it is asked to.
    package init(connect: @escaping () throws(ConnectionError) -> Connection) {
        self.connect = connect
    }

    /// Asks, and answers with what became of it; never fails.
    package mutating func answer(_ inquiry: Inquiry) -> Answer {
        do throws(CommandFault) {
            if case .connect = inquiry {
                connection = nil
                connection = try CommandFault.calling(connect)
            }
            return try ask(inquiry)
        } catch {
            return judged(error, inquiry)
        }
    }

    /// What a failure means; after one that is no refusal the connection is over.
    private mutating func judged(_ fault: CommandFault, _ inquiry: Inquiry) -> Answer {
        guard case .connection(.refused(let refusal)) = fault else {
            connection = nil
            return .lost(fault)
        }
        switch refusal.known {
        case .responseTooLarge: return .tooLarge
        case .methodNotFound, .methodNotOnThisSocket:
            if case .change = inquiry { return .refused(Self.notKnown) }
            return .notTold
        case _: return .refused(fault)
        }
    }

    private static let notKnown = CommandFault.answer("this daemon does not know how to do that")

    private mutating func ask(_ inquiry: Inquiry) throws(CommandFault) -> Answer {
        switch inquiry {
        case .connect: return try hello()
        case .overview(let provider):
            return .overview(try PoolSummary(try call("Summary", provider: provider)))
        case .health:
            let result = try call("Health")
            return .health(isServing: Self.tree(result)?["status"]?.string == "SERVING")
        case .startTime:
            return .startTime(MetricsText.startTime(try call("Metrics")))
        case .page(let provider, let after, let limit):
            let result = try call("Summary", provider: provider, listing: (after, limit))
            return .page(try PoolSummary(result))
        case .events(let after): return try events(after: after)
        case .credential(let account, let after):
            let result = try call("Accounts", provider: nil, listing: (after, 1), isSummary: false)
            return .credential(CredentialNote(of: account, Self.tree(result)))
        case .change(let change):
            let result = try call(change.method, params: change.params)
            return .changed(cleared: Self.tree(result)?["cleared"]?.integer)
        }
    }

    private mutating func hello() throws(CommandFault) -> Answer {
        let params = Request.hello(name: "accountctl top", version: ProgramVersion.text)
        let value = Self.tree(try call("Hello", params: params))
        return .connected(
            version: value?["server"]?["version"]?.string, epoch: value?["epoch"]?.string)
    }

    private mutating func events(after: Int64?) throws(CommandFault) -> Answer {
        var writer = JSONWriter()
        writer.beginObject()
        if let after {
            writer.name("after_seq")
            writer.integer(after)
        }
        writer.endObject()
        let result = try call("Events", params: writer.take())
        guard let page = ScreenEventPage(result) else {
            throw .answer("the answer to Events is not the protocol's")
        }
        return .events(page)
    }

    private mutating func call(
        _ method: String, provider: String? = nil, listing: (after: String?, limit: Int)? = nil,
        isSummary: Bool = true
    ) throws(CommandFault) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        if let listing {
            if isSummary {
                writer.name("accounts")
                writer.boolean(true)
            }
            if let after = listing.after {
                writer.name("after")
                writer.string(after)
            }
            writer.name("limit")
            writer.integer(listing.limit)
        }
        if let provider {
            writer.name("provider")
            writer.string(provider)
        }
        writer.endObject()
        return try call(method, params: writer.take())
    }

    private mutating func call(
        _ method: String, params: [UInt8]
    ) throws(CommandFault) -> [UInt8] {
        do throws(ConnectionError) {
            guard
                let result = try connection?.call(
                    method, params: params, timeout: Self.patience)
            else { throw .closed("") }
            return result
        } catch {
            throw .connection(error)
        }
    }

    private static func tree(_ result: [UInt8]) -> JSONValue? {
        try? JSONValue.parse(result)
    }
}

extension CredentialNote {
    /// Reads the one account of an answer to Accounts; `nil` when it is another one.
    init?(of account: String, _ value: JSONValue?) {
        guard let entry = value?["accounts"]?.array?.first,
            entry["account_id"]?.string == account, let credential = entry["credential"],
            let kind = credential["kind"]?.string
        else { return nil }
        self.account = account
        self.kind = kind
        source = credential["source"]?.string
        expiresIn = credential["expires_in_ms"]?.integer
    }
}

/// What the text of Metrics tells of the daemon.
enum MetricsText {
    /// When the daemon began.
    static func startTime(_ result: [UInt8]) -> UnixTime? {
        guard let text = (try? JSONValue.parse(result))?["text"]?.string else { return nil }
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, parts[0] == "accountd_start_time_seconds",
                let seconds = Double(parts[1]), seconds >= 0, seconds < 9_000_000_000
            else { continue }
            return UnixTime(nanoseconds: Int64(seconds * 1_000_000_000))
        }
        return nil
    }
}
