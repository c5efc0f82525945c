package import JSON
package import Leasing
import Providers
package import Serving

/// What is no mistake in an inventory and yet worth a look: a line for each kind of thing, however
/// many accounts it concerns.
package struct InventoryWarnings {
    private var expired: [String] = []
    private var unrenewed: [String] = []
    private var nameless: [String] = []
    private var unused: Set<String> = []

    /// How many accounts a line names.
    private static let named = 5

    /// Holds none.
    package init() {}

    /// Looks at an account.
    package mutating func look(at entry: Inventory.Entry, now: UnixTime) {
        let id = entry.account.id
        if let end = entry.account.credentialExpiresAt {
            if end <= now { expired.append(id) } else { unrenewed.append(id) }
        }
        let isNamed = entry.headers.contains { $0.name == "chatgpt-account-id" }
        if entry.upstream.dialectName == "codex", entry.credential.kind == .oauth, !isNamed {
            nameless.append(id)
        }
    }

    /// Notes which of an object's members this version reads and then leaves alone.
    package mutating func look(at object: JSONValue, unused keys: [String]) {
        for key in keys where object[key].map({ !$0.isNull }) ?? false { unused.insert(key) }
    }

    /// The warnings.
    package var lines: [String] {
        var lines: [String] = []
        let unused = unused.sorted().joined(separator: ", ")
        if !unused.isEmpty {
            lines.append("this version checks and then does not use: \(unused)")
        }
        lines += Self.line(expired, "not lent, for their tokens have expired")
        lines += Self.line(
            unrenewed, "lent until their tokens expire, for this version renews none")
        return lines
            + Self.line(
                nameless,
                "without account_id, and their tokens name none: the header chatgpt-account-id "
                    + "is not sent")
    }

    private static func line(_ ids: [String], _ what: String) -> [String] {
        guard !ids.isEmpty else { return [] }
        let more = ids.count > named ? " and \(ids.count - named) more" : ""
        return ["accounts \(what): \(ids.prefix(named).joined(separator: ", "))\(more)"]
    }
}
