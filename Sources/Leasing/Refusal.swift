/// Why the pool does not do what it was asked. Nothing has changed when one is thrown.
package enum Refusal: Error, Hashable, Sendable {
    /// No account has this provider.
    case unknownProvider
    /// No account of the provider serves this model.
    case unknownModel
    /// No account of the provider has this id.
    case unknownAccount
    /// Nothing can be lent: how many accounts stand in which state, how long until one of them
    /// changes by itself, and how long the request has waited.
    case noEligibleAccount(BlockedCounts, retryAfter: Interval?, waited: Interval)
    /// Too many Selects wait, in all or for this uid.
    case queueFull
    /// Too many leases live, in all or for this uid.
    case tooManyLeases
    /// The request's own time ran out while it waited.
    case deadline
    /// The pool lends nothing more before the daemon ends.
    case draining
    /// No such lease, or another uid's.
    case leaseUnknown
    /// The lease has ended.
    case leaseEnded(Lease.End)
    /// The lease has lived as long as any may.
    case longestTermReached
}
