import JSON
import Leasing
import Serving

extension World {
    /// One call of the service, whatever for, and all that follows from it at once.
    mutating func turn(
        _ cause: @autoclosure () -> String, by acting: Int? = nil, isWritable: Bool = false,
        arrived calls: [Call] = [], foreseen: Foresight? = nil,
        _ body: (inout Service, inout Oracle) -> Void
    ) {
        guard oracle.breaches.isEmpty else { return }
        turnCount += 1
        hasAnswered = false
        if acting == nil || isWritable || !calls.isEmpty { history.tell(now, cause()) }
        oracle.begin(at: now)
        for call in calls {
            if let acting { oracle.arrived(call, on: acting) }
        }
        body(&service, &oracle)
        let done = visitTouched(isWritable ? acting : nil)
        for line in lines.indices where !lines[line].isClosed { judgeStanding(line, acting) }
        oracle.end()
        if let foreseen { oracle.requireForesight(foreseen) }
        // A piece of a frame decides nothing: how things stand is asked once the frame is whole.
        // Nor does a question, of which there are many at once.
        let isPiece = acting != nil && !isWritable && calls.isEmpty && !hasAnswered
        let isIdle = !calls.isEmpty && calls.allSatisfy(\.isQuestion) && !oracle.isCatchingUp
        observe(isWhole: !isPiece && !isIdle, isOfCalls: !calls.isEmpty)
        _ = service.takeFacts()
        keep()
        for breach in oracle.breaches {
            history.tell(now, "BREACH \(breach.invariant.rawValue): \(breach.what)")
        }
        for line in done { close(line) }
    }

    private mutating func judgeStanding(_ line: Int, _ acting: Int?) {
        let hasInput = lines[line].hasInput
        let isBusy = hasInput && !service.standing(of: peers[line]).wantsInput
        oracle.stands(
            line, isInside: hasInput && lines[line].isInsideCall, isActing: line == acting,
            isBusy: isBusy, isBehind: service.nextDeadline == .zero)
    }

    /// Takes what was written to each connection that the service names, as the daemon does: what
    /// it forgets to name stays where it is. Answers those that are done.
    private mutating func visitTouched(_ writable: Int?) -> [Int] {
        var touched: [Int] = writable.map { [$0] } ?? []
        for peer in service.takeTouchedPeers() {
            guard let line = lineNumbers[peer], !touched.contains(line) else { continue }
            touched.append(line)
        }
        return touched.filter { !lines[$0].isClosed && visit($0) }
    }

    /// Reads what was written to a connection, and lets the kernel take what it can; answers
    /// whether it is to be closed.
    mutating func visit(_ line: Int) -> Bool {
        let peer = peers[line]
        var output = service.takeOutput(of: peer)
        let fresh = output.unsentCount - lines[line].unsentCount
        if fresh > 0 {
            let bytes = output.bytes
            read(bytes[(bytes.count - fresh)...], on: line)
        } else if fresh < 0 {
            // It was abandoned: what it left unread is dropped, and its goaway with it.
            oracle.abandoned(line)
        }
        let count = min(output.unsentCount, lines[line].room(now: now))
        output.sentCount += count
        lines[line].take(count, due: now + delay())
        lines[line].unsentCount = output.unsentCount
        let standing = service.putBack(output, of: peer, now: moment)
        lines[line].isWatched = standing.wantsInput
        return standing.isDone
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>, on line: Int) {
        hasAnswered = true
        history.mix(bytes)
        var rest = bytes
        while rest.count >= 4 {
            let header = Array(rest.prefix(4))
            let length = Int(header[1]) << 16 | Int(header[2]) << 8 | Int(header[3])
            let text = Array(rest.dropFirst(4).prefix(length))
            rest = rest.dropFirst(4 + length)
            history.tell(now, "  \(line) < \(History.shortened(text))")
            guard let answer = Answer(text) else {
                oracle.answered(text, on: line)
                continue
            }
            oracle.answered(answer, text, on: line)
            lines[line].note(answer, count: 4 + length)
        }
    }

    /// Asks how things stand, unless the service has yet more to do at once. After calls that
    /// concern one provider that one is asked for.
    private mutating func observe(isWhole: Bool, isOfCalls: Bool) {
        if let next = service.nextDeadline, next <= now { return }
        oracle.requireLoad(leases: service.load.leases)
        if isWhole, !isDraining {
            let provider = isOfCalls ? oracle.concern : nil
            let any = stock.providers[observations % stock.providers.count]
            let models = Stock.models[provider ?? any] ?? []
            let model = observations % 3 == 2 ? nil : models[observations % models.count]
            observations += 1
            if let answer = summary(of: model, provider) {
                oracle.observed(answer, model: model, provider: provider)
            }
        }
        oracle.requirePunctual(service.nextDeadline)
    }

    private mutating func summary(of model: String?, _ provider: String?) -> Answer? {
        let model = model.map { #","model":"\#($0)""# } ?? ""
        let provider = provider.map { #","provider":"\#($0)""# } ?? ""
        return ask("Summary", #"{"accounts":true\#(model)\#(provider)}"#)
    }

    /// Asks the service something that changes nothing, apart from the history.
    mutating func ask(_ method: String, _ params: String) -> Answer? {
        observer.flatMap { Self.ask(method, params, of: &service, by: $0, now: moment) }
    }

    /// What an operator is answered.
    static func ask(
        _ method: String, _ params: String, of service: inout Service, by observer: PeerID,
        now moment: Moment
    ) -> Answer? {
        let text = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#
        service.receive(Call.frame(Array(text.utf8)), from: observer, now: moment)
        var output = service.takeOutput(of: observer)
        let bytes = Array(output.bytes[output.unsent].dropFirst(4))
        output.sentCount = output.bytes.count
        _ = service.putBack(output, of: observer, now: moment)
        return Answer(bytes)
    }

    /// Closes a connection, and remembers who left leases behind.
    mutating func close(_ line: Int) {
        guard !lines[line].isClosed else { return }
        lines[line].isClosed = true
        let (peer, client) = (peers[line], lines[line].client)
        let (isDeaf, isOfDead) = (lines[line].isDeaf, lines[line].isOfDead)
        clients[client].lose(line)
        var left: HolderID?
        var known = 0
        let moment = moment
        turn("close \(line)") { (service, oracle) in
            if !isDeaf { oracle.requireAnswers(of: line) }
            left = service.disconnect(peer, now: moment)
            known = oracle.disconnect(line)
        }
        lineNumbers[peer] = nil
        guard let left else { return }
        let orphan = Orphan(client: client, holder: left, known: known)
        if isOfDead {
            deaths.append(Death(due: now + delay() + .milliseconds(1), orphan: orphan))
        } else {
            orphans.append(orphan)
        }
    }

    /// How long something takes that is under way.
    mutating func delay() -> Interval {
        let most = Int(swarm.latency.nanoseconds)
        return most == 0 ? .zero : Interval(nanoseconds: Int64(weather.below(most + 1)))
    }
}
