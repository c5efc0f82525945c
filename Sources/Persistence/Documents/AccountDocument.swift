import JSON
package import Leasing

/// What the journal keeps of one account: its memory, and whose credential it was learnt with.
package struct AccountDocument: Sendable {
    /// What is kept.
    package let memory: AccountMemory
    /// The fingerprint of the inventory's credential; another one says that somebody has logged in
    /// again.
    package let credential: String

    /// Puts a document together.
    package init(memory: AccountMemory, credential: String) {
        self.memory = memory
        self.credential = credential
    }

    /// The document as canonical JSON.
    ///
    /// - Parameter now: what the memory's instants are told by.
    package func encoded(now: Moment) -> [UInt8] {
        var writer = DocumentWriter(now)
        writer.write(self)
        return writer.take()
    }
}

/// Writes documents: the members of each object in the order of their names.
struct DocumentWriter: ~Copyable {
    private var json = JSONWriter()
    private let time: DocumentTime

    init(_ now: Moment) {
        time = DocumentTime(now)
    }

    consuming func take() -> [UInt8] { json.take() }

    mutating func write(_ document: AccountDocument) {
        let (memory, records) = (document.memory, document.memory.records)
        json.beginObject()
        list("allowances", memory.allowances) { $0.write($1.models, since: $1.since) }
        list("clearings", records.clearings) { $0.write($1) }
        list("cooldowns", records.cooldowns) { $0.write($1) }
        json.member("credential", document.credential)
        cause("disabled_by", records.disabledBy)
        json.member("failures", records.failures)
        json.member("generation", memory.generation)
        json.member("id", memory.id)
        cause("last_error", records.lastError)
        if let limits = memory.limits {
            list("limits", limits) { $0.write($1.models, since: $1.since) }
        }
        if let plan = records.loginProbes { probes("login_probes", plan) }
        list("path_blocks", records.pathBlocks) { $0.json.integer($0.time.written($1)) }
        json.member("provider", memory.provider)
        if case .refreshing(let until) = records.status {
            json.member("refreshing_until", time.written(until))
        }
        list("refusals", records.refusals) { $0.write($1) }
        change("replaced", memory.replaced)
        change("set", memory.set)
        json.member("status", records.status.name)
        cause("status_cause", records.statusCause)
        json.member("successes", records.successes)
        list("windows", records.windows) { $0.write($1) }
        json.endObject()
    }

    private mutating func list<Element>(
        _ name: String, _ elements: [Element], _ write: (inout DocumentWriter, Element) -> Void
    ) {
        guard !elements.isEmpty else { return }
        json.name(name)
        json.beginArray()
        for element in elements { write(&self, element) }
        json.endArray()
    }

    private mutating func write(_ pattern: ModelPattern?, since: Instant) {
        json.beginObject()
        models(pattern)
        json.member("since", time.written(since))
        json.endObject()
    }

    private mutating func write(_ clearing: Clearing) {
        json.beginObject()
        json.member("fence", clearing.fence)
        json.member("model", clearing.model)
        json.endObject()
    }

    private mutating func write(_ cooldown: Cooldown) {
        json.beginObject()
        cause("cause", cooldown.provenance)
        json.member("fence", cooldown.openedFence)
        json.member("level", cooldown.level)
        models(cooldown.models)
        json.member("opened", time.written(cooldown.openedAt))
        probes("probes", cooldown.probes)
        json.member("reason", cooldown.reason.rawValue)
        json.member("until", cooldown.until.map(time.written))
        json.endObject()
    }

    private mutating func write(_ refusal: CredentialRefusal) {
        json.beginObject()
        json.member("at", time.written(refusal.at))
        json.member("fence", refusal.fence)
        json.member("generation", refusal.generation)
        json.endObject()
    }

    private mutating func write(_ window: QuotaWindow) {
        json.beginObject()
        cause("cause", window.provenance)
        json.member("fence", window.limitFence)
        json.member("limit_reached", window.isLimitReached)
        models(window.models)
        json.member("name", window.name)
        probes("probes", window.probes)
        json.member("resets", window.resetsAt.map(time.written))
        json.member("source", window.source.rawValue)
        if let used = window.usedPercent {
            json.name("used_percent")
            json.number(used)
        }
        json.endObject()
    }

    /// One model by its name, whatever characters that has, or a pattern.
    private mutating func models(_ pattern: ModelPattern?) {
        guard let pattern else { return }
        json.member(pattern.isOneModel ? "model" : "models", pattern.text)
    }

    private mutating func cause(_ name: String, _ cause: Provenance?) {
        guard let cause else { return }
        json.name(name)
        json.beginObject()
        json.member("at", time.written(cause.at))
        json.member("lease", cause.lease.map { LeaseText.write($0) })
        json.member("rule", cause.rule)
        json.member("status", cause.status)
        json.member("uid", cause.uid)
        json.endObject()
    }

    private mutating func probes(_ name: String, _ plan: ProbePlan) {
        json.name(name)
        json.beginObject()
        json.member("count", plan.count)
        json.member("ends", plan.isEnding)
        json.member("first", plan.first.nanoseconds / 1000)
        if plan.next < .distantFuture { json.member("next", time.written(plan.next)) }
        json.member("since", time.written(plan.since))
        json.endObject()
    }

    private mutating func change(_ name: String, _ change: AccountChange) {
        guard !change.isEmpty else { return }
        json.name(name)
        json.beginObject()
        if let isDraining = change.isDraining { json.member("draining", isDraining) }
        if let isEnabled = change.isEnabled { json.member("enabled", isEnabled) }
        json.member("max_in_flight", change.maxInFlight)
        json.member("priority", change.priority)
        json.member("weight", change.weight)
        json.endObject()
    }
}

/// A lease's 128 bits in hexadecimal.
enum LeaseText {
    static func write(_ id: Lease.ID) -> String {
        [id.high, id.low].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    static func read(_ text: String) -> Lease.ID? {
        guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        return Lease.ID(high: high, low: low)
    }
}
