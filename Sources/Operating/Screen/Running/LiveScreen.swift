import AccountClient
package import Kernel
import Leasing

/// The screen on a terminal: waits for keys, signals and answers, and draws.
package struct LiveScreen: ~Copyable {
    private var screen: PoolScreen
    private let console: Console
    private let reader: ReaderThread
    private let signals: SignalQueue<TerminalSignal>
    private var terminal: Terminal
    private var epoll: Epoll
    private var painter: FramePainter
    private var keys = KeyReader()
    private var isOver = false
    /// Whether the terminal is another's at the moment.
    private var isAway = false

    private enum Token: UInt64 {
        case keys, signals, answers
    }

    /// How long the rest of a key is waited for: sequences come in one piece but over slow lines.
    private static let keyPatience: UInt64 = 50_000_000
    /// How often the times are counted down.
    private static let tick: UInt64 = 1_000_000_000

    /// Takes the terminal at a path; it is given back when this ends, whatever happens.
    package init(
        _ screen: PoolScreen, path: String, console: Console, terminal: String = "/dev/tty"
    ) throws(Errno) {
        let isPlain = console.environment("TERM") == "dumb"
        // Before the thread is made, so that no signal goes to it.
        let signals = try SignalQueue<TerminalSignal>()
        let reader = try ReaderThread(path: path)
        let terminal = try Terminal(path: terminal, showsScreens: !isPlain)
        let epoll = try Epoll()
        try epoll.add(terminal.descriptor, token: Token.keys.rawValue, for: .read)
        try epoll.add(signals.descriptor, token: Token.signals.rawValue, for: .read)
        try reader.watch(by: epoll, token: Token.answers.rawValue)
        (self.screen, self.console, self.reader) = (screen, console, reader)
        self.signals = signals
        self.terminal = terminal
        self.epoll = epoll
        painter = FramePainter(isColoured: console.isColoured, placesLines: !isPlain)
    }

    /// Runs until the operator quits, or the first connection fails.
    package consuming func run() throws(CommandFault) {
        do throws(Errno) {
            try loop()
        } catch {
            // The terminal has gone: nobody is left to be told.
            throw .ended(.refused)
        }
        terminal.giveBack()
        if let failure = screen.failure { throw failure }
    }

    private static var now: Instant { Instant(nanoseconds: Clock.sinceBoot) }

    private mutating func loop() throws(Errno) {
        while !isOver, screen.failure == nil {
            if let inquiry = screen.nextInquiry(now: Self.now) { reader.ask(inquiry) }
            if screen.isWorthShowing, !isAway { try draw() }
            let count = try epoll.wait(atMost: patience)
            for index in 0..<count {
                try attend(Token(rawValue: epoll.event(at: index).token))
            }
            if count == 0, keys.isPending { try press(keys.flush()) }
        }
    }

    /// Until the next question, the next second, or the rest of a key.
    private var patience: UInt64 {
        if keys.isPending { return Self.keyPatience }
        let now = Self.now
        let left = screen.nextWake > now ? (screen.nextWake - now).nanoseconds : Int64(Self.tick)
        return min(Self.tick, UInt64(max(1_000_000, left)))
    }

    private mutating func attend(_ token: Token?) throws(Errno) {
        switch token {
        case .keys?: try readKeys()
        case .signals?: try heed()
        case .answers?:
            for answer in reader.takeAnswers() { screen.take(answer, now: Self.now) }
        case nil: break
        }
    }

    private mutating func readKeys() throws(Errno) {
        var bytes: [UInt8] = []
        switch try terminal.read(into: &bytes, atMost: 4096) {
        case .received: try press(keys.take(bytes))
        case .ended: isOver = true
        case .wouldBlock: break
        }
    }

    private mutating func press(_ pressed: [Key]) throws(Errno) {
        for key in pressed {
            switch screen.press(key, now: Self.now) {
            case .none: break
            case .quit: isOver = true
            case .suspend: try suspend()
            case .redraw: painter.forget()
            }
        }
    }

    private mutating func heed() throws(Errno) {
        while let signal = try signals.next() { try obey(signal) }
    }

    private mutating func obey(_ signal: TerminalSignal) throws(Errno) {
        switch signal {
        case .hangUp, .interrupt, .terminate: isOver = true
        case .resized: painter.forget()
        case .stop: try suspend()
        case .goesOn: try comeBack()
        }
    }

    /// Gives the terminal back and stops until somebody wants to see the screen again.
    private mutating func suspend() throws(Errno) {
        terminal.giveBack()
        isAway = true
        CurrentProcess.stopJob()
        try heed()
        // Nobody who could continue it has stopped it.
        if isAway, !isOver, terminal.isInForeground { try comeBack() }
    }

    /// Takes the terminal again, if it is this program's turn: in the background it stops again.
    private mutating func comeBack() throws(Errno) {
        guard terminal.isInForeground else { return CurrentProcess.stopJob() }
        isAway = false
        painter.forget()
        try terminal.take()
    }

    private mutating func draw() throws(Errno) {
        if !isTaken {
            isTaken = true
            try terminal.take()
        }
        let frame = ScreenFrame(
            &screen, size: terminal.size, now: Self.now, console: console)
        let bytes = painter.bytes(for: frame)
        if !bytes.isEmpty { try terminal.write(bytes) }
    }

    /// Whether the terminal has been taken for the first time: not before there is something to
    /// show, so that a daemon that is not there is said on the shell's lines.
    private var isTaken = false
}
