/// Every bound of the pool, with its reason.
///
/// What is wanted without a bound is refused by name rather than by running out of memory.
package enum Limits {
    /// Leases that live at once: eight for each of a thousand connections.
    package static let leases = 8192
    /// Leases of one uid: one user of the host cannot take the table from the others.
    package static let leasesPerUser = 2048
    /// Ended leases that are remembered, so that a late report or a second release finds its lease.
    package static let endedLeases = 16_384
    /// How long an ended lease is remembered: a stream's last report comes within a minute.
    package static let endedLeaseMemory = Interval.seconds(60)
    /// Selects that wait at once.
    package static let waiters = 1024
    /// Selects of one uid that wait at once.
    package static let waitersPerUser = 256
    /// Pauses of one account, and likewise its quota windows; the one that matters least makes
    /// room.
    package static let recordsPerAccount = 64
    /// Sessions whose accounts are remembered.
    package static let sessions = 16_384
    /// Sessions of one uid that are remembered.
    package static let sessionsPerUser = 4096
    /// How long a session that is not used is remembered.
    package static let sessionIdleTime = Interval.hours(1)
    /// How long a request holds out for its session's account that is merely busy.
    package static let sessionPatience = Interval.seconds(2)
    /// Model ids of one provider whose serving accounts are remembered.
    package static let knownModelsPerProvider = 256
    /// Different sets of accounts that serve some model of a provider and go round by themselves.
    package static let servingSetsPerProvider = 64

    /// The longest and the usual life of a lease that its connection keeps.
    package static let boundTerm = Interval.hours(1)
    /// The usual life of a lease without a connection; its client renews it.
    package static let detachedTerm = Interval.seconds(30)
    /// The shortest life that may be asked for.
    package static let shortestTerm = Interval.seconds(1)
    /// How long the leases of a departed holder keep their slots: a reconnect, not a restart.
    package static let orphanGrace = Interval.seconds(5)
    /// The same after the daemon's own restart: its clients back off before they come back.
    package static let restartGrace = Interval.seconds(15)
    /// How long a lease that ended badly still counts as in flight when accounts are ordered, so
    /// that an account that fails fast does not attract the traffic.
    package static let failureShadow = Interval.seconds(2)

    /// Attempts of one request, whatever the size of the pool.
    package static let attempts = 3
    /// The sliding time over which retries are budgeted.
    package static let budgetSpan = Interval.seconds(10)
    /// Retries that a provider is always granted within `budgetSpan`.
    package static let budgetFloor = 10
    /// One more retry for so many successes within `budgetSpan`.
    package static let successesPerRetry = 5
    /// A recovery farther away than this is not worth a `wait`.
    package static let longestWorthwhileWait = Interval.seconds(30)
    /// A block that lasts no longer is not tested.
    package static let longestUnprobedBlock = Interval.minutes(30)
    /// The least time after which a block with an end is tested.
    package static let firstProbe = Interval.minutes(15)
    /// The most tests of a block before its end.
    package static let probesPerBlock = 8
    /// The time after which a block without an end is tested, and the most between two tests.
    package static let firstUnendingProbe = Interval.hours(1)
    /// See above.
    package static let longestProbeWait = Interval.hours(24)
    /// An account that recovers from a limit that stood longer has an allowance at first.
    package static let longestFreeLimit = Interval.seconds(5)
    /// The time in which an allowance grows by one lease.
    package static let allowanceStep = Interval.milliseconds(250)
    /// What a transient failure costs the last account that could serve.
    package static let lastSurvivorPause = Interval.seconds(1)
    /// The pause after a first refused credential that nothing can refresh.
    package static let authenticationPause = Interval.seconds(30)
    /// The longest a refresh may take before its account counts as expired.
    package static let refreshPatience = Interval.seconds(30)
    /// A ladder's level is forgotten after at least so long without an offence.
    package static let levelMemory = Interval.minutes(30)
    /// A Cloudflare challenge's level is forgotten after this.
    package static let challengeMemory = Interval.hours(1)
    /// Cloudflare path blocks within `pathBlockSpan` that disable an account.
    package static let pathBlocksBeforeDisabling = 3
    /// How long a path block is remembered.
    package static let pathBlockSpan = Interval.hours(1)
    /// Credentials refused one after the other within `refusalSpan` that no refresh will mend.
    package static let refusalsBeforeRevocation = 3
    /// How long a refused credential is remembered.
    package static let refusalSpan = Interval.minutes(10)
    /// Two accounts throttled without a hint within so long: the host's way out is throttled.
    package static let egressSpan = Interval.seconds(5)
    /// The wait that is advised while the host's way out is throttled.
    package static let egressPause = Interval.seconds(2)
    /// The farthest a block may reach: a year and a leap day. What upstreams say beyond it is a
    /// mistake in units.
    package static let longestBlock = Interval.days(366)
}
