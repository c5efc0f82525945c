package import JSON
package import Leasing

/// Why a document cannot be read. It names members alone: what they hold may be secret.
package enum DocumentFault: Error, Equatable, Sendable {
    /// The text is no JSON.
    case notJSON(JSONFault)
    /// A member is missing or of another kind.
    case member(String)
}

extension AccountDocument {
    /// Reads a document.
    ///
    /// A member of a name that is not known is passed over: a later version has written it.
    ///
    /// - Parameter now: what its times are told by. What ends, ends when it was said to, and no
    ///   longer from now than it was from the time at which it was set.
    package init(_ bytes: [UInt8], now: Moment) throws(DocumentFault) {
        let value: JSONValue
        do throws(JSONFault) {
            value = try JSONValue.parse(bytes)
        } catch {
            throw .notJSON(error)
        }
        self = try DocumentReader(time: DocumentTime(now)).document(value)
    }
}

private struct DocumentReader {
    let time: DocumentTime

    func document(_ value: JSONValue) throws(DocumentFault) -> AccountDocument {
        var records = AccountRecords()
        records.clearings = try list("clearings", in: value, clearing)
        records.cooldowns = try list("cooldowns", in: value, cooldown)
        records.disabledBy = try optional("disabled_by", in: value, cause)
        records.failures = try integer("failures", in: value)
        records.lastError = try optional("last_error", in: value, cause)
        records.loginProbes = try optional("login_probes", in: value, probes)
        records.pathBlocks = try list("path_blocks", in: value) {
            (value) throws(DocumentFault) in
            guard let at = value.integer else { throw .member("path_blocks") }
            return time.past(at)
        }
        records.refusals = try list("refusals", in: value, refusal)
        records.statusCause = try optional("status_cause", in: value, cause)
        records.status = try status(value)
        records.successes = try integer("successes", in: value)
        records.windows = try list("windows", in: value, window)
        let memory = AccountMemory(
            id: try text("id", in: value), provider: try text("provider", in: value),
            generation: try integer("generation", in: value), records: records,
            set: try optional("set", in: value, change) ?? AccountChange(),
            replaced: try optional("replaced", in: value, change) ?? AccountChange(),
            limits: try limits(value),
            allowances: try list("allowances", in: value) { (value) throws(DocumentFault) in
                Allowance(models: models(value), since: try since(value), inFlight: 0)
            })
        return AccountDocument(memory: memory, credential: try text("credential", in: value))
    }

    /// The limits that stand; `nil` when the document is of a version that did not keep them, and
    /// says so by having none though something is held against the account.
    private func limits(_ value: JSONValue) throws(DocumentFault) -> [StandingLimit]? {
        guard value["limits"] != nil else { return nil }
        return try list("limits", in: value) { (value) throws(DocumentFault) in
            StandingLimit(models: models(value), since: try since(value))
        }
    }

    private func since(_ value: JSONValue) throws(DocumentFault) -> Instant {
        time.past(try integer("since", in: value))
    }

    private func status(_ value: JSONValue) throws(DocumentFault) -> RotationStatus {
        switch value["status"]?.string {
        case "active": return .active
        case "expired": return .expired
        case "suspended": return .suspended
        case "refreshing":
            let set = value["status_cause"]?["at"]?.integer ?? 0
            return .refreshing(
                until: time.end(try integer("refreshing_until", in: value), setAt: set))
        case _: throw .member("status")
        }
    }

    private func clearing(_ value: JSONValue) throws(DocumentFault) -> Clearing {
        Clearing(model: value["model"]?.string, fence: try integer("fence", in: value))
    }

    private func refusal(_ value: JSONValue) throws(DocumentFault) -> CredentialRefusal {
        CredentialRefusal(
            generation: try integer("generation", in: value),
            at: time.past(try integer("at", in: value)), fence: try integer("fence", in: value))
    }

