import AccountClient
import JSON
import Wire

/// One account, as Accounts answered it: what a summary says, and what is for operators alone.
package struct ListedAccount: Equatable {
    /// What the account authorizes itself with; nothing of the secret.
    struct Credential: Equatable {
        let kind: String
        let generation: Int64?
        /// When it expires, in milliseconds; below 0 when that is past.
        let expiresIn: Int64?
        /// Where it is from: `file`, or `rotated` by the keeper.
        let source: String?
    }

    let summary: AccountSummary
    /// The lower goes first; `nil` when the daemon does not say.
    let priority: Int64?
    let credential: Credential?
    /// The rule that took it out of rotation, if one did.
    let disabledBy: String?

    /// Reads an element of `accounts`.
    init(_ value: JSONValue) throws(CommandFault) {
        summary = try AccountSummary(value)
        priority = value["priority"]?.integer
        disabledBy = value["disabled_by"]?.string
        credential = value["credential"].flatMap(Credential.init)
    }

    /// The accounts of a page.
    package static func list(_ result: [UInt8]) throws(CommandFault) -> [ListedAccount] {
        let answer = try JSONValue.answer(result, to: "Accounts")
        guard let accounts = answer["accounts"]?.array else { throw .foreign("Accounts") }
        return try accounts.map(ListedAccount.init)
    }
}

extension ListedAccount.Credential {
    init?(_ value: JSONValue) {
        guard let kind = value["kind"]?.string else { return nil }
        self.kind = kind
        generation = value["generation"]?.integer
        expiresIn = value["expires_in_ms"]?.integer
        source = value["source"]?.string
    }
}

extension Connection {
    /// The account of an id, as Accounts tells it; `nil` when there is none.
    mutating func account(_ id: String) throws(CommandFault) -> ListedAccount? {
        var found: ListedAccount?
        try forEachPage(of: "Accounts", limit: WireLimits.usualPage) {
            (result) throws(CommandFault) in
            let accounts = try ListedAccount.list(result)
            found = found ?? accounts.first { $0.summary.id == id }
        }
        return found
    }
}
