import AccountClient
import JSON
import Wire

/// Asks for a summary, page by page when accounts are listed.
struct SummaryPages {
    /// One provider alone.
    var provider: String?
    /// As a Select for this model would find it.
    var model: String?
    /// Whether the accounts are listed.
    var listsAccounts = false

    /// Hands each page's result over as it came.
    ///
    /// The accounts of a page are fewer when so many would be larger than a frame.
    func forEach(
        _ connection: inout Connection, _ body: ([UInt8]) throws(CommandFault) -> Void
    ) throws(CommandFault) {
        var after: String?
        var limit = WireLimits.usualPage
        while true {
            let result: [UInt8]
            do throws(ConnectionError) {
                result = try page(after: after, limit: limit, &connection)
            } catch {
                guard case .refused(let refusal) = error, refusal.known == .responseTooLarge,
                    limit > 1
                else { throw .connection(error) }
                limit = max(1, limit / 4)
                continue
            }
            let next = try PoolSummary(result).next
            // A page that ends where it began would be asked for for ever.
            guard next == nil || next != after else { throw PoolSummary.fault }
            try body(result)
            guard let next else { return }
            after = next
        }
    }

    private func page(
        after: String?, limit: Int, _ connection: inout Connection
    ) throws(ConnectionError) -> [UInt8] {
        try connection.call(.summary) { writer in
            if listsAccounts {
                writer.name("accounts")
                writer.boolean(true)
            }
            writer.member("after", after)
            if listsAccounts {
                writer.name("limit")
                writer.integer(limit)
            }
            writer.member("model", model)
            writer.member("provider", provider)
        }
    }
}

extension JSONWriter {
    /// Writes a member that is a text, or nothing when there is none.
    fileprivate mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        self.name(name)
        string(value)
    }
}
