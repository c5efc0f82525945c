package import AccountClient
import Kernel
package import Leasing
import Wire

/// What a command sees of the process it runs in.
package struct Console {
    /// How wide a line may be, in columns.
    package let columns: Int
    /// Whether colours are shown.
    package let isColoured: Bool
    /// Whether standard output is a terminal.
    package let isTerminal: Bool
    /// Nanoseconds since 1970, UTC.
    package let now: () -> Int64
    /// How far the operator's clock is ahead of UTC at a time, in seconds.
    package let secondsEastOfUTC: (Int64) -> Int
    /// The value of an environment variable.
    package let environment: (String) -> String?
    /// Reads standard input to its end, which is at most so many bytes.
    package let input: (Int) throws(CommandFault) -> [UInt8]
    /// Writes to standard output.
    package let output: ([UInt8]) throws(CommandFault) -> Void
    /// Writes to standard error.
    package let complain: (String) -> Void
    /// Connects to the daemon.
    package let connect: (String) throws(ConnectionError) -> Connection
    /// Waits so long; false where nothing is to be waited for. Throws as soon as nobody reads
    /// standard output any more.
    package let pause: (Interval) throws(CommandFault) -> Bool
    /// Waits for a message of a request that stays open; `nil` when it is still to come. Throws
    /// as soon as nobody reads standard output any more.
    package let nextPush: (inout Connection, Int64) throws(CommandFault) -> Push?

    /// Puts a console together.
    package init(
        columns: Int = 80, isColoured: Bool = false, isTerminal: Bool = false,
        now: @escaping () -> Int64,
        secondsEastOfUTC: @escaping (Int64) -> Int, environment: @escaping (String) -> String?,
        input: @escaping (Int) throws(CommandFault) -> [UInt8],
        output: @escaping ([UInt8]) throws(CommandFault) -> Void,
        complain: @escaping (String) -> Void,
        connect: @escaping (String) throws(ConnectionError) -> Connection,
        pause: @escaping (Interval) throws(CommandFault) -> Bool = { _ in false },
        nextPush: @escaping (inout Connection, Int64) throws(CommandFault) -> Push? = {
            (connection, request) throws(CommandFault) in
            try CommandFault.calling { () throws(ConnectionError) in
                try connection.nextPush(of: request, timeout: nil)
            }
        }
    ) {
        self.columns = columns
        self.isColoured = isColoured
        self.isTerminal = isTerminal
        self.now = now
        self.secondsEastOfUTC = secondsEastOfUTC
        self.environment = environment
        self.input = input
        self.output = output
        self.complain = complain
        self.connect = connect
        self.pause = pause
        self.nextPush = nextPush
    }

    /// The process's own.
    package static func process() -> Console {
        Console(
            columns: StandardStream.output.columns ?? 80,
            isColoured: hasColours,
            isTerminal: StandardStream.output.isTerminal,
            now: { Clock.sinceEpoch },
            secondsEastOfUTC: Clock.secondsEastOfUTC,
            environment: CurrentProcess.environment,
            input: { (limit) throws(CommandFault) in try readInput(limit: limit) },
            output: { (bytes) throws(CommandFault) in try write(bytes) },
            // Nobody is left to be told when standard error is closed.
            complain: { try? StandardStream.error.write($0) },
            connect: { (path) throws(ConnectionError) in try Connection.connect(to: path) },
            pause: { (interval) throws(CommandFault) in try rest(interval) },
            nextPush: { (connection, request) throws(CommandFault) in
                try nextPush(of: request, &connection)
            })
    }

    /// Writes a line to standard output.
    func print(_ line: [UInt8]) throws(CommandFault) {
        try output(line + [UInt8(ascii: "\n")])
    }

    /// Writes a line to standard output.
    func print(_ line: String) throws(CommandFault) {
        try print(Array(line.utf8))
    }

    /// How wide a table may be; `nil` for a program, to which every row goes whole.
    var tableColumns: Int? { isTerminal ? columns : nil }

    /// Tells on standard error what is no failure.
    func hint(_ sentence: String) {
        complain("accountctl: \(sentence)\n")
    }

    /// Connects to the socket that the command line or the environment names.
    func connection(
        to socket: SocketKind = .ops, _ arguments: Arguments
    ) throws(CommandFault) -> Connection {
        let path = SocketPath.of(
            socket, option: arguments["--socket"], environment: environment)
        return try CommandFault.calling { () throws(ConnectionError) in try connect(path) }
    }

    private static func readInput(limit: Int) throws(CommandFault) -> [UInt8] {
        do throws(Errno) {
            return try StandardStream.input.readAll(limit: limit)
        } catch {
            throw .usage("cannot read standard input: \(error)")
        }
    }

    private static func write(_ bytes: [UInt8]) throws(CommandFault) {
        do throws(Errno) {
            try StandardStream.output.write(bytes)
        } catch {
            throw .output(error)
        }
    }

    private static func rest(_ interval: Interval) throws(CommandFault) -> Bool {
        let nanoseconds = UInt64(max(0, interval.nanoseconds))
        let found: Readiness
        do throws(Errno) {
            found = try StandardStream.output.lend { (output) throws(Errno) in
                // For nothing but its end, which is reported unasked.
                try output.wait(for: [], atMost: nanoseconds)
            }
        } catch {
            throw .output(error)
        }
        guard found.isEmpty else { throw unread() }
        return true
    }

    private static func nextPush(
        of request: Int64, _ connection: inout Connection
    ) throws(CommandFault) -> Push {
        let push = try CommandFault.calling { () throws(ConnectionError) in
            try StandardStream.output.lend { (output) throws(ConnectionError) in
                try connection.nextPush(of: request, untilEndOf: output)
            }
        }
        guard let push else { throw unread() }
        return push
    }

    /// Ends as by the next write, which may be long in coming.
    private static func unread() -> CommandFault {
        Signals.breakPipe()
        return .output(.brokenPipe)
    }

    /// On a terminal that shows them, unless the operator wants none (https://no-color.org).
    private static var hasColours: Bool {
        guard StandardStream.output.isTerminal else { return false }
        let isUnwanted = CurrentProcess.environment("NO_COLOR").map { !$0.isEmpty } ?? false
        return !isUnwanted && CurrentProcess.environment("TERM") != "dumb"
    }
}
