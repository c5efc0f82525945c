/// Something that has changed and that others must learn of: a log, a journal, an operator.
package enum Fact: Sendable {
    /// A quota window was exhausted or opened again by an answer.
    case window(QuotaWindow, account: String)
    /// A pause was opened or lengthened.
    case cooldown(Cooldown, account: String)
    /// A pause was ended before its time by a success.
    case cooldownCleared(Cooldown, account: String, Provenance)
    /// The credential's status changed.
    case status(RotationStatus, reason: Finding.Category, account: String, Provenance)
    /// The account was taken out of rotation by a rule.
    case disabled(account: String, Provenance)
    /// An operator set an account otherwise than before.
    case accountSet(account: String, AccountChange, Provenance)
    /// An operator dropped what was held against an account, or against one of its models: so many
    /// records.
    case blocksCleared(account: String, model: String?, Int, Provenance)
    /// An inventory was taken in place of the one before: so many accounts, and so many of them
    /// that came, went, or are described otherwise.
    case inventoryReloaded(accounts: Int, changed: Int, Provenance)
    /// An operator lets nothing more be lent.
    case draining(Provenance)
    /// An operator lets accounts be lent again.
    case resumed(Provenance)
    /// A lease ended in another way than by its release.
    case leaseEnded(Lease, Lease.End, account: String, Provenance)
}
