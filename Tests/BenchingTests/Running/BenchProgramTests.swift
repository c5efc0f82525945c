import Benching
import Foundation
import Kernel
import Testing

struct BenchProgramTests {
    /// How a command line ends, and what it says.
    private func run(_ line: [String]) -> (BenchStatus, String, String) {
        var (output, complaints) = ("", "")
        let status = BenchProgram.run(
            line, print: { output += $0 + "\n" }, complain: { complaints += $0 + "\n" })
        return (status, output, complaints)
    }

    @Test(
        arguments: [
            ([], "a command is missing; see account-bench --help"),
            (["tabel"], "unknown command tabel; did you mean table?"),
            (["cycle", "--dept", "1"], "unknown option --dept; did you mean --depth?"),
            (["cycle", "--depth", "0"], "--depth takes an integer from 1 to 128"),
            (["table"], "the daemon is missing: --daemon PATH"),
            (
                ["memory", "--daemon", "x", "--requests", "1"],
                "--requests takes an integer from 1000 to 1000000000"
            ),
            (["floor"], "a socket's path cannot be empty"),
        ] as [([String], String)])
    func `a wrong command line is 64 and one line`(line: [String], message: String) {
        let (status, output, complaints) = run(line)
        #expect(status == .usage)
        #expect(complaints == "account-bench: \(message)\n")
        #expect(output.isEmpty)
    }

    @Test func `a load prints one line of figures`() throws {
        let folder = try TemporaryFolder()
        try LeaseServer().start(at: folder.address("s"))
        let (status, output, _) = run([
            "cycle", "--socket", try folder.address("s").path, "--connections", "2", "--depth", "3",
            "--seconds", "0.05",
        ])
        #expect(status == .success)
        #expect(output.hasPrefix("cycle connections=2 depth=3 requests/s="))
        #expect(output.hasSuffix("µs errors=0\n"))
        for name in ["p50", "p99", "p99.9", "max"] { #expect(output.contains(" \(name)=")) }
    }

    @Test func `errors among the answers are 1, and no server is 69`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.address("s").path
        #expect(run(["cycle", "--socket", path]).0 == .unavailable)
        try LeaseServer(.refuses).start(at: folder.address("s"))
        let (status, output, complaints) = run([
            "release", "--socket", path, "--seconds", "0.05",
        ])
        #expect(status == .failed)
        #expect(output.isEmpty)
        #expect(complaints.contains("were errors, the first: {\"error\""))
    }

    @Test func `memory is measured on the real daemon`() throws {
        let folder = try TemporaryFolder()
        let (ending, output) = try Programs.bench(
            ["memory", "--daemon", Programs.path("accountd"), "--requests", "1000"],
            in: folder.path)
        #expect(ending == .exited(0), "\(output)")
        #expect(output.split(separator: "\n").count == 13)
        #expect(output.contains("bytes a request"))
    }

    @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1))
    func `the table compares the real daemon with the floor`() throws {
        let folder = try TemporaryFolder()
        let (ending, output) = try Programs.bench(
            [
                "table", "--daemon", Programs.path("accountd"), "--rounds", "1", "--seconds",
                "0.05",
            ], in: folder.path)
        #expect(ending == .exited(0), "\(output)")
        let rows = output.split(separator: "\n").dropFirst(2)
        #expect(rows.map { $0.prefix(7) } == ["1      ", "8      ", "64     ", "8 × 16 "])
    }
}
