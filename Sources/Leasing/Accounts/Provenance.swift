/// Why a record is there: what an operator asks first.
package struct Provenance: Hashable, Sendable {
    /// The rule that matched.
    package var rule: String
    /// The upstream's status, when it answered with one.
    package var status: Int?
    /// The lease whose report it was; `nil` when no lease was.
    package var lease: Lease.ID?
    /// The user whose act it was: the lease's holder, or an operator; `nil` when it was nobody's.
    package var uid: UInt32?
    /// When it was learnt.
    package var at: Instant

    /// Names a cause.
    package init(
        rule: String, status: Int? = nil, lease: Lease.ID? = nil, uid: UInt32? = nil, at: Instant
    ) {
        self.rule = rule
        self.status = status
        self.lease = lease
        self.uid = uid
        self.at = at
    }
}
