import JSON
import Leasing
import Simulation

/// An oracle before which a false daemon says whatever a test lets it say.
struct Court {
    var oracle: Oracle
    var now = Moment(
        instant: Instant(nanoseconds: 1_000_000_000), unix: UnixTime(seconds: 1_800_000_000))
    private var nextID = 0

    /// One provider with accounts `a` and `b`, each with one place, and two connections.
    init(accounts: [OfferedAccount] = [Court.account("a"), Court.account("b")]) {
        oracle = Oracle(start: now)
        oracle.adopt(accounts)
        _ = oracle.connect(uid: 1000)
        _ = oracle.connect(uid: 1000)
    }

    static func account(_ id: String, places: Int = 1, isEnabled: Bool = true) -> OfferedAccount {
        OfferedAccount(
            Account(id: id, provider: "p", maxInFlight: places, isEnabled: isEnabled),
            secret: "secret of \(id)")
    }

    /// The first thing that did not hold.
    var breach: Invariant? { oracle.breaches.first?.invariant }

    mutating func pass(_ time: Interval) {
        now = Moment(instant: now.instant + time, unix: now.unix + time)
    }

    /// A step in which nobody asks anything.
    mutating func step(_ body: (inout Oracle) -> Void) {
        oracle.begin(at: now.instant)
        body(&oracle)
        oracle.end()
    }

    /// A step in which a call arrives and, unless it waits, is answered.
    @discardableResult
    mutating func ask(
        _ content: Call.Content, on line: Int = 0, answer: ((Int) -> String)? = nil
    ) -> Int {
        nextID += 1
        let id = nextID
        step { oracle in
            oracle.arrived(Call(id: id, content), on: line)
            if let answer { Self.tell(&oracle, answer(id), on: line) }
            oracle.stands(line, isInside: false, isActing: true, isBusy: false, isBehind: false)
        }
        return id
    }

    /// A frame of the daemon's, put into canonical form.
    static func tell(_ oracle: inout Oracle, _ text: String, on line: Int) {
        let bytes = (try? JSONValue.parse(Array(text.utf8)))?.encoded() ?? []
        oracle.answered(bytes, on: line)
    }

    /// What Summary says, of accounts as `account` writes them.
    mutating func observe(_ accounts: String, inUse: Int = 0) {
        let providers =
            #"[{"provider":"p","total":2,"eligible":2,"in_use":\#(inUse),"waiters":0,"#
            + #""blocked":{}}]"#
        let text = #"{"id":1,"result":{"accounts":[\#(accounts)],"providers":\#(providers)}}"#
        guard let answer = Answer(Array(text.utf8)) else { return }
        oracle.observed(answer, model: nil)
    }

    static func summary(
        _ id: String, inUse: Int = 0, state: String = "available", cooldowns: String = "",
        windows: String = "", places: Int = 1
    ) -> String {
        #"{"account_id":"\#(id)","in_use":\#(inUse),"state":"\#(state)","status":"active","#
            + #""max_in_flight":\#(places),"windows":[\#(windows)],"cooldowns":[\#(cooldowns)]}"#
    }

    /// A window that is used up.
    static func window(_ left: Int) -> String {
        #"{"name":"5h","limit_reached":true,"resets_in_ms":\#(left)}"#
    }

    static func cooldown(_ left: Int, level: Int = 1) -> String {
        #"{"reason":"rate_limited","remaining_ms":\#(left),"level":\#(level)}"#
    }

    /// The answer to a Select that got a lease.
    static func grant(
        _ id: Int, _ lease: String, of account: String = "a", fence: Int,
        expiresIn: Int = 3_600_000, generation: Int = 1, secret: String? = nil,
        poolSize: Int = 2, isReplayed: Bool = false, waited: Int = 0, isProbe: Bool = false
    ) -> String {
        #"{"id":\#(id),"result":{"lease":{"lease_id":"\#(lease)","account_id":"\#(account)","#
            + #""fence":\#(fence),"expires_in_ms":\#(expiresIn),"probe":\#(isProbe)},"#
            + #""credential":{"generation":\#(generation),"#
            + #""secret":"\#(secret ?? "secret of \(account)")"},"#
            + #""pool_size":\#(poolSize),"replayed":\#(isReplayed),"waited_ms":\#(waited)}}"#
    }

    /// The answer to a report.
    static func verdict(
        _ id: Int, _ category: String = "ok", retry: String = "none", state: String = "active",
        skip: String? = nil
    ) -> String {
        let skip = skip.map { #","skip":"\#($0)""# } ?? ""
        return #"{"id":\#(id),"result":{"category":"\#(category)","retry":"\#(retry)","#
            + #""lease_state":"\#(state)"\#(skip)}}"#
    }

    /// The answer that refuses a request.
    static func refusal(_ id: Int, _ reason: String, _ more: String = "") -> String {
        #"{"id":\#(id),"error":{"data":{"reason":"\#(reason)"\#(more)}}}"#
    }

    /// A step in which the operator acts; a holder may be told of a lease that it has lost.
    mutating func operate(
        _ act: OperatorAct, _ answer: String,
        telling lost: (lease: String, reason: String)? = nil
    ) {
        step { oracle in
            oracle.operated(act, Answer(Array(answer.utf8)))
            guard let lost else { return }
            let params = #"{"lease_id":"\#(lost.lease)","reason":"\#(lost.reason)"}"#
            Self.tell(&oracle, #"{"method":"$/lease_revoked","params":\#(params)}"#, on: 0)
        }
    }

    /// What SetAccount is answered with.
    static func setting(isEnabled: Bool = true, places: Int = 1, revoked: Int = 0) -> String {
        #"{"enabled":\#(isEnabled),"draining":false,"max_in_flight":\#(places),"#
            + #""priority":100,"revoked":\#(revoked)}"#
    }

    /// Leases account `a` on a connection.
    @discardableResult
    mutating func lease(
        _ name: String, of account: String = "a", fence: Int, on line: Int = 0,
        wish: SelectWish = SelectWish(provider: "p"), expiresIn: Int = 3_600_000
    ) -> Int {
        ask(.select(wish), on: line) {
            Self.grant($0, name, of: account, fence: fence, expiresIn: expiresIn)
        }
    }
}
