import Leasing
import Providers
import Seeding
import Testing

/// The known answers, damaged in every way: nothing traps, and the laws hold.
@Suite struct FuzzingTests {
    private static let answers = CaseFile.all.compactMap(Mutable.init)

    @Test(arguments: 0..<64 as Range<UInt64>)
    func `a damaged answer keeps the laws, and means the same each time`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<64 {
            guard var answer = Self.answers.randomElement(using: &random) else { return }
            answer.change(&random)
            let found = answer.finding(now: august)
            #expect(Laws.broken(by: found, at: august) == [], "\(found.rule)")
            #expect(found == answer.finding(now: august))
        }
    }

    @Test(arguments: CaseFile.all)
    func `an answer cut at any byte keeps the laws`(file: CaseFile) throws {
        let answer = try #require(Mutable(file))
        for count in 0...answer.evidence.body.count {
            var cut = answer
            cut.evidence.body = Array(answer.evidence.body.prefix(count))
            #expect(Laws.broken(by: cut.finding(now: august), at: august) == [])
        }
    }

    @Test(arguments: 0..<32 as Range<UInt64>)
    func `chance alone keeps the laws`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for provider in Provider.builtIn {
            for phase in Evidence.Phase.allCases {
                let body = (0..<Int.random(in: 0..<300, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                let found = Classifier.finding(
                    for: Evidence(status: 429, phase: phase, body: body), from: provider,
                    now: august)
                #expect(Laws.broken(by: found, at: august) == [])
            }
        }
    }

    @Test func `the laws can be broken`() {
        let late = Finding(
            .quotaExhausted, block: .until(august + .days(400), basis: .resetAt), rule: "ok")
        #expect(Laws.broken(by: late, at: august).count == 1)
        #expect(Laws.broken(by: Finding(.authExpired, rule: "x"), at: august).count == 2)
    }
}
