import Glibc

/// The terminal that a program was started on, taken for a screen and given back.
///
/// While it is taken every key is read at once and shown by nobody; Ctrl-C and Ctrl-Z are keys.
/// The shell's lines are behind the screen and come back with it. A terminal that only prints
/// gives its keys and keeps its lines.
package struct Terminal: ~Copyable {
    /// Readable while keys wait.
    package let descriptor: Descriptor
    private let showsScreens: Bool
    private var shellsMode: termios?

    // xterm's private modes (ctlseqs: DECSET): 1049 the other screen, 25 the cursor, 7 wrapping.
    private static let takeScreen = "\u{1b}[?1049h\u{1b}[?25l\u{1b}[?7l\u{1b}[2J"
    private static let giveScreenBack = "\u{1b}[0m\u{1b}[?7h\u{1b}[?25h\u{1b}[?1049l"

    /// Opens a terminal, by default the one that the process belongs to, and takes nothing yet.
    ///
    /// It is opened anew, so that what is set on the descriptor is not set on the shell's.
    package init(path: String = "/dev/tty", showsScreens: Bool = true) throws(Errno) {
        let number = try unsafe retrying(path) { unsafe open($0, O_RDWR | O_CLOEXEC | O_NOCTTY, 0) }
        let opened = Descriptor(owning: number)
        try opened.setNonblocking(true)
        descriptor = opened
        self.showsScreens = showsScreens
    }

    deinit {
        guard let shellsMode else { return }
        Self.restore(descriptor, shellsMode, showsScreens)
    }

    /// Takes the keys and, where there are screens, an empty screen without a cursor. What has been
    /// taken is taken again: another program may have changed it meanwhile.
    package mutating func take() throws(Errno) {
        let number = descriptor.number
        var mode = termios()
        _ = try retrying { unsafe tcgetattr(number, &mode) }
        if shellsMode == nil { shellsMode = mode }
        unsafe cfmakeraw(&mode)
        _ = try retrying { unsafe tcsetattr(number, TCSADRAIN, &mode) }
        if showsScreens { try write(Array(Self.takeScreen.utf8)) }
    }

    /// Gives back what was taken; the terminal is as the shell had it.
    package mutating func giveBack() {
        guard let mode = shellsMode.take() else { return }
        Self.restore(descriptor, mode, showsScreens)
    }

    /// Whether this process may use it; one in the background that does is stopped by the kernel.
    package var isInForeground: Bool { tcgetpgrp(descriptor.number) == getpgrp() }

    /// The size, as it is at the moment.
    package var size: TerminalSize {
        TerminalSize(of: descriptor.number) ?? TerminalSize(columns: 80, rows: 24)
    }

    /// Appends the bytes of the keys that wait, at most so many, without waiting.
    package borrowing func read(
        into bytes: inout [UInt8], atMost capacity: Int
    ) throws(Errno) -> Reception {
        do throws(Errno) {
            let count = try descriptor.read(into: &bytes, atMost: capacity)
            return count == 0 ? .ended : .received(count)
        } catch {
            if error == .wouldBlock { return .wouldBlock }
            throw error
        }
    }

    /// Writes all bytes, waiting while the terminal takes none.
    package borrowing func write(_ bytes: [UInt8]) throws(Errno) {
        try descriptor.writeAll(bytes)
    }

    /// Nobody is left to be told when a terminal that has gone cannot be given back.
    private static func restore(
        _ descriptor: borrowing Descriptor, _ mode: termios, _ showsScreens: Bool
    ) {
        if showsScreens { try? descriptor.writeAll(Array(giveScreenBack.utf8)) }
        var mode = mode
        _ = unsafe tcsetattr(descriptor.number, TCSADRAIN, &mode)
    }
}
