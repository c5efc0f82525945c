package import JSON

/// How each account stands; holds no secret.
package struct AccountsReply: Sendable {
    /// The accounts, in the order of their ids.
    package var accounts: [AccountReply]
    /// The id behind which the next page begins.
    package var next: String?

    /// Puts an answer together.
    package init(accounts: [AccountReply], next: String?) {
        self.accounts = accounts
        self.next = next
    }

    /// Writes the `result` of an Accounts.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("accounts")
        writer.beginArray()
        for account in accounts { account.write(&writer) }
        writer.endArray()
        writer.member("next", next)
        writer.endObject()
    }
}
