package import Serving

/// What an event of the kernel's is about, packed into the word that the kernel gives back.
package enum Token: Equatable {
    /// A listener that somebody waits at, by its place in the list.
    case listener(Int)
    /// The signals.
    case signals
    /// A connection.
    case peer(PeerID)
    /// A process whose leases wait for it.
    case process(UInt64)

    private static let shift: UInt64 = 56
    private static let mask: UInt64 = 1 << shift - 1

    /// The word.
    package var word: UInt64 {
        switch self {
        case .peer(let id): id.token
        case .listener(let number): 1 << Self.shift | UInt64(number)
        case .signals: 2 << Self.shift
        case .process(let number): 3 << Self.shift | number
        }
    }

    /// What a word stands for.
    package init(word: UInt64) {
        switch word >> Self.shift {
        case 0: self = .peer(PeerID(token: word))
        case 1: self = .listener(Int(word & Self.mask))
        case 2: self = .signals
        default: self = .process(word & Self.mask)
        }
    }
}
