import AccountClient
import JSON
import Kernel
import Seeding
import Wire

/// A conversation, a daemon, and all that can happen between them, drawn from a seed; time passes
/// only here.
struct FalseWorld {
    var random: SeededRandom
    var conversation: Conversation
    var pool: FalsePool
    var now: UInt64 = 1_000_000_000
    private var connection = 0
    private var toDaemon: [UInt8] = []
    private var toClient: [String] = []
    /// Calls whose answers somebody waits for, with the lease that one ends.
    private(set) var waiting: [Int: String?] = [:]
    private(set) var held: [String] = []
    private(set) var mistakes: [String] = []
    private var keys = 0
    /// When nobody waits for calls any longer.
    private var expiries: [Int: UInt64] = [:]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        pool = FalsePool(capacity: Int.random(in: 1...5, using: &random))
        let retry = Retry(seed: seed, firstPause: 1_000_000)
        conversation = Conversation(path: "/test.sock", hello: Array("{}".utf8), retry: retry)
    }

    /// One thing happens.
    mutating func step() {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<18: ask()
        case 18..<20: explain()
        case 20..<35: giveBack()
        case 35..<45: abandon()
        case 45..<65: deliverToDaemon(all: Bool.random(using: &random))
        case 65..<85: deliverToClient(all: Bool.random(using: &random))
        case 85..<89: cut()
        case 89..<90: conversation.lost(.timedOut("/test.sock"), now: now)
        case _: pass()
        }
        settle()
    }

    /// Nothing goes wrong any longer: all that is held is given back, and all settles.
    mutating func finish() {
        for _ in 0..<100_000 {
            for lease in held { start(.release(lease), ending: lease) }
            held.removeAll()
            now += 3_000_000
            conversation.advance(to: now)
            connect(always: true)
            deliverToDaemon(all: true)
            deliverToClient(all: true)
            settle()
            guard held.isEmpty, waiting.isEmpty, conversation.isIdle else { continue }
            if conversation.isOpen, isFlushed { break }
            // What is owed goes out with the next connection, which somebody must want.
            cut()
            start(.health(timeout: .seconds(1)), ending: nil)
        }
        if !waiting.isEmpty { mistakes.append("unsettled: \(waiting.keys.sorted())") }
        if !conversation.isIdle { mistakes.append("not idle") }
    }

    /// Whether a connection has been made since the last cut and nothing is under way.
    private var isFlushed: Bool { toDaemon.isEmpty && toClient.isEmpty }

    private mutating func ask() {
        keys += 1
        var wish = Wish(provider: "claude", model: "m")
        if Bool.random(using: &random) { wish.wait = .seconds(20) }
        let key = "key-key-key-key-" + String(keys)
        start(.select(wish, key: key, timeout: .seconds(10)), ending: nil)
    }

    private mutating func explain() {
        let expiry = now + UInt64.random(in: 0...10_000_000, using: &random)
        let call = start(
            .explain(
                Wish(provider: "claude"), listing: AccountPage(of: "claude-1"),
                timeout: .seconds(10), expiry: expiry), ending: nil)
        expiries[call] = expiry
    }

    private mutating func giveBack() {
        guard let lease = held.popLast() else { return }
        if Bool.random(using: &random) {
            start(.release(lease), ending: lease)
        } else {
            let report = Report(.status(200))
            let request = Request.markResult(
                report, lease: lease, sequence: 1, gives: true, timeout: .seconds(10))
            start(request, ending: lease)
        }
    }

    @discardableResult
    private mutating func start(_ request: Request, ending lease: String?) -> Int {
        let call = conversation.start(request)
        waiting[call] = .some(lease)
        conversation.advance(to: now)
        return call
    }

    private mutating func abandon() {
        guard let call = waiting.keys.sorted().randomElement(using: &random) else { return }
        conversation.abandon(call)
    }

    private mutating func pass() {
        now += UInt64.random(in: 0...3_000_000, using: &random)
        conversation.advance(to: now)
        connect(always: Int.random(in: 0..<4, using: &random) > 0)
    }

    private mutating func connect(always: Bool) {
        guard conversation.wantsConnection else { return }
        if always {
            leave()
            conversation.connected(now: now)
        } else {
            conversation.connectFailed(.unreachable("/test.sock", .connectionRefused), now: now)
        }
    }

    private mutating func cut() {
        conversation.lost(.closed("/test.sock"), now: now)
        leave()
    }

    private mutating func leave() {
        pool.closed(connection)
        connection += 1
        toDaemon.removeAll()
        toClient.removeAll()
    }

    private mutating func deliverToDaemon(all: Bool) {
        guard conversation.isOpen else { return }
        toDaemon += conversation.output
        conversation.output.removeAll()
        while toDaemon.count >= 4 {
            let length = toDaemon.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let frame = Array(toDaemon[4..<4 + length])
            toDaemon.removeFirst(4 + length)
            toClient += pool.take(frame, on: connection).map(\.text)
            if !all { break }
        }
        if conversation.flights > Conversation.inFlightGivingBack {
            mistakes.append("too many in flight")
        }
    }

    /// Answers arrive in any order, now and then twice.
    private mutating func deliverToClient(all: Bool) {
        while conversation.isOpen, !toClient.isEmpty {
            let index = Int.random(in: 0..<toClient.count, using: &random)
            let text = Array(toClient.remove(at: index).utf8)
            for _ in 0...(Int.random(in: 0..<10, using: &random) == 0 ? 1 : 0) {
                do throws(Violation) {
                    try conversation.received(text, in: 0..<text.count, now: now)
                } catch {
                    mistakes.append("\(error)")
                }
            }
            conversation.advance(to: now)
            if !all { break }
        }
    }

    private mutating func settle() {
        for settlement in conversation.takeSettlements() {
            guard let lease = waiting.removeValue(forKey: settlement.call) else {
                mistakes.append("settled twice: \(settlement.call)")
                continue
            }
            guard lease == nil, case .success(let result) = settlement.result,
                let granted = SelectAnswer.leaseID(in: result)
            else { continue }
            held.append(granted)
        }
        for (call, expiry) in expiries where now >= expiry {
            if waiting[call] != nil { mistakes.append("waited for too long: \(call)") }
            expiries[call] = nil
        }
    }
}
