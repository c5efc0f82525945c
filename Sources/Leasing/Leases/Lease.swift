/// The right to use one account until a deadline.
package struct Lease: Sendable {
    /// Its name: 112 bits of chance and, in the low 16, the slot it is kept in.
    ///
    /// The slot makes the look-up one array access; the chance makes the name unguessable.
    package struct ID: Hashable, Sendable {
        /// The upper 64 bits.
        package let high: UInt64
        /// The lower 64 bits, the slot among them.
        package let low: UInt64

        /// Puts a name together from its halves.
        package init(high: UInt64, low: UInt64) {
            self.high = high
            self.low = low
        }

        /// Names the lease in a slot with chance from the caller.
        init(chance: Chance, slot: Int) {
            high = chance.high
            low = chance.low & ~0xffff | UInt64(slot)
        }

        var slot: Int { Int(low & 0xffff) }
    }

    /// 128 random bits, drawn by whoever calls the pool.
    package struct Chance: Hashable, Sendable {
        /// One half of the bits.
        package let high: UInt64
        /// The other half.
        package let low: UInt64

        /// Pairs two random words.
        package init(high: UInt64, low: UInt64) {
            self.high = high
            self.low = low
        }
    }

    /// How a lease ended; it ends exactly once.
    package enum End: String, CaseIterable, Sendable {
        case released, expired, revoked
    }

    /// Where a lease stands.
    package enum State: Hashable, Sendable {
        /// Its holder is connected, or it needs none. To `orphaned` and `ended`.
        case active
        /// Its holder's last connection closed; it still holds its slot until the instant.
        /// To `active` when taken back, to `ended` when not.
        case orphaned(until: Instant)
        /// It holds nothing any more.
        case ended(End, at: Instant)
    }

    // In an order that leaves no gaps between the fields: the slab keeps 24,576 of them.

    /// Its name.
    package let id: ID
    /// Its number: higher than that of every lease granted before, over restarts too.
    package let fence: UInt64
    /// The account it lends.
    package let account: AccountIndex
    /// The model it was asked for.
    package let model: String?
    /// The name that its client had given its program; empty when it had said none.
    package let client: String
    /// The accounts that its request has tried before.
    let excluded: [String]
    /// Whose it is.
    package var holder: HolderID?
    /// Whether it lives without a connection.
    package let isDetached: Bool
    /// Whether this request already had its second try on the same account.
    package let isRepeat: Bool
    /// Whether usage counters skip it.
    package let isInternal: Bool
    /// Whether it tries out an account that is blocked.
    package let isProbe: Bool
    /// The uid it was granted to.
    package let uid: UInt32
    /// When it was granted.
    package let grantedAt: Instant
    /// When it ends unless renewed.
    package var deadline: Instant
    /// Which attempt of its request it serves, from 1.
    package let attempt: Int
    /// The number of the credential it was lent with.
    package let generation: Int
    /// The number of the last report that was taken.
    package var sequence = 0
    /// Where it stands.
    package var state: State = .active
    /// Whether its last report tells of a failure that is the account's.
    package var isFailing = false

    /// Whether it holds a slot of its account.
    package var isLive: Bool {
        if case .ended = state { false } else { true }
    }

    /// Ends it.
    mutating func retire(as end: End, at now: Instant) {
        state = .ended(end, at: now)
        holder = nil
    }

    /// When it ends by itself if nothing more happens.
    package var end: Instant {
        switch state {
        case .active: deadline
        case .orphaned(let until): min(until, deadline)
        case .ended(_, let at): at
        }
    }
}

/// The place of an account in the pool; it stays the same as long as the account has leases.
package struct AccountIndex: Hashable, Sendable {
    /// Counts from 0; used again when the account is gone.
    package let number: Int
    /// Tells the account from others that had or will have the number.
    let serial: UInt64
}
