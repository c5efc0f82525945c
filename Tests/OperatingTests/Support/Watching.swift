import AccountClient
import JSON
import Kernel
import Leasing
import Operating
import Seeding
import Synchronization

/// A pool that a test makes up, told page by page as a daemon tells it.
struct MadeUpPool {
    /// Accounts as JSON, in the order of their ids.
    var accounts: [(id: String, json: String)] = []
    var providers: [String] = []
    var revision = 1
    var epoch = "e1"
    /// Members of events.
    var events: [String] = []
    var isServing = true
    /// Methods that this daemon does not know.
    var unknown: Set<String> = ["Metrics", "Accounts"]
    /// More accounts than this are more than an answer holds.
    var mostPerPage = Int.max
    /// What every page says to be the next.
    var extraNext: String?
    /// What was asked for, in order, with its parameters.
    var asked: [(method: String, params: JSONValue?)] = []

    /// Takes an account in.
    mutating func add(_ id: String, _ json: String) {
        let index = accounts.firstIndex { $0.id > id } ?? accounts.count
        accounts.insert((id, json), at: index)
    }

    /// Answers as the daemon would.
    mutating func answer(_ method: String, _ params: JSONValue?) -> ScriptedDaemon.Answer {
        asked.append((method, params))
        if unknown.contains(method) {
            return .refusal(
                "{\"code\":-32601,\"data\":{\"reason\":\"METHOD_NOT_FOUND\"},\"message\":\"m\"}")
        }
        if Int(params?["limit"]?.integer ?? 0) > mostPerPage {
            return .refusal(
                "{\"code\":8,\"data\":{\"reason\":\"RESPONSE_TOO_LARGE\"},\"message\":\"m\"}")
        }
        switch method {
        case "Hello":
            return .result("{\"epoch\":\"\(epoch)\",\"server\":{\"version\":\"0.1.0\"}}")
        case "Health":
            return .result("{\"status\":\"\(isServing ? "SERVING" : "NOT_SERVING")\"}")
        case "Events": return .result(eventsAfter(params?["after_seq"]?.integer))
        case "Metrics":
            return .result(
                "{\"text\":\"# HELP a b\\naccountd_start_time_seconds 1773300000.5\\n\"}")
        case "Accounts": return .result(page(params, ",\"credential\":\(Self.credential)"))
        case "SetAccount": return .result("{}")
        case "ClearBlocks": return .result("{\"cleared\":2}")
        default: return .result(summary(params))
        }
    }

    private static let credential =
        "{\"kind\":\"oauth\",\"generation\":7,\"source\":\"rotated\",\"expires_in_ms\":3600000}"

    private func eventsAfter(_ sequence: Int64?) -> String {
        let first = sequence.map(Int.init) ?? max(0, events.count - 100)
        let list = events.indices.dropFirst(first).prefix(100).map { index in
            "{\"seq\":\(index + 1),\(events[index])}"
        }
        return "{\"events\":[\(list.joined(separator: ","))],\"last_seq\":\(events.count)}"
    }

    private func summary(_ params: JSONValue?) -> String {
        let head =
            "\"as_of\":\"2026-03-12T11:35:00Z\",\"epoch\":\"\(epoch)\",\"kept\":true,"
            + "\"providers\":[\(providers.joined(separator: ","))],\"revision\":\(revision)"
        guard params?["accounts"]?.boolean == true else { return "{\(head)}" }
        return "{\(head)," + page(params, "").dropFirst()
    }

    private func page(_ params: JSONValue?, _ more: String) -> String {
        let limit = Int(params?["limit"]?.integer ?? 500)
        let after = params?["after"]?.string
        let rest = accounts.filter { account in after.map { account.id > $0 } ?? true }
        let page = rest.prefix(limit)
        let list = page.map { String($0.json.dropLast()) + more + "}" }.joined(separator: ",")
        let last = rest.count > limit ? page.last?.id : extraNext
        let next = last.map { ",\"next\":\"\($0)\"" } ?? ""
        return "{\"accounts\":[\(list)]\(next)}"
    }
}

/// A screen with a made-up pool behind it and a clock that a test moves.
final class Watching {
    var screen: PoolScreen
    var now = Instant(nanoseconds: 1_000_000_000_000)
    let terminal = Terminal()
    private let daemon = Daemon()
    private var reader: PoolReader

    /// The daemon answers in a thread of its own, while the test waits for it.
    private final class Daemon: Sendable {
        let pool = Mutex(MadeUpPool())
        let isAway = Mutex(false)
    }

    init(_ pool: MadeUpPool = MadeUpPool(), provider: String? = nil) {
        screen = PoolScreen(provider: provider)
        let (daemon, script) = (daemon, Self.script(daemon))
        reader = PoolReader { () throws(ConnectionError) in
            guard !daemon.isAway.withLock({ $0 }) else {
                throw .unreachable("/ops", .connectionRefused)
            }
            return try script.connect("/ops")
        }
        self.pool = pool
    }

    /// The pool as a command finds it.
    var script: ScriptedDaemon { Self.script(daemon) }

    private static func script(_ daemon: Daemon) -> ScriptedDaemon {
        ScriptedDaemon { method, params in
            guard !daemon.isAway.withLock({ $0 }) else { return .close }
            return daemon.pool.withLock { $0.answer(method, params) }
        }
    }

    /// A screen that has read so many accounts.
    static func accounts(_ count: Int, seed: UInt64 = 1) -> Watching {
        let watching = Watching(.random(count, seed: seed))
        watching.read()
        return watching
    }

