import Leasing

extension Oracle {
    /// Something was sent that is no request.
    package mutating func sent(_ garbage: Call.Garbage, on line: Int) {
        lines[line].garbage.append(garbage)
    }

    /// A whole frame has arrived.
    package mutating func arrived(_ call: Call, on line: Int) {
        step.isCrowded = step.isCrowded || !step.arrivals.isEmpty
        step.arrivals.append(call)
        switch call.content {
        case .select(let wish): step.providers.insert(wish.provider)
        case .report(let telling): concern(telling.lease)
        case .renew(let lease, _), .release(let lease): concern(lease)
        case .hello, .cancel, .ask, .garbage: break
        }
        guard lines[line].isOpen else { return }
        if case .garbage(let garbage) = call.content {
            if garbage == .text { lines[line].unnamed += 1 }
            return
        }
        if case .hello(let instance) = call.content { lines[line].nextInstance = instance }
        if case .cancel(let id) = call.content { return lines[line].cancelled.append(id) }
        guard call.id != nil else { return }
        var key: String?
        var open = OpenCall(
            call: call, arrivedAt: now, since: now, deadline: now, key: nil)
        if case .select(let wish) = call.content {
            mention(wish.retryOf, on: line)
            key = wish.key.map { name(of: $0, on: line) }
            open = OpenCall(
                call: call, arrivedAt: now, since: now,
                deadline: now + .milliseconds(Int64(wish.patience)), key: key)
            if let key, let leader = leader(of: key) {
                open.isFollower = true
                open.isCertain = leader.isCertain
                open.deadline = leader.deadline
                open.since = leader.since
            }
        }
        lines[line].open.append(open)
    }

    private mutating func concern(_ lease: String) {
        if let lease = leaseNumbers[lease] { step.providers.insert(leases[lease].provider) }
    }

    /// How a connection stands after a step.
    ///
    /// - Parameters:
    ///   - isInside: whether a frame has begun and not ended.
    ///   - isActing: whether frames of it have arrived in this step.
    ///   - isBusy: whether the daemon does not want more of it at the moment.
    ///   - isBehind: whether it has yet to decide what has arrived of some connections.
    package mutating func stands(
        _ line: Int, isInside: Bool, isActing: Bool, isBusy: Bool, isBehind: Bool
    ) {
        if isBusy || isBehind { self.isBehind = true }
        guard lines[line].isOpen else { return }
        lines[line].isInsideFrame = isInside
        if !isInside || isBusy {
            lines[line].partialSince = nil
        } else if lines[line].partialSince == nil || isActing && !step.arrivals.isEmpty {
            lines[line].partialSince = now
        }
        for place in lines[line].open.indices where !lines[line].open[place].isDecided {
            lines[line].open[place].isDecided = true
            if isBusy || isBehind { lines[line].open[place].isCertain = false }
        }
    }

    /// A request that goes on names its lease, and an orphan is then one no more.
    private mutating func mention(_ id: String?, on line: Int) {
        guard !isDraining, let id, let lease = leaseNumbers[id],
            leases[lease].uid == lines[line].uid
        else { return }
        adopt(lease, by: lines[line].holder)
    }

    private func name(of key: String, on line: Int) -> String {
        "\(lines[line].uid)/\(lines[line].nextInstance ?? "")/\(key)"
    }

    /// The Select that waits under a key and that others follow.
    private func leader(of key: String) -> OpenCall? {
        for line in lines where line.isOpen {
            for open in line.open where open.key == key && !open.isFollower { return open }
        }
        return nil
    }

    /// Judges that whoever followed a Select was answered with it. One that has arrived since, in
    /// the step in which that one was refused, waits for itself: a refusal is not remembered.
    mutating func promoteFollowers() {
        for line in lines.indices where lines[line].isOpen {
            for place in lines[line].open.indices {
                let open = lines[line].open[place]
                guard open.isFollower, let key = open.key, leader(of: key) == nil else { continue }
                require(
                    open.arrivedAt == now || !open.isCertain, .answeredOnce,
                    "\(open.call.method) \(open.call.id ?? 0) was not answered with its twin")
                lines[line].open[place].isFollower = false
                lines[line].open[place].since = now
                lines[line].open[place].deadline =
                    now + .milliseconds(Int64(open.wish?.patience ?? 0))
            }
        }
    }

    /// When a Select is given up, the next one with its key begins to wait in its place.
    mutating func restartFollowers(of open: OpenCall) {
        guard let key = open.key, !open.isFollower else { return }
        var hasLeader = false
        var deadline = now
        for line in lines.indices where lines[line].isOpen {
            for place in lines[line].open.indices where lines[line].open[place].key == key {
                guard let wish = lines[line].open[place].wish else { continue }
                if !hasLeader { deadline = now + .milliseconds(Int64(wish.patience)) }
                lines[line].open[place].since = now
                lines[line].open[place].deadline = deadline
                lines[line].open[place].isFollower = hasLeader
                // Which of several is first is the daemon's to choose.
                lines[line].open[place].isCertain = false
                hasLeader = true
            }
        }
    }
}
