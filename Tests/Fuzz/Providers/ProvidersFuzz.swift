// Needs JSON, Leasing and Providers.

import JSON
import Leasing
import Providers
import Secrets

/// Feeds whatever libFuzzer makes up to everything in Providers that reads foreign bytes, and stops
/// the program when a law is broken.
///
/// The first four bytes choose the provider, the exchange, the status and the credential; lines up
/// to an empty one are header fields; the rest is the body.
@c(LLVMFuzzerTestOneInput)
public func fuzzProviders(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let input = FuzzInput(bytes) else { return 0 }
    input.checkFinding()
    input.checkReaders()
    return 0
}

/// One input, taken apart.
private struct FuzzInput {
    let provider: Provider
    let evidence: Evidence
    let body: [UInt8]

    private static let now = UnixTime(seconds: 1_785_542_400)
    private static let statuses = [0, 200, 400, 401, 402, 403, 404, 408, 429, 499, 500, 503, 529]

    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 4 else { return nil }
        provider = Provider.builtIn[Int(bytes[0]) % Provider.builtIn.count]
        let phases = Evidence.Phase.allCases
        let (fields, rest) = Self.fields(bytes[4...])
        body = Array(rest)
        evidence = Evidence(
            status: Self.statuses[Int(bytes[2]) % Self.statuses.count],
            failure: bytes[3] & 14 == 14 ? .streamError : nil,
            phase: phases[Int(bytes[1]) % phases.count], headers: Headers(fields), body: body,
            model: "claude-fable-5(1)", credential: bytes[3] & 1 == 0 ? .oauth : .apiKey)
    }

    /// The lines before the first empty one that have a colon.
    private static func fields(
        _ bytes: ArraySlice<UInt8>
    ) -> (fields: [HeaderField], rest: ArraySlice<UInt8>) {
        var fields: [HeaderField] = []
        var rest = bytes
        while let end = rest.firstIndex(of: 0x0A) {
            let line = rest[..<end]
            guard let colon = line.firstIndex(of: 0x3A) else { break }
            fields.append(
                HeaderField(
                    String(decoding: line[..<colon], as: UTF8.self),
                    String(decoding: line[(colon + 1)...], as: UTF8.self)))
            rest = rest[(end + 1)...]
        }
        return (fields, rest)
    }

    /// The same evidence means the same, a block ends within reach, and its rule is known.
    func checkFinding() {
        let finding = Classifier.finding(for: evidence, from: provider, now: Self.now)
        guard finding == Classifier.finding(for: evidence, from: provider, now: Self.now) else {
            fatalError("the same evidence has two meanings")
        }
        if case .until(let end, _) = finding.block {
            Self.check(end)
            guard finding.scope != .none || evidence.phase != .answer else {
                fatalError("a block concerns nothing")
            }
        }
        for reading in finding.readings { Self.check(reading) }
        guard Provider.ruleNames.contains(finding.rule) else {
            fatalError("a rule has no place in the documentation")
        }
        guard finding.needsRefresh == (finding.category == .authExpired) else {
            fatalError("a refresh mends what it cannot")
        }
    }

    /// What else reads foreign bytes keeps to its bounds.
    func checkReaders() {
        for reading in provider.readings(ofUsage: body, now: Self.now) { Self.check(reading) }
        if case .renewed(let tokens) = provider.renewalOutcome(
            of: evidence, sentAt: Self.now, now: Self.now)
        {
            guard HeaderSyntax.isWord(tokens.accessToken) else { fatalError("a token breaks out") }
            if let end = tokens.expiresAt { Self.check(end) }
        }
        let text = String(decoding: body.prefix(4096), as: UTF8.self)
        if let date = InternetDate.parse(text), InternetDate.parse(InternetDate.format(date)) == nil
        {
            fatalError("a date that was read cannot be read again")
        }
        _ = HTTPDate.parse(text, now: Self.now)
        _ = DurationText.parse(text)
        _ = TokenClaims(Secret(text))
        _ = Base64.decode(text, limit: 4096)
        _ = AuthHeader(text)
        _ = try? Classification.lines(for: body)
        if let value = JSONValue.parsePrefix(body) {
            _ = try? DeclaredRule.list(value, provider: "fuzz")
        }
    }

    private static func check(_ end: UnixTime) {
        guard end > now, end <= now + .days(366) else { fatalError("a block ends out of reach") }
    }

    private static func check(_ reading: WindowReading) {
        if let end = reading.resetsAt { check(end) }
        if let used = reading.usedPercent {
            guard used >= 0, used <= 1000 else { fatalError("a share is none") }
        }
        guard reading.name.utf8.count <= 128 else { fatalError("a window's name is endless") }
    }
}
