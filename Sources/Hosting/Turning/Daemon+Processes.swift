import Kernel
import Leasing
import Serving

extension Daemon {
    /// Waits for the death of a process that left leases behind.
    ///
    /// A killed process' sockets close before its handle fires, so that asking once would be too
    /// early. After the grace the leases have ended by themselves and nobody asks any more.
    func watch(_ process: consuming Descriptor, of holder: HolderID, now: Instant) {
        let number = nextWatch
        nextWatch += 1
        let watch = ProcessWatch(process)
        do throws(Errno) {
            try epoll.add(watch.process, token: Token.process(number).word, for: .read)
        } catch {
            return log.write(.debug, "cannot watch a process: \(error.description)")
        }
        watches[number] = watch
        watchedHolders[number] = holder
        watchEnds.append((now + Limits.orphanGrace, number))
    }

    func processEnded(_ number: UInt64, now: Moment) {
        guard let holder = watchedHolders[number] else { return }
        forgetWatch(number)
        service.processEnded(of: holder, now: now)
    }

    /// Lets go of the handles whose leases have ended without them.
    func forgetWatches(now: Instant) {
        guard let first = watchEnds.first, first.end <= now else { return }
        let ended = watchEnds.prefix { $0.end <= now }
        for (_, number) in ended { forgetWatch(number) }
        watchEnds.removeFirst(ended.count)
    }

    private func forgetWatch(_ number: UInt64) {
        watchedHolders[number] = nil
        guard let watch = watches.removeValue(forKey: number) else { return }
        try? epoll.remove(watch.process)
    }
}
