import Leasing
import Wire

/// What is to be asked next, and when again.
///
/// At each beat the daemon is asked how its pool stands, which is a short answer however many
/// accounts there are, and the accounts are read only when that says that something has changed.
struct ReadingPlan {
    /// A page that is on its way.
    struct Page: Equatable {
        let after: String?
        /// Whether the rest of the accounts is asked for behind it.
        let continues: Bool
    }

    /// What the operator has said yes to.
    var changes: [OperatorChange] = []
    /// What is left to ask in this beat, in order.
    var agenda: [Inquiry] = []
    /// The question that is on its way.
    private(set) var asked: Inquiry?
    var page: Page?
    /// When the next beat begins.
    var nextBeat = Instant(nanoseconds: 0)
    /// Accounts a page; fewer when so many are larger than a frame.
    var pageLimit = WireLimits.usualPage

    /// The pool's revision at the last reading of all accounts, and at that of a part of them.
    var revision: Int64?
    var partRevision: Int64?
    /// The row at which the part begins.
    var partRow = 0
    private var fullReadSince: Instant?
    /// When all may be read again: reading takes a tenth of the time at most.
    private(set) var nextFullRead = Instant(nanoseconds: 0)
    private var beatsSinceFullRead = 0

    /// All is read that often, in beats, though nothing is said to have changed.
    private static let mostBeats = 30

    /// The next question, if there is one and none is on its way.
    mutating func next() -> Inquiry? {
        guard asked == nil else { return nil }
        if !changes.isEmpty {
            asked = .change(changes.removeFirst())
        } else if !agenda.isEmpty {
            asked = agenda.removeFirst()
        }
        return asked
    }

    /// Takes in that the question was answered.
    mutating func settle() {
        asked = nil
    }

    /// Forgets what was to be asked of a daemon that is gone.
    mutating func reset() {
        (changes, agenda, asked, page) = ([], [], nil, nil)
        (revision, partRevision, fullReadSince) = (nil, nil, nil)
    }

    /// Counts a beat, and says whether all is to be read for its age alone.
    mutating func isOld() -> Bool {
        beatsSinceFullRead += 1
        return beatsSinceFullRead > Self.mostBeats
    }

    /// Takes in that all accounts are about to be read.
    mutating func beginFullRead(now: Instant) {
        fullReadSince = now
        beatsSinceFullRead = 0
        page = Page(after: nil, continues: true)
    }

    /// Takes in that they have been.
    mutating func endFullRead(now: Instant) {
        guard let since = fullReadSince.take() else { return }
        nextFullRead = now + (now - since) * 9
    }
}
