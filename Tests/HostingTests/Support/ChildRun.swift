import Kernel

/// A program in a process of its own, and what it writes; killed when the test lets it go.
struct ChildRun: ~Copyable {
    /// How it ended, and what it wrote.
    struct Result {
        let ending: ChildProcess.Ending?
        let output: String
        let errors: String
    }

    private var process: ChildProcess
    private var input: Kernel.Pipe
    private var output: Kernel.Pipe
    private var errors: Kernel.Pipe

    /// Longer than anything here takes, so that what hangs fails.
    private static let patience: UInt64 = 30_000_000_000

    init(
        _ program: String, _ arguments: [String], environment: [String: String?] = [:],
        descriptors: [Int32: Int32] = [:]
    ) throws {
        let input = try Kernel.Pipe()
        var output = try Kernel.Pipe()
        var errors = try Kernel.Pipe()
        var passed = descriptors
        passed[0] = input.reader.number
        passed[1] = Self.writer(of: output)
        passed[2] = Self.writer(of: errors)
        process = try ChildProcess(
            program, arguments: arguments, environment: environment, descriptors: passed)
        output.writer = nil
        errors.writer = nil
        self.input = input
        self.output = output
        self.errors = errors
    }

    private static func writer(of pipe: borrowing Kernel.Pipe) -> Int32? {
        switch pipe.writer {
        case .some(let writer): writer.number
        case .none: nil
        }
    }

    /// The built daemon, without what this process was started with.
    static func accountd(
        _ arguments: [String], environment: [String: String?] = [:],
        descriptors: [Int32: Int32] = [:]
    ) throws -> ChildRun {
        let names = [
            "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID",
            "CREDENTIALS_DIRECTORY",
        ]
        var clean = [String: String?](uniqueKeysWithValues: names.map { ($0, nil) })
        clean.merge(environment) { $1 }
        return try ChildRun(
            try program("accountd"), arguments, environment: clean, descriptors: descriptors)
    }

    /// The path of a program that was built with the tests.
    static func program(_ name: String) throws -> String {
        for argument in CommandLine.arguments where argument.contains(".xctest") {
            guard let slash = argument.lastIndex(of: "/") else { continue }
            return argument[...slash] + name
        }
        throw Missing()
    }

    borrowing func send(_ signal: Signal) throws { try process.send(signal: signal.rawValue) }

    borrowing func kill() throws { try process.send(signal: 9) }

    /// The next line that it writes, without its end.
    borrowing func readLine() throws -> String {
        var bytes: [UInt8] = []
        while bytes.last != UInt8(ascii: "\n") {
            let readiness = try output.reader.wait(for: .read, atMost: Self.patience)
            guard readiness.contains(.read),
                try output.reader.read(into: &bytes, atMost: 1) == 1
            else { throw Missing() }
        }
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    /// Whether it has written something that was not read.
    borrowing func hasOutput() throws -> Bool {
        try !output.reader.wait(for: .read, atMost: 0).isEmpty
    }

    /// Writes a line to its input.
    borrowing func write(_ line: String) throws {
        switch input.writer {
        case .some(let writer): try writer.writeAll(Array((line + "\n").utf8))
        case .none: throw Missing()
        }
    }

    /// Ends its input.
    mutating func endInput() { input.writer = nil }

    /// Whether it still runs.
    mutating func isRunning() throws -> Bool { try process.wait(atMost: 0) == nil }

    /// Waits for its end, and not for that of its children.
    mutating func end() throws -> ChildProcess.Ending? {
        try process.wait(atMost: Self.patience)
    }

    /// Waits for its end, and answers all that it wrote and nobody read.
    mutating func finish() throws -> Result {
        let ending = try end()
        if ending == nil { try kill() }
        return Result(
            ending: ending, output: try text(output.reader), errors: try text(errors.reader))
    }

    private borrowing func text(_ reader: borrowing Descriptor) throws -> String {
        String(decoding: try reader.readAll(limit: 1 << 20), as: UTF8.self)
    }
}
