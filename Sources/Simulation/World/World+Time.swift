import Leasing
import Serving

extension World {
    /// What may come next.
    private enum Event {
        case deadline
        case arrival(Int)
        case reading(Int)
        case death(Int)
    }

    /// Lets time pass up to an instant, with all that happens until then.
    mutating func run(until end: Instant) {
        while oracle.breaches.isEmpty, let (due, event) = nextEvent, due <= end {
            now = max(now, due)
            switch event {
            case .deadline: advance()
            case .arrival(let line): arrive(line)
            case .reading(let line): read(line)
            case .death(let place): endProcess(place)
            }
        }
        now = max(now, end)
    }

    private var nextEvent: (Instant, Event)? {
        var next: (due: Instant, event: Event)?
        func offer(_ due: Instant?, _ event: Event) {
            guard let due, due < next?.due ?? .distantFuture else { return }
            next = (due, event)
        }
        // A turn reads before it does what is due: frames that were left over come after news.
        if let deadline = service.nextDeadline, deadline > .zero { offer(deadline, .deadline) }
        for line in lines.indices where !lines[line].isClosed || lines[line].nextReading != nil {
            let isWanted = lines[line].isWatched && service.standing(of: peers[line]).wantsInput
            offer(lines[line].nextArrival(isWanted: isWanted), .arrival(line))
            offer(lines[line].nextReading, .reading(line))
        }
        for place in deaths.indices { offer(deaths[place].due, .death(place)) }
        if service.nextDeadline == .zero, next.map({ $0.due > now }) ?? true {
            return (now, .deadline)
        }
        return next
    }

    private mutating func advance() {
        let moment = moment
        turn("advance") { (service, _) in service.advance(to: moment) }
    }

    private mutating func arrive(_ line: Int) {
        let (bytes, calls, end) = lines[line].takeArrival(now: now)
        let (peer, moment) = (peers[line], moment)
        history.mix(bytes[...])
        guard end != nil || !bytes.isEmpty else { return }
        guard let end else {
            let foresight = foresight(of: calls, on: line)
            return turn(
                "\(line) > \(bytes.count) bytes: \(calls)", by: line, arrived: calls,
                foreseen: foresight
            ) { (service, _) in service.receive(bytes, from: peer, now: moment) }
        }
        lines[line].hasInput = false
        turn("\(line) > end", by: line) { (service, _) in service.finishInput(from: peer) }
        if case .whole = end { close(line) }
    }

    /// Asks what a Select that is about to arrive will get, where nothing can come between.
    /// Sessions are their user's, and a key may stand for a lease.
    private mutating func foresight(of calls: [Call], on line: Int) -> Foresight? {
        guard calls.count == 1, let wish = calls[0].selectWish, wish.session == nil,
            wish.key == nil, wish.retryOf == nil, !isDraining, service.nextDeadline != .zero
        else { return nil }
        return ask("Explain", wish.text).map {
            Foresight(call: calls[0], line: line, answer: $0)
        }
    }

    private mutating func read(_ line: Int) {
        let client = lines[line].client
        for answer in lines[line].read(now: now) { clients[client].learn(answer, on: line) }
        guard !lines[line].isClosed, lines[line].unsentCount > 0 else { return }
        turn("\(line) is writable", by: line, isWritable: true) { (_, _) in }
    }

    private mutating func endProcess(_ place: Int) {
        let death = deaths.remove(at: place)
        let moment = moment
        turn("process \(death.orphan.client) ended") { (service, oracle) in
            service.processEnded(of: death.orphan.holder, now: moment)
            oracle.processEnded(death.orphan.known)
        }
    }
}

extension Instant {
    /// The clock's beginning, which stands for «at once».
    static let zero = Instant(nanoseconds: 0)
}
