/// Decides whether a thread looks for an answer again and again before it sleeps.
///
/// To sleep and to be woken costs the thread and whoever wakes it some microseconds each: about as
/// much as a short request takes. Looking is worth it as long as answers come within a moment;
/// where they do not it is given up, and tried again now and then.
package struct Patience: Sendable {
    /// How long one look lasts at most, in nanoseconds.
    package static let nanoseconds: UInt64 = 50_000
    /// Looks in vain, beyond those that were worth it, after which it is given up.
    static let credit = 8
    /// Waits after which it is tried again.
    static let rest = 64

    private var credit = Self.credit
    private var rested = 0

    /// Begins with all its credit.
    package init() {}

    /// Whether to look before this wait.
    package mutating func allows() -> Bool {
        guard credit == 0 else { return true }
        rested += 1
        guard rested >= Self.rest else { return false }
        rested = 0
        return true
    }

    /// Takes in whether a look was worth it.
    package mutating func note(found: Bool) {
        credit = found ? min(credit + 1, Self.credit) : max(credit - 1, 0)
    }
}
