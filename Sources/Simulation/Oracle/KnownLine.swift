import Leasing

/// A connection as the daemon must see it.
struct KnownLine {
    let uid: UInt32
    var holder: Int
    /// The instance whose it is once all that has arrived is decided.
    var nextInstance: String?
    /// Whether it has been told that it ends.
    var isEnding = false
    var isGone = false
    /// What was asked and not answered, in the order in which it arrived.
    var open: [OpenCall] = []
    /// Frames that expect an answer without an id.
    var unnamed = 0
    /// Calls that were taken back.
    var cancelled: [Int] = []
    /// What was sent that is no request.
    var garbage: [Call.Garbage] = []
    /// Whether a frame has begun and not ended.
    var isInsideFrame = false
    /// Since when, while the daemon reads on.
    var partialSince: Instant?

    /// Whether its calls are answered.
    var isOpen: Bool { !isEnding && !isGone }
}

/// A request that has arrived and is not answered.
struct OpenCall {
    let call: Call
    let arrivedAt: Instant
    /// Since when it waits.
    var since: Instant
    /// When it is answered at the latest.
    var deadline: Instant
    /// Whether it is known to have been decided: not held up behind unread answers.
    var isDecided = false
    /// Whether it is known when it was.
    var isCertain = true
    /// The name of its key among all keys.
    let key: String?
    /// Whether it waits for another's settlement.
    var isFollower = false

    /// What is asked, when it is a Select.
    var wish: SelectWish? {
        if case .select(let wish) = call.content { wish } else { nil }
    }
}
