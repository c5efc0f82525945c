/// What a comparison has found.
public enum ShadowReport: Equatable, Sendable {
    /// accountd would have lent the caller's account; why, as on the wire.
    case agreement(why: String)
    /// accountd would have lent another account, or none.
    case difference(ShadowDifference)
    /// It was not compared.
    case dropped(ShadowDrop)
}

extension ShadowReport {
    /// What the answer to a question, or its failure, says.
    package init(
        _ result: Result<[UInt8], ClientError>, own: String, for wish: Wish, isLate: Bool
    ) {
        switch result {
        case .failure(let error):
            self = .dropped(ShadowDrop(error, isLate: isLate))
        case .success(let bytes):
            guard let answer = ExplainAnswer(bytes, about: own) else {
                self = .dropped(
                    ShadowDrop(.unsupported, "the daemon's answer to Explain is not the protocol's")
                )
                return
            }
            self =
                answer.chosen == own
                ? .agreement(why: answer.why)
                : .difference(
                    ShadowDifference(
                        wish: wish, own: own, chosen: answer.chosen, why: answer.why,
                        standing: answer.standing))
        }
    }
}

extension ShadowReport: CustomStringConvertible {
    /// The report in one line for people.
    public var description: String {
        switch self {
        case .agreement(let why): "accountd would lend the same account (\(VisibleText.of(why)))"
        case .difference(let difference): difference.description
        case .dropped(let drop): drop.description
        }
    }
}
