import Foundation
import Simulation
import Testing

struct SimulateProgramTests {
    @Test func `a seed is a number or a Git hash`() {
        #expect(SimulateProgram.seed("12") == 12)
        #expect(SimulateProgram.seed("e6f3a0c0ffee0000aa") == 0xe6f3_a0c0_ffee_0000)
        #expect(SimulateProgram.seed("x") == nil)
    }

    @Test(arguments: [[], ["1"], ["a", "1"], ["1", "0"], ["1", "2", "0"], ["1", "2", "3", "4"]])
    func `what cannot be meant is answered with the usage`(arguments: [String]) {
        var lines: [String] = []
        #expect(SimulateProgram.run(arguments) { lines.append($0) } == 64)
        #expect(lines.first?.hasPrefix("usage: simulate SEED COUNT") == true)
    }

    @Test func `in two processes a seed has the same history`() throws {
        let program = Bundle.main.executableURL?.deletingLastPathComponent()
            .appending(path: "simulate")
        let built = [program, Self.builtProgram].compactMap(\.self).first {
            FileManager.default.isExecutableFile(atPath: $0.path)
        }
        let url = try #require(built, "simulate is built with the tests")
        let runs = try (0..<2).map { _ in try Self.output(of: url, ["40", "8", "100"]) }
        #expect(runs[0] == runs[1])
        #expect(runs[0].contains("digest"))
    }

    /// Beside the bundle of the tests.
    private static var builtProgram: URL? {
        let arguments = ProcessInfo.processInfo.arguments
        guard let bundle = arguments.first(where: { $0.hasSuffix(".xctest") }) else { return nil }
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "simulate")
    }

    private static func output(of program: URL, _ arguments: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }
}
