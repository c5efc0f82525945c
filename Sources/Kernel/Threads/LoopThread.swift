/// A thread of its own on which an actor runs, or some that have much to say to each other, and
/// which waits for their descriptors when there is nothing to run.
///
/// One turn: wait until there is a job or a descriptor is ready, run the jobs that have come, then
/// let each actor do its input and output. The thread ends when neither this executor nor its
/// `guests` is left.
package final class LoopThread: SerialExecutor {
    /// What the thread waits for besides jobs.
    package struct Watch: Sendable {
        /// The descriptor's number; −1 for none.
        package var descriptor: Int32 = -1
        /// What the descriptor is to be ready for.
        package var interest: Readiness = []
        /// Whether it is expected to be at any moment, so that the thread had better not sleep.
        package var isAnswerDue = false
        /// When to come back whatever happens, as `Clock.sinceBoot` counts; `nil` is never.
        package var deadline: UInt64?

        /// Waits for nothing.
        package init() {}
    }

    /// Does an actor's input and output, given what its descriptor is ready for, and says what to
    /// wait for next; `nil` when the actor is gone.
    package typealias Turn = @Sendable (Readiness) -> Watch?

    /// For tasks that want to run on the same thread as the actors.
    package let guests: LoopGuests
    private let loop: Loop

    /// Starts the thread.
    package init() throws(Errno) {
        let loop = Loop(bell: try EventDescriptor())
        self.loop = loop
        guests = LoopGuests(LoopLife(loop))
        let serial = unsafe asUnownedSerialExecutor()
        let task = unsafe guests.asUnownedTaskExecutor()
        try Thread.start {
            unsafe loop.run(on: serial, guests: task)
        }
    }

    /// Has the thread do an actor's input and output from here on.
    package func join(_ turn: @escaping Turn) {
        loop.join(turn)
    }

    /// Makes the thread take a turn soon.
    package func wake() {
        loop.wake()
    }

    /// Runs a job on the thread, after those that came before.
    package func enqueue(_ job: consuming ExecutorJob) {
        loop.add(UnownedJob(job), isGuest: false)
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

/// Runs tasks on the thread of an actor: those that ask the actor often wake no other thread.
///
/// What blocks here blocks the actor.
package final class LoopGuests: TaskExecutor {
    private let life: LoopLife

    init(_ life: LoopLife) {
        self.life = life
    }

    /// Runs a job on the thread, after those that came before.
    package func enqueue(_ job: consuming ExecutorJob) {
        life.loop.add(UnownedJob(job), isGuest: true)
    }
}

/// Ends the thread when its last executor is gone.
final class LoopLife: Sendable {
    let loop: Loop

    init(_ loop: Loop) {
        self.loop = loop
    }

    deinit {
        loop.stop()
    }
}