    var pool: MadeUpPool {
        get { daemon.pool.withLock { $0 } }
        set { daemon.pool.withLock { $0 = newValue } }
    }

    /// Whether nobody answers.
    var isAway: Bool {
        get { daemon.isAway.withLock { $0 } }
        set { daemon.isAway.withLock { $0 = newValue } }
    }

    /// Lets the screen ask until nothing is due.
    func read() {
        while let inquiry = screen.nextInquiry(now: now) { tell(inquiry) }
    }

    /// Has one question answered.
    func tell(_ inquiry: Inquiry) {
        screen.take(reader.answer(inquiry), now: now)
    }

    /// Lets time pass, and the screen ask.
    func pass(_ interval: Interval) {
        now = now + interval
        read()
    }

    /// Presses keys, one for each character; the screen asks behind each.
    func press(_ keys: String) {
        for key in keys { press(.character(key)) }
    }

    /// Presses a key; the screen asks behind it.
    @discardableResult
    func press(_ key: Key) -> PoolScreen.Wish {
        let wish = screen.press(key, now: now)
        read()
        return wish
    }

    /// A picture.
    func frame(_ columns: Int = 80, _ rows: Int = 24) -> ScreenFrame {
        ScreenFrame(
            &screen, size: TerminalSize(columns: columns, rows: rows), now: now,
            console: terminal.console())
    }

    /// The lines of a picture, without blanks at their ends.
    func lines(_ columns: Int = 80, _ rows: Int = 24) -> [String] {
        Self.lines(frame(columns, rows).plainText())
    }

    /// The lines of everything, as they are printed.
    func printed(_ columns: Int = 80) -> [String] {
        Self.lines(
            ScreenFrame(plain: screen, columns: columns, now: now, console: terminal.console())
                .plainText())
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// What was asked for since the last call, by method; pages with `+`.
    func takeAsked() -> [String] {
        let asked = pool.asked.map { call in
            call.params?["accounts"]?.boolean == true ? call.method + "+" : call.method
        }
        pool.asked = []
        return asked
    }
}

extension MadeUpPool {
    /// So many accounts in all states, with names and numbers as wild as they may be.
    static func random(_ count: Int, seed: UInt64) -> MadeUpPool {
        var random = SeededRandom(seed: seed)
        var pool = MadeUpPool()
        let providers = ["claude", "codex", String(repeating: "p", count: 64)]
        for number in 0..<count {
            let digits = String(number + 10_000).dropFirst()
            let tail = String(
                repeating: "x", count: number % 7 == 0 ? Int.random(in: 0...50, using: &random) : 0)
            let id = "a-\(digits)\(tail)"
            let provider = providers.randomElement(using: &random) ?? ""
            pool.accounts.append((id, account(id, provider, using: &random)))
        }
        pool.providers = providers.prefix(max(1, min(count, 3))).map { name in
            Pool.provider(
                name, total: count / 3 + 1, available: count / 4, inUse: count, waiters: count % 4,
                blocked: "{\"cooldown\":\(count),\"quota\":2,\"a\\u001b[31mb\":1}", next: 61_000)
        }
        if count == 0 { pool.providers = [] }
        pool.events = (0..<min(count, 40)).map { number in
            "\"kind\":\"cooldown_opened\",\"at\":\"2026-03-12T11:34:5\(number % 10)Z\","
                + "\"account_id\":\"a\\n\(number)\",\"reason\":\"rate_limited\","
                + "\"rule\":\"r\(number)\",\"blocked_ms\":\(number * 7000)"
        }
        return pool
    }

    private static func account(
        _ id: String, _ provider: String, using random: inout SeededRandom
    ) -> String {
        let states = [
            "available", "quota", "cooldown", "at_capacity", "auth_failed", "draining", "disabled",
            "half_open", "a_state_of_a_later_version",
        ]
        let labels = [nil, "team", "日本チーム 🎉", "red\\u001b[31m\\n", "e\u{301}\u{200d}"]
        let state = states.randomElement(using: &random) ?? ""
        let windows = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            let percent: Double = [0, 0.4, 38, 99.9, 100, 2000].randomElement(using: &random) ?? 0
            let isReached = Bool.random(using: &random)
            let reset = Int.random(in: 600_000...900_000_000, using: &random)
            let name = ["5h", "7d", "secondary", "codex_a-very-long-name"].randomElement(
                using: &random)
            return "{\"name\":\"\(name ?? "")\",\"used_percent\":\(percent),"
                + "\"limit_reached\":\(isReached),\"resets_in_ms\":\(reset),"
                + "\"learnt\":\"header\",\"age_ms\":9000}"
        }
        let cooldowns = (0..<Int.random(in: 0...2, using: &random)).map { _ in
            let left = [-1, 0, 900_000, 86_400_000].randomElement(using: &random) ?? 0
            return "{\"reason\":\"rate_limited\",\"remaining_ms\":\(left),\"level\":2,"
                + "\"models\":\"claude-*\",\"rule\":\"anthropic.rate_limited\"}"
        }
        return Pool.account(
            id, provider: provider, label: labels[Int.random(in: 0..<labels.count, using: &random)],
            state: state, status: state == "disabled" || state == "draining" ? state : "active",
            inUse: Int.random(in: 0...9, using: &random),
            most: [0, 1, 4, 100_000].randomElement(using: &random) ?? 1,
            windows: "[\(windows.joined(separator: ","))]",
            cooldowns: "[\(cooldowns.joined(separator: ","))]")
    }
}
