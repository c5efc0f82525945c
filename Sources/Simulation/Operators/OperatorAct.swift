package import Leasing

/// What an operator does to an account or a lease while the daemon runs.
package enum OperatorAct: Hashable, Sendable {
    /// An account is set otherwise than the inventory does.
    case set(account: String, AccountChange)
    /// What is held against an account, or one of its models, is dropped.
    case clear(account: String, model: String?)
    /// One lease is taken back, by its name.
    case revoke(lease: String)
    /// All leases of an account are taken back.
    case revokeAll(account: String)

    /// The method that is called.
    package var method: String {
        switch self {
        case .set: "SetAccount"
        case .clear: "ClearBlocks"
        case .revoke, .revokeAll: "RevokeLease"
        }
    }

    /// Its parameters, as a JSON text.
    package var parameters: String {
        switch self {
        case .set(let account, let change):
            Self.object([("account_id", Self.text(account))] + change.settings)
        case .clear(let account, let model):
            Self.object(
                [("account_id", Self.text(account))]
                    + (model.map { [("model", Self.text($0))] } ?? []))
        case .revoke(let lease): Self.object([("lease_id", Self.text(lease))])
        case .revokeAll(let account): Self.object([("account_id", Self.text(account))])
        }
    }

    private static func object(_ members: [(name: String, value: String)]) -> String {
        "{" + members.map { #""\#($0.name)":\#($0.value)"# }.joined(separator: ",") + "}"
    }

    /// The names of this world need no escaping.
    private static func text(_ name: String) -> String { #""\#(name)""# }
}
