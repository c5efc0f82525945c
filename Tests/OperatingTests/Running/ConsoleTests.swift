import AccountClient
import Foundation
import Glibc
import JSON
import Kernel
import Operating
import Testing

struct ConsoleTests {
    @Test func `a test's output is no terminal and has no colours`() {
        let console = Console.process()
        #expect(console.columns > 0)
        #expect(console.now() > 1_700_000_000_000_000_000)
        #expect(console.environment("A_VARIABLE_THAT_NOBODY_SETS") == nil)
    }

    @Test func `standard output that takes nothing more is a failure, not silence`() {
        let terminal = Terminal()
        let console = terminal.console()
        let full = Console(
            now: console.now, secondsEastOfUTC: console.secondsEastOfUTC,
            environment: console.environment, input: console.input,
            output: { (_) throws(CommandFault) in throw .output(.noSpace) },
            complain: console.complain, connect: console.connect)
        #expect(OperatorProgram.run(["--version"], full) == .refused)
        #expect(terminal.complaints.contains("ENOSPC"))
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [["watch", "--json"], ["events", "--follow"], ["top", "--interval", "3600"]])
    func `what goes on and on ends as soon as nobody reads it`(line: [String]) async {
        await #expect(processExitsWith: .signal(SIGPIPE)) { [line] in
            signal(SIGPIPE, SIG_DFL)
            try readOneByteOfOutput()
            let console = Console.process()
            let piped = Console(
                now: console.now, secondsEastOfUTC: console.secondsEastOfUTC,
                environment: console.environment, input: console.input, output: console.output,
                complain: console.complain,
                connect: { (path) throws(ConnectionError) in try Self.quiet.connect(path) },
                pause: console.pause, nextPush: console.nextPush)
            CurrentProcess.exit(OperatorProgram.run(line, piped).rawValue)
        }
    }

    /// A daemon whose pool tells of itself once, and of nothing from there on.
    private static let quiet = ScriptedDaemon { method, params in
        switch method {
        case "Watch":
            return .frames([
                quoted("{'jsonrpc':'2.0','method':'$/event','params':{'events':[],'seq':1}}")
            ])
        case "Events":
            let events = [Happenings.event(1, "resumed")]
            let isNew = params?["after_seq"]?.integer == 0
            return .result(Happenings.page(isNew ? events : [], last: 1))
        case _:
            var pool = MadeUpPool.random(1, seed: 1)
            return pool.answer(method, params)
        }
    }
}

/// Makes standard output a pipe whose reader takes a byte and goes.
private func readOneByteOfOutput() throws {
    var pipe = try Kernel.Pipe()
    dup2(pipe.writer?.number ?? -1, StandardStream.output.rawValue)
    pipe.writer = nil
    let number = dup(pipe.reader.number)
    Thread.detachNewThread {
        let reader = Descriptor(owning: number)
        var bytes: [UInt8] = []
        _ = try? reader.read(into: &bytes, atMost: 1)
    }
}
