/// What holds after every step, whatever has happened.
package enum Invariant: String, CaseIterable, Sendable {
    case capHolds = "cap-holds"
    case oneHolder = "one-holder"
    case endsOnce = "ends-once"
    case inFlight = "leases-are-in-flight"
    case fencesIncrease = "fences-increase"
    case punctual = "nothing-is-late"
    case countsAddUp = "counts-add-up"
    case noIdleAccount = "nobody-waits-while-an-account-is-available"
    case hopeIsKept = "nobody-is-refused-while-there-is-hope"
    case oneProbe = "an-account-has-one-probe-at-a-time"
    case blockedIsNotLent = "what-is-blocked-is-not-lent"
    case attemptsHold = "attempts-hold"
    case budgetHolds = "budget-holds"
    case noRetryAfterFirstByte = "no-retry-after-the-first-byte"
    case answeredOnce = "answered-exactly-once"
    case canonical = "every-frame-is-canonical"
    case keyLeasesOnce = "a-key-leases-once"
    case stateFollows = "a-state-follows-from-its-records"
    case blocksStand = "late-news-shortens-no-block"
    case burstIsOneStep = "a-burst-is-one-step"
    case holderIsTold = "a-holder-is-told"
    case credentialIsNamed = "a-generation-names-one-credential"
    case endIsDeserved = "a-connection-ends-for-a-reason"
    case refusalIsTrue = "a-refusal-is-true"
    case recoveryIsGentle = "a-recovered-account-is-lent-in-steps"
    case refusalSaysWhen = "a-refusal-says-when-to-come-again"
    case explained = "what-is-explained-is-what-happens"
    case memoryHolds = "what-is-kept-is-what-is-known"
    case operatorIsObeyed = "what-an-operator-says-is-done"
    case termsHold = "a-lease-lives-as-long-as-it-was-granted"
}

/// That an invariant did not hold.
package struct Breach: Hashable, Sendable {
    /// Which one.
    package let invariant: Invariant
    /// What was seen.
    package let what: String
}
