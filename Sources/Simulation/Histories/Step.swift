package import Leasing

/// One thing that is done to the world, a while after the one before.
///
/// What a step chooses follows from its own word and from how the world then stands, so that
/// leaving other steps out changes as little of it as can be.
package struct Step: Hashable, Sendable {
    /// What may be done: the calls of a client, then what goes wrong.
    package enum Kind: String, CaseIterable, Sendable {
        /// A client asks for an account.
        case select
        /// A client tells what its upstream answered.
        case report
        /// A client gives a lease back.
        case release
        /// A client asks for a lease to live longer.
        case renew
        /// A client sends a Select once more, with the key of one that it sent before.
        case repeated = "repeat"
        /// A client takes a Select back that waits.
        case cancel
        /// A client says which instance it is.
        case join
        /// A client asks how things stand.
        case ask
        /// A client sends many requests in one piece.
        case burst
        /// A client names a lease that is not its own, or not any more.
        case trespass
        /// A client opens one more connection.
        case connect

        /// A connection breaks off.
        case cut
        /// A client sends nothing more, but reads on.
        case halfClose
        /// A client stops to read for a while.
        case stall
        /// A client sends what is no request, or only a part of one.
        case garble
        /// A client's process dies.
        case die
        /// The operator changes the inventory.
        case reload
        /// The operator acts on an account or a lease.
        case operate
        /// A long time passes.
        case pass
        /// The daemon lends nothing more.
        case drain
        /// The disk takes nothing for a while.
        case spoil
        /// The daemon is killed, and another one started.
        case restart

        /// Whether it is something that goes wrong.
        package var isFault: Bool {
            switch self {
            case .select, .report, .release, .renew, .repeated, .cancel, .join, .ask, .burst,
                .trespass, .connect:
                false
            case .cut, .halfClose, .stall, .garble, .die, .reload, .operate, .pass, .drain, .spoil,
                .restart:
                true
            }
        }

        /// How often it is drawn, beside the others.
        var weight: Int {
            switch self {
            case .select: 30
            case .report: 26
            case .release: 12
            case .renew, .repeated, .ask: 5
            case .cancel, .join, .trespass, .connect: 4
            case .burst, .cut, .die, .reload, .operate, .stall, .halfClose, .garble: 3
            case .pass, .restart: 2
            case .spoil: 1
            case .drain: 0
            }
        }
    }

    /// What is done.
    package let kind: Kind
    /// Which client does it.
    package let client: Int
    /// How long after the step before.
    package let gap: Interval
    /// What its choices follow from.
    package let word: UInt64
}
