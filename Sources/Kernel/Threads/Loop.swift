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
        var joining: [LoopThread.Turn] = []
        var isAwake = true
        var isStopped = false
        /// Whether somebody wants a turn.
        var isDue = false

        var hasWork: Bool { !jobs.isEmpty || !joining.isEmpty || isDue || isStopped }
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

    func join(_ turn: @escaping LoopThread.Turn) {
        ring { $0.joining.append(turn) }
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

    func run(on serial: UnownedSerialExecutor, guests task: UnownedTaskExecutor) {
        thread.store(pthread_self(), ordering: .relaxed)
        var jobs: [Entry] = []
        var parties = LoopParties(bell: bell.descriptor.number)
        var patience = Patience()
        while true {
            let isStopped = mailbox.withLock { mailbox in
                swap(&jobs, &mailbox.jobs)
                parties.join(&mailbox.joining)
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
            parties.takeTurns()
            guard !look(&parties, &patience), fallsAsleep() else { continue }
            let hasRung = parties.wait(atMost: parties.remaining)
            mailbox.withLock { $0.isAwake = true }
            if hasRung { _ = try? bell.answer() }
        }
    }

    /// Looks for an answer that is expected at any moment, until there is something to do; false
    /// when there is not.
    private func look(_ parties: inout LoopParties, _ patience: inout Patience) -> Bool {
        guard parties.isAnswerDue, patience.allows() else { return false }
        let end = Clock.sinceBoot + Patience.nanoseconds
        repeat {
            if hasMail { return true }
            parties.wait(atMost: 0)
            guard !parties.isReady else {
                patience.note(found: true)
                return true
            }
            // Whoever answers may wait for this very core.
            sched_yield()
        } while Clock.sinceBoot < end
        patience.note(found: false)
        return false
    }

    private var hasMail: Bool { mailbox.withLock { $0.hasWork } }

    /// Whether there is nothing to do but wait.
    private func fallsAsleep() -> Bool {
        mailbox.withLock { mailbox in
            guard !mailbox.hasWork else { return false }
            mailbox.isAwake = false
            return true
        }
    }
}
