import Glibc
import Synchronization

/// A thread of its own on which one actor runs, and which waits for the actor's descriptor when
/// there is nothing to run.
///
/// One turn: wait until there is a job or the descriptor is ready, run the jobs that have come,
/// then let the actor do its input and output. What is resumed on the way by a task that prefers
/// this executor runs in the next turn without another thread being woken. The thread ends with
/// the executor.
package final class LoopThread: SerialExecutor, TaskExecutor {
    /// What the thread waits for besides jobs.
    package struct Watch: Sendable {
        /// The descriptor's number; −1 for none.
        package var descriptor: Int32 = -1
        /// What the descriptor is to be ready for.
        package var interest: Readiness = []
        /// When to come back whatever happens, as `Clock.sinceBoot` counts; `nil` is never.
        package var deadline: UInt64?

        /// Waits for nothing.
        package init() {}
    }

    private let loop: Loop

    /// Makes the executor; jobs wait until `start`.
    package init() throws(Errno) {
        loop = Loop(bell: try EventDescriptor())
    }

    deinit {
        loop.stop()
    }

    /// Starts the thread, once.
    ///
    /// - Parameter turn: does the actor's input and output, given what its descriptor is ready for,
    ///   and says what to wait for next.
    package func start(turn: @escaping @Sendable (Readiness) -> Watch) throws(Errno) {
        let serial = unsafe asUnownedSerialExecutor()
        let task = unsafe asUnownedTaskExecutor()
        let loop = loop
        try Thread.start {
            unsafe loop.run(on: serial, preferring: task, turn)
        }
    }

    /// Makes the thread take a turn soon.
    package func wake() {
        loop.wake()
    }

    /// Runs a job on the thread, after those that came before.
    package func enqueue(_ job: consuming ExecutorJob) {
        loop.add(UnownedJob(job))
    }

    /// The reference that an actor gives away as its `unownedExecutor`; the actor owns this
    /// executor, so that the reference lives as long as what uses it.
    @safe
    package var unowned: UnownedSerialExecutor { unsafe asUnownedSerialExecutor() }

    /// Stops the program when the caller is not on the thread.
    package func checkIsolated() {
        guard loop.isOnThread else { fatalError("called outside of the actor's thread") }
    }

    /// Whether the caller is on the thread.
    package func isIsolatingCurrentContext() -> Bool? { loop.isOnThread }
}

/// What the thread and its executor share; the thread keeps it until it ends.
private final class Loop: Sendable {
    private struct Mailbox {
        var jobs: [UnownedJob] = []
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

    func add(_ job: UnownedJob) {
        ring { $0.jobs.append(job) }
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
        on serial: UnownedSerialExecutor, preferring task: UnownedTaskExecutor,
        _ turn: (Readiness) -> LoopThread.Watch
    ) {
        thread.store(pthread_self(), ordering: .relaxed)
        var jobs: [UnownedJob] = []
        var readiness: Readiness = []
        while true {
            let isStopped = mailbox.withLock { mailbox in
                swap(&jobs, &mailbox.jobs)
                mailbox.isDue = false
                return mailbox.isStopped
            }
            for job in jobs {
                unsafe job.runSynchronously(isolatedTo: serial, taskExecutor: task)
            }
            // What was enqueued before the end must still run: a task waits for it.
            if isStopped && jobs.isEmpty { return }
            jobs.removeAll(keepingCapacity: true)
            let watch = turn(readiness)
            readiness = fallsAsleep() ? wait(watch) : []
        }
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
