import Foundation
import Simulation
import Testing

/// The seeds that every run of the tests plays, in parts that run beside one another.
struct SimulationTests {
    @Test(arguments: 0..<6)
    func `three hundred seeds hold every invariant`(part: Int) {
        for offset in 0..<50 {
            let seed = UInt64(1 + part * 50 + offset)
            let outcome = Simulation.run(seed: seed, stepCount: 60)
            guard let breach = outcome.breaches.first else { continue }
            let report = FailureReport(seed: seed, stepCount: 60)
            Attachment.record(report.lines.joined(separator: "\n"), named: "seed-\(seed).txt")
            let lines = report.lines.suffix(60).joined(separator: "\n")
            Issue.record("\(breach.invariant.rawValue): seed \(seed): \(breach.what)\n\(lines)")
        }
    }

    @Test func `the oracle names nothing of the pool but its values`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Simulation/Oracle")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.count > 10)
        let machinery = [
            "Pool", "LeaseSlab", "Holders", "WaitingRoom", "BusyOrder", "RetryBudget", "Service",
            "Shadows", "EgressWatch", "Sessions", "Serving",
        ]
        for name in names {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let words = text.components(separatedBy: .alphanumerics.inverted)
            for word in machinery { #expect(!words.contains(word), "\(name) names \(word)") }
        }
    }
}
