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
}
