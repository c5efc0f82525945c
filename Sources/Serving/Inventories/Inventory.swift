package import Leasing
package import Providers

/// All accounts, with what is needed to lend them. It holds secrets.
package struct Inventory: Sendable {
    /// One account.
    package struct Entry: Sendable {
        /// What the pool knows of it.
        package var account: Account
        /// Where its upstream is, when the inventory says so.
        package var baseURL: String?
        /// What it proves itself with.
        package var credential: Credential
        /// The headers that send it, ready to be set on a request.
        package var headers: [RequestField]
        /// How its upstream's answers are read.
        package var upstream: Provider

        /// Puts an entry together.
        package init(
            account: Account, baseURL: String?, credential: Credential, headers: [RequestField],
            upstream: Provider
        ) {
            self.account = account
            self.baseURL = baseURL
            self.credential = credential
            self.headers = headers
            self.upstream = upstream
        }
    }

    /// The accounts.
    package var entries: [Entry]
    /// How accounts are chosen, by provider; `least_busy` where nothing is said.
    package var strategies: [String: Strategy]
    /// The uids that may connect; `nil` lets in whoever the socket's mode does.
    package var allowedUsers: Set<UInt32>?

    /// Puts an inventory together.
    package init(
        entries: [Entry], strategies: [String: Strategy] = [:], allowedUsers: Set<UInt32>? = nil
    ) {
        self.entries = entries
        self.strategies = strategies
        self.allowedUsers = allowedUsers
    }
}
