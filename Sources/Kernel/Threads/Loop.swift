import Glibc
import Synchronization

/// What a thread and its executors share; the thread keeps it until it ends.
final class Loop: Sendable {
    private struct Entry {
        let job: UnownedJob
        let isGuest: Bool
    }

    private struct Mailbox {
        var jobs: [Entry] = []
        var isAwake = true
        var isStopped = false
        /// Whether somebody wants a turn.
        var isDue = false
    }

    private let mailbox = Mutex(Mailbox())
    private let bell: EventDescriptor
    private let thread = Atomic<UInt>(0)

    init(bell: consuming EventDescriptor) {
        self.bell = bell
    }

    var isOnThread: Bool { thread.load(ordering: .relaxed) == pthread_self() }

    func add(_ job: UnownedJob, isGuest: Bool) {
        ring { $0.jobs.append(Entry(job: job, isGuest: isGuest)) }
    }

    func wake() {
        ring { $0.isDue = true }
    }

    func stop() {
        ring { $0.isStopped = true }
    }

    /// A thread that is awake looks into its mailbox before it sleeps: only a sleeping one needs
    /// the bell.
    private func ring(_ change: (inout sending Mailbox) -> Void) {
        let sleeps = mailbox.withLock { mailbox in
            change(&mailbox)
            defer { mailbox.isAwake = true }
            return !mailbox.isAwake
        }
        // A bell can fail only when its descriptor is none, which its owner rules out.
        if sleeps { try? bell.ring() }
    }

    func run(
        on serial: UnownedSerialExecutor, guests task: UnownedTaskExecutor,
        _ turn: (Readiness) -> LoopThread.Watch
    ) {
        thread.store(pthread_self(), ordering: .relaxed)
        var jobs: [Entry] = []
        var readiness: Readiness = []
        var patience = Patience()
        while true {
            let isStopped = mailbox.withLock { mailbox in
                swap(&jobs, &mailbox.jobs)
                mailbox.isDue = false
                return mailbox.isStopped
            }
            for entry in jobs {
                if entry.isGuest {
                    unsafe entry.job.runSynchronously(on: task)
                } else {
                    unsafe entry.job.runSynchronously(on: serial)
                }
            }
            // What was enqueued before the end must still run: a task waits for it.
            if isStopped && jobs.isEmpty { return }
            jobs.removeAll(keepingCapacity: true)
            let watch = turn(readiness)
            readiness = look(watch, &patience)
            if readiness.isEmpty, fallsAsleep() { readiness = wait(watch) }
        }
    }

    /// Looks for an answer that is expected at any moment, until there is something to do.
    private func look(_ watch: LoopThread.Watch, _ patience: inout Patience) -> Readiness {
        guard watch.isAnswerDue, patience.allows() else { return [] }
        let end = Clock.sinceBoot + Patience.nanoseconds
        repeat {
            if hasMail { return [] }
            let readiness = ready(watch)
            guard readiness.isEmpty else {
                patience.note(found: true)
                return readiness
            }
            // Whoever answers may wait for this very core.
            sched_yield()
        } while Clock.sinceBoot < end
        patience.note(found: false)
        return []
    }

    private var hasMail: Bool {
        mailbox.withLock { !$0.jobs.isEmpty || $0.isDue || $0.isStopped }
    }

    private func ready(_ watch: LoopThread.Watch) -> Readiness {
        var entry = pollfd(
            fd: watch.descriptor, events: Int16(truncatingIfNeeded: watch.interest.rawValue),
            revents: 0)
        guard unsafe poll(&entry, 1, 0) > 0 else { return [] }
        return Readiness(rawValue: UInt32(UInt16(bitPattern: entry.revents)))
    }

    /// Whether there is nothing to do but wait.
    private func fallsAsleep() -> Bool {
        mailbox.withLock { mailbox in
            guard mailbox.jobs.isEmpty, !mailbox.isDue, !mailbox.isStopped else { return false }
            mailbox.isAwake = false
            return true
        }
    }

    private func wait(_ watch: LoopThread.Watch) -> Readiness {
        var entries: [2 of pollfd] = [
            pollfd(fd: bell.descriptor.number, events: Int16(POLLIN), revents: 0),
            pollfd(
                fd: watch.descriptor, events: Int16(truncatingIfNeeded: watch.interest.rawValue),
                revents: 0),
        ]
        let remaining = watch.deadline.map { $0 - min($0, Clock.sinceBoot) }
        let milliseconds = Descriptor.milliseconds(remaining)
        var span = entries.mutableSpan
        let count = unsafe span.withUnsafeMutableBufferPointer { buffer in
            unsafe poll(buffer.baseAddress, 2, milliseconds)
        }
        mailbox.withLock { $0.isAwake = true }
        guard count > 0 else { return [] }
        if entries[0].revents != 0 { _ = try? bell.answer() }
        return Readiness(rawValue: UInt32(UInt16(bitPattern: entries[1].revents)))
    }
}
