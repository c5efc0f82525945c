import Leasing

/// What the daemon has told of its pool.
struct KnownPool {
    /// Whether something is told by this daemon.
    enum Told<Value: Equatable>: Equatable {
        /// It has not been asked yet.
        case unknown
        /// It does not know the question.
        case notTold
        case told(Value)

        /// What was told, if anything was.
        var value: Value? {
            guard case .told(let value) = self else { return nil }
            return value
        }
    }

    var version: String?
    var epoch: String?
    /// Whether it takes requests.
    var isServing: Bool?
    var isKept = true
    /// Whether this is another life of the daemon than before, which is still to be told.
    var isRestarted = false
    /// When it was started.
    var startedAt = Told<UnixTime>.unknown
    var providers: [PoolSummary.Provider] = []
    /// When the providers were told.
    var providersAt: Instant?
    var register = AccountRegister()
    /// Whether every account has been told once.
    var isComplete = false
    var events = ScreenEvents()
    var tellsEvents = Told<Bool>.unknown
    var credential = Told<CredentialNote>.unknown

    /// How many accounts there are, in use or not.
    var total: Int64 { providers.reduce(0) { $0.addingClamped($1.total) } }
    var available: Int64 { providers.reduce(0) { $0.addingClamped($1.available) } }
    var inUse: Int64 { providers.reduce(0) { $0.addingClamped($1.inUse) } }
    var waiters: Int64 { providers.reduce(0) { $0.addingClamped($1.waiters) } }
}
