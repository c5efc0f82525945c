import JSON

/// What an operator does to an account from the screen.
package struct OperatorChange: Equatable, Sendable {
    /// The ways to change an account.
    package enum Kind: Sendable, CaseIterable {
        case enable, disable, drain, undrain, clear
    }

    /// What is done.
    package let kind: Kind
    /// The account's id.
    package let account: String

    /// Makes a change that has not been asked for yet.
    package init(kind: Kind, account: String) {
        self.kind = kind
        self.account = account
    }

    /// What is asked before it is done.
    package var question: String {
        switch kind {
        case .enable: "Enable \(account)?"
        case .disable: "Disable \(account)? Its leases end at once."
        case .drain: "Drain \(account)? Its leases go on, no new ones."
        case .undrain: "Lend \(account) again?"
        case .clear: "Clear what blocks \(account)?"
        }
    }

    /// What is said when it is done.
    var report: String {
        switch kind {
        case .enable: "\(account) is enabled"
        case .disable: "\(account) is disabled"
        case .drain: "\(account) takes no new leases"
        case .undrain: "\(account) takes leases again"
        case .clear: "\(account): its blocks are cleared"
        }
    }

    /// The method that does it.
    var method: String { kind == .clear ? "ClearBlocks" : "SetAccount" }

    /// The method's parameters.
    package var params: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("account_id")
        writer.string(account)
        switch kind {
        case .enable, .disable:
            writer.name("enabled")
            writer.boolean(kind == .enable)
        case .drain, .undrain:
            writer.name("draining")
            writer.boolean(kind == .drain)
        case .clear: break
        }
        writer.endObject()
        return writer.take()
    }
}