    private func cooldown(_ value: JSONValue) throws(DocumentFault) -> Cooldown {
        guard let reason = Finding.Category(rawValue: try text("reason", in: value)) else {
            throw .member("reason")
        }
        let opened: Int64 = try integer("opened", in: value)
        return Cooldown(
            models: models(value), reason: reason,
            until: value["until"]?.integer.map { time.end($0, setAt: opened) },
            level: try integer("level", in: value), openedAt: time.past(opened),
            openedFence: try integer("fence", in: value),
            probes: try required("probes", in: value, probes),
            provenance: try required("cause", in: value, cause))
    }

    private func window(_ value: JSONValue) throws(DocumentFault) -> QuotaWindow {
        guard let source = WindowReading.Source(rawValue: try text("source", in: value)) else {
            throw .member("source")
        }
        guard let isLimitReached = value["limit_reached"]?.boolean else {
            throw .member("limit_reached")
        }
        let set = value["cause"]?["at"]?.integer ?? 0
        return QuotaWindow(
            name: try text("name", in: value), models: models(value),
            usedPercent: value["used_percent"]?.double, isLimitReached: isLimitReached,
            resetsAt: value["resets"]?.integer.map { time.end($0, setAt: set) }, source: source,
            provenance: try required("cause", in: value, cause),
            limitFence: try integer("fence", in: value),
            probes: try required("probes", in: value, probes))
    }

    private func models(_ value: JSONValue) -> ModelPattern? {
        if let model = value["model"]?.string { return .exactly(model) }
        return value["models"]?.string.map { ModelPattern($0) }
    }

    private func cause(_ value: JSONValue) throws(DocumentFault) -> Provenance {
        Provenance(
            rule: try text("rule", in: value),
            status: value["status"]?.integer.flatMap { Int(exactly: $0) },
            lease: value["lease"]?.string.flatMap(LeaseText.read),
            uid: value["uid"]?.integer.flatMap { UInt32(exactly: $0) },
            at: time.past(try integer("at", in: value)))
    }

    private func probes(_ value: JSONValue) throws(DocumentFault) -> ProbePlan {
        guard let isEnding = value["ends"]?.boolean else { throw .member("ends") }
        let (since, first): (Int64, Int64) = (
            try integer("since", in: value), try integer("first", in: value)
        )
        guard first >= 0, first < Int64.max / 1000 else { throw .member("first") }
        return ProbePlan(
            since: time.past(since),
            next: value["next"]?.integer.map { time.end($0, setAt: since) } ?? .distantFuture,
            count: try integer("count", in: value), first: Interval(nanoseconds: first * 1000),
            isEnding: isEnding)
    }

    private func change(_ value: JSONValue) throws(DocumentFault) -> AccountChange {
        AccountChange(
            isEnabled: value["enabled"]?.boolean, isDraining: value["draining"]?.boolean,
            maxInFlight: value["max_in_flight"]?.integer.flatMap { Int(exactly: $0) },
            priority: value["priority"]?.integer.flatMap { Int(exactly: $0) },
            weight: value["weight"]?.integer.flatMap { Int(exactly: $0) })
    }

    private func text(_ name: String, in value: JSONValue) throws(DocumentFault) -> String {
        guard let text = value[name]?.string else { throw .member(name) }
        return text
    }

    private func integer<Number: BinaryInteger>(
        _ name: String, in value: JSONValue
    ) throws(DocumentFault) -> Number {
        guard let integer = value[name]?.integer, let number = Number(exactly: integer) else {
            throw .member(name)
        }
        return number
    }

    private func required<Part>(
        _ name: String, in value: JSONValue, _ read: (JSONValue) throws(DocumentFault) -> Part
    ) throws(DocumentFault) -> Part {
        guard let part = value[name] else { throw .member(name) }
        return try read(part)
    }

    private func optional<Part>(
        _ name: String, in value: JSONValue, _ read: (JSONValue) throws(DocumentFault) -> Part
    ) throws(DocumentFault) -> Part? {
        guard let part = value[name] else { return nil }
        return try read(part)
    }

    private func list<Part>(
        _ name: String, in value: JSONValue, _ read: (JSONValue) throws(DocumentFault) -> Part
    ) throws(DocumentFault) -> [Part] {
        guard let list = value[name] else { return [] }
        guard let elements = list.array else { throw .member(name) }
        var parts: [Part] = []
        for element in elements { parts.append(try read(element)) }
        return parts
    }
}
