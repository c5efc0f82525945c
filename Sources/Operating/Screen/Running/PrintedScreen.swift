import AccountClient
import Leasing

/// The screen where there is no terminal: frames of all accounts, one below the other.
struct PrintedScreen: ~Copyable {
    private var screen: PoolScreen
    private var reader: PoolReader
    private let console: Console
    private let columns: Int

    init(_ screen: PoolScreen, path: String, console: Console) {
        self.screen = screen
        self.console = console
        reader = PoolReader { () throws(ConnectionError) in try console.connect(path) }
        let told = console.environment("COLUMNS").flatMap { Int($0) }
        columns = max(20, console.isTerminal ? console.columns : told ?? console.columns)
    }

    /// Prints a frame, or one at each interval until nobody reads them.
    mutating func run(once isOnce: Bool) throws(CommandFault) {
        while true {
            read()
            if let failure = screen.failure { throw failure }
            if isOnce, case .lost(_, let reason, _) = screen.link { throw .answer(reason) }
            let frame = ScreenFrame(
                plain: screen, columns: columns, now: now, console: console)
            try console.output(Array((frame.plainText() + (isOnce ? "" : "\n")).utf8))
            if isOnce { return }
            guard try console.pause(screen.interval) else { return }
        }
    }

    /// Asks until nothing is due.
    private mutating func read() {
        while let inquiry = screen.nextInquiry(now: now) {
            screen.take(reader.answer(inquiry), now: now)
        }
    }

    private var now: Instant {
        Instant(nanoseconds: UInt64(max(0, console.now())))
    }
}
