import AccountClient
import Benching
import Testing

struct BenchOptionsTests {
    private func plan(_ command: String, _ line: String...) throws(UsageFault) -> LoadPlan {
        try BenchOptions.plan(command, try Arguments(line, options: BenchOptions.all))
    }

    @Test func `a plan says what the line says, and the usual where it says nothing`() throws {
        let full = try plan(
            "release", "--connections", "3", "--depth=4", "--seconds", "0.5", "--provider", "p",
            "--model", "m", "--strategy", "weighted", "--keeping")
        #expect(full.exchange == .release)
        #expect((full.connections, full.depth, full.nanoseconds) == (3, 4, 500_000_000))
        #expect((full.provider, full.model) == ("p", "m"))
        #expect(full.strategy == "weighted" && full.isKeeping)
        #expect(try plan("cycle") == LoadPlan())
        #expect(try plan("table").nanoseconds == 1_000_000_000)
        #expect(try plan("table", "--exchange", "health").exchange == .health)
    }

    @Test(arguments: [
        ["--connections", "0"], ["--connections", "257"], ["--depth", "129"], ["--seconds", "-1"],
        ["--seconds", "nan"], ["--seconds", "1e9"], ["--model", "a\"b"], ["--provider", "a b"],
        ["--exchange", "cicle"],
    ])
    func `what cannot be done is refused`(line: [String]) throws {
        let arguments = try Arguments(line, options: BenchOptions.all)
        #expect(throws: UsageFault.self) { try BenchOptions.plan("cycle", arguments) }
    }

    @Test func `every option is in the help`() {
        for option in BenchOptions.all { #expect(BenchOptions.help.contains("  \(option.name) ")) }
        #expect(BenchOptions.help.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
