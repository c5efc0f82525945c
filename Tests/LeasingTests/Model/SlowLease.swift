import Leasing

/// A lease as the plain pool keeps it.
struct SlowLease {
    let account: String
    let incarnation: Int
    let uid: UInt32
    let wish: Wish
    let generation: Int
    let grantedAt: Instant
    var deadline: Instant
    var holder: HolderID?
    /// A number that grows with each holder the lease is given to.
    var heldSince: Int
    var state = Lease.State.active
    var isFailing = false
    var sequence = 0
    /// Its name and number, once the pool has told them.
    var id: Lease.ID?
    var fence: UInt64 = 0

    init(
        _ entry: SlowPool.Entry, _ wish: Wish, uid: UInt32, holder: HolderID, since: Int,
        now: Instant
    ) {
        account = entry.account.id
        incarnation = entry.incarnation
        self.uid = uid
        self.wish = wish
        generation = entry.account.generation
        grantedAt = now
        let usual: Interval = wish.isDetached ? .seconds(30) : .hours(1)
        deadline = now + min(wish.term ?? usual, .hours(1))
        self.holder = wish.isDetached ? nil : holder
        heldSince = since
    }

    /// Whether it tries out an account that is blocked: such a one ends the history.
    let isProbe = false

    var isLive: Bool {
        if case .ended = state { false } else { true }
    }

    /// When it ends by itself.
    var end: Instant {
        switch state {
        case .active: deadline
        case .orphaned(let until): min(until, deadline)
        case .ended(_, let at): at
        }
    }

    /// The slot that its name holds.
    var slot: UInt64 { (id?.low ?? 0) & 0xffff }
}
