import AccountClient
package import Leasing

extension PoolScreen {
    /// The next question for the daemon; `nil` while one is on its way or none is due, and when
    /// there was no daemon to begin with.
    package mutating func nextInquiry(now: Instant) -> Inquiry? {
        guard failure == nil else { return nil }
        switch link {
        case .connecting, .lost:
            guard now >= nextWake else { return nil }
            reading.agenda = [.connect]
        case .connected:
            if reading.asked == nil, reading.agenda.isEmpty, now >= reading.nextBeat {
                beginBeat(now: now)
            }
        }
        return reading.next()
    }

    /// When to ask for the next question again though nothing was answered.
    package var nextWake: Instant {
        guard reading.asked == nil else { return .distantFuture }
        return switch link {
        case .connecting: Instant(nanoseconds: 0)
        case .connected: reading.nextBeat
        case .lost(_, _, let retryAt): retryAt
        }
    }

    private mutating func beginBeat(now: Instant) {
        reading.nextBeat = now + interval
        reading.agenda = [.overview(provider: provider), .health]
        if known.tellsEvents != .notTold {
            reading.agenda.append(.events(after: known.events.last))
        }
        if known.startedAt == .unknown { reading.agenda.append(.startTime) }
        if let expanded, known.credential.value?.account != expanded,
            known.credential != .notTold
        {
            let before = known.register.predecessor(of: expanded)
            reading.agenda.append(.credential(of: expanded, after: before))
        }
    }

    /// Takes in what became of the question that was on its way.
    package mutating func take(_ answer: Answer, now: Instant) {
        let asked = reading.asked
        reading.settle()
        switch answer {
        case .connected(let version, let epoch): connected(version, epoch: epoch, now: now)
        case .overview(let summary): take(overview: summary, now: now)
        case .health(let isServing): known.isServing = isServing
        case .startTime(let time): known.startedAt = time.map { .told($0) } ?? .notTold
        case .page(let summary): take(page: summary, now: now)
        case .events(let page): take(page)
        case .credential(let note): known.credential = note.map { .told($0) } ?? .unknown
        case .changed(let cleared): changed(asked, cleared: cleared, now: now)
        case .tooLarge: askForLess()
        case .refused(let fault): refused(fault, asked: asked, now: now)
        case .notTold: notTold(asked)
        case .lost(let fault): lost(fault, asked: asked, now: now)
        }
    }

    private mutating func connected(_ version: String?, epoch: String?, now: Instant) {
        if known.epoch != epoch {
            known.isRestarted = known.epoch != nil
            known.events.restart()
            known.startedAt = .unknown
            known.tellsEvents = .unknown
            known.credential = .unknown
        }
        known.version = version
        known.epoch = epoch
        link = .connected
        reading.nextBeat = now
        if notice?.text == Self.awayNotice { notice = nil }
    }

    private mutating func take(_ page: ScreenEventPage) {
        let before = known.events.last
        known.events.append(page)
        known.tellsEvents = .told(true)
        // The rest of what has happened since; at the first answer what is older is not asked for.
        if before != nil, let last = page.events.last?.sequence, last < page.last {
            reading.agenda.append(.events(after: last))
        }
    }

    private mutating func changed(_ asked: Inquiry?, cleared: Int64?, now: Instant) {
        guard case .change(let change) = asked else { return }
        say(cleared == 0 ? "nothing blocked \(change.account)" : change.report, now: now)
        // What was changed is to be seen at once.
        (reading.revision, reading.partRevision) = (nil, nil)
        if reading.agenda.isEmpty { reading.nextBeat = now }
    }

    /// Without a first overview, as of a provider that there is not, there is nothing to be seen.
    private mutating func refused(_ fault: CommandFault, asked: Inquiry?, now: Instant) {
        if case .overview = asked, known.providersAt == nil { return failure = fault }
        say(VisibleText.of(fault.message ?? ""), isBad: true, now: now)
    }

    private mutating func notTold(_ asked: Inquiry?) {
        switch asked {
        case .events: known.tellsEvents = .notTold
        case .startTime: known.startedAt = .notTold
        case .credential: known.credential = .notTold
        case .connect, .overview, .health, .page, .change, nil: break
        }
    }

    private mutating func lost(_ fault: CommandFault, asked: Inquiry?, now: Instant) {
        if case .change(let change) = asked {
            say("whether \(change.account) was changed is not known", isBad: true, now: now)
        }
        reading.reset()
        known.isServing = nil
        switch link {
        case .connecting: failure = fault
        case .connected:
            link = .lost(
                since: now, reason: fault.message ?? "", retryAt: now + .milliseconds(250))
        case .lost(let since, _, _):
            // A daemon that is started again is back within a second; one that is gone is asked
            // for as often as a person would look.
            let waited = (now - since) / 2
            let pause = min(max(waited, .milliseconds(250)), .seconds(2))
            link = .lost(since: since, reason: fault.message ?? "", retryAt: now + pause)
        }
    }
}
