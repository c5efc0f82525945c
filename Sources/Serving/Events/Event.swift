import Leasing

/// Something that has happened to the pool or to the daemon, kept for those who ask why.
struct Event {
    /// What it was; the raw value is its name on the wire. A closed list.
    enum Kind: String, CaseIterable {
        /// An account's status is another.
        case accountStatusUpdate = "account_status_update"
        /// A quota window has nothing left.
        case windowExhausted = "window_exhausted"
        /// An answer has shown that a window has something left again.
        case windowOpened = "window_opened"
        /// A pause was opened or lengthened.
        case cooldownOpened = "cooldown_opened"
        /// A success has ended a pause before its time.
        case cooldownEnded = "cooldown_ended"
        /// A rule has taken an account out of rotation.
        case accountDisabled = "account_disabled"
        /// An operator has changed an account.
        case accountSet = "account_set"
        /// An operator has dropped what was held against an account.
        case blocksCleared = "blocks_cleared"
        /// A lease has ended in another way than by its release.
        case leaseEnded = "lease_ended"
        /// Selects were refused.
        case selectRefused = "select_refused"
        /// The inventory was read anew.
        case inventoryReloaded = "inventory_reloaded"
        /// Nothing more is lent.
        case draining
        /// Accounts are lent again.
        case resumed
    }

    let kind: Kind
    let at: UnixTime
    /// Its number; the ring gives it.
    var seq: UInt64 = 0
    var account: String?
    var provider: String?
    /// The model, or the pattern of models, that it is about.
    var model: String?
    /// How what it is about stands since.
    var status: String?
    var reason: String?
    var rule: String?
    var upstreamStatus: Int?
    var window: String?
    var lease: Lease.ID?
    /// The user whose lease or act it was.
    var uid: UInt32?
    /// How long what it opens lasts; `Interval.untilSomeoneActs` without an end.
    var blocked: Interval?
    /// How many like it this one stands for.
    var count: Int?

    init(_ kind: Kind, at: UnixTime) {
        self.kind = kind
        self.at = at
    }

    /// Whether somebody is to see it who asked for one provider alone; `nil` asks for all. What is
    /// about no provider is about each.
    func concerns(_ provider: String?) -> Bool {
        provider == nil || self.provider == nil || self.provider == provider
    }
}
