/// Where an account's credential stands. It says nothing of limits.
package enum RotationStatus: Hashable, Sendable {
    /// The credential is used. To `refreshing`, `expired`, `suspended`.
    case active
    /// The upstream refused the credential and a new one is being fetched until the instant.
    /// To `active` by the answer, to `expired` by a failure or the instant.
    case refreshing(until: Instant)
    /// The credential is dead. To `active` by a new credential or an operator.
    case expired
    /// The account is banned. To `active` by a new credential or an operator.
    case suspended

    /// The status' name on the wire.
    package var name: String {
        switch self {
        case .active: "active"
        case .refreshing: "refreshing"
        case .expired: "expired"
        case .suspended: "suspended"
        }
    }
}
