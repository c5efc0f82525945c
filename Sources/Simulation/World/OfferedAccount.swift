package import Leasing

/// An account as the operator's files name it.
package struct OfferedAccount: Sendable {
    /// What the pool is told of it.
    package var account: Account
    /// What it proves itself with.
    package var secret: String

    /// Puts one together.
    package init(_ account: Account, secret: String) {
        self.account = account
        self.secret = secret
    }
}
