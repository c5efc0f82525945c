import Leasing

extension World {
    /// Lets a client make a call of a kind, if it has what that needs.
    mutating func call(_ kind: Step.Kind, by client: Int, _ random: inout SeededRandom) {
        switch kind {
        case .select: select(client, &random)
        case .report: report(client, &random)
        case .release:
            guard let lease = clients[client].takeHeld(&random) else { return }
            send(.release(lease: lease.id), by: client, &random)
        case .renew:
            guard let lease = clients[client].anyHeld(&random) else { return }
            send(.renew(lease: lease.id, term: term(&random)), by: client, &random)
        case .repeated:
            guard let wish = random.pick(clients[client].keyed) else { return }
            send(.select(wish), by: client, &random)
        case .cancel: cancel(client, &random)
        case .join:
            let instance = "instance-number-\(random.below(swarm.clients))"
            guard let line = random.pick(clients[client].lines),
                clients[client].isQuiet(on: line)
            else { return }
            send(.hello(instance: instance), by: client, on: line)
        case .ask:
            let question = random.once(in: 6) ? Call.Question.discover : .summary
            send(.ask(random.once(in: 2) ? .health : question), by: client, &random)
        case .burst: burst(client, &random)
        case .trespass: trespass(client, &random)
        case .connect, .cut, .halfClose, .stall, .garble, .die, .reload, .operate, .pass, .drain,
            .spoil, .restart:
            return
        }
    }

    /// Sends a call on one of a client's connections, or on a new one.
    mutating func send(_ content: Call.Content, by client: Int, _ random: inout SeededRandom) {
        let line = random.pick(clients[client].lines)
        guard let line = line ?? connect(client) else { return }
        send(content, by: client, on: line)
    }

    mutating func send(_ content: Call.Content, by client: Int, on line: Int) {
        let id: Int?
        switch content {
        case .cancel, .garbage: id = nil
        case .hello, .select, .report, .renew, .release, .ask: id = clients[client].nextID()
        }
        let call = Call(id: id, content)
        clients[client].note(call, on: line)
        var weather = weather
        let most = Int(swarm.latency.nanoseconds)
        lines[line].send(call, piece: swarm.piece, spacing: swarm.spacing, now: now) {
            Interval(nanoseconds: Int64(weather.below(most + 1)))
        }
        self.weather = weather
        if case .garbage(let garbage) = content { oracle.sent(garbage, on: line) }
        if call.isLast { clients[client].lines.removeAll { $0 == line } }
        history.tell(now, "\(line) sends \(call.method) \(id ?? 0)")
    }

    private mutating func select(_ client: Int, _ random: inout SeededRandom) {
        if !clients[client].followUps.isEmpty, !random.once(in: 4) {
            return send(.select(clients[client].followUps.removeFirst()), by: client, &random)
        }
        var wish = SelectWish(provider: random.pick(stock.providers) ?? "none")
        if random.once(in: 40) { wish.provider = "none" }
        let models = Stock.models[wish.provider] ?? []
        wish.model = random.once(in: 4) ? nil : random.pick(models)
        if random.once(in: 30) { wish.model = "unheard-of" }
        if random.once(in: 6) { wish.session = "session-\(random.below(3))" }
        if random.once(in: 6) { wish.excluded = [random.pick(stock.ids) ?? "none"] }
        if random.once(in: 10) { wish.account = random.pick(stock.ids) }
        if !random.once(in: 3) { wish.wait = [1, 300, 2000, 30_000][random.below(4)] }
        if random.once(in: 6) { wish.timeout = 1 + random.below(4000) }
        wish.term = random.once(in: 2) ? term(&random) : nil
        wish.isDetached = random.once(in: 5)
        if random.once(in: 4) {
            wish.key = "key-of-\(client)-number-\(random.next() % 100_000_000)"
        }
        if let lease = clients[client].anyHeld(&random), random.once(in: 4) {
            wish.known = .init(account: lease.account, generation: lease.generation)
        }
        send(.select(wish), by: client, &random)
    }

    private func term(_ random: inout SeededRandom) -> Int? {
        random.once(in: 4) ? nil : [1000, 4000, 60_000, 3_600_000][random.below(4)]
    }

    private mutating func report(_ client: Int, _ random: inout SeededRandom) {
        guard let lease = clients[client].anyHeld(&random) else { return }
        let isFailing = random.once(in: swarm.failureRate)
        let answer = Upstream.answer(
            of: lease.wish.provider, failing: isFailing, favourite: swarm.favourite,
            at: moment.unix, &random)
        var telling = Call.Telling(lease: lease.id, answer: answer)
        if random.once(in: 2) {
            telling.sequence = random.once(in: 6) ? max(1, lease.sequence - 1) : lease.sequence
        }
        telling.isStreamed = random.once(in: 8)
        telling.releases = !random.once(in: 3)
        clients[client].countReport(of: lease.id)
        send(.report(telling), by: client, &random)
    }

    private mutating func cancel(_ client: Int, _ random: inout SeededRandom) {
        let waiting = clients[client].lines.filter { line in
            !clients[client].openSelects(on: line).isEmpty
        }
        guard let line = random.pick(waiting),
            let id = random.pick(clients[client].openSelects(on: line))
        else { return }
        send(.cancel(id), by: client, on: line)
    }

    /// Many requests at once on one connection: more than are decided in a turn, or than there are
    /// accounts.
    private mutating func burst(_ client: Int, _ random: inout SeededRandom) {
        guard let line = random.pick(clients[client].lines) ?? connect(client) else { return }
        guard !random.once(in: 2) else { return queue(client, on: line, &random) }
        for _ in 0..<(30 + random.below(20)) {
            send(.ask(random.once(in: 4) ? .summary : .health), by: client, on: line)
        }
        if random.once(in: 3) {
            lines[line].finish(.half, losing: 0, now: now)
            clients[client].lines.removeAll { $0 == line }
        }
    }

    /// Waits for one provider several times over: whatever becomes free meets a queue.
    private mutating func queue(_ client: Int, on line: Int, _ random: inout SeededRandom) {
        var wish = SelectWish(provider: random.pick(stock.providers) ?? "none")
        wish.model = random.once(in: 2) ? nil : random.pick(Stock.models[wish.provider] ?? [])
        wish.wait = 30_000
        for _ in 0..<(3 + random.below(6)) { send(.select(wish), by: client, on: line) }
    }

    /// Names a lease that is another's, or was given back.
    private mutating func trespass(_ client: Int, _ random: inout SeededRandom) {
        let other = random.below(clients.count)
        let lease =
            random.once(in: 2)
            ? clients[other].anyHeld(&random)?.id : random.pick(clients[other].past)
        guard let lease else { return }
        switch random.below(3) {
        case 0: send(.release(lease: lease), by: client, &random)
        case 1: send(.renew(lease: lease, term: nil), by: client, &random)
        default:
            let telling = Call.Telling(lease: lease, answer: UpstreamAnswer(200))
            send(.report(telling), by: client, &random)
        }
    }
}
