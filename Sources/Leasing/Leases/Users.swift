/// What each uid has of the pool's bounded things, so that none takes them all.
///
/// The users of a host are few, so they stand in a row and are searched in order.
struct Users {
    private struct User {
        let uid: UInt32
        var leases = 0
        var waiters = 0
    }

    private var users: [User] = []

    /// Leases that live under a uid.
    func leases(of uid: UInt32) -> Int {
        users.first { $0.uid == uid }?.leases ?? 0
    }

    /// Selects that wait under a uid.
    func waiters(of uid: UInt32) -> Int {
        users.first { $0.uid == uid }?.waiters ?? 0
    }

    mutating func countLease(_ uid: UInt32, by change: Int) {
        users[place(of: uid)].leases += change
        forgetIfIdle(uid)
    }

    mutating func countWaiter(_ uid: UInt32, by change: Int) {
        users[place(of: uid)].waiters += change
        forgetIfIdle(uid)
    }

    private mutating func place(of uid: UInt32) -> Int {
        if let place = users.firstIndex(where: { $0.uid == uid }) { return place }
        users.append(User(uid: uid))
        return users.count - 1
    }

    /// Drops a user that has nothing, once there are enough users for the search to matter.
    private mutating func forgetIfIdle(_ uid: UInt32) {
        guard users.count > 16 else { return }
        users.removeAll { $0.uid == uid && $0.leases == 0 && $0.waiters == 0 }
    }
}
