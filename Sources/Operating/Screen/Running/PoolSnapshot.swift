import AccountClient
import JSON

/// What a screen shows, as one JSON object: the Summary with all its accounts, and with `health`
/// and `events` where the daemon tells them.
enum PoolSnapshot {
    /// Asks for all, and writes it.
    static func bytes(
        _ connection: inout Connection, provider: String?
    ) throws(CommandFault) -> [UInt8] {
        var members: [String: JSONValue] = [:]
        var accounts: [JSONValue] = []
        let pages = SummaryPages(provider: provider, listsAccounts: true)
        try pages.forEach(&connection) { (result) throws(CommandFault) in
            guard let page = try? JSONValue.parse(result) else { throw PoolSummary.fault }
            accounts += page["accounts"]?.array ?? []
            for member in page.members ?? [] where members[member.name] == nil {
                members[member.name] = member.value
            }
        }
        members["next"] = nil
        members["health"] = try optional("Health", &connection)?["status"]
        members["events"] = try optional("Events", &connection)?["events"]
        return written(members, accounts)
    }

    /// The result of a method, or nothing when the daemon does not know it.
    private static func optional(
        _ method: String, _ connection: inout Connection
    ) throws(CommandFault) -> JSONValue? {
        do throws(ConnectionError) {
            let result = try connection.call(method)
            return try? JSONValue.parse(result)
        } catch {
            guard case .refused = error else { throw .connection(error) }
            return nil
        }
    }

    private static func written(
        _ members: [String: JSONValue], _ accounts: [JSONValue]
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for name in members.keys.sorted() {
            writer.name(name)
            guard name == "accounts" else {
                members[name]?.write(to: &writer)
                continue
            }
            writer.beginArray()
            for account in accounts { account.write(to: &writer) }
            writer.endArray()
        }
        writer.endObject()
        return writer.take()
    }
}
