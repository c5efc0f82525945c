import Leasing
import Serving
import Wire

extension World {
    /// Does one step of the plan.
    mutating func perform(_ step: Step) {
        run(until: now + step.gap)
        guard oracle.breaches.isEmpty else { return }
        history.tell(now, "\(step.kind.rawValue) by \(step.client)")
        if step.kind.isFault { faultCount += 1 }
        var random = SeededRandom(seed: step.word)
        switch step.kind {
        case .select, .report, .release, .renew, .repeated, .cancel, .join, .ask, .burst,
            .trespass:
            call(step.kind, by: step.client, &random)
        case .connect: _ = connect(step.client)
        case .cut: cut(step.client, &random)
        case .halfClose: halfClose(step.client, &random)
        case .stall: stall(step.client, &random)
        case .garble:
            let garbage = random.pick(Call.Garbage.allCases) ?? .text
            send(.garbage(garbage), by: step.client, &random)
        case .die: die(step.client)
        case .reload: reload(&random)
        case .operate: operate(&random)
        case .pass: run(until: now + .seconds(Int64(random.below(7400))))
        case .drain: drain()
        case .spoil: spoilDisk(&random)
        case .restart: restart(&random)
        }
    }

    /// Ends a run: everybody reads, and all that was asked must be answered.
    mutating func finish() {
        explain()
        recall()
        for line in lines.indices { lines[line].stalledUntil = .zero }
        // What trickles may be under way for longer than any request may take.
        run(until: max(now, lines.compactMap(\.lastArrival).max() ?? now))
        run(until: now + .seconds(310))
        guard oracle.breaches.isEmpty else { return }
        oracle.requireAnswers()
        for line in lines.indices where !lines[line].isClosed {
            lines[line].finish(.whole, losing: 0, now: now)
            hangUp(line)
        }
        run(until: now + .hours(2))
        guard oracle.breaches.isEmpty else { return }
        oracle.requireNothing()
    }

    /// Asks why accounts are blocked.
    private mutating func explain() {
        guard oracle.breaches.isEmpty, turnCount > 0, !isDraining, service.nextDeadline != .zero
        else { return }
        let moment = moment
        turn("explain") { (service, _) in service.advance(to: moment) }
        for provider in stock.providers {
            var wish = SelectWish(provider: provider)
            for model in [nil] + (Stock.models[provider] ?? []) {
                wish.model = model
                if let answer = ask("Explain", wish.text) { oracle.requireCauses(answer) }
            }
        }
        for breach in oracle.breaches {
            history.tell(now, "BREACH \(breach.invariant.rawValue): \(breach.what)")
        }
    }

    /// Opens a connection; answers its number, unless the client has as many as it keeps.
    mutating func connect(_ client: Int) -> Int? {
        guard clients[client].lines.count < swarm.lines else { return clients[client].lines.first }
        var farewell: [UInt8] = []
        let uid = clients[client].uid
        guard let peer = service.connect(on: .lease, uid: uid, farewell: &farewell) else {
            return nil
        }
        let line = oracle.connect(uid: uid)
        history.tell(now, "\(line) opens")
        lines.append(Line(client: client))
        peers.append(peer)
        lineNumbers[peer] = line
        clients[client].lines.append(line)
        if clients[client].joins {
            send(.hello(instance: clients[client].instance), by: client, on: line)
        }
        return line
    }

    private mutating func cut(_ client: Int, _ random: inout SeededRandom) {
        guard let line = random.pick(clients[client].lines) else { return }
        let lost = random.once(in: 2) ? 0 : random.below(40)
        lines[line].finish(.whole, losing: lost, now: now)
        clients[client].lose(line)
        hangUp(line)
    }

    /// A client that is gone takes no more output, and what waits for it is dropped.
    private mutating func hangUp(_ line: Int) {
        guard !lines[line].isClosed else { return }
        turn("\(line) hangs up", by: line, isWritable: true) { (_, _) in }
        if !lines[line].hasInput { close(line) }
    }

    private mutating func halfClose(_ client: Int, _ random: inout SeededRandom) {
        guard let line = random.pick(clients[client].lines) else { return }
        lines[line].finish(.half, losing: 0, now: now)
        clients[client].lines.removeAll { $0 == line }
    }

    private mutating func stall(_ client: Int, _ random: inout SeededRandom) {
        guard let line = random.pick(clients[client].lines) else { return }
        lines[line].stalledUntil = now + .milliseconds(Int64(random.below(25_000)))
        for _ in 0..<random.below(4) { send(.ask(.discover), by: client, on: line) }
    }

    private mutating func die(_ client: Int) {
        let ended = orphans.filter { $0.client == client }
        orphans.removeAll { $0.client == client }
        for orphan in ended { deaths.append(Death(due: now + delay(), orphan: orphan)) }
        for line in lines.indices where lines[line].client == client && !lines[line].isClosed {
            lines[line].isOfDead = true
            lines[line].finish(.whole, losing: 0, now: now)
            hangUp(line)
        }
        clients[client].die()
    }

    private mutating func reload(_ random: inout SeededRandom) {
        stock.change(&random)
        let (inventory, offered, moment) = (stock.inventory, stock.offered, moment)
        let kept = recallStock()
        turn("reload") { (service, oracle) in
            oracle.adopt(offered)
            service.adopt(inventory, remembering: kept, now: moment)
        }
    }

    private mutating func drain() {
        isDraining = true
        let moment = moment
        turn("drain") { (service, oracle) in
            oracle.drain()
            service.stopLending(now: moment)
        }
    }
}
