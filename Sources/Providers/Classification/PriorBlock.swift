import Leasing

/// The block that an account had before a case.
struct PriorBlock {
    /// When it ends, or has ended.
    var until: UnixTime?
    /// Whether only a person ends it.
    var isIndefinite = false
    /// The window that it is of.
    var window: String?
    /// Whether it is of the account or of a model; `nil` when the case does not say.
    var scope: String?
    /// How many steps of a ladder were taken.
    var level = 0

    /// Whether it holds.
    func holds(at now: UnixTime) -> Bool {
        isIndefinite || (until.map { $0 > now } ?? false)
    }

    /// Whether a success ends it: that of a model, but not that of the account, for the success
    /// may be of a request that was on its way before.
    var endsWithSuccess: Bool {
        scope == "model" || (scope == nil && window == nil)
    }

    /// The level that counts for the next step: it is forgotten after a quiet time.
    func level(of ladder: Block.Ladder, at now: UnixTime) -> Int {
        guard level > 0, let until else { return level }
        let memory: Interval =
            switch ladder {
            case .throttle: max(.minutes(30), ladder.step(level - 1) * 4)
            case .challenge: .hours(1)
            case .quota, .validation: .days(366)
            }
        return now - until > memory ? 0 : level
    }
}
