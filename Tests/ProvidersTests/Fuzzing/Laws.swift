import JSON
import Leasing
import Providers
import Seeding

/// What holds for every finding, whatever was in the answer.
enum Laws {
    /// The laws that a finding breaks, in words.
    static func broken(by finding: Finding, at now: UnixTime) -> [String] {
        var broken: [String] = []
        if case .until(let end, _) = finding.block, end <= now || end > now + .days(366) {
            broken.append("its block ends out of reach")
        }
        if finding.needsRefresh != (finding.category == .authExpired) {
            broken.append("a refresh mends what it cannot")
        }
        if finding.category == .clientError, finding.block != .none {
            broken.append("a fault of the request blocks the account")
        }
        if !Provider.ruleNames.contains(finding.rule) { broken.append("its rule is not known") }
        for reading in finding.readings {
            if let end = reading.resetsAt, end <= now || end > now + .days(366) {
                broken.append("a window opens out of reach")
            }
            if let used = reading.usedPercent, !(0...1000).contains(used) {
                broken.append("a share is none")
            }
        }
        return broken
    }
}

/// An answer that a test changes at random.
struct Mutable {
    var provider: Provider
    var evidence: (status: Int?, phase: Evidence.Phase, headers: [HeaderField], body: [UInt8])
    var model: String

    /// A case of the files, as the classifier gets it.
    init?(_ file: CaseFile) {
        guard let provider = Provider.named(file.provider) else { return nil }
        self.provider = provider
        let value = file.value
        let fields = (value["headers"]?.members ?? []).map {
            HeaderField($0.name, $0.value.string ?? "")
        }
        evidence = (
            value["status"]?.integer.map(Int.init),
            value["phase"]?.string.flatMap(Evidence.Phase.init) ?? .answer, fields,
            Array((value["body"]?.string ?? "").utf8)
        )
        model = value["model"]?.string ?? ""
    }

    /// What the classifier finds in it.
    func finding(now: UnixTime) -> Finding {
        Classifier.finding(
            for: Evidence(
                status: evidence.status, phase: evidence.phase,
                headers: Headers(evidence.headers), body: evidence.body, model: model,
                credential: provider.defaultCredential),
            from: provider, now: now)
    }

    /// Changes a few bytes, the status, the exchange or a header.
    mutating func change(_ random: inout SeededRandom) {
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            switch Int.random(in: 0..<8, using: &random) {
            case 0: evidence.status = [0, 200, 400, 403, 429, 503].randomElement(using: &random)
            case 1:
                evidence.phase = Evidence.Phase.allCases.randomElement(using: &random) ?? .answer
            case 2: provider = Provider.builtIn.randomElement(using: &random) ?? provider
            case 3: changeHeader(&random)
            default: changeBody(&random)
            }
        }
    }

    private mutating func changeHeader(_ random: inout SeededRandom) {
        guard let index = evidence.headers.indices.randomElement(using: &random) else { return }
        let values = [
            "", "-1", "0", "1e9", "NaN", "999999999999999999999", "rejected", "%", "\u{0}",
        ]
        evidence.headers[index].value = values.randomElement(using: &random) ?? ""
    }

    private mutating func changeBody(_ random: inout SeededRandom) {
        guard let index = evidence.body.indices.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: evidence.body.remove(at: index)
        case 1: evidence.body.insert(UInt8.random(in: 0...255, using: &random), at: index)
        case 2: evidence.body.removeSubrange(index...)
        default: evidence.body[index] = UInt8.random(in: 0x20...0x7E, using: &random)
        }
    }
}
