package import Kernel

/// A closed loop of requests: what a server can do when it is never left idle.
package enum Load {
    /// Why a load came to no end of its own.
    package enum Fault: Error, Equatable, Sendable {
        /// A system call failed.
        case system(Errno)
        /// The server closed a connection.
        case closed
    }

    /// How long answers are awaited that are in flight at the end, in nanoseconds.
    private static let patience: UInt64 = 2_000_000_000
    private static let wait: UInt64 = 100_000_000

    /// Runs a plan against the server at an address.
    ///
    /// It ends when the time is over or the answers are enough. Leases that are held then are given
    /// back, so that the next load finds every slot free.
    ///
    /// - Parameter watchers: connections that are read meanwhile, and counted nowhere.
    package static func run(
        _ plan: LoadPlan, at address: UnixAddress, watchers: [WatchConnection] = []
    ) throws(Fault) -> Tally {
        do throws(Errno) {
            var epoll = try Epoll(eventsPerWait: 256)
            var connections: [LoadConnection] = []
            for _ in 0..<plan.connections {
                let connection = try LoadConnection(address, plan)
                try connection.watch(epoll, token: UInt64(connections.count))
                connections.append(connection)
            }
            for (number, watcher) in watchers.enumerated() {
                try watcher.watch(epoll, token: UInt64(connections.count + number))
            }
            var tally = Tally()
            let start = Clock.monotonic
            for connection in connections { try connection.start() }
            var isThere = true
            while isThere, tally.answers < plan.requests {
                tally.nanoseconds = Clock.monotonic - start
                if tally.nanoseconds >= plan.nanoseconds { break }
                isThere = try turn(
                    &epoll, connections, watchers, &tally, windsDown: false)
            }
            tally.nanoseconds = Clock.monotonic - start
            if isThere { isThere = try windDown(&epoll, connections, watchers, &tally) }
            guard isThere else { throw Errno.brokenPipe }
            return tally
        } catch {
            throw error == .brokenPipe || error == .connectionReset ? .closed : .system(error)
        }
    }

    /// One round over the connections that have answers; whether the server is still there.
    private static func turn(
        _ epoll: inout Epoll, _ connections: [LoadConnection], _ watchers: [WatchConnection],
        _ tally: inout Tally, windsDown: Bool
    ) throws(Errno) -> Bool {
        let count = try epoll.wait(atMost: wait)
        for index in 0..<count {
            let number = Int(epoll.event(at: index).token)
            let isThere =
                number < connections.count
                ? try connections[number].advance(&tally, windsDown: windsDown)
                : try watchers[number - connections.count].advance()
            guard isThere else { return false }
        }
        return true
    }

    /// Gives the leases back; only the errors of this count.
    private static func windDown(
        _ epoll: inout Epoll, _ connections: [LoadConnection], _ watchers: [WatchConnection],
        _ tally: inout Tally
    ) throws(Errno) -> Bool {
        var rest = Tally()
        let start = Clock.monotonic
        while connections.contains(where: { $0.inFlight > 0 }) {
            guard Clock.monotonic - start < patience else { break }
            guard try turn(&epoll, connections, watchers, &rest, windsDown: true) else {
                return false
            }
        }
        if tally.errors == 0 { tally.firstError = rest.firstError }
        tally.errors += rest.errors
        return true
    }
}
