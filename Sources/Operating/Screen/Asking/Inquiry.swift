package import Leasing

/// One question to the daemon.
package enum Inquiry: Equatable, Sendable {
    /// Connects, and asks the daemon who it is.
    case connect
    /// The pool without its accounts.
    case overview(provider: String?)
    case health
    /// When the daemon was started.
    case startTime
    /// So many accounts behind one.
    case page(provider: String?, after: String?, limit: Int)
    /// What has happened since an event; the last events without one.
    case events(after: Int64?)
    /// The credential of the account that stands behind another one.
    case credential(of: String, after: String?)
    case change(OperatorChange)
}

/// What became of a question.
package enum Answer: Sendable {
    case connected(version: String?, epoch: String?)
    case overview(PoolSummary)
    case health(isServing: Bool)
    case startTime(UnixTime?)
    case page(PoolSummary)
    case events(ScreenEventPage)
    case credential(CredentialNote?)
    case changed(cleared: Int64?)
    /// The page is larger than a frame.
    case tooLarge
    /// The daemon said no.
    case refused(CommandFault)
    /// The daemon does not know the question.
    case notTold
    /// Nobody answers.
    case lost(CommandFault)
}

/// What Accounts tells of an account's credential; never the secret.
package struct CredentialNote: Equatable, Sendable {
    let account, kind: String
    let source: String?
    /// Milliseconds until it expires.
    let expiresIn: Int64?
}
