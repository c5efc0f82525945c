import Glibc
import Kernel
import Testing

struct TerminalTests {
    /// A terminal whose other end the test holds, as an emulator would.
    private struct Emulator: ~Copyable {
        let end: Descriptor
        let path: String

        init() throws {
            let opened = Descriptor(owning: unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC))
            // ioctl_tty(2): TIOCSPTLCK unlocks the terminal, TIOCGPTN tells its number.
            var (isLocked, terminal): (Int32, Int32) = (0, -1)
            try #require(unsafe ioctl(opened.number, 0x4004_5431, &isLocked) == 0)
            try #require(unsafe ioctl(opened.number, 0x8004_5430, &terminal) == 0)
            try opened.setNonblocking(true)
            path = "/dev/pts/\(terminal)"
            end = opened
        }

        /// What has been written to it.
        func shown() throws -> String {
            var bytes: [UInt8] = []
            while (try? end.read(into: &bytes, atMost: 4096)) ?? 0 > 0 {}
            return String(decoding: bytes, as: UTF8.self)
        }

        /// Whether lines are edited, keys are shown, and Ctrl-C is a signal.
        func mode() -> [Bool] {
            var mode = termios()
            unsafe tcgetattr(end.number, &mode)
            return [ICANON, ECHO, ISIG].map { mode.c_lflag & tcflag_t($0) != 0 }
        }
    }

    @Test func `what is taken is given back, the screen and the keys`() throws {
        let emulator = try Emulator()
        var terminal = try Terminal(path: emulator.path)
        #expect(emulator.mode() == [true, true, true])
        try terminal.take()
        #expect(emulator.mode() == [false, false, false])
        #expect(try emulator.shown() == "\u{1b}[?1049h\u{1b}[?25l\u{1b}[?7l\u{1b}[2J")
        terminal.giveBack()
        #expect(emulator.mode() == [true, true, true])
        #expect(try emulator.shown() == "\u{1b}[0m\u{1b}[?7h\u{1b}[?25h\u{1b}[?1049l")
    }

    @Test func `a terminal that is let go is given back, however often it was taken`() throws {
        let emulator = try Emulator()
        do {
            var terminal = try Terminal(path: emulator.path)
            for _ in 0..<3 { try terminal.take() }
            _ = try emulator.shown()
        }
        #expect(emulator.mode() == [true, true, true])
        #expect(try emulator.shown().hasSuffix("\u{1b}[?1049l"))
    }

    @Test func `one that was not taken, or was given back, is left alone`() throws {
        let emulator = try Emulator()
        do { _ = try Terminal(path: emulator.path) }
        #expect(try emulator.shown().isEmpty)
        var terminal = try Terminal(path: emulator.path)
        try terminal.take()
        terminal.giveBack()
        _ = try emulator.shown()
        terminal.giveBack()
        #expect(try emulator.shown().isEmpty)
    }

    @Test func `a terminal that only prints is sent no sequences`() throws {
        let emulator = try Emulator()
        var terminal = try Terminal(path: emulator.path, showsScreens: false)
        try terminal.take()
        #expect(emulator.mode() == [false, false, false])
        terminal.giveBack()
        #expect(try emulator.shown().isEmpty)
    }

    @Test func `keys come one by one, and nothing is waited for`() throws {
        let emulator = try Emulator()
        var terminal = try Terminal(path: emulator.path)
        try terminal.take()
        var keys: [UInt8] = []
        #expect(try terminal.read(into: &keys, atMost: 16) == .wouldBlock)
        try emulator.end.writeAll([3, 26, UInt8(ascii: "q")])
        #expect(try terminal.descriptor.wait(for: .read, atMost: 1_000_000_000) == .read)
        #expect(try terminal.read(into: &keys, atMost: 16) == .received(3))
        #expect(keys == [3, 26, UInt8(ascii: "q")])
    }

    @Test func `its size is told, and is usual where it is not`() throws {
        let emulator = try Emulator()
        let terminal = try Terminal(path: emulator.path)
        #expect(terminal.size == TerminalSize(columns: 80, rows: 24))
        var resizing = try ChildProcess(
            "stty", arguments: ["cols", "140", "rows", "50"],
            descriptors: [0: emulator.end.number])
        #expect(try resizing.wait() == .exited(0))
        #expect(terminal.size == TerminalSize(columns: 140, rows: 50))
    }

    @Test func `another session's terminal is not in this one's foreground`() throws {
        let emulator = try Emulator()
        #expect(!(try Terminal(path: emulator.path)).isInForeground)
        #expect(throws: Errno.self) { _ = try Terminal(path: "/nowhere") }
    }
}
