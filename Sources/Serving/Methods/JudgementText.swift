import JSON
import Leasing
import Wire

/// The text that tells a client what became of its report.
///
/// Nearly every report is of a success, and its answer the same as the one before: the last text is
/// kept.
struct JudgementText {
    private var last: Judgement?
    private var text: [UInt8] = []

    /// The `result` of the MarkResult that a judgement answers.
    mutating func text(of judgement: Judgement) -> [UInt8] {
        if let last, last.isSaidLike(judgement) { return text }
        var writer = JSONWriter(capacity: 256)
        MarkResultReply(judgement).write(&writer)
        text = writer.take()
        last = judgement
        return text
    }
}

extension Judgement {
    /// Whether two judgements make the same answer: they may differ in when their leases ended.
    fileprivate func isSaidLike(_ other: Judgement) -> Bool {
        category == other.category && scope.name == other.scope.name && window == other.window
            && rule == other.rule && skip == other.skip && advice == other.advice
            && limit == other.limit && retryAfter == other.retryAfter && blocked == other.blocked
            && accountState == other.accountState && leaseState.name == other.leaseState.name
    }
}
