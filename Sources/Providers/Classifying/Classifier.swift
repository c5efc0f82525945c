import JSON
package import Leasing

/// Finds what an upstream's answer means for the account that got it.
///
/// Nothing here traps, waits or keeps anything: the same evidence at the same time gives the same
/// finding, whatever bytes are in it.
package enum Classifier {
    /// What the evidence means.
    ///
    /// - Parameter now: the wall clock, for the times that the upstream names.
    package static func finding(
        for evidence: Evidence, from provider: Provider, now: UnixTime
    ) -> Finding {
        if evidence.isBareSuccess, evidence.phase != .refresh { return .bareSuccess }
        let horizon = Horizon(now: now)
        let dialect = provider.dialect
        switch evidence.phase {
        case .refresh: return refresh(evidence, provider, horizon)
        case .usage: return usage(evidence, provider, horizon)
        case .answer, .success, .stream: break
        }
        var readings =
            evidence.headers.isEmpty
            ? [] : dialect.readings(of: evidence.headers, horizon: horizon)
        var finding =
            evidence.isSuccess
            ? success(evidence, provider, horizon, &readings)
            : failure(evidence, provider, horizon, readings)
        finding.readings = readings
        return finding
    }

    private static func failure(
        _ evidence: Evidence, _ provider: Provider, _ horizon: Horizon,
        _ readings: [WindowReading]
    ) -> Finding {
        let isStream = EventStream.looksLikeOne(evidence.body)
        if isStream, case .failed(let problem, _) = StreamReading(evidence.body) {
            let status = evidence.status ?? provider.dialect.status(ofStreamError: problem)
            return rules(
                Answer(
                    evidence, status: status, problem: problem, horizon: horizon,
                    readings: readings), provider)
        }
        let answer = Answer(
            evidence, problem: Problem(of: evidence), horizon: horizon, readings: readings)
        if answer.status == 0, let status = streamStatus(of: answer, provider) {
            return rules(
                Answer(
                    evidence, status: status, problem: answer.problem, horizon: horizon,
                    readings: readings), provider)
        }
        return rules(answer, provider)
    }

    /// Without a status an error frame may still say what happened.
    private static func streamStatus(of answer: Answer, _ provider: Provider) -> Int? {
        guard answer.problem.isStructured else { return nil }
        return provider.dialect.status(ofStreamError: answer.problem)
    }

    private static func success(
        _ evidence: Evidence, _ provider: Provider, _ horizon: Horizon,
        _ readings: inout [WindowReading]
    ) -> Finding {
        if evidence.phase != .success, evidence.body.count > 1 {
            if let finding = stream(evidence, provider, horizon, &readings) { return finding }
        }
        guard evidence.failure == nil else {
            return TransportRules.finding(
                for: Answer(evidence, problem: .none, horizon: horizon, readings: readings))
        }
        guard !evidence.headers.isEmpty || !readings.isEmpty else { return .bareSuccess }
        let answer = Answer(evidence, problem: .none, horizon: horizon, readings: readings)
        return provider.dialect.success(answer) ?? .bareSuccess
    }

    /// An error inside an answer that began well; a code that no rule knows passes as data.
    private static func stream(
        _ evidence: Evidence, _ provider: Provider, _ horizon: Horizon,
        _ readings: inout [WindowReading]
    ) -> Finding? {
        switch StreamReading(evidence.body) {
        case .fine(let limits):
            for limit in limits {
                readings += provider.dialect.readings(ofEvent: limit, horizon: horizon)
            }
            return nil
        case .empty: return TransportRules.emptyResponse
        case .usageNotice:
            return provider.dialect.usageNotice(
                Answer(evidence, problem: .none, horizon: horizon, readings: readings))
        case .failed(let problem, let isAfterOutput):
            guard let status = provider.dialect.status(ofStreamError: problem) else { return nil }
            var finding = rules(
                Answer(
                    evidence, status: status, problem: problem, horizon: horizon,
                    readings: readings), provider)
            if isAfterOutput { finding.retry = .none }
            return finding
        }
    }

    private static func rules(_ answer: Answer, _ provider: Provider) -> Finding {
        for rule in provider.rules {
            if let finding = rule.finding(for: answer) { return finding }
        }
        return StatusRules.refusedRoute(answer) ?? provider.dialect.finding(for: answer)
            ?? StatusRules.finding(for: answer)
    }
}
